#!/usr/bin/env bash
# Prints the C++ of documentation pages as one source: each ```cpp block becomes the body of a
# function, and what a compiler says about it names the page and the line there. A page without a
# block is an error.
#
#   docs_code.sh SOURCE_DIR PAGE...        pages are relative to SOURCE_DIR
set -euo pipefail

cd "$1"
shift

echo '#include "docs_code.hpp"'
for page in "$@"; do
    awk -v page="$page" -v name="${page//[^A-Za-z0-9]/_}" '
        function fail(what) { print page ": " what >"/dev/stderr"; failed = 1; exit 1 }
        inside && $0 == "```" { inside = 0; print "}\n} // namespace docs"; next }
        inside { print; next }
        $0 == "```cpp" {
            inside = 1
            printf "\nnamespace docs {\nvoid %s_%d() {\n#line %d \"%s\"\n", name, ++blocks, FNR + 1, page
            next
        }
        tolower($0) ~ /^[ \t]*```[ \t]*c/ { fail("line " FNR ": a block of C++ begins with ```cpp alone") }
        END {
            if (failed) exit 1
            if (inside) fail("the last block of C++ does not end")
            if (!blocks) fail("no block of C++")
        }' "$page"
done
