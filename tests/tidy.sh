#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# clang-tidy finds nothing in the headers and bodies of the library, with the checks of .clang-tidy.
#
#   tests/tidy.sh SOURCE_DIR
set -euo pipefail

if (($# != 1)); then
    echo "usage: $0 SOURCE_DIR" >&2
    exit 2
fi
tool=clang-tidy-19
command -v "$tool" >/dev/null || {
    echo "tidy: $tool is not installed (tests/prerequisites.sh run test)" >&2
    exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$1/.clang-tidy" "$work"
cat >"$work/all.cpp" <<'end'
#include <connectpsp/src.hpp>

#include <connectpsp/connectpsp.hpp>
#include <connectpsp/flow/co_run.hpp>

// What templates say, they say when they are used.
template connectpsp::result<connectpsp::request>
connectpsp::build(connectpsp::create_cash_out const&, connectpsp::authorization const&);
template connectpsp::result<connectpsp::cash_out>
connectpsp::parse(connectpsp::get_cash_out const&, connectpsp::response_view const&);
template class connectpsp::exchange<connectpsp::create_cash_out>;
end
"$tool" --quiet "$work/all.cpp" -- -std=c++20 -DCONNECTPSP_SEPARATE_COMPILATION "-I$1/include" \
    >"$work/found" 2>"$work/messages" || {
    cat "$work/found" "$work/messages" >&2
    exit 1
}
echo "tidy: nothing found"
