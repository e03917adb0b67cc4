# What the tests need on this machine, and how it gets there. Read by test.sh.

stop() { echo "test.sh: $1" >&2; exit 2; }

# As root directly, else by sudo when it asks no password.
may_install() { command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; }

install_packages() {
  local prefix=()
  [ "$(id -u)" -eq 0 ] || prefix=(sudo -n)
  echo "Installing: $*"
  "${prefix[@]}" apt-get update -qq
  "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_dotnet() {
  command -v dotnet >/dev/null || PATH=$PATH:$HOME/.dotnet:/usr/share/dotnet
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' || stop "The .NET 10 SDK is missing. Get it with:
  curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0
and add it to the path: export PATH=\"\$HOME/.dotnet:\$PATH\""
}

# Debian keeps the server programs of PostgreSQL off the path.
postgres_program() { command -v "$1" || ls -d /usr/lib/postgresql/*/bin/"$1" 2>/dev/null | sort -V | tail -1; }

is_ubuntu() { grep -qs '^ID=ubuntu' /etc/os-release; }

find_chromium() {
  local candidate
  for candidate in "${TOOMBOS_TEST_CHROMIUM:-}" "$(command -v chromium || true)" "$(command -v google-chrome-stable || true)" \
    "$(command -v google-chrome || true)" "$root"/artifacts/browsers/chromium-*/chrome-linux*/chrome; do
    [ -x "$candidate" ] && { echo "$candidate"; return; }
  done
  return 0
}

need_programs() {
  local missing=()
  [ -n "$(postgres_program initdb)" ] || missing+=(postgresql)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  # Specmatic, which fuzzes the API from its own description, runs on Java.
  command -v java >/dev/null || missing+=(default-jre-headless)
  command -v curl >/dev/null || missing+=(curl)
  fc-list 2>/dev/null | grep -qi 'noto color emoji' || missing+=(fontconfig fonts-noto-color-emoji)
  # Ubuntu's package of Chromium is a snap, which containers can't run: need_chromium takes Playwright's build there.
  [ -n "$(find_chromium)" ] || is_ubuntu || missing+=(chromium)
  [ ${#missing[@]} -gt 0 ] || return 0
  may_install || stop "These packages are missing and may not be installed from here: ${missing[*]}. Install them with:
  sudo apt-get update && sudo apt-get install -y ${missing[*]}"
  install_packages "${missing[@]}" || stop "apt-get could not install: ${missing[*]}"
}

# After the build, because Playwright's own installer comes with the test project.
need_chromium() {
  TOOMBOS_TEST_CHROMIUM=$(find_chromium)
  local driver=artifacts/bin/Toombos.EndToEnd.Tests/${configuration,,}/.playwright
  if [ -z "$TOOMBOS_TEST_CHROMIUM" ]; then
    may_install || stop "Chromium is missing. Install it, or name one: TOOMBOS_TEST_CHROMIUM=/path/to/chrome ./test.sh"
    PLAYWRIGHT_BROWSERS_PATH=$root/artifacts/browsers "$driver"/node/linux-x64/node "$driver"/package/cli.js install --with-deps chromium
    TOOMBOS_TEST_CHROMIUM=$(find_chromium)
  fi
  [ -n "$TOOMBOS_TEST_CHROMIUM" ] || stop "Chromium could not be installed. Name one: TOOMBOS_TEST_CHROMIUM=/path/to/chrome ./test.sh"
  export TOOMBOS_TEST_CHROMIUM
}

# The CommonMark specification's examples are inputs of the parser's tests; fetched, because its licence differs from ours.
commonmark_spec() { echo "${TOOMBOS_COMMONMARK_SPEC:-$root/artifacts/commonmark/package/spec.txt}"; }

need_commonmark_spec() {
  local folder=$root/artifacts/commonmark
  TOOMBOS_COMMONMARK_SPEC=$(commonmark_spec)
  export TOOMBOS_COMMONMARK_SPEC
  [ -f "$TOOMBOS_COMMONMARK_SPEC" ] && return
  mkdir -p "$folder"
  (cd "$folder" && npm pack commonmark-spec@0.31.2 --silent >/dev/null && tar -xzf commonmark-spec-0.31.2.tgz) ||
    stop "The CommonMark specification could not be fetched from the npm registry (npm pack commonmark-spec@0.31.2)."
}

# A real OpenID Connect provider for the tests of single sign-on, at the versions that its lock file names.
need_issuer() {
  TOOMBOS_TEST_ISSUER=$root/artifacts/issuer
  export TOOMBOS_TEST_ISSUER
  mkdir -p "$TOOMBOS_TEST_ISSUER"
  cp tests/issuer/package.json tests/issuer/issuer.mjs "$TOOMBOS_TEST_ISSUER"
  [ -d "$TOOMBOS_TEST_ISSUER/node_modules" ] && cmp -s tests/issuer/package-lock.json "$TOOMBOS_TEST_ISSUER/package-lock.json" && return
  cp tests/issuer/package-lock.json "$TOOMBOS_TEST_ISSUER"
  (cd "$TOOMBOS_TEST_ISSUER" && npm ci --silent --ignore-scripts --no-audit --no-fund >/dev/null) ||
    stop "The OpenID Connect provider for the tests could not be installed from the npm registry (npm ci in tests/issuer)."
}

# Servers that speak the protocols of model providers.
need_providers() {
  TOOMBOS_TEST_PROVIDERS=$root/artifacts/providers
  export TOOMBOS_TEST_PROVIDERS
  mkdir -p "$TOOMBOS_TEST_PROVIDERS"
  [ -d "$TOOMBOS_TEST_PROVIDERS/node_modules" ] && cmp -s tests/providers/package-lock.json "$TOOMBOS_TEST_PROVIDERS/package-lock.json" && return
  cp tests/providers/package.json tests/providers/package-lock.json "$TOOMBOS_TEST_PROVIDERS"
  (cd "$TOOMBOS_TEST_PROVIDERS" && npm ci --silent --ignore-scripts --no-audit --no-fund >/dev/null) ||
    stop "The servers of model providers for the tests could not be installed from the npm registry (npm ci in tests/providers)."
}
