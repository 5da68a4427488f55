#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Compares the types and functions of connectpsp/c/connectpsp.h with connectpsp.abi, by abidiff. A
# program that was linked with an older library must find in a newer one what it was linked with.
#
#   tests/c_api/abi.sh INCLUDE_DIR             compares
#   tests/c_api/abi.sh INCLUDE_DIR --accept    writes connectpsp.abi anew
#
# The header is compared in a library of its functions without their bodies, so that no private type
# counts. symbols.sh checks that the real library exports these functions, and the compiler that it
# defines them with these types. gcc compiles it always, because other compilers describe less.
set -euo pipefail

if (($# < 1 || $# > 2)) || [[ ${2:---accept} != --accept ]]; then
    echo "usage: $0 INCLUDE_DIR [--accept]" >&2
    exit 2
fi
include_dir=$1
stored=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/connectpsp.abi
skip() {
    echo "skipped: $*"
    exit 0
}
for tool in gcc abidiff abidw; do
    command -v "$tool" >/dev/null || skip "there is no $tool (Debian and Ubuntu: gcc, abigail-tools)"
done
[[ $(gcc -dumpmachine) == x86_64-*linux* ]] || skip "connectpsp.abi is of x86_64 Linux"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
    echo '#include <connectpsp/c/connectpsp.h>'
    tr '\n' ' ' <"$include_dir/connectpsp/c/connectpsp.h" | grep -oE 'CONNECTPSP_API [^;#]*\);' |
        sed 's/;$/ { __builtin_trap(); }/'
    # An enumerator counts, though no function takes its enumeration.
    sed -nE 's/^typedef enum ([a-z_]+) .*/static enum \1 kept_\1 __attribute__((used));/p' \
        "$include_dir/connectpsp/c/connectpsp.h"
} >"$work/connectpsp.c"
gcc -std=c11 -g -O0 -fPIC -shared -Wno-return-type "-I$include_dir" -o "$work/connectpsp.so" \
    "$work/connectpsp.c"
abidw --load-all-types --no-corpus-path --no-comp-dir-path --no-show-locs --no-elf-needed \
    --type-id-style hash --out-file "$work/connectpsp.abi" "$work/connectpsp.so"
# The path of the source is not of the interface.
sed -i "s|path='$work/connectpsp.c'|path='connectpsp.c'|" "$work/connectpsp.abi"

if [[ ${2:-} == --accept ]]; then
    cp "$work/connectpsp.abi" "$stored"
    echo "abi: $stored"
    exit 0
fi
status=0
abidiff --non-reachable-types --harmless "$stored" "$work/connectpsp.abi" >"$work/report" || status=$?
if ((status != 0)); then
    cat "$work/report" >&2
    cat >&2 <<'END'
abi: the interface is not the stored one. Functions and enumerators are only added; while the major
version is 0, a minor version may change them. Where this is meant: tests/c_api/abi.sh include --accept
END
    exit 1
fi
echo "abi: $(grep -c '<function-decl' "$stored") functions, as stored"
