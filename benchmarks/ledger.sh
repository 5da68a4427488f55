#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Payouts a second of the ledger's worker on SQLite and on PostgreSQL behind a pooler, beside a bare
# loop over libcurl, all against the loopback sandbox in the same process.
#
#   benchmarks/ledger.sh [ORDERS]         3000 unless given
#   benchmarks/ledger.sh report [ORDERS]  with a million ended orders, and with a report's transaction
#                                         that does not end: 20000 unless given
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
what='[.rate]' orders=3000 times=3
if [[ ${1:-} == report ]]; then
    what='[.report]' orders=20000 times=1
    shift
fi
export LEDGER_RATE_ORDERS=${1:-$orders}
cmake --preset release >/dev/null
cmake --build --preset release --target ledger-drills >/dev/null
drills=$(find build/release -name ledger-drills -type f -perm -u+x | head -n 1)
for ((i = 0; i < times; ++i)); do
    "$drills" "$what" | grep 'payouts a second\|^share'
    bash tests/ledger/with_postgresql.sh "$drills" "$what" | grep 'ledger on\|^share'
done
