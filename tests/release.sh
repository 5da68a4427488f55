#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# docs/release.sh makes the same bytes twice, of a clone as well, and what it makes is whole.
#
#   tests/release.sh SOURCE_DIR
set -euo pipefail

if (($# != 1)); then
    echo "usage: $0 SOURCE_DIR" >&2
    exit 2
fi
if ! git -C "$1" rev-parse HEAD >/dev/null 2>&1; then
    echo "skipped: $1 is not a repository"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for each in first second; do
    git clone --quiet "$1" "$work/$each"
    bash "$work/$each/docs/release.sh" "$work/made-$each" >/dev/null
    sleep 1
done
diff -r "$work/made-first" "$work/made-second"
cd "$work/made-first"
sha256sum --check --quiet connectpsp-*.sha256
if command -v python3 >/dev/null; then python3 -m json.tool connectpsp-*.spdx.json >/dev/null; fi
mkdir unpacked
tar -xzf connectpsp-*.tar.gz -C unpacked --strip-components=1
diff -r --exclude=.git unpacked "$work/first"
touch "$work/first/dirty"
if bash "$work/first/docs/release.sh" "$work/made-dirty" 2>/dev/null; then
    echo "release: made of a checkout with changes" >&2
    exit 1
fi
