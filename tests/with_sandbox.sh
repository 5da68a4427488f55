#!/usr/bin/env bash
# Runs a program against a sandbox of its own.
#
#   with_sandbox.sh SANDBOX PROGRAM [ARGUMENT...]
#
# The program gets where and who by the environment variables that the examples read. Returns its
# exit status.
set -euo pipefail

sandbox=$1
shift
run_dir=$(mktemp -d)
sandbox_pid=
cleanup() {
    if [[ -n $sandbox_pid ]]; then
        kill "$sandbox_pid" 2>/dev/null || true
        wait "$sandbox_pid" 2>/dev/null || true
    fi
    rm -rf "$run_dir"
}
trap cleanup EXIT

export CONNECTPSP_CLIENT_ID=1234567890
export CONNECTPSP_CLIENT_SECRET=5b1c9c5e-3d0a-4a8e-9d52-6f3e8a1b7c40
export CONNECTPSP_APPLICATION_TOKEN=0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b
export CONNECTPSP_CRYPTO_TOKEN=7d9f2e41-8c3b-4f60-a1d5-92b7e6c04f38
"$sandbox" --port 0 --port-file "$run_dir/port" \
    --client-id "$CONNECTPSP_CLIENT_ID" \
    --client-secret "$CONNECTPSP_CLIENT_SECRET" \
    --application-token "$CONNECTPSP_APPLICATION_TOKEN" \
    --crypto-token "$CONNECTPSP_CRYPTO_TOKEN" >"$run_dir/log" 2>&1 </dev/null &
sandbox_pid=$!

for ((i = 0; i < 100; ++i)); do # ten seconds
    [[ -s $run_dir/port ]] && break
    sleep 0.1
done
if [[ ! -s $run_dir/port ]]; then
    echo "the sandbox did not name its port:" >&2
    cat "$run_dir/log" >&2
    exit 1
fi
export CONNECTPSP_BASE_URL=http://127.0.0.1:$(<"$run_dir/port")
export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1

status=0
"$@" </dev/null || status=$?
((status == 0)) || cat "$run_dir/log" >&2
exit "$status"
