#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Payouts a second of the ledger's worker on SQLite and on PostgreSQL behind a pooler, beside a bare
# loop over libcurl, all against the loopback sandbox in the same process.
#
#   benchmarks/ledger.sh [ORDERS]       3000 unless given
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LEDGER_RATE_ORDERS=${1:-3000}
cmake --preset release >/dev/null
cmake --build --preset release --target ledger-drills >/dev/null
drills=$(find build/release -name ledger-drills -type f -perm -u+x | head -n 1)
for ((i = 0; i < 3; ++i)); do
    "$drills" '[.rate]' | grep 'payouts a second'
    bash tests/ledger/with_postgresql.sh "$drills" '[.rate]' | grep 'ledger on'
done
