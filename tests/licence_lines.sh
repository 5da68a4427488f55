#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Every source file has the copyright and licence lines of SPDX among its first lines.
#
#   tests/licence_lines.sh SOURCE_DIR
set -euo pipefail

if (($# != 1)); then
    echo "usage: $0 SOURCE_DIR" >&2
    exit 2
fi
cd "$1"
checked=0
bad=()
while IFS= read -r -d '' file; do
    checked=$((checked + 1))
    start=$(head -n 4 "$file")
    [[ $start == *"SPDX-FileCopyrightText: 2026 The connectpsp authors"* &&
        $start == *"SPDX-License-Identifier: BSL-1.0"* ]] || bad+=("$file")
done < <(find CMakeLists.txt .ci include tests fuzz benchmarks docs -type f \
    \( -name '*.hpp' -o -name '*.ipp' -o -name '*.cpp' -o -name '*.sh' -o -name '*.cmake' \
    -o -name '*.cmake.in' -o -name 'CMakeLists.txt' -o -path '.ci/run' \) -print0)
if ((checked < 300)); then
    echo "licence lines: only $checked source files under $PWD" >&2
    exit 1
fi
if ((${#bad[@]})); then
    echo "licence lines: these files do not begin with the two SPDX lines:" >&2
    printf '    %s\n' "${bad[@]}" >&2
    exit 1
fi
echo "licence lines: $checked files"
