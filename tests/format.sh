#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Every C++ file is formatted as .clang-format says.
#
#   tests/format.sh SOURCE_DIR          names the files that are not
#   tests/format.sh SOURCE_DIR --mend   formats them
set -euo pipefail

usage() {
    echo "usage: $0 SOURCE_DIR [--mend]" >&2
    exit 2
}
(($# == 1)) || [[ $# == 2 && $2 == --mend ]] || usage
cd "$1"

# Two versions format differently: the one that the prerequisites install decides.
tool=clang-format-19
command -v "$tool" >/dev/null || {
    echo "format: $tool is not installed (tests/prerequisites.sh run test)" >&2
    exit 1
}
mapfile -d '' -t files < <(find include tests fuzz benchmarks docs \
    \( -name '*.hpp' -o -name '*.ipp' -o -name '*.cpp' \) -print0 | LC_ALL=C sort -z)
if ((${#files[@]} < 100)); then
    echo "format: only ${#files[@]} C++ files under $PWD" >&2
    exit 1
fi
if (($# == 2)); then
    "$tool" -i "${files[@]}"
    exit
fi
report=$(mktemp)
trap 'rm -f "$report"' EXIT
if ! "$tool" --dry-run --Werror "${files[@]}" 2>"$report"; then
    grep -oE '^[^:]+:[0-9]+:[0-9]+: error' "$report" | sort -u | head -20 >&2
    echo "format: mend with tests/format.sh . --mend" >&2
    exit 1
fi
