#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Builds the package of a language, installs it into a clean place outside the checkout, and runs its
# tests, its quickstarts and its type checker against it.
#
#   tests/bindings/run.sh python|node|go|all
#
# Needs the language; fetches its build tools and type checker by their package names. The sandbox is
# that of build/dev, which is built where it is missing.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
fail() {
    printf 'bindings: %s\n' "$*" >&2
    exit 1
}
(($# == 1)) && [[ $1 =~ ^(python|node|go|all)$ ]] || {
    sed -n '5,9p' "$0" | cut -c3- >&2
    exit 2
}

echo "bindings: prerequisites"
bash tests/prerequisites.sh run test || fail "what is needed could not be installed (see above)"
find_sandbox() { find build/dev -name connectpsp-sandbox -type f -perm -u+x 2>/dev/null | head -n 1 || true; }
sandbox=$(find_sandbox)
if [[ -z $sandbox || ! -e build/dev/libconnectpsp.so ]]; then
    mkdir -p build/dev
    cmake --preset dev >build/dev/configure.log 2>&1 && cmake --build --preset dev \
        --target connectpsp-sandbox connectpsp-c >build/dev/sandbox.log 2>&1 || fail "the sandbox does not build"
    sandbox=$(find_sandbox)
fi
sandbox=$root/$sandbox
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python() {
    local interpreter=${PYTHON:-python3}
    command -v "$interpreter" >/dev/null || fail "there is no $interpreter"
    "$interpreter" docs/bindings/generate.py --check || fail "the types are not those of the interface"
    echo "bindings: python: building the wheel"
    "$interpreter" -m venv "$work/build" && "$work/build/bin/pip" -q install build mypy httpx ||
        fail "the build tools could not be installed"
    CMAKE_BUILD_PARALLEL_LEVEL=2 "$work/build/bin/python" -m build --wheel --outdir "$work/wheel" \
        docs/bindings/python >"$work/wheel.log" 2>&1 || {
        tail -n 30 "$work/wheel.log" >&2
        fail "the wheel does not build"
    }
    ls -l "$work"/wheel/*.whl | awk '{ print "bindings: python: the wheel has " $5 " bytes" }'
    "$interpreter" -m venv "$work/clean"
    "$work/clean/bin/pip" -q install --no-index "$work"/wheel/*.whl || fail "the wheel does not install"
    cp -r tests/bindings/python "$work/tests"
    cp docs/bindings/python/*.md "$work/tests/"
    cd "$work/tests"
    unset CONNECTPSP_LIBRARY PYTHONPATH
    bash "$root/tests/with_sandbox.sh" "$sandbox" "$work/clean/bin/python" -W error \
        test_connectpsp.py || fail "the tests of the package"
    CONNECTPSP_CONVERSATIONS=$root/tests/bindings/conversations "$work/clean/bin/python" -W error \
        test_conversations.py || fail "the conversations"
    bash "$root/tests/with_sandbox.sh" "$sandbox" "$work/clean/bin/python" readme.py README.md \
        LEIAME.md || fail "the quickstarts"
    "$work/build/bin/pip" -q install --no-index "$work"/wheel/*.whl
    CONNECTPSP_CONVERSATIONS=$root/tests/bindings/conversations "$work/build/bin/python" -W error \
        test_conversations.py OverHttpx OverAsyncHttpx || fail "the conversations over httpx"
    "$work/build/bin/mypy" --strict -p connectpsp || fail "the types of the package"
    cd "$root"
    echo "bindings: python: clean"
}

node() {
    bash tests/bindings/quick.sh node "$root/build/dev/libconnectpsp.so" "$sandbox" || fail "node"
    mkdir "$work/node"
    cp tests/bindings/node/types.ts "$work/node"
    (cd docs/bindings/node && npm pack --silent --pack-destination "$work/node") >/dev/null
    (cd "$work/node" && echo '{"private":true}' >package.json &&
        npm install --ignore-scripts --no-audit --no-fund --silent ./connectpsp-*.tgz typescript@5 \
            @types/node@20 && npx tsc --strict --noEmit --module nodenext --target es2022 types.ts) ||
        fail "the types of the package"
    echo "bindings: node: clean"
}

go_() {
    bash tests/bindings/quick.sh go "$root/build/dev/libconnectpsp.so" "$sandbox" || fail "go"
    (cd tests/bindings/go && CONNECTPSP_LIBRARY=$root/build/dev/libconnectpsp.so \
        bash ../../with_sandbox.sh "$sandbox" go test -race -count=1 ./...) || fail "go test -race"
    echo "bindings: go: clean"
}

case $1 in
python) python ;;
node) node ;;
go) go_ ;;
all)
    python
    node
    go_
    ;;
esac
