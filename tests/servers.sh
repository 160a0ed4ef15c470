# Private servers in a temporary folder, stopped when the shell that reads this ends: `start_postgres`,
# `start_standby`, `start_pooler`, `start_mariadb` and `start_mysql` each name theirs in a variable.

place=$(mktemp -d)
stops=()
clean_up() {
    local stop
    for stop in ${stops[@]+"${stops[@]}"}; do "$stop" || true; done
    rm -rf "$place"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# A server does not run as root: it gets an account that owns nothing but its folder.
account=$(id -un)
if [ "$(id -u)" = 0 ]; then
    account=nobody
    chmod 711 "$place"
fi
as_account() {
    if [ "$(id -u)" = 0 ]; then runuser -u "$account" -- "$@"; else "$@"; fi
}

# install PACKAGE: from Debian's packages, where we may.
install() {
    if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
        local get=(env DEBIAN_FRONTEND=noninteractive apt-get --yes --quiet install "$1")
        "${get[@]}" > /dev/null && return
        # The list of packages may be old.
        apt-get --quiet update > /dev/null && "${get[@]}" > /dev/null && return
    fi
    echo "$0: $1 is not installed: install it, or name a server in $2" >&2
    exit 1
}

# certify FOLDER: a certificate for `localhost` of a server's own making, and one for the user `certified` that
# an authority has signed, whom the server asks.
certify() {
    if ! command -v openssl > /dev/null; then
        echo "$0: openssl is not installed, so encryption is not tested" >&2
        return
    fi
    if make_certificates "$1" 2> /dev/null; then return; fi
    echo "$0: openssl signs no certificate, which takes version 3, so encryption is not tested" >&2
    rm -f "$1"/{key,certificate,authority-key,authority,user-key,user}
}
make_certificates() {
    local new=(openssl req -x509 -newkey rsa:2048 -nodes -days 2)
    as_account "${new[@]}" -subj /CN=localhost -addext subjectAltName=DNS:localhost \
        -addext basicConstraints=critical,CA:FALSE -keyout "$1/key" -out "$1/certificate" &&
    as_account "${new[@]}" -subj /CN=authority -addext basicConstraints=critical,CA:TRUE \
        -keyout "$1/authority-key" -out "$1/authority" &&
    as_account "${new[@]}" -subj /CN=certified -addext basicConstraints=critical,CA:FALSE \
        -CA "$1/authority" -CAkey "$1/authority-key" -keyout "$1/user-key" -out "$1/user"
}

postgres_programs() {
    local found
    found=$(find /usr/lib/postgresql -path '*/bin/initdb' 2> /dev/null | sort -V | tail -n 1)
    if [ -z "$found" ]; then found=$(command -v initdb || true); fi
    if [ -n "$found" ]; then dirname "$found"; fi
}

stop_postgres() { as_account "$programs/pg_ctl" --pgdata="$place/postgres/data" --mode=immediate --silent stop; }
stop_standby() { as_account "$programs/pg_ctl" --pgdata="$place/postgres/standby" --mode=immediate --silent stop; }

# run_postgres DATA: starts a server of PostgreSQL at a free `port`. It is reached by a socket in the folder.
# For tests of encryption it listens at a port, too, with a certificate of its own making.
run_postgres() {
    local attempt options="-c unix_socket_directories='$place/postgres' -c unix_socket_permissions=0700"
    options+=" -c fsync=off -c max_connections=200 -c max_prepared_transactions=16 -c listen_addresses="
    if [ -f "$place/postgres/certificate" ]; then
        options+="localhost -c ssl=on -c ssl_key_file='$place/postgres/key'"
        options+=" -c ssl_cert_file='$place/postgres/certificate' -c ssl_ca_file='$place/postgres/authority'"
    else
        options+="''"
    fi
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 10000))
        as_account "$programs/pg_ctl" --pgdata="$place/postgres/$1" --log="$place/postgres/log" --silent --wait \
            --options="$options -c port=$port" start && return
    done
    # Somebody else may have one port, and not all five.
    cat "$place/postgres/log" >&2
    exit 1
}

start_postgres() {
    programs=$(postgres_programs)
    if [ -z "$programs" ]; then
        install postgresql RELATA_TEST_POSTGRES
        programs=$(postgres_programs)
    fi
    mkdir "$place/postgres"
    chmod 700 "$place/postgres"
    if [ "$(id -u)" = 0 ]; then chown "$account" "$place/postgres"; fi
    # Who else is on this machine does not get in: the folder is for its owner, the port has a password.
    local password
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    as_account tee "$place/postgres/password" <<< "$password" > /dev/null
    as_account "$programs/initdb" --pgdata="$place/postgres/data" --username=relata --encoding=UTF8 \
        --locale=C.UTF-8 --auth-local=trust --auth-host=scram-sha-256 --pwfile="$place/postgres/password" \
        --no-sync > /dev/null
    stops+=(stop_postgres)
    certify "$place/postgres"
    if [ -f "$place/postgres/certificate" ]; then
        as_account sed -i '1i hostssl all certified all cert' "$place/postgres/data/pg_hba.conf"
    fi
    local port
    run_postgres data
    local socket="host=$place/postgres&port=$port"
    export RELATA_TEST_POSTGRES="postgres://relata@/postgres?$socket"
    if [ ! -f "$place/postgres/certificate" ]; then return; fi
    local server="relata:$password@localhost:$port" trusted="sslrootcert=$place/postgres/certificate"
    export RELATA_TEST_POSTGRES_TLS="postgres://$server/postgres?$trusted"
    as_account "$programs/createuser" --host="$place/postgres" --port="$port" --username=relata certified
    trusted+="&sslmode=require&sslcert=$place/postgres/user&sslkey=$place/postgres/user-key"
    export RELATA_TEST_POSTGRES_CERTIFIED="postgres://certified@localhost:$port/postgres?$trusted"
}

# start_standby: one that follows the server of `start_postgres`, and takes no writes.
start_standby() {
    if [ ! -f "$place/postgres/certificate" ]; then return; fi
    local port=${RELATA_TEST_POSTGRES##*&port=}
    as_account "$programs/pg_basebackup" --host="$place/postgres" --port="$port" --username=relata \
        --pgdata="$place/postgres/standby" --write-recovery-conf --checkpoint=fast --no-sync
    stops=(stop_standby "${stops[@]}")
    run_postgres standby
    local password
    password=$(as_account cat "$place/postgres/password")
    export RELATA_TEST_POSTGRES_STANDBY="postgres://relata:$password@localhost:$port/postgres"
}

# start_pooler: pgbouncer in front of the server of `start_postgres`. Each transaction has another one of three
# connections. It is left out where it is not installed and may not be.
start_pooler() {
    local program port attempt tick folder=$place/pooler
    program=$(PATH=$PATH:/usr/sbin command -v pgbouncer || true)
    if [ -z "$program" ]; then
        (install pgbouncer RELATA_TEST_PGBOUNCER) || return 0
        program=$(PATH=$PATH:/usr/sbin command -v pgbouncer)
    fi
    mkdir "$folder"
    chmod 700 "$folder"
    if [ "$(id -u)" = 0 ]; then chown "$account" "$folder"; fi
    as_account tee "$folder/users" <<< '"relata" ""' > /dev/null
    stops=(stop_pooler "${stops[@]}")
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 10000))
        as_account tee "$folder/settings" > /dev/null << SETTINGS
[databases]
* = host=$place/postgres port=${RELATA_TEST_POSTGRES##*&port=}
[pgbouncer]
pool_mode = transaction
default_pool_size = 3
auth_type = trust
auth_file = $folder/users
unix_socket_dir = $folder
listen_port = $port
pidfile = $folder/pid
logfile = $folder/log
SETTINGS
        as_account "$program" --daemon --quiet "$folder/settings"
        for tick in $(seq 50); do
            if [ -S "$folder/.s.PGSQL.$port" ]; then
                export RELATA_TEST_PGBOUNCER="postgres://relata@/postgres?host=$folder&port=$port"
                return
            fi
            sleep 0.1
        done
    done
    cat "$folder/log" >&2
    exit 1
}
stop_pooler() { if [ -f "$place/pooler/pid" ]; then as_account kill "$(cat "$place/pooler/pid")"; fi; }

# serve KIND PROGRAM OPTION..: starts a server of MySQL or MariaDB whose data are in the folder of its kind,
# and waits until it answers at its socket.
serve() {
    local kind=$1 program=$2 folder=$place/$1 attempt tick options=()
    shift 2
    if [ -f "$folder/certificate" ]; then
        options+=(--ssl-cert="$folder/certificate" --ssl-key="$folder/key" --ssl-ca="$folder/authority")
    fi
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 10000))
        as_account "$program" --no-defaults --datadir="$folder/data" --socket="$folder/socket" --port="$port" \
            --bind-address=127.0.0.1 --pid-file="$folder/pid" --init-file="$folder/init.sql" \
            --innodb-flush-log-at-trx-commit=0 --max-connections=200 ${options[@]+"${options[@]}"} "$@" \
            > "$folder/log" 2>&1 &
        local job=$!
        for tick in $(seq 300); do
            # Its log says so once the accounts are made, too.
            if grep -q "ready for connections" "$folder/log" && [ -S "$folder/socket" ]; then
                stops+=("stop_$kind")
                return
            fi
            # Somebody else may have the port.
            kill -0 "$job" 2> /dev/null || break
            sleep 0.1
        done
        kill "$job" 2> /dev/null || true
    done
    cat "$folder/log" >&2
    exit 1
}

# prepare KIND: the folder of a server, with a password for whoever comes by its port or socket.
prepare() {
    mkdir "$place/$1"
    chmod 700 "$place/$1"
    if [ "$(id -u)" = 0 ]; then chown "$account" "$place/$1"; fi
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    as_account tee "$place/$1/init.sql" > /dev/null << SQL
ALTER USER root@localhost IDENTIFIED BY '$password';
CREATE USER relata@'%' IDENTIFIED BY '$password';
CREATE USER certified@'%' REQUIRE X509;
GRANT ALL ON *.* TO relata@'%';
SQL
}

stop_server() { if [ -f "$place/$1/pid" ]; then as_account kill -9 "$(cat "$place/$1/pid")"; fi; }
stop_mariadb() { stop_server mariadb; }
stop_mysql() { stop_server mysql; }

start_mariadb() {
    # Its server is of no use without the programs of the client's package, which set it up.
    if ! command -v mariadb-install-db > /dev/null; then install mariadb-server-core RELATA_TEST_MARIADB; fi
    if ! command -v my_print_defaults > /dev/null; then install mariadb-client-core RELATA_TEST_MARIADB; fi
    local program password port
    program=$(command -v mariadbd || echo /usr/sbin/mariadbd)
    prepare mariadb
    as_account mariadb-install-db --no-defaults --datadir="$place/mariadb/data" --skip-test-db \
        --auth-root-authentication-method=normal > "$place/mariadb.log" 2>&1 || { cat "$place/mariadb.log"; exit 1; }
    certify "$place/mariadb"
    serve mariadb "$program"
    export RELATA_TEST_MARIADB="mariadb://relata:$password@localhost/?socket=$place/mariadb/socket"
    if [ -f "$place/mariadb/certificate" ]; then
        local trusted="ssl-ca=$place/mariadb/certificate"
        export RELATA_TEST_MARIADB_TLS="mariadb://relata:$password@localhost:$port/?$trusted"
        trusted+="&ssl-mode=REQUIRED&ssl-cert=$place/mariadb/user&ssl-key=$place/mariadb/user-key"
        export RELATA_TEST_MARIADB_CERTIFIED="mariadb://certified@localhost:$port/?$trusted"
    fi
}

start_mysql() {
    local program password port
    program=$(command -v mysqld || true)
    # MariaDB calls its server so, too.
    if [ -z "$program" ] || "$program" --version 2> /dev/null | grep -q MariaDB; then
        echo "$0: MySQL's server is not installed, so it is left out" >&2
        return
    fi
    prepare mysql
    as_account "$program" --no-defaults --initialize-insecure --datadir="$place/mysql/data" \
        2> "$place/mysql.log" || { cat "$place/mysql.log" >&2; exit 1; }
    serve mysql "$program" --mysqlx=OFF --skip-log-bin --secure-file-priv=
    export RELATA_TEST_MYSQL="mysql://relata:$password@127.0.0.1:$port/"
}
