export function open(dialog, owner) {
  if (!dialog.dataset.wired) {
    dialog.dataset.wired = "true";
    dialog.addEventListener("close", () => owner.invokeMethodAsync("ClosedAsync"));
  }
  if (!dialog.open) dialog.showModal();
  (dialog.querySelector("input, textarea, select") ?? dialog.querySelector(".modal-body button"))?.focus();
}

export function close(dialog) {
  if (dialog.open) dialog.close();
}
