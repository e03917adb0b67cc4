# The API fuzzed from its own description: a server on SQLite, a key that it prints, and Specmatic, which makes requests
# from the OpenAPI document, right ones and wrong ones, and judges the answers. Read by test.sh.

specmatic_version=2.55.1

need_specmatic() {
  local folder=$root/artifacts/specmatic
  specmatic=$folder/node_modules/specmatic/specmatic.jar
  [ -f "$specmatic" ] && return
  mkdir -p "$folder"
  (cd "$folder" && npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix . "specmatic@$specmatic_version" >/dev/null) ||
    stop "Specmatic could not be fetched from the npm registry (npm install specmatic@$specmatic_version)."
}

# Sets fuzz_passed and fuzz_failed.
fuzz_api() {
  local folder=$results/specmatic port server
  rm -rf "$folder" && mkdir -p "$folder"
  port=$(free_port)
  # A dry run: what is fuzzed into invitations and addresses of sources stays on this machine. No limits: they would end the run early.
  ASPNETCORE_URLS="http://127.0.0.1:$port" Server__DryRun=true RateLimits__Enabled=false Identity__PasswordRounds=100000 \
    "artifacts/bin/Toombos.Server/${configuration,,}/Toombos.Server" --role api --data "$instances/fuzz" >"$folder/server.log" 2>&1 &
  server=$!
  local key="" i
  for i in $(seq 300); do
    key=$(grep -om1 'tb_live_[0-9a-f]*' "$folder/server.log") && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  if [ -z "$key" ]; then cat "$folder/server.log" >&2; echo "The server to be fuzzed did not start." >&2; fuzz_passed=0 fuzz_failed=1; return; fi

  # The operator's link signs a person in, for what only persons may ask.
  local token link
  link=$(grep -om1 '/sign-in/[0-9a-f]*' "$folder/server.log" || true)
  token=$(curl -sSf "http://127.0.0.1:$port/v1/sessions/link" -H 'Content-Type: application/json' -d "{\"token\":\"${link##*/}\"}" | grep -o '"accessToken":"[^"]*"' | cut -d'"' -f4)
  node .ci/fuzz-document.mjs "http://127.0.0.1:$port" "$key" "$token" "$folder/api.json"
  (
    cd "$folder"
    # A variable named like a scheme is the credential for it. Each operation is asked rightly, then with every field broken in turn.
    key=$key bearer=$token SPECMATIC_GENERATIVE_TESTS=true MAX_TEST_REQUEST_COMBINATIONS=2 \
      timeout 240 java -Xmx512m -jar "$specmatic" test api.json --testBaseURL="http://127.0.0.1:$port" --timeout=20 --junitReportDir=. >specmatic.log 2>&1
  ) || true
  kill "$server" && wait "$server" 2>/dev/null || true
  read -r fuzz_passed fuzz_failed < <(node .ci/fuzz-report.mjs "$folder" 2>"$folder/failures.txt")
  cat "$folder/failures.txt" >&2
}
