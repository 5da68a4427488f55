#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Every test that docs/protocol.md names exists: the last column of its tables holds names of
# test cases, between backquotes. Every section exists that a source refers to as
# `docs/protocol.md §N`, and no source refers to the page in another way.
#
#   protocol_page.sh SOURCE_DIR
set -euo pipefail

cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

grep -E '^\|.*`\s*\|$' docs/protocol.md | sed -E 's/.*\| `([^`]+)` \|$/\1/' >"$work/named"
find tests -name '*.cpp' -exec cat {} + | tr '\n' ' ' | sed -E 's/"[[:space:]]+"//g' |
    grep -oE 'TEST_CASE\([[:space:]]*"[^"]+"' | sed -E 's/.*\("?[[:space:]]*"?//; s/"$//' >"$work/cases"

lines=$(grep -cE '^\| [^|]+ \| .*\[[SDIB]\]' docs/protocol.md)
if (($(wc -l <"$work/named") != lines)); then
    echo "protocol page: $lines facts, but $(wc -l <"$work/named") tests named" >&2
    exit 1
fi
if grep -vxFf "$work/cases" "$work/named"; then
    echo "protocol page: the tests above do not exist" >&2
    exit 1
fi
sources=(include tests fuzz benchmarks docs)
grep -oE '^## [0-9]+\.' docs/protocol.md | grep -oE '[0-9]+' | sort -u >"$work/sections"
grep -rhoE 'protocol\.md §[0-9]+' "${sources[@]}" --include=*.{hpp,ipp,cpp,md} |
    grep -oE '[0-9]+$' | sort -u >"$work/referred"
if ((!$(wc -l <"$work/referred"))) || grep -vxFf "$work/sections" "$work/referred"; then
    echo "protocol page: docs/protocol.md does not have the sections above, which sources refer to" >&2
    exit 1
fi
if grep -rnE 'protocol\.md' "${sources[@]}" --include=*.{hpp,ipp,cpp} | grep -vE 'docs/protocol\.md( §[1-9]| says|$)'; then
    echo "protocol page: the references above are not of the form docs/protocol.md §N" >&2
    exit 1
fi
echo "protocol page: $lines facts, each with its test"
