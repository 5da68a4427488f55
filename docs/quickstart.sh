#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Runs the command line, and the example of a checkout, against the sandbox on this machine.
#
#   docs/quickstart.sh [EXPOSURE]         reads the wallet and rebalances it to the exposure in BRL,
#                                         750000.00 unless given
#   docs/quickstart.sh payments [AMOUNT]  creates a charge, shows its QR code, takes the webhook that
#                                         says it is paid, refunds it, then pays out to a PIX key and
#                                         to a bank account: 150.50 unless given
#
# Installs what is missing, builds the sandbox and the programs, starts the sandbox on loopback, runs
# the programs against it. Returns their exit status.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

targets=(connectpsp-cli) programs=(connectpsp)
amount=750000.00
if [[ ${1:-} == payments ]]; then
    targets=(connectpsp-example-checkout connectpsp-cli)
    programs=(connectpsp-example-checkout connectpsp)
    amount=150.50
    # Nobody scans the code here: a charge is paid, and a payout settled, by itself.
    export SANDBOX_OPTIONS="--settle-after-ms 1000"
    # The payments are the sandbox's: their records stay apart from those of real ones.
    export CONNECTPSP_ATTEMPTS=$root/build/quickstart/attempts
    shift
fi
amount=${1:-$amount}
if (($# > 1)) || [[ ! $amount =~ ^[0-9]+(\.[0-9]{1,2})?$ ]]; then
    echo "usage: $0 [EXPOSURE] | payments [AMOUNT]     in BRL, such as 750000.00" >&2
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

step 3 "building the sandbox and the program (about a minute the first time)"
log=$build/build.log
cmake --build --preset quickstart --target connectpsp-sandbox "${targets[@]}" \
    >"$log" 2>&1 </dev/null || fail "the build failed" "$log"
built=()
for name in connectpsp-sandbox "${programs[@]}"; do
    program=$(find "$build" -type f -name "$name" -perm -u+x | head -n 1)
    [[ -n $program ]] || fail "the build made no $name" "$log"
    built+=("$program")
done

step 4 "starting the sandbox on loopback"
# In this script's place, so that a signal to it reaches whoever must end the sandbox.
# shellcheck disable=SC2016 # the inner shell expands them, once the sandbox listens
exec bash tests/with_sandbox.sh "${built[0]}" bash -ec '
    amount=$1
    shift
    if (($# == 1)); then
        printf "[5/5] connectpsp rebalance %s --apply, against %s\n" "$amount" "$CONNECTPSP_BASE_URL"
        exec "$1" rebalance "$amount" --apply --yes
    fi
    printf "[5/5] a checkout and two payouts of BRL %s against %s\n" "$amount" "$CONNECTPSP_BASE_URL"
    "$1" "$amount" refund
    pay() { # REFERENCE OPTION... of the payee
        made=$("$connectpsp" cash-out create --yes --amount "$amount" --reference "$@" \
            --name "Maria da Silva" --document 529.982.247-25)
        id=$(awk "\$1 == \"transaction\" { print \$2 }" <<<"$made")
        for ((i = 0; i < 50; ++i)); do # ten seconds
            now=$("$connectpsp" cash-out get "$id")
            [[ $now == *PROCESSING* ]] || break
            sleep 0.2
        done
        printf "%s\n" "$now"
        [[ $now == *COMPLETED* ]]
    }
    connectpsp=$2
    pay ORDER-1 --key maria@example.com --key-type EMAIL
    pay ORDER-2 --ispb 13935893 --branch 0001 --account 123456 --account-type PAYMENT' quickstart "$amount" "${built[@]:1}"
