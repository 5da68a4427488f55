#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# CPU seconds to compile a source with one include: the umbrella header in both modes, each header
# that a small program needs, and nlohmann/json.hpp beside them. Medians of an odd number of runs.
#
#   benchmarks/compile_time.sh [COMPILER [RUNS [OTHER_INCLUDE_DIR]]]
#
# g++ and 5 unless given. OTHER_INCLUDE_DIR is the include folder of another version of the library,
# which is timed as well.
set -euo pipefail

compiler=${1:-g++} runs=${2:-5} other=${3:-}
[[ $runs =~ ^[0-9]*[13579]$ ]] || {
    echo "usage: $0 [COMPILER [RUNS [OTHER_INCLUDE_DIR]]], with an odd number of runs" >&2
    exit 2
}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

names=() sources=() options=()
add() { # NAME HEADER [OPTION...]
    names+=("$1")
    sources+=("$work/${#names[@]}.cpp")
    options+=("${*:3}")
    printf '#include <%s>\n' "$2" >"$work/${#names[@]}.cpp"
}
separate=-DCONNECTPSP_SEPARATE_COMPILATION
add "umbrella, header-only" connectpsp/connectpsp.hpp "-I$root/include"
add "umbrella, separate compilation" connectpsp/connectpsp.hpp "-I$root/include" $separate
add "client and one operation, separate" connectpsp/flow/client.hpp "-I$root/include" $separate \
    -include connectpsp/api/account.hpp
add "all bodies (src.hpp)" connectpsp/src.hpp "-I$root/include" $separate
if [[ -n $other ]]; then
    add "other version, header-only" connectpsp/connectpsp.hpp "-I$other"
    add "other version, separate compilation" connectpsp/connectpsp.hpp "-I$other" $separate
fi
add "nlohmann/json.hpp" nlohmann/json.hpp
add "boost/json.hpp" boost/json.hpp

measure() { # NUMBER: prints CPU seconds
    local opts
    read -ra opts <<<"${options[$1]}"
    TIMEFORMAT='%U %S'
    { time "$compiler" -std=c++20 -O1 "${opts[@]}" -c "${sources[$1]}" -o "$work/object.o"; } 2>&1 |
        awk '{ print $1 + $2 }'
}

# Round by round, so that a slow minute of the machine meets all of them.
for ((run = 0; run != runs; ++run)); do
    for i in "${!names[@]}"; do measure "$i" >>"$work/times.$i"; done
done
printf '%s -std=c++20 -O1, CPU seconds, median of %d\n' "$("$compiler" --version | head -n 1)" "$runs"
for i in "${!names[@]}"; do
    printf '%-40s %5.2f\n' "${names[i]}" "$(sort -n "$work/times.$i" | sed -n "$((runs / 2 + 1))p")"
done
