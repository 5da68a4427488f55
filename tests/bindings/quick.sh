#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Runs the tests of a language's package from the checkout, over a shared library that is built
# already. Python needs nothing but the language; Node and Go fetch the module that calls the library.
# Returns 77 where the language is not there, or its module cannot be fetched.
#
#   tests/bindings/quick.sh python|node|go LIBRARY SANDBOX
set -euo pipefail

if (($# != 3)); then
    echo "usage: $0 python|node|go LIBRARY SANDBOX" >&2
    exit 2
fi
language=$1 library=$2 sandbox=$3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

skip() {
    echo "bindings: $language: skipped: $*"
    exit 77
}

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
with_sandbox() { bash "$root/tests/with_sandbox.sh" "$sandbox" "$@"; }
export CONNECTPSP_LIBRARY=$library
export CONNECTPSP_CONVERSATIONS=$root/tests/bindings/conversations

# What the library itself makes of each fixture's response. The package must lose nothing of it.
record_fixtures() {
    local python=${PYTHON:-python3}
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null || {
        echo "bindings: $language: without Python 3.9 the fixtures are not run"
        return 0
    }
    PYTHONPATH=$root/docs/bindings/python/src PYTHONDONTWRITEBYTECODE=1 "$python" \
        "$root/tests/bindings/python/fixtures.py" --record "$work/fixtures.json" "$root/tests/conformance"
    export CONNECTPSP_FIXTURES=$work/fixtures.json
}

case $language in
python)
    python=${PYTHON:-python3}
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null ||
        skip "there is no Python 3.9"
    export PYTHONPATH=$root/docs/bindings/python/src PYTHONDONTWRITEBYTECODE=1
    # The checked-in interface and types are those of this library.
    "$python" "$root/tests/bindings/python/interface.py" >"$work/interface.json"
    "$python" "$root/docs/bindings/generate.py" --check --interface "$work/interface.json"
    with_sandbox "$python" -W error "$root/tests/bindings/python/test_connectpsp.py"
    "$python" -W error "$root/tests/bindings/python/test_conversations.py"
    "$python" "$root/tests/bindings/python/fixtures.py" "$root/tests/conformance"
    with_sandbox "$python" "$root/tests/bindings/python/readme.py" "$root/docs/bindings/python/README.md" \
        "$root/docs/bindings/python/LEIAME.md"
    ;;
node)
    node -e 'process.exit(parseInt(process.versions.node, 10) < 20 ? 1 : 0)' 2>/dev/null ||
        skip "there is no Node 20"
    command -v npm >/dev/null || skip "there is no npm"
    # What npm would publish, in a clean place, without install scripts.
    (cd "$root/docs/bindings/node" && npm pack --silent --pack-destination "$work") >/dev/null
    cp "$root"/tests/bindings/node/* "$root"/docs/bindings/node/*.md "$work"
    cd "$work"
    echo '{"private":true}' >package.json
    npm install --ignore-scripts --no-audit --no-fund --silent ./connectpsp-*.tgz ||
        skip "koffi cannot be fetched"
    record_fixtures
    with_sandbox node --test connectpsp.test.cjs
    node --test conversations.test.cjs
    with_sandbox node readme.mjs README.md LEIAME.md
    ;;
go)
    go_version=$(go env GOVERSION 2>/dev/null) || skip "there is no Go"
    [[ $go_version =~ ^go1\.([0-9]+) ]] && ((BASH_REMATCH[1] >= 22)) || skip "there is no Go 1.22"
    cd "$root/tests/bindings/go"
    export GOFLAGS=-mod=readonly
    go mod download 2>/dev/null || skip "purego cannot be fetched"
    test -z "$(gofmt -l . "$root/docs/bindings/go")" || {
        echo "bindings: go: these files are not formatted: $(gofmt -l . "$root/docs/bindings/go")" >&2
        exit 1
    }
    (cd "$root/docs/bindings/go" && go vet ./...)
    go vet ./...
    record_fixtures
    with_sandbox go test -count=1 ./...
    CGO_ENABLED=0 go test -count=1 ./...
    mkdir "$work/readme"
    for page in README.md LEIAME.md; do
        awk '/^```go$/ { on = 1; next } /^```$/ { on = 0 } on' "$root/docs/bindings/go/$page" \
            >"$work/readme/main.go"
        cp go.mod go.sum "$work/readme/"
        sed -i "s|../../../docs/bindings/go|$root/docs/bindings/go|" "$work/readme/go.mod"
        (cd "$work/readme" && go build -o quickstart . && with_sandbox ./quickstart)
    done
    ;;
*)
    echo "bindings: unknown language '$language'" >&2
    exit 2
    ;;
esac
