#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Runs a program against a sandbox of its own, on loopback.
#
#   with_sandbox.sh SANDBOX PROGRAM [ARGUMENT...]
#
# SANDBOX_OPTIONS, where set, are further options of the sandbox, such as `--settle-after-ms 500`.
# The program gets where and who by the environment variables that the examples read. Returns its
# exit status; when that is not 0, or the sandbox does not start, tells what the sandbox said.
set -euo pipefail

sandbox=$1
shift
run_dir=$(mktemp -d)
log=$run_dir/log
port_file=$run_dir/port
sandbox_pid=

cleanup() {
    if [[ -n $sandbox_pid ]]; then
        kill "$sandbox_pid" 2>/dev/null || true
        # Bounded: a sandbox that does not end by itself is ended.
        for ((i = 0; i < 50; ++i)); do
            kill -0 "$sandbox_pid" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL "$sandbox_pid" 2>/dev/null || true
        wait "$sandbox_pid" 2>/dev/null || true
        sandbox_pid=
    fi
    rm -rf "$run_dir"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

complain() {
    printf '\n%s\n' "$1" >&2
    if [[ -s $log ]]; then
        echo "the sandbox said:" >&2
        tail -n 20 "$log" | sed 's/^/    /' >&2
    fi
}

# Credentials of the sandbox on this machine; it knows no others and they open nothing else.
export CONNECTPSP_CLIENT_ID=1234567890
export CONNECTPSP_CLIENT_SECRET=5b1c9c5e-3d0a-4a8e-9d52-6f3e8a1b7c40
export CONNECTPSP_APPLICATION_TOKEN=0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b
export CONNECTPSP_CRYPTO_TOKEN=7d9f2e41-8c3b-4f60-a1d5-92b7e6c04f38
unset CONNECTPSP_CREDENTIALS # a file of real credentials would count before these variables
read -ra options <<<"${SANDBOX_OPTIONS:-}"
"$sandbox" "${options[@]}" --port 0 --port-file "$port_file" \
    --client-id "$CONNECTPSP_CLIENT_ID" \
    --client-secret "$CONNECTPSP_CLIENT_SECRET" \
    --application-token "$CONNECTPSP_APPLICATION_TOKEN" \
    --crypto-token "$CONNECTPSP_CRYPTO_TOKEN" >"$log" 2>&1 </dev/null &
sandbox_pid=$!

port=
for ((i = 0; i < 100; ++i)); do # ten seconds
    if [[ -s $port_file ]]; then
        IFS= read -r port <"$port_file" || true
        [[ $port =~ ^[0-9]+$ ]] && break
    fi
    if ! kill -0 "$sandbox_pid" 2>/dev/null; then
        complain "the sandbox ended before it listened"
        exit 1
    fi
    sleep 0.1
done
if [[ ! $port =~ ^[0-9]+$ ]]; then
    complain "the sandbox did not name its port within ten seconds"
    exit 1
fi
export CONNECTPSP_BASE_URL=http://127.0.0.1:$port
# A proxy of this machine must not stand between the program and loopback.
export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1

status=0
"$@" </dev/null || status=$?
((status == 0)) || complain "the program ended with status $status"
exit "$status"
