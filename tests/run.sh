#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test.
#
#   tests/run.sh              with g++ (dev), then with clang++-19 under ASan and UBSan (clang)
#   tests/run.sh PRESET...    with these presets only: dev, clang, release, tsan, coverage
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

presets=("$@")
((${#presets[@]} > 0)) || presets=(dev clang)
for preset in "${presets[@]}"; do
    case $preset in
    dev | clang | release | tsan | coverage) ;;
    *)
        echo "usage: $0 [dev|clang|release|tsan|coverage]..." >&2
        exit 2
        ;;
    esac
done

step() { printf '\n== %s\n' "$*"; }
fail() {
    printf '\n== FAILED: %s\n' "$*" >&2
    exit 1
}

step "prerequisites"
bash tests/prerequisites.sh run test || fail "what is needed could not be installed (see above)"

# Sanitizers name functions and lines with this; binutils' serves where LLVM's is not installed.
symbolizer=$(command -v llvm-symbolizer-19 || command -v addr2line || true)
export ASAN_SYMBOLIZER_PATH=${ASAN_SYMBOLIZER_PATH:-$symbolizer}
export TSAN_SYMBOLIZER_PATH=${TSAN_SYMBOLIZER_PATH:-$symbolizer}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}

for preset in "${presets[@]}"; do
    mkdir -p "build/$preset"
    log=build/$preset/configure.log

    step "$preset: configuring"
    cmake --preset "$preset" >"$log" 2>&1 </dev/null || {
        tail -n 30 "$log" >&2
        fail "$preset does not configure (the whole log: $log)"
    }

    step "$preset: building"
    cmake --build --preset "$preset" </dev/null ||
        fail "$preset does not build (see above)"

    step "$preset: testing"
    ctest --preset "$preset" -j2 --no-tests=error --no-label-summary </dev/null ||
        fail "tests of $preset (again, alone: ctest --preset $preset --rerun-failed)"
done
