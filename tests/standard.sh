#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Below C++20 each public header says in one line what it needs, and nothing else.
#
#   tests/standard.sh SOURCE_DIR COMPILER
set -euo pipefail

if (($# != 2)); then
    echo "usage: $0 SOURCE_DIR COMPILER" >&2
    exit 2
fi
include=$1/include compiler=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tried=0
while IFS= read -r header; do
    for standard in c++14 c++17; do
        ((++tried))
        if printf '#include <%s>\n' "$header" |
            "$compiler" -std="$standard" -DCONNECTPSP_SEPARATE_COMPILATION -I "$include" -fsyntax-only -x c++ - >"$work/log" 2>&1; then
            echo "standard: $header compiles as $standard" >&2
            exit 1
        fi
        errors=$(grep -c 'error:' "$work/log" || true)
        if ((errors != 1)) || ! grep -q 'error: .*connectpsp needs C++20 or later' "$work/log"; then
            echo "standard: $header as $standard does not say it in one line:" >&2
            head -n 20 "$work/log" >&2
            exit 1
        fi
    done
done < <(cd "$include" && find connectpsp -name '*.hpp' -not -path '*/detail/*' | LC_ALL=C sort)
((tried > 0)) || {
    echo "standard: no headers in $include" >&2
    exit 1
}
echo "standard: $tried compilations say that C++20 is needed"
