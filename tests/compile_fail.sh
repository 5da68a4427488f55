#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Each file of a folder must fail to compile, and with the message its first line asks for:
#
#   // expect: <extended regular expression>
#
#   tests/compile_fail.sh FOLDER COMPILER FLAGS_FILE [empty-ok]
set -euo pipefail

if (($# < 3)); then
    echo "usage: $0 FOLDER COMPILER FLAGS_FILE [empty-ok]" >&2
    exit 2
fi
folder=$1 compiler=$2 flags_file=$3 empty=${4:-}

mapfile -t flags <"$flags_file"
# The code that must not compile is in the headers; the bodies would only be read in vain.
flags+=(-DCONNECTPSP_SEPARATE_COMPILATION)
# The source that compilers quote with a message must not match instead of the message.
if "$compiler" --version 2>/dev/null | grep -q clang; then
    flags+=(-fno-caret-diagnostics)
else
    flags+=(-fno-diagnostics-show-caret)
fi
shopt -s nullglob
cases=("$folder"/*.cpp)
if ((${#cases[@]} == 0)); then
    echo "compile-fail: no cases in $folder" >&2
    [[ $empty == empty-ok ]] && exit 0
    exit 1
fi

# Each case includes what it needs, and nearly all of that is the same: it is parsed once.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#include <connectpsp/connectpsp.hpp>\n#include <connectpsp/flow/co_run.hpp>\n' >"$work/all.hpp"
if "$compiler" "${flags[@]}" -x c++-header -o "$work/all.hpp.gch" "$work/all.hpp" \
    >"$work/log" 2>&1 </dev/null; then
    flags+=(-include "$work/all.hpp")
fi

failed=0
for case in "${cases[@]}"; do
    name=$(basename "$case")
    IFS= read -r first <"$case" || true
    if [[ $first != "// expect: "?* ]]; then
        echo "FAILED $name: its first line is not '// expect: <regex>'"
        failed=$((failed + 1))
        continue
    fi
    expected=${first#// expect: }
    if output=$(LC_ALL=C "$compiler" "${flags[@]}" -fsyntax-only "$case" 2>&1 </dev/null); then
        echo "FAILED $name: it compiles"
        failed=$((failed + 1))
    elif ! grep -qE -- "$expected" <<<"$output"; then
        echo "FAILED $name: no message matches '$expected':"
        head -n 12 <<<"$output" | sed 's/^/    /'
        failed=$((failed + 1))
    else
        echo "ok     $name"
    fi
done

echo "compile-fail: $((${#cases[@]} - failed)) of ${#cases[@]} fail as they should"
((failed == 0))
