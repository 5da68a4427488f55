#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Checks the rings of include/connectpsp: arrows point inward, and nothing that belongs to the
# caller (sockets, threads, clocks, randomness, the environment) is reached from a header. Every
# declaration stands in the versioned namespace.
#
#   tests/rings.sh INCLUDE_DIR COMPILER FLAGS_FILE
#
# The direct includes of a header are read from its text. The headers that it reaches through others
# are read from the compiler's -M output, in the mode CONNECTPSP_SEPARATE_COMPILATION.
set -euo pipefail

if (($# != 3)); then
    echo "usage: $0 INCLUDE_DIR COMPILER FLAGS_FILE" >&2
    exit 2
fi
include_dir=$1 compiler=$2 flags_file=$3

mapfile -t flags <"$flags_file"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
violations=$work/violations
: >"$violations"

cd "$include_dir"
mapfile -t files < <(find connectpsp -type f \( -name '*.hpp' -o -name '*.ipp' \) | LC_ALL=C sort)
mapfile -t headers < <(printf '%s\n' ${files[@]+"${files[@]}"} | grep '\.hpp$' || true)
if ((${#headers[@]} == 0)); then
    echo "rings: no header under $include_dir/connectpsp" >&2
    exit 1
fi

# --- what the text says -----------------------------------------------------------------------
# The ring of connectpsp/RING/...: its rank. pix and http stand side by side and do not see each
# other. A file directly in connectpsp/ is outermost. A ring keeps its private headers in detail/
# and its bodies in impl/.
awk '
    function ring_of(path,   parts, n) {
        n = split(path, parts, "/")
        return n == 2 ? "root" : parts[2]
    }
    function complain(text) { print FILENAME ":" FNR ": " text }
    BEGIN {
        rank["core"] = 1; rank["pix"] = 2; rank["http"] = 2
        rank["codec"] = 3; rank["api"] = 4; rank["flow"] = 5; rank["c"] = 6; rank["root"] = 7
    }
    FNR == 1 {
        ring = ring_of(FILENAME)
        if (!(ring in rank)) complain("is in no ring: " ring)
        clock_reads = 0
        random_draws = 0
        guard = toupper(FILENAME)
        gsub(/[^A-Z0-9]/, "_", guard)
        guarded = 0
        in_comment = 0
        names_version = 0
        in_directive = 0
        has_namespace = 0
        is_outside = 0
    }
    {
        text = $0
        # Comments may speak of clocks and sockets.
        if (in_comment) {
            if (text !~ /\*\//) next
            sub(/^.*\*\//, "", text)
            in_comment = 0
        }
        sub(/\/\/.*$/, "", text)
        gsub(/\/\*[^*]*\*\//, "", text)
        if (text ~ /\/\*/) { sub(/\/\*.*$/, "", text); in_comment = 1 }
    }
    text ~ /^[ \t]*#[ \t]*ifndef[ \t]/ {
        if (text ~ ("[ \t]" guard "[ \t]*$")) guarded = 1
    }
    text ~ /^[ \t]*#[ \t]*include/ {
        name = text
        sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
        quoted = name ~ /^"/
        gsub(/[<>" \t\r]/, "", name)
        if (name ~ /^connectpsp\//) {
            target = ring_of(name)
            if (!(target in rank)) complain("includes " name ", which is in no ring")
            else if (target != ring && rank[target] >= rank[ring])
                complain("the ring " ring " includes " name " of the ring " target)
        } else if (quoted && name !~ /C\+\+20/) { # that file is no file: it ends the compilation
            complain("includes \"" name "\": write <connectpsp/...>")
        }
        if (rank[ring] < rank["flow"] && name ~ /^(thread|mutex|shared_mutex|condition_variable|future|stop_token|semaphore|latch|barrier)$/)
            complain("includes <" name "> below flow")
        if (name ~ /^(random|sys\/.*|netinet\/.*|arpa\/.*|unistd\.h|time\.h|ctime|fstream|filesystem)$/)
            complain("includes <" name ">")
        if (name ~ /^boost\/(asio|beast|uuid|random)/ || name ~ /^(curl|openssl)\//)
            complain("includes <" name ">")
    }
    text ~ /::now[ \t]*\(/ {
        # The one clock that is read: the default of the synchronous client.
        if (FILENAME == "connectpsp/flow/client.hpp" && ++clock_reads == 1) next
        complain("reads a clock")
    }
    text ~ /(^|[^A-Za-z0-9_])(gettimeofday|clock_gettime|localtime|gmtime|localtime_r|gmtime_r|clock|time)[ \t]*\([ \t]*(nullptr|NULL|0|&|CLOCK_)/ {
        complain("reads a clock")
    }
    text ~ /random_device|(^|[^A-Za-z0-9_])s?rand[ \t]*\(|RandomPool|AutoSeeded|BlockingRng|NonblockingRng|OS_GenerateRandomBlock/ {
        # The one place that draws: the keys that a caller asks the system for.
        if (FILENAME == "connectpsp/core/impl/system_idempotency_key.ipp" && text ~ /CryptoPP::OS_GenerateRandomBlock\(/ && ++random_draws == 1) next
        complain("draws randomness")
    }
    text ~ /(^|[^A-Za-z0-9_])(secure_)?getenv[ \t]*\(/ { complain("reads the environment") }
    # An undefined macro would name another namespace without a word: so each file that opens the
    # namespace includes what defines it. Without the namespace a file has directives alone.
    text ~ /^[ \t]*#[ \t]*include[ \t]*<connectpsp\/core\/version\.hpp>/ { names_version = 1 }
    text ~ /(^|[^A-Za-z0-9_])namespace[ \t]+connectpsp([^A-Za-z0-9_]|$)/ && text !~ /^[ \t]+using / {
        if (text !~ /^namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE(::[a-z_]+)? \{$/)
            complain("opens a namespace without its version: write namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE")
        else if (!names_version)
            complain("does not include <connectpsp/core/version.hpp> before it opens the namespace")
        has_namespace = 1
    }
    {
        if (text !~ /^[ \t]*(#|$)/ && !in_directive && !has_namespace && !is_outside++ &&
            text !~ /^namespace boost::/ &&
            !(ring == "c" && text ~ /^extern "C" \{$/ && (has_namespace = 1))) # C knows none
            complain("declares something outside the versioned namespace")
        in_directive = text ~ /\\$/ && (in_directive || text ~ /^[ \t]*#/)
    }
    { last[FILENAME] = guarded }
    END {
        for (i = 1; i < ARGC; ++i)
            if (!last[ARGV[i]]) {
                guard = toupper(ARGV[i]); gsub(/[^A-Z0-9]/, "_", guard)
                print ARGV[i] ": has no include guard " guard
            }
    }
' "${files[@]}" >>"$violations"

# A class of an outer ring is not even declared or befriended. Where a class is defined, its ring is.
awk '
    function ring_of(path,   parts, n) {
        n = split(path, parts, "/")
        return n == 2 ? "root" : parts[2]
    }
    BEGIN {
        rank["core"] = 1; rank["pix"] = 2; rank["http"] = 2
        rank["codec"] = 3; rank["api"] = 4; rank["flow"] = 5; rank["c"] = 6; rank["root"] = 7
    }
    FNR == 1 { ++reading[FILENAME] }
    { text = $0; sub(/\/\/.*$/, "", text) }
    text ~ /^[ \t]*(friend )?(class|struct|enum class) [A-Za-z0-9_:]+( final)?[ \t]*([:{]|$|;)/ {
        is_friend = text ~ /^[ \t]*friend /
        name = text
        sub(/^[ \t]*(friend )?(class|struct|enum class) /, "", name)
        sub(/[^A-Za-z0-9_:].*$/, "", name)
        sub(/^.*::/, "", name)
        sub(/:$/, "", name)
        if (text ~ /;[ \t]*$/ && text !~ /[{]/) {
            if (reading[FILENAME] == 2) {
                ring = ring_of(FILENAME)
                if ((name in defined) && rank[defined[name]] > rank[ring])
                    print FILENAME ":" FNR ": names " name " of the outer ring " defined[name]
            }
        } else if (reading[FILENAME] == 1 && text !~ /^[ \t]/) {
            if (!(name in defined) || rank[ring_of(FILENAME)] < rank[defined[name]])
                defined[name] = ring_of(FILENAME)
        }
    }
    text ~ /^[ \t]*friend [a-z_:]+;/ && reading[FILENAME] == 2 {
        name = text
        sub(/^[ \t]*friend /, "", name); sub(/;.*$/, "", name); sub(/^.*::/, "", name)
        ring = ring_of(FILENAME)
        if ((name in defined) && rank[defined[name]] > rank[ring])
            print FILENAME ":" FNR ": befriends " name " of the outer ring " defined[name]
    }
' "${files[@]}" "${files[@]}" >>"$violations"

# A body includes no other body: what two of them need is declared in a header of detail/. The one
# exception is the reader of JSON, which is a class that both parsers are instantiated with.
grep -nE '^#include <connectpsp/.*\.ipp>' $(printf '%s\n' "${files[@]}" | grep '\.ipp$') |
    grep -vE '^connectpsp/codec/impl/json_careful\.ipp:[0-9]+:#include <connectpsp/codec/impl/json_reader\.ipp>' |
    sed -E 's/:#include <(.*)>/: includes the body \1/' >>"$violations" || true

# --- what the compiler says -------------------------------------------------------------------
forbidden='/(boost/asio|boost/beast|openssl|curl|cryptopp|crypto\+\+)(/|\.hpp)|/boost/json/basic_parser_impl\.hpp|/sys/socket\.h'

check_header() {
    local header=$1 unit
    unit=$work/$(printf '%s' "$header" | tr '/' '_').cpp
    printf '#include <%s>\n' "$header" >"$unit"
    if ! "$compiler" "${flags[@]}" -DCONNECTPSP_SEPARATE_COMPILATION -M "$unit" \
        >"$unit.d" 2>"$unit.err"; then
        echo "$header: does not preprocess: $(head -n 3 "$unit.err" | tr '\n' ' ')"
        return
    fi
    tr -s ' \\' '\n\n' <"$unit.d" | grep -vF "$PWD/" | grep -E "$forbidden" |
        awk -v header="$header" '
            # One line for each foreign library, not for each of its hundreds of headers.
            {
                key = $0
                if (match(key, /boost\/(asio|beast)|openssl|curl|cryptopp|crypto\+\+/)) key = substr(key, RSTART, RLENGTH)
                if (!seen[key]++) print header ": reaches " $0 " in separate-compilation mode"
            }' || true
}

# Two at a time; src.hpp is the one header that is meant to reach the heavy bodies.
for header in "${headers[@]}"; do
    [[ $header == connectpsp/src.hpp ]] && continue
    while (($(jobs -rp | wc -l) >= 2)); do wait -n || true; done
    check_header "$header" >"$work/$(printf '%s' "$header" | tr '/' '_').out" &
done
wait
find "$work" -name '*.out' -type f -exec cat {} + | LC_ALL=C sort >>"$violations"

if [[ -s $violations ]]; then
    cat "$violations"
    echo "rings: $(wc -l <"$violations") violations in ${#files[@]} files" >&2
    exit 1
fi
echo "rings: ${#files[@]} files, ${#headers[@]} headers, every arrow points inward"
