#!/usr/bin/env bash
# Every test that docs/conformance.md names exists: the last column of its tables holds names of
# test cases, between backquotes.
#
#   conformance_page.sh SOURCE_DIR
set -euo pipefail

cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

grep -E '^\|.*`\s*\|$' docs/conformance.md | sed -E 's/.*\| `([^`]+)` \|$/\1/' >"$work/named"
find tests -name '*.cpp' -exec cat {} + | tr '\n' ' ' | sed -E 's/"[[:space:]]+"//g' |
    grep -oE 'TEST_CASE\([[:space:]]*"[^"]+"' | sed -E 's/.*\("?[[:space:]]*"?//; s/"$//' >"$work/cases"

lines=$(grep -cE '^\| [^|]+ \| .*\[[SDIB]\]' docs/conformance.md)
if (($(wc -l <"$work/named") != lines)); then
    echo "conformance page: $lines facts, but $(wc -l <"$work/named") tests named" >&2
    exit 1
fi
if grep -vxFf "$work/cases" "$work/named"; then
    echo "conformance page: the tests above do not exist" >&2
    exit 1
fi
echo "conformance page: $lines facts, each with its test"
