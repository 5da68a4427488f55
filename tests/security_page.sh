#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Every guard that docs/security.md names is proved by a test that exists: the last column of its
# table holds names of test cases, or of tests of ctest, between backquotes.
#
#   tests/security_page.sh SOURCE_DIR
set -euo pipefail

if (($# != 1)); then
    echo "usage: $0 SOURCE_DIR" >&2
    exit 2
fi
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

grep -E '^\| [^|]+ \| [^|]+ \| .*`.*\|$' docs/security.md >"$work/rows" || true
awk -F'|' '{ print $(NF - 1) }' "$work/rows" | grep -oE '`[^`]+`' | tr -d '`' | sort -u >"$work/named"
{
    find tests -name '*.cpp' -exec cat {} + | tr '\n' ' ' | sed -E 's/"[[:space:]]+"//g' |
        grep -oE 'TEST_CASE\([[:space:]]*"[^"]+"' | sed -E 's/.*\("?[[:space:]]*"?//; s/"$//'
    grep -ohE '[a-z]+(-[a-z]+)*' tests/CMakeLists.txt # names of programs and scripts
} | sort -u >"$work/tests"

rows=$(wc -l <"$work/rows")
if ((rows < 15)); then
    echo "security page: only $rows guards in docs/security.md" >&2
    exit 1
fi
if grep -vxFf "$work/tests" "$work/named"; then
    echo "security page: the tests above do not exist" >&2
    exit 1
fi
echo "security page: $rows guards, $(wc -l <"$work/named") tests"
