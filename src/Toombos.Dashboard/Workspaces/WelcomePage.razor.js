export function guess() {
  return [Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC", navigator.language || "en"];
}

/** Tells the other tabs that the session works elsewhere now. */
export function switched() {
  new BroadcastChannel("toombos-workspace").postMessage(document.documentElement.dataset.tab);
}
