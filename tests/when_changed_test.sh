#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# when_changed.sh runs what has not passed with the same sources, and nothing else.
#
#   tests/when_changed_test.sh TESTS_DIR COMPILER
set -euo pipefail

tests_dir=$1 compiler=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/sources"
echo one >"$work/sources/file"

# run EXPECTED_RUNS COMMAND...: COMMAND leaves a line in `runs`.
run() {
    local expected=$1
    shift
    bash "$tests_dir/when_changed.sh" "$work/stamp" "$work/sources" "$compiler" -- "$@" \
        >"$work/log" || true
    if (($(wc -l <"$work/runs") != expected)); then
        echo "when-changed: expected $expected runs after: $*" >&2
        cat "$work/runs" "$work/log" >&2
        exit 1
    fi
}
pass=(bash -c "echo ran >>'$work/runs'")
broken=(bash -c "echo ran >>'$work/runs'; exit 1")
: >"$work/runs"
run 1 "${broken[@]}"
run 2 "${broken[@]}" # a failure is not remembered
run 3 "${pass[@]}"
run 3 "${pass[@]}"
echo two >"$work/sources/file"
run 4 "${pass[@]}"
echo new >"$work/sources/another"
run 5 "${pass[@]}"
run 5 "${pass[@]}"
if bash "$tests_dir/when_changed.sh" "$work/other" "$work/sources" "$compiler" -- false; then
    echo "when-changed: a failure passed" >&2
    exit 1
fi
echo "when-changed: runs what changed"
