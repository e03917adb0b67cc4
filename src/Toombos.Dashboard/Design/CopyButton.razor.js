document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = button.querySelector("span");
  label.dataset.words ??= label.textContent;
  try {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    label.textContent = "Copied";
  } catch {
    label.textContent = "Your browser refused; select the text and copy it";
  }
  setTimeout(() => (label.textContent = label.dataset.words), 2500);
});
