#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Runs a program with a PostgreSQL of its own on a socket, behind a pgbouncer that pools transactions.
#
#   tests/ledger/with_postgresql.sh PROGRAM [ARGUMENT...]
#
# The program gets LEDGER_TEST_POSTGRESQL, directly, and LEDGER_TEST_POOLER. Returns 77 where
# PostgreSQL or pgbouncer is missing.
set -euo pipefail

(($# > 0)) || {
    echo "usage: $0 PROGRAM [ARGUMENT...]" >&2
    exit 2
}
skip() {
    echo "ledger: skipped: $*"
    exit 77
}
bin=$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1)
[[ -n $bin ]] || skip "there is no PostgreSQL (Debian and Ubuntu: postgresql)"
bin=$(dirname "$bin")
pgbouncer=$(command -v pgbouncer || find /usr/sbin -name pgbouncer 2>/dev/null | head -n 1)
[[ -n $pgbouncer ]] || skip "there is no pgbouncer (Debian and Ubuntu: pgbouncer)"

work=$(mktemp -d)
as=()
user=$(id -un)
if ((EUID == 0)); then # neither server runs as root
    user=postgres
    as=(setpriv --reuid="$user" --regid="$user" --init-groups --) # whose pid is the server's
    chown "$user" "$work"
    chmod 755 "$work"
fi
server=
pooler=
cleanup() {
    [[ -z $pooler ]] || { kill "$pooler" 2>/dev/null && wait "$pooler" 2>/dev/null; } || true
    [[ -z $server ]] || { kill -INT "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 143' TERM INT

"${as[@]}" "$bin/initdb" --pgdata "$work/data" --auth trust --username "$user" --encoding UTF8 \
    --locale C --no-sync >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
}
"${as[@]}" "$bin/postgres" -D "$work/data" -k "$work" -c listen_addresses= -c max_connections=200 \
    -c fsync=off -c idle_in_transaction_session_timeout=5000 >"$work/server.log" 2>&1 &
server=$!
cat >"$work/pgbouncer.ini" <<INI
[databases]
* = host=$work
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = $work
auth_type = any
pool_mode = transaction
default_pool_size = 5
max_client_conn = 200
ignore_startup_parameters = extra_float_digits
INI
sed -i "s|^\* = host=$work|* = host=$work user=$user|" "$work/pgbouncer.ini"
for ((i = 0; i < 100; ++i)); do
    "${as[@]}" "$bin/pg_isready" -q -h "$work" && break
    sleep 0.1
done
"${as[@]}" "$pgbouncer" -q "$work/pgbouncer.ini" >"$work/pooler.log" 2>&1 &
pooler=$!
for ((i = 0; i < 100; ++i)); do
    [[ -S $work/.s.PGSQL.6432 ]] && break
    sleep 0.1
done
export LEDGER_TEST_POSTGRESQL="postgresql://$user@/?host=$work"
export LEDGER_TEST_POOLER="postgresql://$user@/?host=$work&port=6432"
status=0
"$@" || status=$?
if ((status != 0)); then
    tail -n 20 "$work/server.log" "$work/pooler.log" >&2
fi
exit "$status"
