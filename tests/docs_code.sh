#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Prints the C++ of documentation pages as one source. Each ```cpp block becomes the body of a
# function; a block that begins with `struct ` stays outside a function, and the later blocks of its
# page see it. A compiler's messages name the page and the line. A page without a block is an error.
#
#   docs_code.sh SOURCE_DIR PAGE...        pages are relative to SOURCE_DIR
set -euo pipefail

cd "$1"
shift

echo '#include "docs_code.hpp"'
for page in "$@"; do
    awk -v page="$page" -v name="${page//[^A-Za-z0-9]/_}" '
        function fail(what) { print page ": " what >"/dev/stderr"; failed = 1; exit 1 }
        inside && $0 == "```" { inside = 0; print (is_type ? "}" : "}\n}"); next }
        inside && begins {
            begins = 0
            is_type = /^struct /
            printf "\nnamespace docs::%s {\n", name
            if (!is_type) printf "void block_%d() {\n", blocks
            printf "#line %d \"%s\"\n", FNR, page
        }
        inside { print; next }
        $0 == "```cpp" { inside = begins = 1; ++blocks; next }
        tolower($0) ~ /^[ \t]*```[ \t]*c/ { fail("line " FNR ": a block of C++ begins with ```cpp alone") }
        END {
            if (failed) exit 1
            if (inside) fail("the last block of C++ does not end")
            if (!blocks) fail("no block of C++")
        }' "$page"
done
