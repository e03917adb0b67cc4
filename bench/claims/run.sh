#!/usr/bin/env bash
# Prints how well planted errors are found, by kind of error and by language: precision and recall on the sentences beside this script.
#
#   bench/claims/run.sh             half a minute
#   bench/claims/run.sh --misses    lists what was judged wrongly in the tuned part as well
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
log=$(mktemp); trap 'rm -f "$log"' EXIT
dotnet build bench/Toombos.Benchmarks --configuration Release -nologo >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
artifacts/bin/Toombos.Benchmarks/release/Toombos.Benchmarks claims bench/claims "$@"
