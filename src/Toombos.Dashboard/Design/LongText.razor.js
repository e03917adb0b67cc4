const original = new WeakMap();

/** Bytes that an answer returns are streamed in pieces by the framework. */
export function read(box) {
  return new TextEncoder().encode(box.value);
}

/** Keeps what is typed; true when text from an earlier visit was put back. */
export function keep(box, name) {
  original.set(box, box.value);
  const kept = localStorage.getItem(name);
  const restored = kept !== null && kept !== box.value;
  if (restored) box.value = kept;
  let timer;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => store(name, box.value), 300);
  });
  return restored;
}

export function forget(name) {
  localStorage.removeItem(name);
}

export function discard(box, name) {
  box.value = original.get(box) ?? "";
  forget(name);
}

function store(name, text) {
  try {
    localStorage.setItem(name, text);
  } catch (full) {
    console.warn("This text is too large for the browser to keep.", full);
  }
}
