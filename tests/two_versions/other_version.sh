#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Makes a copy of the headers as another version would be: another minor version, and a member more in
# error_context, in front of all others.
#
#   tests/two_versions/other_version.sh INCLUDE_DIR OUTPUT_DIR
set -euo pipefail

if (($# != 2)); then
    echo "usage: $0 INCLUDE_DIR OUTPUT_DIR" >&2
    exit 2
fi
include_dir=$1 output=$2

rm -rf "$output"
mkdir -p "$output"
cp -R "$include_dir/connectpsp" "$output/"

change() { # FILE SED_SCRIPT
    local file=$output/connectpsp/$1
    sed -E "$2" "$include_dir/connectpsp/$1" >"$file"
    if cmp -s "$include_dir/connectpsp/$1" "$file"; then
        echo "other_version: $1 has nothing to change" >&2
        exit 1
    fi
}
change core/version.hpp 's/^(#define CONNECTPSP_VERSION_MINOR) ([0-9]+)/\1 9\2/'
change core/error.hpp 's/^struct error_context \{/&\n    char of_the_other_version[64] = "of the other version";/'
