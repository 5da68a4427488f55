#!/usr/bin/env bash
# Deletes one line of the decoder and of the signature code after another and demands that a test
# turns red, or that it does not compile. Takes about half an hour, so it is run by hand:
#
#   tests/mutation.sh [FILE...]      files under include/connectpsp/impl; all of codec unless given
#
# Works on a copy. Needs the dev build: tests/run.sh dev.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/dev
compiler=${CXX:-g++}
files=("$@")
((${#files[@]} > 0)) || files=(codec/json_reader.ipp codec/json_writer.ipp codec/values.ipp
    codec/signature.ipp)

objects=$build/tests/CMakeFiles/unit-separate.dir/unit
if [[ ! -d $objects ]]; then
    echo "mutation: build the tests first: tests/run.sh dev" >&2
    exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mapfile -t tests < <(find "$objects" -name '*.o')
main=$(find "$build/tests" -name 'libconnectpsp-test-main.a')

# Everything but what is mutated is compiled once.
flags=(-std=c++20 -O0 -DCONNECTPSP_SEPARATE_COMPILATION)
cp -r "$root/include" "$work/include"
grep -v '/codec/' "$root/include/connectpsp/src.hpp" >"$work/rest.cpp"
"$compiler" "${flags[@]}" -I"$work/include" -c "$work/rest.cpp" -o "$work/rest.o"
for file in json_reader json_writer values signature; do
    echo "#include <connectpsp/impl/codec/$file.ipp>" >"$work/$file.cpp"
    "$compiler" "${flags[@]}" -I"$work/include" -c "$work/$file.cpp" -o "$work/$file.o"
done
"$compiler" "${tests[@]}" "$main" "$work"/{rest,json_reader,json_writer,values,signature}.o \
    -lboost_json -lcryptopp -o "$work/unmutated"
"$work/unmutated" >"$work/log" || { tail "$work/log"; echo "mutation: red before any mutation" >&2; exit 1; }

killed=0
survived=0
for file in "${files[@]}"; do
    name=$(basename "$file" .ipp)
    original=$root/include/connectpsp/impl/$file
    copy=$work/include/connectpsp/impl/$file
    total=$(wc -l <"$original")
    for ((line = 1; line <= total; ++line)); do
        text=$(sed -n "${line}p" "$original")
        # Comments, blank lines, lone braces, includes, guards: nothing to delete.
        [[ $text =~ ^[[:space:]]*(//.*|[{}]*\;?|\}.*//.*|public:|private:)?$ || $text == '#'* ]] && continue
        sed "${line}d" "$original" >"$copy"
        if "$compiler" "${flags[@]}" -w -I"$work/include" -c "$work/$name.cpp" -o "$work/mutant.o" 2>/dev/null; then
            units=()
            for unit in json_reader json_writer values signature; do
                [[ $unit == "$name" ]] && units+=("$work/mutant.o") || units+=("$work/$unit.o")
            done
            if "$compiler" "${tests[@]}" "$main" "$work/rest.o" "${units[@]}" \
                -lboost_json -lcryptopp -o "$work/mutant" 2>/dev/null &&
                timeout 60 "$work/mutant" >/dev/null 2>&1; then
                printf 'survived %s:%d:%s\n' "$file" "$line" "$text"
                survived=$((survived + 1))
                continue
            fi
        fi
        killed=$((killed + 1))
    done
    cp "$original" "$copy"
done
echo "$killed killed, $survived survived"
((survived == 0))
