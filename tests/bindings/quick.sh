#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Runs the tests of a language's package from the checkout, over a shared library that is built
# already, with nothing but the language itself. Returns 77 where the language is not there.
#
#   tests/bindings/quick.sh python LIBRARY SANDBOX
set -euo pipefail

if (($# != 3)); then
    echo "usage: $0 python LIBRARY SANDBOX" >&2
    exit 2
fi
language=$1 library=$2 sandbox=$3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

skip() {
    echo "bindings: $language: skipped: $*"
    exit 77
}

case $language in
python)
    python=${PYTHON:-python3}
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null ||
        skip "there is no Python 3.9"
    export CONNECTPSP_LIBRARY=$library PYTHONPATH=$root/docs/bindings/python/src
    export PYTHONDONTWRITEBYTECODE=1
    # The checked-in interface and types are those of this library.
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    "$python" "$root/tests/bindings/python/interface.py" >"$work/interface.json"
    "$python" "$root/docs/bindings/generate.py" --check --interface "$work/interface.json"
    with_sandbox() { bash "$root/tests/with_sandbox.sh" "$sandbox" "$python" "$@"; }
    with_sandbox -W error "$root/tests/bindings/python/test_connectpsp.py"
    with_sandbox "$root/tests/bindings/python/readme.py" "$root/docs/bindings/python/README.md" \
        "$root/docs/bindings/python/LEIAME.md"
    ;;
*)
    echo "bindings: unknown language '$language'" >&2
    exit 2
    ;;
esac
