#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Tries the README's commands on a bare system: a debootstrap root with git and apt alone.
#
#   tests/systems/run.sh debian12|debian13|unstable [COMMAND...]
#
# Runs the quickstart twice and `tests/run.sh quick`, or COMMAND in a clone of this checkout, which
# has to be committed. Prints the processor seconds of each. Needs root and debootstrap, and takes
# the packages from the mirror that this machine uses, or from MIRROR. The root stays in ROOT where
# that is set, and is used again.
set -euo pipefail

fail() {
    printf 'systems: %s\n' "$*" >&2
    exit 1
}
case ${1:-} in
debian12) suite=bookworm ;;
debian13) suite=trixie ;;
unstable) suite=sid ;;
*)
    sed -n '7,12p' "$0" | cut -c3- >&2
    exit 2
    ;;
esac
shift
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
((EUID == 0)) || fail "a root of another system needs root"
command -v debootstrap >/dev/null || fail "debootstrap is missing (Debian and Ubuntu: debootstrap)"
# shellcheck disable=SC2016 # apt's own format
mirror=${MIRROR:-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null |
    grep -m 1 '/debian/\{0,1\}$' || true)}
[[ -n $mirror ]] || fail "this machine names no mirror of Debian; set MIRROR"

root=${ROOT:-$(mktemp -d)}
mounted=()
cleanup() {
    for at in "${mounted[@]}"; do umount -R "$at" || true; done
    [[ -n ${ROOT:-} ]] || rm -rf --one-file-system "$root"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

if [[ ! -e $root/etc/debian_version ]]; then
    printf 'systems: a root of %s\n' "$suite"
    mkdir -p "$root"
    debootstrap --variant=minbase --include=git,ca-certificates "$suite" "$root" "$mirror" \
        >"$root.log" 2>&1 || fail "debootstrap failed (see $root.log)"
fi
mount -t proc proc "$root/proc" && mounted+=("$root/proc")
mount --rbind /dev "$root/dev" && mount --make-rslave "$root/dev" && mounted=("$root/dev" "${mounted[@]}")
cp /etc/resolv.conf "$root/etc/resolv.conf"
rm -rf "$root/work"
git clone --quiet --no-hardlinks "$project" "$root/work"

# inside COMMAND...: runs it in the clone, and prints what it cost.
inside() {
    printf 'systems: %s: %s\n' "$suite" "$*"
    # shellcheck disable=SC2016 # the shell in the root expands them
    chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        bash -c 'cd /work && TIMEFORMAT="%R s clock, %U s user, %S s system" && time "$@" </dev/null' \
        inside "$@" || fail "$suite: $*"
}

if (($# > 0)); then
    inside "$@"
else
    inside apt-get -qq update
    inside docs/quickstart.sh
    inside docs/quickstart.sh
    inside tests/run.sh quick
fi
