#!/usr/bin/env bash
# Prints the product's figures on this machine: in process, against peers, published build, and through the API.
#
#   bench/run.sh            about five minutes
#   bench/run.sh --full     the in-process part by BenchmarkDotNet as well
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
work=artifacts/bench
mkdir -p "$work"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

quietly() { "$@" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }; }
quietly dotnet build bench/Toombos.Benchmarks --configuration Release -nologo
quietly dotnet publish src/Toombos.Server --configuration Release --output "$work/server" -nologo
bench=artifacts/bin/Toombos.Benchmarks/release/Toombos.Benchmarks

"$bench" inputs "$work"
if command -v npm >/dev/null; then
  mkdir -p "$work/peers"
  cp bench/peers/* "$work/peers/"
  (cd "$work/peers" && npm install --silent --no-audit --no-fund >/dev/null)
  node "$work/peers/peers.mjs" samples/living-document.md "$work/thousand.md" src/Toombos.Server/Features/Rendering/Templates "$work/view.json" >"$work/peers.json"
else
  echo '{}' >"$work/peers.json"
  echo "npm is not installed: no peers to compare with."
fi

echo; echo "$(nproc) cores, $(awk -F: '/model name/ { print $2; exit }' /proc/cpuinfo | xargs), .NET $(dotnet --version), $(node --version 2>/dev/null || echo 'no node')"
echo; "$bench" quick "$work/peers.json"
# With limits in Redis too where one is named, such as 127.0.0.1:6379
echo; "$bench" admittance ${BENCH_REDIS:+"$BENCH_REDIS"}
echo; "$bench" start "$work/server/Toombos.Server"
echo; "$bench" api "$work/server/Toombos.Server"
peer=; if [ -d "$work/peers/node_modules/ws" ]; then peer=$work/peers/sockets.mjs; fi
echo; "$bench" sockets "$work/server/Toombos.Server" ${peer:+"$peer"}
echo; "$bench" models "$work/server/Toombos.Server"
if [ -d "$work/peers/node_modules/nodemailer" ]; then echo; "$bench" mail "$work/peers/mail.mjs"; fi
echo; "$bench" sources "$work/server/Toombos.Server"
# A million entries in each database; PostgreSQL where one is named, such as Host=127.0.0.1;Username=postgres
echo; "$bench" audit ${BENCH_POSTGRES:+"$BENCH_POSTGRES"}
[ "${1:-}" != --full ] || { echo; "$bench" --filter '*'; }
