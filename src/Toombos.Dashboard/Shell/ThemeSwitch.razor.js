const root = document.documentElement;

export function current() {
  return root.dataset.theme || "system";
}

export function choose(name) {
  root.dataset.theme = name;
  const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; secure"] : ["", ""];
  document.cookie = `${prefix}toombos-theme=${name}; path=/; max-age=31536000; samesite=lax${secure}`;
}
