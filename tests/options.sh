#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Every CONNECTPSP_* name that is used is declared somewhere: an option or variable of CMake, a
# definition given to a target, a #define, an enumerator of C, a variable of a shell script.
#   tests/options.sh SOURCE_DIR
set -euo pipefail

if (($# != 1)); then
    echo "usage: $0 SOURCE_DIR" >&2
    exit 2
fi
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

find . \( -path ./build -o -path ./.git \) -prune -o -type f \
    \( -name '*.h' -o -name '*.hpp' -o -name '*.ipp' -o -name '*.cpp' -o -name '*.sh' -o -name '*.md' \
    -o -name 'CMakeLists.txt' -o -name '*.cmake' -o -name 'CMakePresets.json' \) -print |
    LC_ALL=C sort >"$work/files"
grep -E '\.(h|hpp|ipp|cpp)$' "$work/files" >"$work/cxx" || true
grep -E '(CMakeLists\.txt|\.cmake)$' "$work/files" >"$work/cmake" || true
grep -E '\.sh$' "$work/files" >"$work/shell" || true
if [[ ! -s $work/cxx || ! -s $work/cmake ]]; then
    echo "options: no sources under $PWD" >&2
    exit 1
fi

name='CONNECTPSP_[A-Z0-9_]*[A-Z0-9]'
names() { grep -oE "$name"; }

{
    xargs -d '\n' grep -hoE "#[[:space:]]*define[[:space:]]+$name" <"$work/cxx" | names || true
    # What a program reads of its environment.
    xargs -d '\n' grep -hoE "(getenv|variable)\(\"$name\"\)" <"$work/cxx" | names || true
    # The enumerators of the C interface.
    xargs -d '\n' grep -hoE "^[[:space:]]+$name = [0-9]+" <"$work/cxx" | names || true
    xargs -d '\n' grep -hoE "(option|set|find_program|foreach)\\($name" <"$work/cmake" | names || true
    # Definitions given to targets, over several lines; a ${NAME} among them is a use.
    xargs -d '\n' cat <"$work/cmake" | tr '\n' ' ' | grep -oE 'target_compile_definitions\([^)]*' |
        sed -E 's/\$\{[^}]*\}//g' | names || true
    xargs -r -d '\n' grep -hoE "^[[:space:]]*((export|local|readonly) )?$name=" <"$work/shell" | names || true
} | LC_ALL=C sort -u >"$work/declared"

# A name that ends in _ is the beginning of several.
status=0
while IFS= read -r used; do
    echo "$used is used and declared nowhere:"
    xargs -d '\n' grep -nE "(^|[^A-Z0-9_])(D)?$used([^A-Z0-9_]|\$)" <"$work/files" | head -n 3 | sed 's/^/    /' || true
    status=1
done < <(xargs -d '\n' grep -hoE "${name}_?" <"$work/files" | grep -v '_$' | LC_ALL=C sort -u |
    comm -23 - "$work/declared")

if ((status == 0)); then
    echo "options: $(wc -l <"$work/declared") names, all declared"
fi
exit "$status"
