#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Checks that a shared library exports the functions of connectpsp/c/connectpsp.h and nothing else,
# and that the header is C11 and C++ without a warning.
#
#   tests/c_api/symbols.sh LIBRARY INCLUDE_DIR C_COMPILER CXX_COMPILER
set -euo pipefail

if (($# != 4)); then
    echo "usage: $0 LIBRARY INCLUDE_DIR C_COMPILER CXX_COMPILER" >&2
    exit 2
fi
library=$1 include_dir=$2 c_compiler=$3 cxx_compiler=$4
header=$include_dir/connectpsp/c/connectpsp.h
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

nm -D --defined-only "$library" | awk '{ print $NF }' | LC_ALL=C sort >"$work/exported"
# A declaration is the word CONNECTPSP_API, and its name may stand on the next line.
tr '\n' ' ' <"$header" | grep -oE 'CONNECTPSP_API [^(]*\(' | grep -oE 'connectpsp_[a-z_]+\(' |
    tr -d '(' | LC_ALL=C sort -u >"$work/declared"
[[ -s $work/declared ]] || {
    echo "symbols: no function was found in $header" >&2
    exit 1
}
diff -u --label declared --label exported "$work/declared" "$work/exported" || {
    echo "symbols: the library does not export what the header declares" >&2
    exit 1
}

printf '#include <connectpsp/c/connectpsp.h>\nint main(void) { return CONNECTPSP_OK; }\n' >"$work/use.c"
cp "$work/use.c" "$work/use.cpp"
warnings=(-Wall -Wextra -Wpedantic -Werror -fsyntax-only "-I$include_dir")
"$c_compiler" -std=c11 -Wstrict-prototypes "${warnings[@]}" "$work/use.c"
"$cxx_compiler" -std=c++11 "${warnings[@]}" "$work/use.cpp"
echo "symbols: $(wc -l <"$work/exported") functions, and nothing else"
