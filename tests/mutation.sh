#!/usr/bin/env bash
# Deletes one line after another of a file and demands that a test turns red, or that it does not
# compile. Takes minutes to an hour a file, so it is run by hand:
#
#   tests/mutation.sh FILE [TEST...]
#
# FILE is under include/connectpsp. A body (*.ipp) is judged by the unit tests of every ring, which
# have to be built: tests/run.sh quick. For a header name the tests that judge it, under tests/.
#
#   tests/mutation.sh impl/codec/json_reader.ipp
#   tests/mutation.sh detail/decimal.hpp unit/core/money_text.cpp unit/codec/json_numbers.cpp
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/dev/tests
compiler=${CXX:-g++}
(($# > 0)) || { sed -n '2,12p' "$0" >&2; exit 2; }
file=$1
shift
tests=("$@")
original=$root/include/connectpsp/$file
[[ -f $original ]] || { echo "mutation: there is no $original" >&2; exit 2; }

main=$build/libconnectpsp-test-main.a
objects=()
if ((${#tests[@]} == 0)); then
    mapfile -t objects < <(find "$build"/CMakeFiles/unit-{core,pix,http,codec,api,flow}.dir \
        -name '*.o' ! -name 'replace_new*' 2>/dev/null)
    objects+=("$build/CMakeFiles/unit-codec.dir/support/replace_new.cpp.o")
fi
if [[ ! -f $main ]] || ((${#tests[@]} + ${#objects[@]} == 0)); then
    echo "mutation: build the tests first: tests/run.sh quick" >&2
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$root/include" "$work/include"
copy=$work/include/connectpsp/$file
echo '#include <connectpsp/src.hpp>' >"$work/src.cpp"
flags=(-std=c++20 -O1 -w -DCONNECTPSP_SEPARATE_COMPILATION "-DCONNECTPSP_SOURCE_DIR=\"$root\"")

# Compiles what depends on the copy, links it with the rest, runs it: 0 when every test is green.
green() {
    local made=("$work/src.o") each
    "$compiler" "${flags[@]}" -I"$work/include" -c "$work/src.cpp" -o "$work/src.o" || return 1
    for each in "${tests[@]}"; do
        made+=("$work/$(basename "$each").o")
        "$compiler" "${flags[@]}" -I"$work/include" -I"$root/tests" -c "$root/tests/$each" \
            -o "${made[-1]}" || return 1
    done
    "$compiler" "${made[@]}" "${objects[@]}" "$main" -lboost_json -lcryptopp -o "$work/mutant" &&
        timeout 60 "$work/mutant"
}

green >"$work/log" 2>&1 || { tail "$work/log"; echo "mutation: red before any mutation" >&2; exit 1; }
killed=0
survived=0
total=$(wc -l <"$original")
for ((line = 1; line <= total; ++line)); do
    text=$(sed -n "${line}p" "$original")
    # Comments, blank lines, lone braces, includes, guards: nothing to delete.
    [[ $text =~ ^[[:space:]]*(//.*|[{}]*\;?|\}.*//.*|public:|private:)?$ || $text == '#'* ]] && continue
    sed "${line}d" "$original" >"$copy"
    if green >/dev/null 2>&1; then
        printf 'survived %s:%d:%s\n' "$file" "$line" "$text"
        survived=$((survived + 1))
    else
        killed=$((killed + 1))
    fi
done
echo "$file: $killed killed, $survived survived"
((survived == 0))
