#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Runs a test whose answer depends on the sources, the compiler and the installed packages alone,
# unless it has passed with the same ones before.
#
#   tests/when_changed.sh STAMP SOURCE_DIR COMPILER -- COMMAND [ARGUMENT...]
#
# STAMP is the file that remembers what COMMAND has passed with. A failure is not remembered.
set -euo pipefail

if (($# < 5)) || [[ $4 != -- ]]; then
    echo "usage: $0 STAMP SOURCE_DIR COMPILER -- COMMAND [ARGUMENT...]" >&2
    exit 2
fi
stamp=$1 source_dir=$2 compiler=$3
shift 4

digest=$(
    {
        printf '%s\n' "$@"
        "$compiler" --version
        dpkg-query -W 2>/dev/null || true
        cd "$source_dir"
        find . \( -path ./build -o -path ./.git -o -path ./fuzz/corpus \) -prune -o -type f -print0 |
            LC_ALL=C sort -z | xargs -0 sha256sum
    } | sha256sum
)
if [[ -f $stamp && $(<"$stamp") == "$digest" ]]; then
    echo "nothing has changed since this passed"
    exit 0
fi
"$@"
mkdir -p "$(dirname "$stamp")"
printf '%s\n' "$digest" >"$stamp"
