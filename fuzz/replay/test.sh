#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# The archives of inputs: packing loses no byte, a mistake in one is named by file and line, and an
# input at which a harness dies by archive and name.
#
#   fuzz/replay/test.sh ARCHIVE_TOOL REPLAY_TEST [SANITIZER...]
set -euo pipefail

if (($# < 2)); then
    echo "usage: $0 ARCHIVE_TOOL REPLAY_TEST [SANITIZER...]" >&2
    exit 2
fi
tool=$1
harness=$2
shift 2
sanitizers=" $* "

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

failures=0
fail() {
    printf 'replay: %s\n' "$*" >&2
    failures=$((failures + 1))
}

# refuses MESSAGE COMMAND...: the command returns 1 and says so, in its last line
refuses() {
    local message=$1 status=0 said
    shift
    said=$("$@" 2>&1) || status=$?
    ((status == 1)) || fail "status $status instead of 1: $*"
    [[ ${said##*$'\n'} == "$message" ]] || fail "said '$said' instead of '$message'"
}

# dies MESSAGE COMMAND...: the command fails and says so, among other things
dies() {
    local message=$1 said
    shift
    if said=$("$@" 2>&1); then fail "did not fail: $*"; fi
    [[ $said == *"$message"* ]] || fail "said '$said' instead of '$message'"
}

# Every byte, alone and next to all others, and no byte.
mkdir bytes
: >bytes/empty
for ((i = 0; i != 256; ++i)); do
    printf -v hex '%02X' $i
    printf "\\x$hex" >"bytes/byte-$hex"
    printf "\\x$hex" >>bytes/all
done
printf '\\n\\x41\\' >bytes/looks_escaped
"$tool" --pack bytes bytes.txt
"$tool" --unpack unpacked bytes.txt
diff -r bytes unpacked || fail "packing changed a byte"
"$tool" --pack unpacked again.txt
cmp bytes.txt again.txt || fail "packing twice differs"
(($(wc -l <bytes.txt) == 259)) || fail "an archive has other than a line for each input"
LC_ALL=C sort -c bytes.txt || fail "an archive is not sorted by name"
if LC_ALL=C grep -vqP '^[A-Za-z0-9._-]+\t[ -~]*$' bytes.txt; then fail "a byte is not escaped"; fi
grep -qxF $'byte-0A\t\\n' bytes.txt || fail "a line feed is not \\n"
grep -qxF $'byte-5C\t\\\\' bytes.txt || fail "a backslash is not doubled"
grep -qxF $'byte-FF\t\\xFF' bytes.txt || fail "a byte beyond ASCII is not \\xHH"
[[ $("$harness" bytes.txt) == "259 inputs" ]] || fail "not every input is run"
[[ $("$harness" --files bytes/empty bytes/all) == "2 inputs" ]] || fail "not every file is run"

# An archive that is malformed runs nothing.
name_rule="a name has letters, digits, '-', '_' and '.' only, and does not begin with '.'"
malformed() { # MESSAGE TEXT
    printf '%b' "$2" >bad.txt
    refuses "bad.txt:$1" "$harness" bad.txt
    refuses "bad.txt:$1" "$tool" --unpack bad bad.txt
    [[ ! -e bad ]] || fail "a malformed archive was unpacked: $1"
}
malformed "1: the archive is empty" ''
malformed "2: the line does not end with a line feed" 'a\t1\nb\t2'
malformed "2: there is no tab between a name and its bytes" 'a\t1\n\nb\t2\n'
malformed "1: there is no tab between a name and its bytes" 'a 1\n'
malformed "1: $name_rule" '\t1\n'
malformed "1: $name_rule" '../a\t1\n'
malformed "1: $name_rule" '.a\t1\n'
malformed "1: $name_rule" 'a b\t1\n'
malformed "3: the name a stands on line 1 already" 'a\t1\nb\t2\na\t3\n'
malformed "2: the name a must stand before b" 'b\t1\na\t2\n'
malformed "1: this byte must be written as \\t" 'a\t1\t2\n'
malformed "1: this byte must be written as \\x0D" 'a\t1\r\n'
malformed "1: this byte must be written as \\xC3" 'a\t\xC3\xA9\n'
malformed "1: the escapes are \\n \\r \\t \\\\ \\xHH" 'a\t\\0\n'
malformed "1: the escapes are \\n \\r \\t \\\\ \\xHH" 'a\t1\\\n'
malformed "1: \\x needs two hexadecimal digits" 'a\t\\xG0\n'
malformed "1: \\x needs two hexadecimal digits" 'a\t\\x0\n'
printf 'a\t\\x4a\\x4B\n' >hex.txt
"$tool" --unpack hex hex.txt
[[ $(<hex/a) == JK ]] || fail "an escape of a printable byte is not read"

# Folders and files that are not what they should be.
refuses "missing.txt: this is no file" "$harness" missing.txt
refuses "bytes: this is no file" "$harness" bytes
refuses "bytes: the folder must be empty" "$tool" --unpack bytes bytes.txt
refuses "missing: this is no folder" "$tool" --pack missing new.txt
mkdir nothing nested named
mkdir nested/inside
: >"named/a b"
refuses "nothing: the folder is empty" "$tool" --pack nothing new.txt
refuses "nested/inside: this is no file" "$tool" --pack nested new.txt
refuses "named/a b: $name_rule" "$tool" --pack named new.txt
[[ ! -e new.txt && ! -e new.txt.new ]] || fail "a failed --pack left a file"
for wrong in "" "--pack bytes" "--unpack bytes" "--files" "--other"; do
    status=0
    # shellcheck disable=SC2086 # the words of one command
    "$harness" $wrong >usage.log 2>&1 || status=$?
    ((status == 2)) && grep -q '^usage: ' usage.log || fail "no usage for '$wrong'"
done

# An input at which the harness dies is named, whatever it dies of.
printf 'a\tfine\nb\tthrow\n' >throwing.txt
printf 'a\tfine\nb\tabort\n' >aborting.txt
printf 'a\tfine\nb\tread past the end\n' >reading.txt
printf abort >abort
refuses "the input is throwing.txt: b" "$harness" throwing.txt
dies "the input is aborting.txt: b" "$harness" aborting.txt
dies "the input is abort" "$harness" --files abort
refuses "the input is throwing.txt: a" "$tool" throwing.txt
if [[ $sanitizers == *" address "* ]]; then
    dies "the input is reading.txt: b" "$harness" reading.txt
fi

((failures == 0)) || exit 1
