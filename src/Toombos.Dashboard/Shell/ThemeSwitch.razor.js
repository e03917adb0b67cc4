const root = document.documentElement;

export function current() {
  return root.dataset.theme || "system";
}

export function choose(name) {
  root.dataset.theme = name;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `toombos-theme=${name}; path=/; max-age=31536000; samesite=lax${secure}`;
}
