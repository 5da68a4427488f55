#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# The bytes that one more described type adds to an object file at -O2: a program that decodes and encodes
# eight types against one that does so with nine, all with the same five members. The same is
# measured of a program that hands the types to two external functions: what that adds
# is the cost of the type and of its result<T>, not of its description.
#
#   benchmarks/code_size.sh [COMPILER...]        (g++ and clang++-19 where none is given)
set -euo pipefail

include=$(cd "$(dirname "${BASH_SOURCE[0]}")/../include" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

compilers=("$@")
((${#compilers[@]} > 0)) || compilers=(g++ clang++-19)

# program described|plain TYPES
program() {
    cat <<'CODE'
#include <connectpsp/codec/json.hpp>
std::optional<connectpsp::error> read_elsewhere(std::string_view text, void* value);
std::string write_elsewhere(void const* value);
CODE
    local i
    for ((i = 0; i != $2; ++i)); do
        cat <<CODE
struct type_$i {
    std::optional<std::string> some_text{};
    std::optional<std::string> more_text{};
    connectpsp::money some_amount{};
    std::optional<connectpsp::timestamp> some_time{};
    bool some_truth = false;
};
CODE
        if [[ $1 == described ]]; then
            cat <<CODE
BOOST_DESCRIBE_STRUCT(type_$i, (), (some_text, more_text, some_amount, some_time, some_truth))
connectpsp::result<type_$i> in_$i(std::string_view text) {
    return connectpsp::decode<type_$i>(text);
}
std::string out_$i(type_$i const& value) { return connectpsp::encode(value); }
CODE
        else
            cat <<CODE
connectpsp::result<type_$i> in_$i(std::string_view text) {
    type_$i value{};
    if (auto wrong = read_elsewhere(text, &value)) return std::move(*wrong);
    return value;
}
std::string out_$i(type_$i const& value) { return write_elsewhere(&value); }
CODE
        fi
    done
}

# sizes_of COMPILER described|plain TYPES: bytes of code, and of its constants and tables
sizes_of() {
    program "$2" "$3" >"$work/types.cpp"
    "$1" -std=c++20 -O2 -DNDEBUG -I"$include" -c "$work/types.cpp" -o "$work/types.o"
    size -A "$work/types.o" | awk '
        $1 ~ /^\.text/ { code += $2 }
        $1 ~ /^\.(rodata|data|eh_frame|gcc_except_table)/ { tables += $2 }
        END { print code + 0, tables + 0 }'
}

for compiler in "${compilers[@]}"; do
    for kind in described plain; do
        read -r code_8 tables_8 <<<"$(sizes_of "$compiler" $kind 8)"
        read -r code_9 tables_9 <<<"$(sizes_of "$compiler" $kind 9)"
        printf '%s, %s: one more type adds %d bytes of code, %d of constants and unwind tables\n' \
            "$compiler" "$kind" $((code_9 - code_8)) $((tables_9 - tables_8))
    done
done
