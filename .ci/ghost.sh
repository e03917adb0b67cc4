# A Ghost site for one run of the tests, from npm, on the MariaDB that WordPress uses. Asked for by name only: ./test.sh Ghost. Read by test.sh after destinations.sh.

ghost_version=5.130.6

# Its own scripts build what a database in a file needs; with MariaDB nothing is compiled.
need_ghost() {
  ghost=$root/artifacts/ghost
  [ -f "$ghost/$ghost_version" ] && return
  rm -rf "$ghost" && mkdir -p "$ghost"
  (
    cd "$ghost" && npm pack --silent "ghost@$ghost_version" && tar xf "ghost-$ghost_version.tgz" && cd package &&
      npm pkg delete devDependencies && npm install --silent --omit=dev --ignore-scripts --no-audit --no-fund --legacy-peer-deps && touch "../$ghost_version"
  ) >"$ghost/install.log" 2>&1 || { cat "$ghost/install.log" >&2; stop "Ghost could not be installed from the npm registry (npm pack ghost@$ghost_version, then npm install in it)."; }
}

start_ghost() {
  local folder=$instances/ghost port
  port=$(free_port)
  mkdir -p "$folder"/{data,images,logs,settings,files,media,public}
  cp -a "$ghost/package/content/themes" "$folder/themes"
  mariadb --no-defaults --socket="$instances/wordpress/database.sock" --user=root -e 'create database ghost character set utf8mb4' || stop "MariaDB could not make a database for Ghost."
  # It reads its settings from the folder that it is started in, which has to be its own.
  cat >"$ghost/package/config.production.json" <<JSON
{ "url": "http://127.0.0.1:$port", "server": { "host": "127.0.0.1", "port": $port },
  "database": { "client": "mysql", "connection": { "socketPath": "$instances/wordpress/database.sock", "user": "root", "password": "", "database": "ghost" } },
  "mail": { "transport": "Direct" }, "logging": { "transports": ["stdout"], "level": "warn" }, "paths": { "contentPath": "$folder" },
  "privacy": { "useUpdateCheck": false, "useGravatar": false, "useRpcPing": false }, "security": { "staffDeviceVerification": false } }
JSON
  (cd "$ghost/package" && NODE_ENV=production exec node index.js) >"$folder.log" 2>&1 &
  destination_ids+=($!)
  TOOMBOS_TEST_GHOST=$(node "$root/tests/ghost/install.mjs" "http://127.0.0.1:$port") || { cat "$folder.log" >&2; stop "Ghost did not start."; }
  export TOOMBOS_TEST_GHOST
}
