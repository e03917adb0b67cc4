# Private servers for one run of the tests: on loopback, on free ports, in a temporary folder. Read by test.sh.

free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# PostgreSQL refuses to run as root.
as_postgres() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

stop_instances() {
  [ -z "${destination_ids+x}" ] || stop_destinations
  [ -f "$instances/postgres/postmaster.pid" ] && as_postgres "$(postgres_program pg_ctl)" -D "$instances/postgres" -m immediate stop >/dev/null || true
  [ -z "${redis_id:-}" ] || { kill "$redis_id" && wait "$redis_id"; } 2>/dev/null || true
  rm -rf "$instances"
}

start_instances() {
  instances=$(mktemp -d "${TMPDIR:-/tmp}/toombos-test.XXXXXX")
  trap stop_instances EXIT
  trap 'exit 130' INT TERM
  chmod 711 "$instances"
  mkdir "$instances/postgres"
  [ "$(id -u)" -ne 0 ] || chown postgres "$instances/postgres"

  local port owner
  port=$(free_port)
  owner=$(as_postgres id -un)
  (
    cd "$instances/postgres"
    as_postgres "$(postgres_program initdb)" -D "$instances/postgres" -A trust -E UTF8 --locale=C --no-sync >"$instances/initdb.log" 2>&1 &&
      as_postgres "$(postgres_program pg_ctl)" -D "$instances/postgres" -w -t 60 -l "$instances/postgres/server.log" start >/dev/null \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$instances/postgres -c fsync=off -c max_connections=200"
  ) || { cat "$instances"/initdb.log "$instances"/postgres/server.log >&2 2>/dev/null; stop "PostgreSQL did not start."; }
  export TOOMBOS_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=$owner;Database=postgres"

  port=$(free_port)
  redis-server --bind 127.0.0.1 --port "$port" --save '' --appendonly no --dir "$instances" >"$instances/redis.log" 2>&1 &
  redis_id=$!
  local i
  for i in $(seq 100); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
    [ "$i" -lt 100 ] || { cat "$instances/redis.log" >&2; stop "Redis did not start."; }
    sleep 0.1
  done
  export TOOMBOS_TEST_REDIS="127.0.0.1:$port"
}
