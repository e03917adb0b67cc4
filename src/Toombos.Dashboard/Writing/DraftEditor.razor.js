const pause = 450;

const encode = text => new TextEncoder().encode(text);

function collect(form) {
  const text = { tags: [], posts: [] };
  for (const field of form.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    if (name === "posts") text.posts.push(field.value);
    else if (name === "tags") text.tags = field.value.split(",").map(t => t.trim()).filter(t => t);
    else text[name] = field.value;
  }
  return JSON.stringify(text);
}

function store(name, text) {
  try {
    localStorage.setItem(name, text);
  } catch (full) {
    console.warn("This text is too large for the browser to keep.", full);
  }
}

export function start(form, owner, name) {
  let timer;
  // Whoever leaves the page while a call is on its way need not hear that nobody takes it any more.
  const call = (name, ...rest) => owner.invokeMethodAsync(name, ...rest).catch(failure => { if (form.isConnected) throw failure; });
  const send = () => { if (form.isConnected) call("ChangedAsync", DotNet.createJSStreamReference(encode(collect(form)))); };
  form.addEventListener("input", event => {
    if (!event.target.dataset.field) return;
    store(name, collect(form));
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  });
  form.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      clearTimeout(timer);
      call("SaveAsync");
    }
  });
  form.addEventListener("click", event => {
    const button = event.target.closest("[data-mark]");
    if (button) mark(form.querySelector("#" + button.dataset.for), button.dataset.mark);
  });
}

/** Bytes that an answer returns are streamed in pieces by the framework. */
export function read(form) {
  return encode(collect(form));
}

export function keeps(name) {
  return localStorage.getItem(name) !== null;
}

export function kept(name) {
  return encode(localStorage.getItem(name) ?? "null");
}

export function forget(name) {
  localStorage.removeItem(name);
}

/** Wraps what is selected; through the browser's own editing, so that undo knows of it. */
function mark(box, kind) {
  const chosen = box.value.slice(box.selectionStart, box.selectionEnd);
  const text = {
    bold: `**${chosen || "bold"}**`,
    italic: `*${chosen || "italic"}*`,
    link: `[${chosen || "words"}](https://)`,
    list: (chosen || "entry").split("\n").map(line => "- " + line).join("\n"),
  }[kind];
  box.focus();
  document.execCommand("insertText", false, text);
}
