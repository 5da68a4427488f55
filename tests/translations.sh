#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# A page in Portuguese is a translation of the English page as it is now. The last line of each says
# of which, and of which text:
#
#   <!-- translation of docs/errors.md, sha256 0123456789abcdef -->
#
#   tests/translations.sh SOURCE_DIR             fails when an English page has changed since
#   tests/translations.sh SOURCE_DIR --accept    writes the lines anew: the translations are right
set -euo pipefail

if (($# < 1 || $# > 2)) || [[ ${2:---accept} != --accept ]]; then
    echo "usage: $0 SOURCE_DIR [--accept]" >&2
    exit 2
fi
cd "$1"
wrong=0 pages=0
for page in docs/pt-BR/*.md; do
    ((++pages))
    name=$(basename "$page")
    english=docs/$name
    [[ $name != LEIAME.md ]] || english=README.md
    [[ -e $english ]] || {
        echo "translations: $page translates no page: there is no $english" >&2
        exit 1
    }
    line="<!-- translation of $english, sha256 $(sha256sum "$english" | cut -c-16) -->"
    if [[ ${2:-} == --accept ]]; then
        sed -i '/^<!-- translation of /d' "$page"
        printf '%s\n' "$line" >>"$page"
    elif [[ $(tail -n 1 "$page") != "$line" ]]; then
        echo "translations: $english has changed since $page was translated." >&2
        echo "  Translate the change, then run: tests/translations.sh . --accept" >&2
        wrong=1
    fi
    # The same code, except comments and texts.
    code_of() { awk '/^```cpp$/ { on = 1; next } /^```$/ { on = 0 } on' "$1" |
        sed -E 's,//.*,,; s,/\*[^*]*\*/,,g; s,"[^"]*",,g; s,[[:space:]]+$,,' | grep -v '^ *$'; }
    if ! diff <(code_of "$english") <(code_of "$page") >/dev/null; then
        echo "translations: the code of $page is not that of $english:" >&2
        diff <(code_of "$english") <(code_of "$page") | head -n 10 >&2 || true
        wrong=1
    fi
done
((pages > 0)) || {
    echo "translations: there are no pages in docs/pt-BR" >&2
    exit 1
}
exit "$wrong"
