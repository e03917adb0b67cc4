# Real destinations for one run of the tests: a WordPress site, a Bluesky server, a store of objects and a mail server. Read by test.sh after instances.sh.
# Everything of theirs lies in the folder of the run; no service of the machine is used, changed or left running.

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

# Debian keeps servers where an ordinary user's path does not lead.
system_program() { command -v "$1" || ls /usr/sbin/$1 2>/dev/null | sort -V | tail -1; }

need_destinations() {
  local missing=() found
  [ -n "$(system_program nginx)" ] || missing+=(nginx-light)
  [ -n "$(system_program 'php-fpm*')" ] || missing+=(php-fpm)
  found=$(php -m 2>/dev/null || true)
  [[ $found == *mysqli* ]] || missing+=(php-cli php-mysql)
  [ -n "$(system_program mariadbd)" ] || missing+=(mariadb-server)
  [ -f /usr/share/wordpress/wp-load.php ] || missing+=(wordpress)
  [ -d /usr/share/wordpress/wp-content/themes/twentytwentythree ] || missing+=(wordpress-theme-twentytwentythree)
  [ -n "$(system_program postfix)" ] || missing+=(postfix)
  [ -x /usr/lib/dovecot/imap ] || missing+=(dovecot-imapd)
  command -v openssl >/dev/null || missing+=(openssl)
  # The store of the Bluesky server is compiled.
  command -v g++ >/dev/null && command -v make >/dev/null || missing+=(build-essential)
  command -v python3 >/dev/null || missing+=(python3)
  [ -f "$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")/include/node/node.h" ] || missing+=(libnode-dev)
  if [ ${#missing[@]} -gt 0 ]; then
    may_install || stop "These packages, the real destinations that channels are tested with, are missing and may not be installed from here: ${missing[*]}. Install them with:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
    install_packages "${missing[@]}" || stop "apt-get could not install: ${missing[*]}"
  fi
  [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null || stop "Postfix and Dovecot start only as root. Run ./test.sh as root, or where sudo asks for no password."
}

# Compiled without optimizing, which takes a fifth of the time.
need_bluesky() {
  trap - EXIT INT TERM
  mkdir -p "$bluesky"
  cp tests/bluesky/package.json tests/bluesky/bluesky.mjs "$bluesky"
  [ -f "$bluesky/done" ] && cmp -s tests/bluesky/package-lock.json "$bluesky/package-lock.json" && return
  cp tests/bluesky/package-lock.json "$bluesky"
  (cd "$bluesky" && npm ci --silent --ignore-scripts --no-audit --no-fund && CFLAGS=-O0 CXXFLAGS=-O0 npm rebuild better-sqlite3 --silent --nodedir="$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")" && touch done) >"$bluesky/install.log" 2>&1 ||
    { cat "$bluesky/install.log" >&2; stop "The Bluesky server for the tests could not be installed from the npm registry (npm ci in tests/bluesky)."; }
}

need_bucket() {
  trap - EXIT INT TERM
  mkdir -p "$bucket"
  cp tests/bucket/package.json tests/bucket/bucket.mjs "$bucket"
  [ -f "$bucket/done" ] && cmp -s tests/bucket/package-lock.json "$bucket/package-lock.json" && return
  cp tests/bucket/package-lock.json "$bucket"
  (cd "$bucket" && npm ci --silent --ignore-scripts --no-audit --no-fund && touch done) >"$bucket/install.log" 2>&1 ||
    { cat "$bucket/install.log" >&2; stop "The store for the tests could not be installed from the npm registry (npm ci in tests/bucket)."; }
}

await_file() {
  local i
  for i in $(seq 300); do
    [ -e "$1" ] && return
    sleep 0.1
  done
  cat "$3" >&2 || true
  stop "$2 did not start."
}

stop_destinations() {
  local id
  for id in "${destination_ids[@]:-}"; do
    [ -z "$id" ] || { kill "$id" && wait "$id"; } 2>/dev/null || true
  done
  for id in "$instances"/mail/queue/pid/master.pid "$instances"/mail/dovecot/master.pid; do
    ! as_root test -f "$id" || as_root kill "$(as_root cat "$id" | tr -d ' ')" 2>/dev/null || true
  done
  as_root rm -rf "$instances/mail" || true
  destination_ids=()
}

# WordPress under nginx, PHP and MariaDB, at two addresses: with pretty permalinks, and one that has its interface only at ?rest_route=.
start_wordpress() {
  local folder=$instances/wordpress me pretty plain name
  me=$(id -un)
  mkdir -p "$folder"/{database,content,nginx}
  mariadb-install-db --no-defaults --datadir="$folder/database" --user="$me" --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve >"$folder/database.log" 2>&1 || { cat "$folder/database.log" >&2; stop "MariaDB could not be set up."; }
  "$(system_program mariadbd)" --no-defaults --datadir="$folder/database" --user="$me" --socket="$folder/database.sock" --pid-file="$folder/database.pid" --skip-networking --skip-log-bin \
    --innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=32M --performance-schema=off >>"$folder/database.log" 2>&1 &
  destination_ids+=($!)

  cp -a /usr/share/wordpress "$folder/site"
  ln -s /usr/share/wordpress/wp-content/themes "$folder/content/themes"
  mkdir -p "$folder/content"/{plugins,mu-plugins,uploads}
  pretty=$(free_port)
  while plain=$(free_port); [ "$plain" = "$pretty" ]; do :; done
  rm -f "$folder/site/wp-config.php"
  cat >"$folder/site/wp-config.php" <<PHP
<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:$folder/database.sock'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://' . \$_SERVER['HTTP_HOST']); define('WP_SITEURL', WP_HOME);
define('WP_CONTENT_DIR', '$folder/content'); define('WP_CONTENT_URL', WP_HOME . '/content');
define('WP_ENVIRONMENT_TYPE', 'local'); // lets application passwords in without TLS
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as \$name) { define("{\$name}_KEY", '$RANDOM'); define("{\$name}_SALT", '$RANDOM'); }
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
  cat >"$folder/content/mu-plugins/plain.php" <<'PHP'
<?php
if (isset($_SERVER['PLAIN_ADDRESSES'])) add_filter('pre_option_permalink_structure', fn () => '');
PHP
  cat >"$folder/php.conf" <<CONF
[global]
error_log = $folder/php.log
daemonize = no
[www]
user = $me
listen = $folder/php.sock
pm = static
pm.max_children = 4
php_admin_value[opcache.validate_timestamps] = 0
php_admin_value[sendmail_path] = /bin/true
CONF
  local as_me=()
  [ "$(id -u)" -ne 0 ] || as_me=(--allow-to-run-as-root)
  "$(system_program 'php-fpm*')" --nodaemonize "${as_me[@]}" --fpm-config "$folder/php.conf" >>"$folder/php.log" 2>&1 &
  destination_ids+=($!)
  {
    [ "$(id -u)" -ne 0 ] || echo "user $me;"
    echo "worker_processes 1; daemon off; pid $folder/nginx/pid; error_log $folder/nginx.log;
events { worker_connections 256; }
http {
  access_log off; include /etc/nginx/mime.types; client_max_body_size 20m;
  client_body_temp_path $folder/nginx/a; fastcgi_temp_path $folder/nginx/b; proxy_temp_path $folder/nginx/c; uwsgi_temp_path $folder/nginx/d; scgi_temp_path $folder/nginx/e;
  root $folder/site; index index.php;
  server {
    listen 127.0.0.1:$pretty;
    location / { try_files \$uri \$uri/ /index.php?\$args; }
    location ~ \\.php\$ { include /etc/nginx/fastcgi.conf; fastcgi_pass unix:$folder/php.sock; }
  }
  server {
    listen 127.0.0.1:$plain;
    location ~ \\.php\$ { include /etc/nginx/fastcgi.conf; fastcgi_param PLAIN_ADDRESSES 1; fastcgi_pass unix:$folder/php.sock; }
  }
}"
  } >"$folder/nginx.conf"
  "$(system_program nginx)" -e "$folder/nginx.log" -c "$folder/nginx.conf" >>"$folder/nginx.log" 2>&1 &
  destination_ids+=($!)

  await_file "$folder/database.sock" MariaDB "$folder/database.log"
  mariadb --no-defaults --socket="$folder/database.sock" --user=root -e 'create database wordpress' || stop "MariaDB could not make a database."
  php -d sendmail_path=/bin/true "$root/tests/wordpress/install.php" "$folder/site" "127.0.0.1:$pretty" >"$folder/users" 2>"$folder/install.log" || { cat "$folder/users" "$folder/install.log" >&2; stop "WordPress could not be installed."; }
  name() { grep "^$1:" "$folder/users"; }
  export TOOMBOS_TEST_WORDPRESS="http://$(name ada)@127.0.0.1:$pretty" TOOMBOS_TEST_WORDPRESS_PLAIN="http://$(name bob)@127.0.0.1:$plain"
}

# Whose installation was begun by start_destinations.
start_bluesky() {
  wait "$bluesky_installation" || exit 2
  mkdir "$instances/bluesky"
  LOG_ENABLED=false node "$bluesky/bluesky.mjs" "$instances/bluesky" "$(free_port)" "$instances/bluesky.ready" >"$instances/bluesky.log" 2>&1 &
  destination_ids+=($!)
  await_file "$instances/bluesky.ready" "The Bluesky server" "$instances/bluesky.log"
  TOOMBOS_TEST_BLUESKY=$(cat "$instances/bluesky.ready")
  export TOOMBOS_TEST_BLUESKY
}

# Whose installation was begun by start_destinations.
start_bucket() {
  wait "$bucket_installation" || exit 2
  mkdir "$instances/bucket"
  node "$bucket/bucket.mjs" "$instances/bucket" "$(free_port)" "$instances/bucket.ready" >"$instances/bucket.log" 2>&1 &
  destination_ids+=($!)
  await_file "$instances/bucket.ready" "The store" "$instances/bucket.log"
  TOOMBOS_TEST_BUCKET=$(cat "$instances/bucket.ready")
  export TOOMBOS_TEST_BUCKET
}

# Postfix, which asks Dovecot who may send and takes nothing without TLS. Mails to reader@harbour.test lie in a mailbox that Dovecot shows over IMAP;
# grey-… is told to come again once, busy@ always, full@ has no room, and nobody else is known.
start_mail() {
  local folder=$instances/mail submission imap password
  submission=$(free_port)
  while imap=$(free_port); [ "$imap" = "$submission" ]; do :; done
  password=p$RANDOM$RANDOM
  mkdir -p "$folder"/{config,queue/private,data,boxes,dovecot,seen}
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>"$folder/openssl.log" ||
    { cat "$folder/openssl.log" >&2; stop "openssl could not make a certificate."; }
  cp "$root/tests/mail/greylist.sh" "$folder"
  printf '%s\n' '/^(reader|news|grey-[^@]*)@harbour\.test$/ reader/' '/^(busy|full)@harbour\.test$/ other/' >"$folder/config/boxes"
  printf '%s\n' '/^busy@/ 451 4.3.2 Too busy, come again' '/^full@/ 552 5.2.2 Mailbox full' >"$folder/config/answers"
  echo '/^news@harbour\.test$/ news' >"$folder/config/senders"
  cat >"$folder/config/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/data
maillog_file = $folder/log
maillog_file_prefixes = $folder
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.harbour.test
mynetworks =
mydestination =
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = harbour.test
virtual_mailbox_base = $folder/boxes
virtual_mailbox_maps = regexp:$folder/config/boxes
virtual_uid_maps = static:$(id -u nobody)
virtual_gid_maps = static:$(id -g nobody)
default_transport = error:5.7.1 Nothing leaves this machine
message_size_limit = 200000
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = $folder/certificate.pem
smtpd_tls_key_file = $folder/key.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sender_login_maps = regexp:$folder/config/senders
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access regexp:$folder/config/answers, check_policy_service unix:private/greylist
smtpd_client_connection_rate_limit = 0
CONF
  cat >"$folder/config/master.cf" <<CONF
127.0.0.1:$submission inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
greylist unix - n n - 0 spawn user=nobody argv=/bin/bash $folder/greylist.sh $folder/seen
CONF
  cat >"$folder/dovecot.conf" <<CONF
protocols = imap
listen = 127.0.0.1
base_dir = $folder/dovecot
state_dir = $folder/dovecot
log_path = $folder/dovecot.log
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:$folder/boxes/reader
service imap-login {
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = 0
  }
}
service auth {
  unix_listener $folder/queue/private/auth {
    mode = 0666
  }
}
passdb {
  driver = static
  args = password=$password
}
userdb {
  driver = static
  args = uid=nobody gid=$(id -gn nobody) home=$folder/boxes/home
}
CONF
  as_root chown nobody "$folder/boxes" "$folder/seen"
  as_root chown postfix "$folder/data" "$folder/queue/private"
  as_root "$(system_program dovecot)" -c "$folder/dovecot.conf" >"$folder/dovecot.out" 2>&1 || { cat "$folder"/dovecot.out "$folder"/dovecot.log >&2; stop "Dovecot did not start."; }
  as_root "$(system_program postfix)" -c "$folder/config" start >"$folder/postfix.out" 2>&1 || { cat "$folder"/postfix.out "$folder"/log >&2; stop "Postfix did not start."; }
  export TOOMBOS_TEST_MAIL="smtp://news:$password@localhost:$submission" TOOMBOS_TEST_MAIL_CERTIFICATE=$folder/certificate.pem TOOMBOS_TEST_IMAP="imap://reader:$password@127.0.0.1:$imap"
}

# All but the Bluesky server and the store, which are installed meanwhile and while the rest is built.
start_destinations() {
  bluesky=$root/artifacts/bluesky bucket=$root/artifacts/bucket destination_ids=()
  need_bluesky &
  bluesky_installation=$!
  destination_ids+=($!)
  need_bucket &
  bucket_installation=$!
  destination_ids+=($!)
  start_mail
  start_wordpress
}
