#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Configures, builds and runs a project that uses the library, with the flags of that project and
# none of ours.
#
#   tests/consumers/run.sh WAY CMAKE GENERATOR COMPILER SOURCE_DIR BUILD_DIR
#
# A way is a folder here, or one of: plain (-I alone), packager (an installation from a machine
# without any of the tests' dependencies), deb (the Debian package, unpacked).
set -euo pipefail

if (($# != 6)); then
    echo "usage: $0 WAY CMAKE GENERATOR COMPILER SOURCE_DIR BUILD_DIR" >&2
    exit 2
fi
way=$1 cmake=$2 generator=$3 compiler=$4 source_dir=$5 build_dir=$6

consumer=$source_dir/tests/consumers/$way
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset CXXFLAGS CPPFLAGS LDFLAGS

arguments=(-G "$generator" "-DCMAKE_CXX_COMPILER=$compiler")
cached=("$compiler")
if command -v ccache >/dev/null; then
    arguments+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    cached=(ccache "$compiler")
fi

quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }; }

# install_moved BUILD_DIR: an installation whose prefix was moved, in $work/moved.
install_moved() {
    quietly "$cmake" --install "$1" --prefix "$work/installed"
    # Installed files stand alone: they may not point back to where they came from.
    if grep -rIlF -e "$source_dir" -e "$1" "$work/installed"; then
        echo "consumer: the installed files above name the source or the build folder" >&2
        exit 1
    fi
    mv "$work/installed" "$work/moved"
    PKG_CONFIG_PATH=$(dirname "$(find "$work/moved" -name connectpsp.pc)")
    export PKG_CONFIG_PATH
}

# configure_bare: the library's build folder $work/bare, without tests, examples and Catch2.
configure_bare() {
    quietly "$cmake" -S "$source_dir" -B "$work/bare" "${arguments[@]}" -DCONNECTPSP_BUILD_TESTS=OFF \
        -DCONNECTPSP_BUILD_FUZZ=OFF -DCONNECTPSP_BUILD_BENCHMARKS=OFF -DCONNECTPSP_BUILD_EXAMPLES=OFF \
        -DCMAKE_DISABLE_FIND_PACKAGE_Catch2=ON -DCMAKE_DISABLE_FIND_PACKAGE_CURL=ON
}

# build_and_run FOLDER ARGUMENT...
build_and_run() {
    "$cmake" -S "$1" -B "$work/build" "${arguments[@]}" "${@:2}"
    "$cmake" --build "$work/build"
    [[ $way == c ]] || "$work/build/consumer"
}

case $way in
find_package)
    install_moved "$build_dir"
    build_and_run "$consumer" "-DCMAKE_PREFIX_PATH=$work/moved"
    ;;
add_subdirectory | boost_targets | cxx17_parent | unity_and_pch)
    build_and_run "$consumer" "-DCONNECTPSP_SOURCE_DIR=$source_dir"
    ;;
fetch_content)
    commit=$(git -C "$source_dir" rev-parse HEAD 2>/dev/null || true)
    build_and_run "$consumer" "-DCONNECTPSP_SOURCE_DIR=$source_dir" "-DCONNECTPSP_COMMIT=$commit"
    ;;
exporting_parent)
    build_and_run "$consumer" "-DCONNECTPSP_SOURCE_DIR=$source_dir"
    install_moved "$work/build"
    rm -rf "$work/build"
    build_and_run "$consumer/user" "-DCMAKE_PREFIX_PATH=$work/moved"
    ;;
c)
    install_moved "$build_dir"
    build_and_run "$consumer" "-DCMAKE_PREFIX_PATH=$work/moved"
    "$work/build/consumer_c"
    "$work/build/consumer_c_static"
    # And what pkg-config says, by itself.
    read -r -a flags < <(pkg-config --cflags --libs connectpsp-c)
    "${CC:-cc}" -std=c11 "$consumer/main.c" "${flags[@]}" -o "$work/by_pkg_config"
    LD_LIBRARY_PATH=$(pkg-config --variable=libdir connectpsp-c) "$work/by_pkg_config"
    ;;
makefile)
    install_moved "$build_dir"
    cp "$consumer/Makefile" "$source_dir/tests/consumers/small.cpp" "$work"
    make -C "$work" CXX="${cached[*]}"
    "$work/consumer"
    ;;
plain)
    "${cached[@]}" -std=c++20 -I "$source_dir/include" -c "$source_dir/tests/consumers/small.cpp" -o "$work/small.o"
    "$compiler" "$work/small.o" -lboost_json -lcryptopp -o "$work/consumer"
    "$work/consumer"
    ;;
meson)
    command -v meson >/dev/null || { echo "skipped: meson is not installed (Debian and Ubuntu: meson)"; exit 0; }
    mkdir -p "$work/project/subprojects/connectpsp"
    cp "$consumer/meson.build" "$source_dir/tests/consumers/small.cpp" "$work/project"
    cp -r "$source_dir/include" "$source_dir/docs/packaging/meson/meson.build" "$work/project/subprojects/connectpsp"
    export CXX="${cached[*]}"
    # The subproject, then an installation that pkg-config finds.
    meson setup --wrap-mode=forcefallback "$work/project" "$work/build"
    meson compile -C "$work/build"
    "$work/build/consumer"
    rm -rf "$work/project/subprojects"
    install_moved "$build_dir"
    meson setup "$work/project" "$work/build_installed"
    meson compile -C "$work/build_installed"
    "$work/build_installed/consumer"
    ;;
packager)
    configure_bare
    install_moved "$work/bare"
    test -e "$work/moved/include/connectpsp/connectpsp.hpp"
    test -e "$work/moved/share/doc/libconnectpsp-dev/copyright"
    # What cannot be built says in one line what is missing. CMake breaks long lines.
    says() { # TEXT ARGUMENT...
        "$cmake" -S "$project" -B "$work/refused" "${arguments[@]}" "${@:2}" >"$work/log" 2>&1 && {
            echo "consumer: the build succeeds without a word: $1" >&2
            exit 1
        }
        rm -rf "$work/refused"
        tr -s ' \n' ' ' <"$work/log" | grep -oF "$1" || { cat "$work/log" >&2; exit 1; }
    }
    project=$source_dir
    says "Boost 1.81 or later with JSON is needed" -DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON
    echo 'set(CMAKE_FIND_LIBRARY_SUFFIXES .absent)' >"$work/no_libraries.cmake"
    says "Crypto++ is needed (Debian and Ubuntu: libcrypto++-dev)" -DCMAKE_DISABLE_FIND_PACKAGE_PkgConfig=ON \
        -DCMAKE_DISABLE_FIND_PACKAGE_cryptopp=ON "-DCMAKE_PROJECT_connectpsp_INCLUDE=$work/no_libraries.cmake"
    misspelt=CONNECTPSP_"BUILD_TEST"
    says "There is no option $misspelt" "-D$misspelt=OFF"
    mkdir "$work/old"
    printf '%s\n' 'cmake_minimum_required(VERSION 3.22)' 'project(old LANGUAGES CXX)' \
        'set(CMAKE_CXX_COMPILER_ID GNU)' 'set(CMAKE_CXX_COMPILER_VERSION 11.4)' \
        "add_subdirectory(\"$source_dir\" connectpsp)" >"$work/old/CMakeLists.txt"
    project=$work/old
    says "connectpsp needs GNU 12 or later, not 11.4"
    ;;
deb)
    configure_bare
    (cd "$work/bare" && quietly "$(dirname "$cmake")/cpack" -G DEB)
    package=$(find "$work/bare" -maxdepth 1 -name 'libconnectpsp-dev_*_all.deb')
    dpkg-deb --info "$package" | tee "$work/info"
    grep -q '^ Depends: .*libboost-json-dev (>= 1.81), libcrypto++-dev' "$work/info"
    dpkg-deb --extract "$package" "$work/root"
    if find "$work/root" -type f -newermt '2000-01-01' -not -path '*/usr/*' | grep .; then
        echo "consumer: the files above are outside /usr" >&2
        exit 1
    fi
    build_and_run "$source_dir/tests/consumers/find_small" "-DCMAKE_PREFIX_PATH=$work/root/usr"
    ;;
*)
    echo "consumer: unknown way '$way'" >&2
    exit 2
    ;;
esac
echo "consumer: $way works"
