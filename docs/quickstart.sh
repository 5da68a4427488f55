#!/usr/bin/env bash
# Reads the wallet and rebalances it, against the sandbox on this machine.
#
#   docs/quickstart.sh [EXPOSURE]     the platform's exposure in BRL; 750000.00 unless given
#
# Installs what is missing, builds the sandbox and the example, starts the sandbox on loopback,
# runs the example against it. Returns the example's exit status.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

exposure=${1:-750000.00}
if (($# > 1)) || [[ ! $exposure =~ ^[0-9]+(\.[0-9]{1,2})?$ ]]; then
    echo "usage: $0 [EXPOSURE]     an amount in BRL such as 750000.00" >&2
    exit 2
fi

build=$root/build/quickstart
mkdir -p "$build"
run_dir=$(mktemp -d)
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

step() { printf '[%d/5] %s\n' "$1" "$2"; }
fail() { # MESSAGE [LOG]
    printf '\nquickstart: %s\n' "$1" >&2
    if [[ -n ${2:-} && -s $2 ]]; then
        printf 'the last lines of %s:\n' "$2" >&2
        tail -n 20 "$2" | sed 's/^/    /' >&2
    fi
    exit 1
}

step 1 "installing what is missing"
bash tests/prerequisites.sh run || fail "what is needed could not be installed (see above)"

step 2 "configuring"
log=$build/configure.log
cmake --preset quickstart >"$log" 2>&1 </dev/null || fail "the build does not configure" "$log"

step 3 "building the sandbox and the example (about a minute the first time)"
log=$build/build.log
cmake --build --preset quickstart >"$log" 2>&1 </dev/null || fail "the build failed" "$log"
sandbox=$(find "$build" -type f -name connectpsp-sandbox -perm -u+x | head -n 1)
example=$(find "$build" -type f -name connectpsp-example-rebalance -perm -u+x | head -n 1)
[[ -n $sandbox && -n $example ]] || fail "the build made no sandbox or no example" "$log"

step 4 "starting the sandbox on loopback"
# Credentials of the sandbox on this machine; it knows no others and they open nothing else.
export CONNECTPSP_CLIENT_ID=1234567890
export CONNECTPSP_CLIENT_SECRET=5b1c9c5e-3d0a-4a8e-9d52-6f3e8a1b7c40
export CONNECTPSP_APPLICATION_TOKEN=0f8e7d6c-5b4a-4938-8271-605f4e3d2c1b
export CONNECTPSP_CRYPTO_TOKEN=7d9f2e41-8c3b-4f60-a1d5-92b7e6c04f38
log=$build/sandbox.log
port_file=$run_dir/port
"$sandbox" --port 0 --port-file "$port_file" \
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
        fail "the sandbox ended before it listened" "$log"
    fi
    sleep 0.1
done
[[ $port =~ ^[0-9]+$ ]] || fail "the sandbox did not name its port within ten seconds" "$log"
export CONNECTPSP_BASE_URL=http://127.0.0.1:$port

step 5 "rebalancing to an exposure of BRL $exposure against $CONNECTPSP_BASE_URL"
# A proxy of this machine must not stand between the example and loopback.
export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1
status=0
"$example" "$exposure" </dev/null || status=$?
if ((status != 0)); then
    printf '\nquickstart: the example ended with status %d; the sandbox said:\n' "$status" >&2
    tail -n 20 "$log" | sed 's/^/    /' >&2
fi
exit "$status"
