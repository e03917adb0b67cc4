export function guess() {
  return [Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC", navigator.language || "en"];
}
