#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Runs every fuzz harness, two at a time, for about SECONDS in all.
#
#   fuzz/run.sh SECONDS [HARNESS...]
#
# Installs what is missing and builds the preset `fuzz`. Each harness starts from its archives,
# which are unpacked into build/fuzz, so the repository stays as it is. Stops at the first finding,
# with the input kept under build/fuzz-artifacts, and returns 1.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

fail() {
    printf 'fuzz: %s\n' "$*" >&2
    exit 1
}
if (($# < 1)) || [[ ! $1 =~ ^[1-9][0-9]*$ ]]; then
    echo "usage: $0 SECONDS [HARNESS...]" >&2
    exit 2
fi
seconds=$1
shift

shopt -s nullglob
harnesses=("$@")
if ((${#harnesses[@]} == 0)); then
    for source in fuzz/*.cpp; do harnesses+=("$(basename "$source" .cpp)"); done
fi
((${#harnesses[@]} > 0)) || fail "there are no harnesses in fuzz/"
targets=(fuzz-archive)
for name in "${harnesses[@]}"; do
    [[ -f fuzz/$name.cpp ]] || fail "there is no fuzz/$name.cpp"
    targets+=("fuzz-$name")
done

echo "fuzz: prerequisites"
bash tests/prerequisites.sh run test || fail "what is needed could not be installed (see above)"

# Sanitizers name functions and lines with this; binutils' serves where LLVM's is not installed.
symbolizer=$(command -v llvm-symbolizer-19 || command -v addr2line || true)
export ASAN_SYMBOLIZER_PATH=${ASAN_SYMBOLIZER_PATH:-$symbolizer}
export TSAN_SYMBOLIZER_PATH=${TSAN_SYMBOLIZER_PATH:-$symbolizer}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}

build=$root/build/fuzz
artifacts=$root/build/fuzz-artifacts
mkdir -p "$build" "$artifacts"
echo "fuzz: building"
cmake --preset fuzz >"$build/configure.log" 2>&1 </dev/null || {
    tail -n 20 "$build/configure.log" >&2
    fail "the build does not configure"
}
cmake --build --preset fuzz --target "${targets[@]}" >"$build/build.log" 2>&1 </dev/null || {
    tail -n 40 "$build/build.log" >&2
    fail "the build failed"
}

# Where the build has put a program.
program() { find "$build" -type f -name "$1" -perm -u+x | head -n 1; }

# libFuzzer reads folders. Inputs of an earlier run may be older than the archives.
archive=$(program fuzz-archive)
inputs=$build/inputs
rm -rf "$inputs"
for name in "${harnesses[@]}"; do
    for kind in corpus regressions; do
        [[ -e fuzz/$kind/$name.txt ]] || continue
        "$archive" --unpack "$inputs/$kind/$name" "fuzz/$kind/$name.txt" ||
            fail "the inputs of $name cannot be unpacked"
    done
done

work=$(mktemp -d)
declare -A running=() # pid -> harness
stop_all() {
    local pid
    for pid in "${!running[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${!running[@]}"; do wait "$pid" 2>/dev/null || true; done
    running=()
}
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

slots=2
count=${#harnesses[@]}
((count >= slots)) || slots=$count
rounds=$(((count + slots - 1) / slots))
each=$((seconds / rounds))
((each > 0)) || each=1
echo "fuzz: $count harnesses, $each s each, $slots at a time"

start() { # HARNESS
    local name=$1 options=() folders
    mkdir -p "$work/$name"
    folders=("$work/$name" "$inputs/corpus/$name")
    [[ -d $inputs/regressions/$name ]] && folders+=("$inputs/regressions/$name")
    if [[ -f fuzz/dictionaries/$name.dict ]]; then
        options+=("-dict=fuzz/dictionaries/$name.dict")
    elif [[ -f fuzz/dictionaries/json.dict ]]; then
        options+=("-dict=fuzz/dictionaries/json.dict")
    fi
    # New inputs go to the first folder, which is ours; the others are only read. An input may
    # take ten seconds; a harness that outlives its time by a minute hangs.
    timeout --kill-after=10 $((each + 60)) \
        "$(program "fuzz-$name")" \
        -max_total_time="$each" -max_len=8192 -timeout=10 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="$artifacts/$name-" \
        ${options[@]+"${options[@]}"} "${folders[@]}" >"$work/$name.log" 2>&1 </dev/null &
    running[$!]=$name
}

findings=0
total=0
finish_one() {
    local pid status=0 name log executions first
    wait -n -p pid "${!running[@]}" || status=$?
    name=${running[$pid]}
    unset "running[$pid]"
    log=$work/$name.log
    executions=$(awk '/^stat::number_of_executed_units:/ { n = $2 } END { print n + 0 }' "$log")
    total=$((total + executions))
    if ((status == 0)); then
        printf '  %-24s %12d executions\n' "$name" "$executions"
        return
    fi
    findings=$((findings + 1))
    cp "$log" "$artifacts/$name.log"
    printf '  %-24s FINDING (status %d)\n' "$name" "$status"
    # From the first word of the finding on, or the end of the log if nothing speaks of one.
    first=$(grep -anm1 -E 'ERROR: |runtime error: ' "$log" | cut -d: -f1 || true)
    if [[ -n $first ]]; then
        tail -n +"$((first > 5 ? first - 5 : 1))" "$log" | head -n 30 | sed 's/^/    /' || true
    else
        tail -n 30 "$log" | sed 's/^/    /'
    fi
    ((status != 124 && status != 137)) || echo "    it did not end in its time"
    grep -aoE 'Test unit written to .*' "$log" | sed 's/^/    /' || true
    echo "    the whole log: $artifacts/$name.log"
}

for name in "${harnesses[@]}"; do
    while ((${#running[@]} >= slots && findings == 0)); do finish_one; done
    ((findings == 0)) || break
    start "$name"
done
while ((${#running[@]} > 0 && findings == 0)); do finish_one; done

if ((findings > 0)); then
    echo "fuzz: FAILED, stopped at the first finding; inputs are kept under $artifacts"
    exit 1
fi
echo "fuzz: clean, $count harnesses, $total executions"
