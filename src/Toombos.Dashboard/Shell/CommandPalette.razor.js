let owner;

document.addEventListener("keydown", event => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) owner?.invokeMethodAsync("OpenAsync");
  }
});

export function listen(palette) {
  owner = palette;
}
