#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Changes one line of the library at a time and demands that a test turns red: a guard that no test
# misses can be lost without a word.
#
#   tests/mutants/run.sh                       every mutant of list.txt
#   tests/mutants/run.sh --sample 10 [--seed N]  so many of them; without N, others every day
#   tests/mutants/run.sh ID...                 these
#   tests/mutants/run.sh --check               only looks whether each mutant can be applied
#   tests/mutants/run.sh --delete FILE [TEST...]  deletes each line of FILE, one after another
#
# FILE is below include/connectpsp. A body (*.ipp) is judged by the unit tests of every ring; for a
# header name the tests that judge it, below tests/:
#
#   tests/mutants/run.sh --delete impl/codec/json_reader.ipp
#   tests/mutants/run.sh --delete detail/decimal.hpp unit/core/money_text.cpp
#
# The tests have to be built (tests/run.sh quick), in build/dev or the folder that BUILD names. JOBS
# says how many mutants are tried at a time: two. list.txt says what it holds. The exit status is 1
# when a mutant survives that has no reason in the list, when more than 2 %
# survive, and when one does not compile.
set -euo pipefail
shopt -s inherit_errexit
{ # read as a whole before it runs, so that the file may be changed meanwhile

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${BUILD:-$root/build/dev}
list=$root/tests/mutants/list.txt
library=$root/include/connectpsp
jobs=${JOBS:-2}

fail() {
    printf 'mutants: %s\n' "$*" >&2
    exit 2
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir "$work/results"

# --- the list ------------------------------------------------------------------------------------
# A mutant is an id, with its file, judges, context, original, mutated and reason in these tables.
ids=()
declare -A file=() judges=() context=() original=() mutated=() reason=()

read_list() {
    local line id='' number=0
    while IFS= read -r line || [[ -n $line ]]; do
        number=$((number + 1))
        case $line in
        '' | '#'*) ;;
        '@ '*) context[$id]=${line:2} ;;
        '- '*) original[$id]=${line:2} ;;
        '+ '* | '+') mutated[$id]=${line:2} ;;
        '= '*) reason[$id]=${line:2} ;;
        [a-z]*)
            local words
            read -ra words <<<"$line"
            id=${words[0]}
            [[ ${#words[@]} -ge 3 && $id =~ ^[a-z0-9-]+$ ]] || fail "list.txt:$number: expected ID FILE JUDGE..."
            [[ -z ${file[$id]-} ]] || fail "list.txt:$number: there are two mutants $id"
            ids+=("$id")
            file[$id]=${words[1]}
            judges[$id]=${words[*]:2}
            ;;
        *) fail "list.txt:$number: cannot be read: $line" ;;
        esac
        [[ -n $id || -z $line || $line == '#'* ]] || fail "list.txt:$number: stands before any id"
    done <"$list"
}

# Writes a file with one text changed. The original text has to be in it once, on one line or broken
# over several where it has a space or an opening bracket; with a context, it is the first behind the
# only place that holds the context.
apply() { # ID FROM TO
    ORIGINAL=${original[$1]} MUTATED=${mutated[$1]} CONTEXT=${context[$1]-} perl -0777 -e '
        sub pattern { join "", map { /\s/ ? "\\s+" : $_ eq "(" ? "\\(\\s*" : quotemeta } split //, shift }
        my ($from, $context) = map { pattern $ENV{$_} } "ORIGINAL", "CONTEXT";
        my $text = <STDIN>;
        my @found;
        if ($context eq "") {
            push @found, [$-[0], $+[0]] while $text =~ /$from/g;
        } elsif (1 == (() = $text =~ /$context/g)) {
            $text =~ /$context/g;
            push @found, [$-[0], $+[0]] if $text =~ /$from/g;
        }
        exit 1 if @found != 1;
        my ($begin, $end) = @{$found[0]};
        print substr($text, 0, $begin), $ENV{MUTATED}, substr($text, $end);
    ' <"$2" >"$3"
}

check_list() {
    local id bad=0
    for id in "${ids[@]}"; do
        if [[ ! -f $library/${file[$id]} ]]; then
            echo "mutants: $id: there is no ${file[$id]}" >&2
        elif [[ -z ${original[$id]-} || -z ${mutated[$id]+set} ]]; then
            echo "mutants: $id: a line with - or + is missing" >&2
        elif [[ ${original[$id]} == "${mutated[$id]}" ]]; then
            echo "mutants: $id: changes nothing" >&2
        elif ! apply "$id" "$library/${file[$id]}" "$work/applied"; then
            echo "mutants: $id: ${file[$id]} does not hold its text exactly once: ${original[$id]}" >&2
        else
            continue
        fi
        bad=$((bad + 1))
    done
    ((bad == 0)) || fail "$bad of ${#ids[@]} mutants cannot be applied"
}

# --- which ---------------------------------------------------------------------------------------
# Numbers that a seed determines, in the order of their mutants.
sample() { # COUNT SEED
    awk -v count="$1" -v seed="$2" -v all="${#ids[@]}" 'BEGIN {
        srand(seed)
        for (i = 0; i != all; ++i) number[i] = i
        for (i = 0; i != count && i != all; ++i) {
            j = i + int(rand() * (all - i))
            swap = number[i]; number[i] = number[j]; number[j] = swap
            print number[i]
        }
    }' | sort -n
}

read_list
chosen=("${ids[@]}")
begin=$SECONDS
case ${1-} in
--check)
    check_list
    echo "mutants: ${#ids[@]} can be applied"
    exit
    ;;
--sample)
    count=${2:?} seed=$(($(date +%s) / 86400))
    [[ ${3-} != --seed ]] || seed=${4:?}
    echo "mutants: $count of ${#ids[@]}, seed $seed"
    check_list
    chosen=()
    for number in $(sample "$count" "$seed"); do chosen+=("${ids[number]}"); done
    ;;
--delete)
    (($# >= 2)) || fail "--delete needs a file"
    ids=() chosen=() deleted=$2
    shift 2
    tests=("$@")
    [[ $deleted == *.ipp || ${#tests[@]} -gt 0 ]] || fail "name the tests that judge a header"
    ((${#tests[@]} > 0)) || tests=(core pix http codec api flow)
    number=0
    while IFS= read -r line; do
        number=$((number + 1))
        # Comments, blank lines, lone braces, includes, guards: nothing to delete.
        [[ $line =~ ^[[:space:]]*(//.*|[{}]*\;?|\}.*//.*|public:|private:)?$ || $line == '#'* ]] && continue
        ids+=("$number:$line")
        chosen+=("$number:$line")
        file[$number:$line]=$deleted
        judges[$number:$line]=${tests[*]}
    done <"$library/$deleted"
    ;;
-*) sed -n '5,9p' "${BASH_SOURCE[0]}" | cut -c3- >&2 && exit 2 ;;
'') check_list ;;
*)
    check_list
    chosen=("$@")
    for id in "${chosen[@]}"; do [[ -n ${file[$id]-} ]] || fail "there is no mutant $id"; done
    ;;
esac

# --- what they are linked with -------------------------------------------------------------------
[[ -f $build/tests/compiler-flags.txt ]] || fail "build the tests first: tests/run.sh quick"
compiler=${CXX:-$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")}
mapfile -t flags <"$build/tests/compiler-flags.txt"
flags=(-O0 -w -DCONNECTPSP_SEPARATE_COMPILATION "-DCONNECTPSP_SOURCE_DIR=\"$root\""
    "-DCONNECTPSP_FIXTURES_DIR=\"$root/tests/conformance\"" "${flags[@]}")
linker=(-Wl,-z,muldefs -Wl,--strip-debug)
! command -v mold >/dev/null || linker+=(-fuse-ld=mold)
libraries=("$build/tests/libconnectpsp-test-main.a")
[[ -f ${libraries[0]} ]] || libraries=(-lCatch2Main -lCatch2)
libraries+=(-lboost_json -lcryptopp -pthread)

target_of() {
    [[ $1 == conformance ]] && echo conformance || echo "unit-$1"
}

# The objects of a group's tests, as the build knows them: a folder may hold others of before.
objects_of() {
    local target
    target=$(target_of "$1")
    ninja -C "$build" -t inputs "tests/$target" |
        sed -n "s|^tests/CMakeFiles/$target.dir/.*\.o\$|$build/&|p"
}

# Judges that are files are compiled again with each mutant.
is_file() { [[ $1 == *.cpp ]]; }
is_option() { [[ $1 == -* ]]; }

needs_headers=0 needs_bodies=0
declare -A objects=()
for id in "${chosen[@]}"; do
    [[ ${file[$id]} == *.ipp ]] && needs_bodies=1 || needs_headers=1
    for judge in ${judges[$id]}; do
        if is_option "$judge"; then
            continue
        elif is_file "$judge"; then
            [[ -f $root/tests/$judge ]] || fail "$id: there is no tests/$judge"
        elif [[ -z ${objects[$judge]-} ]]; then
            objects[$judge]=$(objects_of "$judge" 2>/dev/null) || true
            [[ -n ${objects[$judge]} ]] || fail "$id: there is no group $judge"
            for each in ${objects[$judge]}; do
                [[ -f $each ]] || fail "build the tests first: tests/run.sh quick"
            done
        fi
    done
done

# A precompiled header: of what the library includes, and for its bodies of its own headers as well.
headers_of() {
    (cd "$root/include" && grep -rhoE '^#include <[^>]*>' connectpsp | grep -v '<connectpsp/' | sort -u)
    [[ $1 == bodies ]] || echo '#include "catch.hpp"'
    [[ $1 == headers ]] ||
        (cd "$root/include" && find connectpsp -name '*.hpp' ! -name src.hpp | sort | sed 's/.*/#include <&>/')
}
precompile() {
    headers_of "$1" >"$work/$1.hpp"
    "$compiler" "${flags[@]}" -I"$root/tests" -x c++-header "$work/$1.hpp" -o "$work/$1.hpp.gch"
}

# The library without a mutation, as the build has it. A body that is compiled again stands before it
# in the link, so that its functions count: nothing is inlined there.
unchanged=$build/CMakeFiles/connectpsp-separate.dir/separate.cpp.o
[[ -f $unchanged ]] || fail "build the tests first: tests/run.sh quick"
echo '#include <connectpsp/src.hpp>' >"$work/src.cpp"

((needs_bodies == 0)) || precompile bodies &
bodies=$!
((needs_headers == 0)) || precompile headers || fail "the headers do not compile"
((needs_bodies == 0)) || wait "$bodies" || fail "the headers do not compile"

# --- trying --------------------------------------------------------------------------------------
# Links objects with tests and runs them: 0 when every test is green. A test that loops is stopped
# by its processor time, and one that waits for ever by the clock.
is_green() { # FOLDER QUICK OBJECT...
    "$compiler" "${linker[@]}" "${@:3}" "$unchanged" "${libraries[@]}" -o "$1/tests" || return 9
    (
        ulimit -t 20 -v 8000000
        cd "$1"
        # The tests of the file's name first: mostly they notice.
        [[ -z $2 ]] || timeout 200 ./tests -# --abort "$2" || exit
        exec timeout 200 ./tests --abort
    )
}

# The tests in files that begin with the name of a mutant's file, as Catch2 selects them.
quick_tests() { # GROUP FILE
    local each spec='' stem
    stem=$(basename "${2%.*}")
    for each in "$root/tests/unit/$1/$stem"*.cpp; do
        [[ ! -f $each ]] || spec+="${spec:+,}[#$(basename "$each" .cpp)]"
    done
    echo "$spec"
}

# The same for each group of a mutant's judges, and for those that were compiled with it.
runs_green() { # FOLDER JUDGES FILE OBJECT...
    local to=$1 judge files=no
    local group=()
    for judge in $2; do
        ! is_option "$judge" || continue
        is_file "$judge" && files=yes && continue
        mapfile -t group <<<"${objects[$judge]}"
        is_green "$to" "$(quick_tests "$judge" "$3")" "${@:4}" "${group[@]}" || return
    done
    [[ $files == no ]] || is_green "$to" '' "${@:4}"
}

# Compiles sources with the changed file, prints their objects.
compile_changed() { # FOLDER HEADER SOURCE... [-OPTION...]
    local to=$1 header=$2 each object options=()
    for each in "${@:3}"; do ! is_option "$each" || options+=("$each"); done
    for each in "${@:3}"; do
        ! is_option "$each" || continue
        object=$to/$(tr / - <<<"${each#"$root/"}").o
        "$compiler" -include "$header" -I"$to/include" "${flags[@]}" ${options[@]+"${options[@]}"} \
            -I"$root/tests" -c "$each" -o "$object" || return 1
        echo "$object"
    done
}

# Compiles what a mutant touches, links it with its judges and runs them: 0 when every test is green.
# 9 when it does not compile or link.
stays_green() { # ID FOLDER
    local id=$1 to=$2 which=${file[$1]} each made more sources=()
    if [[ $which == *.ipp ]]; then
        # With what includes the body: it may have taken over what is in there.
        for each in "connectpsp/$which" $(cd "$root/include" &&
            grep -rlF --include="*.ipp" "#include <connectpsp/$which>" connectpsp); do
            echo "#include <$each>"
        done >"$to/body.cpp"
        for each in ${judges[$id]}; do
            ! is_option "$each" || sources+=("$each")
            ! is_file "$each" || sources+=("$root/tests/$each")
        done
        made=$(compile_changed "$to" "$work/bodies.hpp" "$to/body.cpp" ${sources[@]+"${sources[@]}"}) ||
            return 9
        runs_green "$to" "${judges[$id]}" "$which" $made
        return
    fi
    for each in ${judges[$id]}; do
        ! is_file "$each" || sources+=("$root/tests/$each")
    done
    made=$(compile_changed "$to" "$work/headers.hpp" "${sources[@]}") || return 9
    runs_green "$to" "${judges[$id]}" "$which" $made || return
    # The tests alone did not notice: the bodies get it as well, which takes long to compile.
    more=$(compile_changed "$to" "$work/headers.hpp" "$work/src.cpp") || return 9
    runs_green "$to" "${judges[$id]}" "$which" $more $made
}

try() { # ID NUMBER
    local id=$1 to=$work/$2 which=${file[$1]} how status=0
    mkdir -p "$to/include/connectpsp/$(dirname "$which")"
    if [[ -n ${original[$id]-} ]]; then
        apply "$id" "$library/$which" "$to/include/connectpsp/$which"
    else
        sed "${id%%:*}d" "$library/$which" >"$to/include/connectpsp/$which"
    fi
    stays_green "$id" "$to" >"$to/log" 2>&1 || status=$?
    case $status in
    0) how=survived ;;
    9) how="does not compile" ;;
    124 | 137 | 152) how="killed by time" ;;
    *)
        how=$(sed -nE 's|^.*/tests/([a-z_/]+\.[ch]pp):([0-9]+): FAILED.*|\1:\2|p' "$to/log" | head -n 1)
        how="killed by ${how:-status $status}"
        ;;
    esac
    # In a list it is a mistake: nothing was tried. For a deleted line it is an end like any other.
    [[ $status != 9 || -z ${original[$id]-} ]] || tail -n 20 "$to/log" >&2
    rm -rf "$to"
    printf '%s\n' "$how" >"$work/results/$2"
    [[ $how != survived || -z ${reason[$id]-} ]] || how="survived, as it may: ${reason[$id]}"
    printf '%s: %s\n' "$id" "$how"
}

# Before any mutation every group is green, and so are the judges of each header: otherwise their
# failure would prove nothing.
green_before() { # FOLDER
    local to=$1 id judge object made
    local -A green=()
    runs_green "$to" "${!objects[*]}" '' || return
    for id in "${chosen[@]}"; do
        [[ ${file[$id]} == *.hpp && -z ${green[${judges[$id]}]-} ]] || continue
        made=()
        for judge in ${judges[$id]}; do
            is_file "$judge" || continue
            object=$to/$(tr / - <<<"tests/$judge").o
            [[ -f $object ]] ||
                compile_changed "$to" "$work/headers.hpp" "$root/tests/$judge" || return
            made+=("$object")
        done
        ((${#made[@]} == 0)) || is_green "$to" '' "${made[@]}" || return
        green[${judges[$id]}]=yes
    done
}
mkdir "$work/before"
green_before "$work/before" >"$work/log" 2>&1 || {
    tail -n 30 "$work/log" >&2
    fail "the tests are red before any mutation"
}
rm -r "$work/before"

number=0 running=0
for id in "${chosen[@]}"; do
    if ((running == jobs)); then
        wait -n || fail "a mutant could not be tried"
        running=$((running - 1))
    fi
    try "$id" "$number" &
    running=$((running + 1))
    number=$((number + 1))
done
while ((running > 0)); do
    wait -n || fail "a mutant could not be tried"
    running=$((running - 1))
done

# --- what came of it -----------------------------------------------------------------------------
survived=0 unexplained=0 broken=0
for number in "${!chosen[@]}"; do
    id=${chosen[number]}
    how=$(<"$work/results/$number")
    if [[ $how == "does not compile" && -n ${original[$id]-} ]]; then
        broken=$((broken + 1))
        printf 'mutants: does not compile, and shows nothing: %s\n' "$id"
    fi
    [[ $how == survived ]] || continue
    survived=$((survived + 1))
    [[ -n ${reason[$id]-} ]] && continue
    unexplained=$((unexplained + 1))
    printf 'mutants: survived without a reason: %s in %s\n' "$id" "${file[$id]}"
    [[ -z ${original[$id]-} ]] || printf '    - %s\n    + %s\n' "${original[$id]}" "${mutated[$id]}"
done
printf 'mutants: %d tried, %d killed, %d survived (%d of them with a reason), %d s\n' "${#chosen[@]}" \
    $((${#chosen[@]} - survived - broken)) "$survived" $((survived - unexplained)) $((SECONDS - begin))
((unexplained + broken == 0)) || exit 1
# A sample is too small for a percentage: what survives there is in the list, with its reason.
[[ ${#chosen[@]} -lt 100 ]] || ((survived * 50 <= ${#chosen[@]})) || {
    echo "mutants: more than 2 % survived" >&2
    exit 1
}
exit
}
