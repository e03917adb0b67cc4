#!/usr/bin/env bash
# Prints what jobs cost on this machine, by whole processes over a PostgreSQL and a Redis of its own, beside Hangfire and BullMQ.
#
#   bench/jobs.sh                     everything, about fifteen minutes
#   bench/jobs.sh throughput idle     some of: throughput latency kill fairness idle sustained peers
#
# What was printed is kept in artifacts/bench/jobs.md.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
. .ci/requirements.sh
. .ci/instances.sh
work=artifacts/bench
mkdir -p "$work/job-peers"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

quietly() { "$@" >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }; }
wanted() { [ $# -eq 1 ] || { local name=$1; shift; [[ " $* " == *" $name "* ]]; }; }

need_dotnet
command -v redis-server >/dev/null && [ -n "$(postgres_program initdb)" ] || stop "PostgreSQL and Redis are needed: sudo apt-get install -y postgresql redis-server"
quietly dotnet build bench/load/Toombos.JobLoad --configuration Release -nologo
if wanted peers "$@"; then
  quietly dotnet build bench/load/Toombos.JobPeers --configuration Release -nologo
  cp bench/load/peers/* "$work/job-peers/"
  quietly npm install --prefix "$work/job-peers" --silent --no-audit --no-fund
fi
start_instances
export BENCH_POSTGRES=$TOOMBOS_TEST_POSTGRES

{
  echo "$(nproc) cores, $(awk -F: '/model name/ { print $2; exit }' /proc/cpuinfo | xargs), .NET $(dotnet --version), PostgreSQL $("$(postgres_program postgres)" --version | awk '{ print $3 }') without fsync; load average at the start $(cut -d' ' -f1 /proc/loadavg)"
  ours=(); for name in "$@"; do [ "$name" = peers ] || ours+=("$name"); done
  [ $# -gt 0 ] && [ ${#ours[@]} -eq 0 ] || artifacts/bin/Toombos.JobLoad/release/Toombos.JobLoad run "${ours[@]}"
  if wanted peers "$@"; then
    printf '\n| peers, 64 at once a process | |\n|---|--:|\n'
    artifacts/bin/Toombos.JobPeers/release/Toombos.JobPeers hangfire
    node "$work/job-peers/bullmq.mjs" "$TOOMBOS_TEST_REDIS"
  fi
  echo; echo "Load average at the end $(cut -d' ' -f1 /proc/loadavg)"
} | tee "$work/jobs.md"
