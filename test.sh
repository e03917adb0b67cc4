#!/usr/bin/env bash
# Builds Toombos and runs its tests against private PostgreSQL, Redis and Chromium, and real destinations:
# WordPress, a Bluesky server, a store of objects, Postfix with Dovecot.
#
#   ./test.sh                       everything
#   ./test.sh Connectors EndToEnd   test projects whose names contain one of these words; Fuzz is the API against its own description
#
#   ./test.sh Ghost                 the channel for Ghost against a real one from npm, which takes some minutes to fetch and is not part of everything
#
# What is missing is installed with apt where that is allowed (root, or sudo without a password); else the script
# says what is missing and stops with exit code 2. Nothing of it is left running, nothing outside artifacts/ is written.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
. .ci/requirements.sh
. .ci/instances.sh
. .ci/destinations.sh
. .ci/ghost.sh
. .ci/fuzz.sh

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Programs that live for minutes spend more on measuring how to be compiled well than they get back.
export DOTNET_TieredPGO=0
configuration=${CONFIGURATION:-Debug}
results=$root/artifacts/test-results
mkdir -p "$results"
rm -f "$results"/*.log "$results"/*.xml

projects=() fuzz=no ghosts=no
[ "$*" != Ghost ] || { ghosts=yes; set -- Connectors; }
for word in "${@:-Fuzz}"; do
  if grep -qi -- "$word" <<<Fuzz; then fuzz=yes; fi
done
for path in tests/*/*.csproj; do
  name=$(basename "$path" .csproj)
  for word in "${@:-.}"; do
    if grep -qi -- "$word" <<<"$name"; then projects+=("$name"); break; fi
  done
done
[ ${#projects[@]} -gt 0 ] || [ "$fuzz" = yes ] || { echo "No test project's name contains: $*. There are: $(ls tests)" >&2; exit 2; }

need_dotnet
need_programs
need_commonmark_spec
need_issuer
need_providers
destinations=no
case " ${projects[*]} " in *Connectors* | *EndToEnd*) destinations=yes ;; esac
[ "$destinations" = no ] || need_destinations
[ "$ghosts" = no ] || need_ghost
start_instances
if [ "$destinations" = yes ]; then start_destinations; fi
dotnet build Toombos.slnx --configuration "$configuration" -nologo -clp:NoSummary -v:minimal
if [ "$destinations" = yes ]; then start_bluesky; start_bucket; fi
if [ "$ghosts" = yes ]; then start_ghost; fi
need_chromium
[ "$fuzz" = no ] || need_specmatic

passed=0 failed=0 skipped=0 status=0
for name in "${projects[@]}"; do
  echo
  echo "== $name"
  code=0
  # Whole processes and browsers are slowed by what counts lines, and show no line that the other tests do not.
  coverage=(--coverage --coverage-output "$name.xml" --coverage-output-format cobertura --coverage-settings "$root/.ci/coverage.xml")
  case $name in *EndToEnd*) coverage=() ;; esac
  filter=()
  case $name-$ghosts in *Connectors*-no) filter=(--filter-not-class '*RealGhostTests') ;; *-yes) filter=(--filter-class '*RealGhostTests') coverage=() ;; esac
  timeout 2700 "artifacts/bin/$name/${configuration,,}/$name" --no-ansi --progress off --minimum-expected-tests 1 \
    --results-directory "$results" "${coverage[@]}" "${filter[@]}" </dev/null 2>&1 | tee "$results/$name.log" | sed '/Code Coverage Summary/,$d' || code=$?
  count() { awk -v word="  $1:" 'index($0, word) == 1 { n = $2 } END { print n + 0 }' "$results/$name.log"; }
  passed=$((passed + $(count succeeded))) failed=$((failed + $(count failed))) skipped=$((skipped + $(count skipped)))
  if [ "$(count total)" -eq 0 ]; then echo "$name ran no test (exit code $code)." >&2; fi
  if [ "$code" -ne 0 ] || [ "$(count total)" -eq 0 ] || [ "$(count skipped)" -ne 0 ]; then status=1; fi
done

if [ "$fuzz" = yes ]; then
  echo
  echo "== The API against its own description"
  fuzz_api
  echo "  $fuzz_passed requests answered as described, $fuzz_failed not"
  passed=$((passed + fuzz_passed)) failed=$((failed + fuzz_failed))
  [ "$fuzz_failed" -eq 0 ] || status=1
fi

echo
# What failed: why, without what the server logged meanwhile, and the names once more at the end.
awk '/^[^ ]/ { show = /^failed / ? 40 : 0 } show-- > 0' "$results"/*.log
find "$results" -maxdepth 1 -name "*.xml" -print0 | xargs -0r awk -f .ci/coverage.awk
[ "$skipped" -eq 0 ] || echo "$skipped skipped, which counts as a failure of the run: a test that does not run proves nothing."
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || [ "$skipped" -gt 0 ] || echo "A test program stopped before its end; its log is in artifacts/test-results."
grep -h '^failed ' "$results"/*.log || true
echo "$passed passed, $failed failed"
exit "$status"
