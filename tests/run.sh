#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Installs what is missing, builds, and runs every test.
#
#   tests/run.sh            with g++ (dev), then with clang++-19 under ASan and UBSan (clang)
#   tests/run.sh quick      the unit and conformance tests alone, with g++
#   tests/run.sh all        both compilers, then what takes long: the simulation with 2,000,000
#                           conversations, fuzz inputs with g++, the thread sanitizer, every mutant
#   tests/run.sh PRESET...  with these presets only: dev, clang, release, tsan, coverage
#
# The time of each stage is printed at the end and kept in build/stages.txt.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

usage() {
    sed -n '4,9p' "$0" | cut -c3- >&2
    exit 2
}

layer=
presets=()
for argument in "$@"; do
    case $argument in
    quick | all)
        (($# == 1)) || usage
        layer=$argument
        ;;
    dev | clang | release | tsan | coverage) presets+=("$argument") ;;
    *) usage ;;
    esac
done
case $layer in
quick) presets=(dev) ;;
all) presets=(dev clang tsan) ;;
*) ((${#presets[@]} > 0)) || presets=(dev clang) ;;
esac

step() { printf '\n== %s\n' "$*"; }
fail() {
    printf '\n== FAILED: %s\n' "$*" >&2
    exit 1
}

# Two runs in one checkout would build over each other. The kernel gives the lock back at the end,
# however that comes about.
mkdir -p build
exec 9>build/lock
flock --nonblock 9 || fail "another tests/run.sh is at work in this checkout"

# --- times -------------------------------------------------------------------------------------
stages=build/stages.txt
printf '%-22s %9s %9s\n' "stage" "clock s" "CPU s" >"$stages"
stage_name='' stage_began=0 stage_cpu=0
run_began=$(date +%s)
end_stage() {
    [[ -n $stage_name ]] || return 0
    awk -v name="$stage_name" -v began="$stage_began" -v ended="$(date +%s.%N)" \
        -v before="$stage_cpu" -v after="$1" \
        'BEGIN { printf "%-22s %9.1f %9.1f\n", name, ended - began, after - before }' >>"$stages"
    stage_name=
}
# cpu: the processor seconds of all children so far. `times` tells of the shell that calls it, so a
# subshell would tell of nothing.
note_cpu() {
    times >build/times
    cpu=$(awk 'NR == 2 { gsub(/[ms]/, " "); print $1 * 60 + $2 + $3 * 60 + $4 }' build/times)
}
stage() {
    note_cpu
    end_stage "$cpu"
    step "$1"
    stage_name=$1 stage_cpu=$cpu stage_began=$(date +%s.%N)
}
finish() {
    local status=$?
    note_cpu
    end_stage "$cpu"
    awk -v clock="$(($(date +%s) - run_began))" -v cpu="$cpu" \
        'BEGIN { printf "%-22s %9.1f %9.1f\n", "all", clock, cpu }' >>"$stages"
    printf '\n'
    cat "$stages"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# --- what is run -------------------------------------------------------------------------------
stage "prerequisites"
bash tests/prerequisites.sh run test || fail "what is needed could not be installed (see above)"

# Sanitizers name functions and lines with this; binutils' serves where LLVM's is not installed.
symbolizer=$(command -v llvm-symbolizer-19 || command -v addr2line || true)
export ASAN_SYMBOLIZER_PATH=${ASAN_SYMBOLIZER_PATH:-$symbolizer}
export TSAN_SYMBOLIZER_PATH=${TSAN_SYMBOLIZER_PATH:-$symbolizer}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}

for preset in "${presets[@]}"; do
    mkdir -p "build/$preset"
    log=build/$preset/configure.log

    # The harnesses replay their inputs where sanitizers look on; `all` replays them with g++, too.
    options=()
    if [[ $preset == dev ]]; then
        options=(-DCONNECTPSP_BUILD_FUZZ=OFF)
        [[ $layer != all ]] || options=(-DCONNECTPSP_BUILD_FUZZ=ON)
    fi

    stage "$preset: configuring"
    cmake --preset "$preset" ${options[@]+"${options[@]}"} >"$log" 2>&1 </dev/null || {
        tail -n 30 "$log" >&2
        fail "$preset does not configure (the whole log: $log)"
    }

    build=() tests=()
    if [[ $layer == quick ]]; then
        build=(--target connectpsp-quick)
        tests=(-L quick)
    fi

    stage "$preset: building"
    cmake --build --preset "$preset" ${build[@]+"${build[@]}"} </dev/null ||
        fail "$preset does not build (see above)"

    stage "$preset: testing"
    ctest --preset "$preset" -j2 --no-tests=error --no-label-summary ${tests[@]+"${tests[@]}"} </dev/null ||
        fail "tests of $preset (again, alone: ctest --preset $preset --rerun-failed)"
done

if [[ $layer == all ]]; then
    stage "simulation"
    build/dev/tests/simulation --conversations 2000000 || fail "the long simulation"
    stage "openapi"
    bash tests/openapi/run.sh || fail "the OpenAPI document (see above)"
    stage "mutants"
    bash tests/mutants/run.sh || fail "mutants survive (see above)"
fi
