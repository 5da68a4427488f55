#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Installs what is missing, by package name, on Debian and Ubuntu.
#
#   tests/prerequisites.sh run         what the library, its examples and its sandbox need
#   tests/prerequisites.sh run test    and what its tests and fuzz harnesses need
#   tests/prerequisites.sh browser     what opens the sandbox's page in a browser; without it those
#                                      tests are skipped
#   tests/prerequisites.sh qt          Qt 6, whose transport is not tested without it
#
# Ends at once when everything is there.
set -euo pipefail

# A line is one need: packages of which one suffices, in the order of preference; a name may ask
# for a version with `>=`.
prerequisites_run='
g++>=4:12
cmake>=3.22
ninja-build
pkg-config pkgconf
ccache
libcli11-dev
libboost1.81-dev libboost-dev>=1.81
libboost-json1.81-dev libboost-json-dev>=1.81
libcrypto++-dev
libcurl4-openssl-dev libcurl4-gnutls-dev
libqrencode-dev
libssl-dev
nlohmann-json3-dev
'
prerequisites_test='
abigail-tools
catch2
openssl
clang-19
clang-format-19
clang-tidy-19
faketime
libclang-rt-19-dev
meson
libbenchmark-dev
libcpp-httplib-dev
libpq-dev
libsqlite3-dev
libsimdjson-dev
mold lld
pgbouncer
postgresql
valgrind
'
prerequisites_browser='
chromium chromium-browser
chromium-driver chromium-chromedriver
fonts-dejavu-core fonts-liberation
'
prerequisites_qt='
qt6-base-dev
'

say() { printf 'prerequisites: %s\n' "$*"; }
die() {
    printf 'prerequisites: %s\n' "$*" >&2
    exit 1
}

needs=
(($# > 0)) || die "usage: $0 run|test|browser|qt..."
for group in "$@"; do
    case $group in
    run) needs+=$prerequisites_run ;;
    test) needs+=$prerequisites_test ;;
    browser) needs+=$prerequisites_browser ;;
    qt) needs+=$prerequisites_qt ;;
    *) die "unknown group '$group'; there are: run, test, browser, qt" ;;
    esac
done
mapfile -t needs < <(grep -v '^$' <<<"$needs")

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    absent=()
    for tool in c++ cmake ninja; do
        command -v "$tool" >/dev/null || absent+=("$tool")
    done
    say "this system has no apt. Please have these installed (Debian's names):" >&2
    printf '    %s\n' "${needs[@]}" >&2
    ((${#absent[@]} == 0)) || die "not found: ${absent[*]}"
    say "going on with what is there" >&2
    exit 0
fi

# installed[name] is the version; one question for all of them.
declare -A installed=()
ask_installed() {
    local names name status version
    names=$(printf '%s\n' "${needs[@]}" | tr ' ' '\n' | sed 's/>=.*//')
    while IFS=$'\t' read -r name status version; do
        if [[ $status == installed ]]; then installed[$name]=$version; fi
    done < <(xargs dpkg-query -W -f '${Package}\t${db:Status-Status}\t${Version}\n' \
        <<<"$names" 2>/dev/null || true)
}

serves() { # VERSION WANTED
    [[ -n $1 ]] && { [[ -z $2 ]] || dpkg --compare-versions "$1" ge "$2"; }
}

# missing: the needs that no installed package serves.
missing=()
find_missing() {
    local need choice wanted
    missing=()
    for need in "${needs[@]}"; do
        for choice in $need; do
            wanted=
            [[ $choice == *'>='* ]] && wanted=${choice#*>=}
            if serves "${installed[${choice%%>=*}]:-}" "$wanted"; then
                continue 2
            fi
        done
        missing+=("$need")
    done
}

ask_installed
find_missing
((${#missing[@]} > 0)) || exit 0

say "missing: ${missing[*]}"
# The line that a person can run instead, with the packages it names.
by_hand() {
    printf 'apt-get update && apt-get install --no-install-recommends %s' "$*"
}
first_choices=()
for need in "${missing[@]}"; do
    choice=${need%% *}
    first_choices+=("${choice%%>=*}")
done
as_root=()
if ((EUID != 0)); then
    command -v sudo >/dev/null ||
        die "neither root nor sudo; as root, run: $(by_hand "${first_choices[@]}")"
    as_root=(sudo)
fi
# An installation that was interrupted makes every later one fail.
if [[ -n $(dpkg --audit 2>/dev/null) ]]; then
    die "a package of this system is only half installed; as root, run: dpkg --configure -a && apt-get install -f"
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    if ! ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -y \
        -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 "$@" >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        return 1
    fi
}

say "reading the package lists"
apt update || say "the package lists could not be read; going on with those at hand" >&2

chosen=()
for need in "${missing[@]}"; do
    for choice in $need; do
        wanted=
        [[ $choice == *'>='* ]] && wanted=${choice#*>=}
        candidate=$(LC_ALL=C apt-cache policy "${choice%%>=*}" 2>/dev/null |
            awk '$1 == "Candidate:" && $2 != "(none)" { print $2; exit }')
        if serves "$candidate" "$wanted"; then
            chosen+=("${choice%%>=*}")
            continue 2
        fi
    done
    die "no package of this system serves as: $need
prerequisites: where the package lists are missing or old, as root, run: $(by_hand "${first_choices[@]}")"
done

say "installing: ${chosen[*]}"
# Installed packages stay: a package that conflicts with one of ours is its owner's to remove.
apt install --no-remove --no-install-recommends "${chosen[@]}" ||
    die "apt-get could not install them (see above); with a network, as root, run: $(by_hand "${chosen[@]}")"

installed=()
ask_installed
find_missing
((${#missing[@]} == 0)) || die "still missing after the installation: ${missing[*]}"
say "everything is there"
