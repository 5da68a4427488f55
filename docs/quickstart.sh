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
# In this script's place, so that a signal to it reaches whoever must end the sandbox.
# shellcheck disable=SC2016 # the inner shell expands them, once the sandbox listens
exec bash tests/with_sandbox.sh "$sandbox" bash -c '
    printf "[5/5] rebalancing to an exposure of BRL %s against %s\n" "$2" "$CONNECTPSP_BASE_URL"
    exec "$1" "$2"' quickstart "$example" "$exposure"
