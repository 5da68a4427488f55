#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# prerequisites.sh on systems that this machine is not, by programs of their names that answer as
# such a system does: whatever is missing, it is named and asked for, and nothing ends without a
# word.
#
#   tests/prerequisites_test.sh TESTS_DIR
set -euo pipefail

tests=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
export PATH=$work/bin:$PATH STATES=$work/states CALLS=$work/calls

stub() { # NAME, body from the input
    { echo '#!/bin/bash'; cat; } >"$work/bin/$1"
    chmod +x "$work/bin/$1"
}
# A package has the state of its line in STATES, or the one behind `*`.
stub dpkg-query <<'end'
shift 3
for name; do
    [[ $name == -* ]] && continue
    state=$(sed -n "s/^$name //p" "$STATES"); [[ -n $state ]] || state=$(sed -n 's/^\* //p' "$STATES")
    [[ $state == unknown ]] || printf '%s\t%s\t99:1\n' "$name" "$state"
done
end
stub apt-get <<'end'
echo "$*" >>"$CALLS"
[[ ! -f $CALLS.fail ]]
end
stub apt-cache <<'end'
for name in "${@:2}"; do printf '%s:\n  Candidate: 99:1\n' "$name"; done
end
stub dpkg <<'end'
case $1 in --compare-versions) exit 0 ;; --audit) [[ ! -f $CALLS.half ]] || echo half ;; esac
end
stub sudo <<'end'
exec "$@"
end

run() {
    : >"$CALLS"
    bash "$tests/prerequisites.sh" run test >"$work/out" 2>&1
}
fail() {
    echo "prerequisites: $1" >&2
    cat "$work/out" >&2
    exit 1
}

echo '* installed' >"$STATES"
run || fail "a system that has everything is refused"
[[ ! -s $CALLS ]] || fail "something is installed where everything is there"

# Whichever package is the last that dpkg-query tells of, and however it says that it is not there.
for state in not-installed config-files unknown; do
    for name in g++ cmake valgrind catch2; do
        printf '%s\n' '* installed' "$name $state" >"$STATES"
        run || true
        grep -q "missing: .*${name//+/\\+}" "$work/out" || fail "$name is $state, and is not missed"
        grep -q "install.* ${name//+/\\+}" "$CALLS" || fail "$name is $state, and is not installed"
    done
done
echo '* not-installed' >"$STATES"
run || true
[[ -s $CALLS ]] || fail "nothing is installed where nothing is there"

touch "$CALLS.half"
if run; then fail "a half-installed package is passed over"; fi
grep -q 'dpkg --configure -a' "$work/out" || fail "the line that mends a half-installed package is not named"
echo "prerequisites: what is missing is named and installed"
