const pause = 450;

export function start(box, owner) {
  let timer;
  // Whoever leaves the page while a call is on its way need not hear that nobody takes it any more.
  const send = () => {
    if (!box.isConnected) return;
    owner.invokeMethodAsync("ChangedAsync", DotNet.createJSStreamReference(new TextEncoder().encode(box.value))).catch(failure => { if (box.isConnected) throw failure; });
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  });
  // Whoever is quick has typed before the script listened.
  if (box.value) send();
}
