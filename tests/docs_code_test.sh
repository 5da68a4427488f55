#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# The pages' code is really compiled: a block that is wrong is an error at its line of its page, and
# so is a page without a block.
#
#   docs_code_test.sh TESTS_DIR CXX FLAGS_FILE
set -euo pipefail

tests=$1
compiler=$2
mapfile -t flags <"$3"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
    echo "docs-code: $1" >&2
    exit 1
}
compile() {
    bash "$tests/docs_code.sh" . "$1" >page.cpp &&
        "$compiler" "${flags[@]}" "-I$tests" -fsyntax-only page.cpp 2>errors
}

printf '%s\n' 'A page.' '' '```cpp' 'auto const got = client(psp::get_balance{});' '```' >good.md
compile good.md || fail "a right block is refused"
sed 's/get_balance/get_ballance/' good.md >wrong.md
if compile wrong.md; then fail "a wrong block is compiled"; fi
grep -q '^wrong\.md:4:' errors || fail "the error of a wrong block does not name its page and line"

printf '%s\n' '```cpp' 'struct thing {' '    int x = 0;' '};' '```' '```cpp' 'thing made; made.x = 1;' '```' >type.md
compile type.md || fail "a block does not see the struct of a block before it"
sed 's/x = 1/y = 1/' type.md >wrong_type.md
if compile wrong_type.md; then fail "a wrong block behind a struct is compiled"; fi
grep -q '^wrong_type\.md:7:' errors || fail "the error behind a struct does not name its line"

printf '%s\n' 'A page.' '```sh' 'ls' '```' >none.md
printf '%s\n' '```cpp' 'int x;' >open.md
printf '%s\n' '```c++' 'int x;' '```' >other.md
for page in none.md open.md other.md; do
    if bash "$tests/docs_code.sh" . good.md "$page" >/dev/null 2>errors; then
        fail "$page is taken"
    fi
    grep -q "^$page: " errors || fail "$page is refused without its name"
done
echo "docs-code: what is wrong on a page is an error that names it"
