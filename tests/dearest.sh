#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Lists the dearest objects and links of a build, from ninja's log: seconds on the clock, kind, path.
#
#   tests/dearest.sh [BUILD_DIR [COUNT]]      build/dev and 20 unless given
#
# ninja appends an entry whenever it makes an output again; the last entry of an output counts.
set -euo pipefail

usage() {
    echo "usage: $0 [BUILD_DIR [COUNT]]" >&2
    exit 2
}
(($# <= 2)) || usage
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${1:-$root/build/dev}
count=${2:-20}
[[ $build != -* && $count =~ ^[1-9][0-9]*$ ]] || usage

log=$build/.ninja_log
if [[ ! -f $log || ! -r $log ]]; then
    echo "dearest: $log is missing, build first: cmake --preset dev && cmake --build --preset dev" >&2
    exit 2
fi

# An entry: start and end in milliseconds, time of the output, output, hash of the command. Several
# outputs of one command have the same start, end and hash: they count as one.
entries() {
    awk -F '\t' '
        NR == 1 {
            if ($0 !~ /^# ninja log v[5-9][0-9]*$/) exit 3
            next
        }
        /^#/ || $4 == "build.ninja" || $4 ~ /cmake\.verify_globs$/ { next }
        NF != 5 || $1 !~ /^[0-9]+$/ || $2 !~ /^[0-9]+$/ { exit 3 }
        { last[$4] = $1 "\t" $2 "\t" $5 }
        END { for (path in last) print last[path] "\t" path }' "$log"
}
if ! entries=$(entries | LC_ALL=C sort -t $'\t' -k 1,3 -k 4); then
    echo "dearest: $log is no log of ninja that this script can read" >&2
    exit 2
fi
if [[ -z $entries ]]; then
    echo "dearest: $log has no entries, build first: cmake --build $build" >&2
    exit 2
fi

sorted=$(awk -F '\t' '
    $1 FS $2 FS $3 == command { next }
    {
        command = $1 FS $2 FS $3
        kind = "other"
        if ($4 ~ /\.(o|obj)$/) kind = "object"
        else if ($4 ~ /\.(gch|pch)$/) kind = "header"
        else if ($4 ~ /\.(a|lib)$/) kind = "archive"
        else if ($4 ~ /\.(so|dll)(\.[0-9.]+)?$/ || $4 ~ /(^|\/)[^\/.]+(\.exe)?$/) kind = "link"
        printf "%d\t%s\t%s\n", $2 - $1, kind, $4
    }' <<<"$entries" | LC_ALL=C sort -t $'\t' -k 1,1nr -k 3)

awk -F '\t' -v count="$count" '
    {
        total += $1
        number[$2]++
        sum[$2] += $1
    }
    NR <= count { printf "%8.1f  %-7s  %s\n", $1 / 1000, $2, $3 }
    END {
        printf "%8.1f  all %d:", total / 1000, NR
        separator = " "
        split("object header archive link other", kinds, " ")
        for (i = 1; i in kinds; ++i) {
            kind = kinds[i]
            if (!(kind in number)) continue
            printf "%s%d of kind %s in %.1f", separator, number[kind], kind, sum[kind] / 1000
            separator = ", "
        }
        print ""
    }' <<<"$sorted"
