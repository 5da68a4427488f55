#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Times the packages of other languages beside what their users write by hand: a balance of three
# banks into a typed object, a signed rebalance, the verification of a webhook.
#
#   benchmarks/bindings/run.sh [python] [node] [go]
#
# Builds the shared library with optimization into build/bindings.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
languages=("$@")
((${#languages[@]} > 0)) || languages=(python node go)
mkdir -p build/bindings
cmake -S . -B build/bindings -G Ninja -DCMAKE_BUILD_TYPE=Release -DCONNECTPSP_BUILD_C=ON \
    -DCONNECTPSP_BUILD_TESTS=OFF -DCONNECTPSP_BUILD_FUZZ=OFF -DCONNECTPSP_BUILD_BENCHMARKS=OFF \
    -DCONNECTPSP_BUILD_EXAMPLES=OFF >build/bindings/configure.log 2>&1
cmake --build build/bindings >build/bindings/build.log 2>&1
export CONNECTPSP_LIBRARY=$root/build/bindings/libconnectpsp.so
ls -lL "$CONNECTPSP_LIBRARY" | awk '{ print "the library has " $5 " bytes" }'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" - "$work/balance.json" <<'PYTHON'
import json, sys
banks = [{"ispb": ispb, "bank": name, "accounts": {
    kind: {"branch": "0001", "account": str(number), "balance": amount}
    for kind, number, amount in (("transactional", 123456, 150000.55), ("proprietary", 123457, 83333.11))}}
    for ispb, name in (("00416968", "BANCO INTER"), ("13140088", "ACESSO"), ("60701190", "ITAU"))]
json.dump({"currency": "BRL", "referenceDate": "2026-03-10", "consolidated": {
    "totalBalance": 700000.98, "transactionalBalance": 450001.65, "proprietaryBalance": 249999.33},
    "banks": banks, "updatedAt": "2026-03-10T14:35:00Z"}, open(sys.argv[1], "w"), separators=(",", ":"))
PYTHON
for language in "${languages[@]}"; do
    case $language in
    python) PYTHONPATH=docs/bindings/python/src PYTHONDONTWRITEBYTECODE=1 \
        "${PYTHON:-python3}" benchmarks/bindings/bench.py "$work/balance.json" ;;
    node)
        (cd docs/bindings/node && npm pack --silent --pack-destination "$work") >/dev/null
        cp benchmarks/bindings/bench.cjs "$work"
        (cd "$work" && echo '{"private":true}' >package.json &&
            npm install --ignore-scripts --no-audit --no-fund --silent ./connectpsp-*.tgz &&
            node bench.cjs balance.json)
        ;;
    go) (cd benchmarks/bindings/go && go run . "$work/balance.json") ;;
    *)
        echo "benchmarks: unknown language '$language'" >&2
        exit 2
        ;;
    esac
done
