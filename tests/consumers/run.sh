#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Configures, builds and runs a project that uses the library, with the flags of that project and
# none of ours.
#
#   tests/consumers/run.sh find_package|add_subdirectory|boost_targets|c CMAKE GENERATOR COMPILER SOURCE_DIR BUILD_DIR
set -euo pipefail

if (($# != 6)); then
    echo "usage: $0 find_package|add_subdirectory|boost_targets|c CMAKE GENERATOR COMPILER SOURCE_DIR BUILD_DIR" >&2
    exit 2
fi
way=$1 cmake=$2 generator=$3 compiler=$4 source_dir=$5 build_dir=$6

consumer=$source_dir/tests/consumers/$way
if [[ ! -f $consumer/CMakeLists.txt ]]; then
    echo "consumer: $consumer has no CMakeLists.txt" >&2
    exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset CXXFLAGS CPPFLAGS LDFLAGS

arguments=(-G "$generator" "-DCMAKE_CXX_COMPILER=$compiler")
if command -v ccache >/dev/null; then
    arguments+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
fi
case $way in
find_package | c)
    "$cmake" --install "$build_dir" --prefix "$work/installed" >"$work/log" || {
        cat "$work/log"
        exit 1
    }
    # Installed files stand alone: they may not point back to where they came from.
    if grep -rIlF -e "$source_dir" -e "$build_dir" "$work/installed"; then
        echo "consumer: the installed files above name the source or the build folder" >&2
        exit 1
    fi
    # A moved prefix must still work.
    mv "$work/installed" "$work/moved"
    arguments+=("-DCMAKE_PREFIX_PATH=$work/moved")
    ;;
add_subdirectory | boost_targets)
    arguments+=("-DCONNECTPSP_SOURCE_DIR=$source_dir")
    ;;
*)
    echo "consumer: unknown way '$way'" >&2
    exit 2
    ;;
esac

"$cmake" -S "$consumer" -B "$work/build" "${arguments[@]}"
"$cmake" --build "$work/build"
if [[ $way == c ]]; then
    "$work/build/consumer_c"
    "$work/build/consumer_c_static"
    # And what pkg-config says, by itself.
    PKG_CONFIG_PATH=$(dirname "$(find "$work/moved" -name connectpsp.pc)")
    export PKG_CONFIG_PATH
    read -r -a flags < <(pkg-config --cflags --libs connectpsp)
    "${CC:-cc}" -std=c11 "$consumer/main.c" "${flags[@]}" -o "$work/by_pkg_config"
    LD_LIBRARY_PATH=$(pkg-config --variable=libdir connectpsp) "$work/by_pkg_config"
else
    "$work/build/consumer"
fi
echo "consumer: $way works"
