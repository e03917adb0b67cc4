// What scripts add to forms, on pages with and without a circuit: the eye in password fields, a count that never blocks, one sending only; and to popovers and lists.
document.documentElement.dataset.scripts = "";

document.addEventListener("click", event => {
  const eye = event.target.closest("[data-shows]");
  if (!eye) return;
  const box = document.getElementById(eye.dataset.shows);
  const shown = box.type === "password";
  box.type = shown ? "text" : "password";
  eye.setAttribute("aria-pressed", shown);
  eye.setAttribute("aria-label", shown ? "Hide password" : "Show password");
});

document.addEventListener("input", event => {
  const least = Number(event.target.dataset?.length);
  const count = least && document.getElementById(event.target.id + "-count");
  if (!count) return;
  const length = [...new Intl.Segmenter().segment(event.target.value)].length;
  count.textContent = length === 0 ? "" : length < least ? `${length} of ${least} characters` : "Long enough";
});

// A password must not stay readable when the form is sent, or browsers offer it again as ordinary text.
document.addEventListener("submit", event => {
  for (const box of event.target.querySelectorAll("input[type=text][autocomplete$=password]")) box.type = "password";
});

// A second press of the button would send the form a second time, when the first has used the link up.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "true";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => delete form.dataset.sent));

// A session works in one workspace: when it changes in one tab, the others must not go on in the old one.
const tab = document.documentElement.dataset.tab = String(Math.random());
const workspaces = new BroadcastChannel("toombos-workspace");
workspaces.onmessage = ({ data }) => { if (data !== tab && document.querySelector(".side")) location.assign("/"); };
if (sessionStorage.getItem("toombos-switched")) {
  sessionStorage.removeItem("toombos-switched");
  workspaces.postMessage(tab);
}
document.addEventListener("submit", event => {
  if (event.target.getAttribute("action") === "/workspace") sessionStorage.setItem("toombos-switched", "true");
});

// A link in a popover leads away from it.
document.addEventListener("click", event => event.target.closest("[popover] a")?.closest("[popover]").hidePopover());

// Lists whose rows are picked: arrow keys go from box to box, with shift they take the next one along.
document.addEventListener("keydown", event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const list = step && event.target.matches("[data-picks] input[type=checkbox]") && event.target.closest("[data-picks]");
  if (!list) return;
  event.preventDefault();
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  const next = boxes[boxes.indexOf(event.target) + step];
  next?.focus();
  if (event.shiftKey && next && next.checked !== event.target.checked) next.click();
});
