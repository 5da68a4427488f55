#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Opens the sandbox's page in a headless Chromium and uses it. Returns 77 where Chromium, its driver
# or Python is not there, or axe-core cannot be fetched.
#
#   tests/sandbox_page/run.sh use|layout|accessibility SANDBOX WORK_DIR
set -euo pipefail

if (($# != 3)); then
    echo "usage: $0 use|layout|accessibility SANDBOX WORK_DIR" >&2
    exit 2
fi
part=$1 sandbox=$2 work=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

skip() {
    echo "sandbox-page-$part: skipped: $*"
    exit 77
}

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null || skip "there is no Python 3.9"
chromedriver=$(command -v chromedriver) || skip "there is no chromedriver (Debian: chromium-driver)"
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip "there is no chromium (Debian: chromium)"
mkdir -p "$work"

axe=()
if [[ $part == accessibility ]]; then
    version=4.14.1
    axe=("$work/axe-core-$version.js")
    if [[ ! -s ${axe[0]} ]]; then
        command -v npm >/dev/null || skip "there is no npm, which fetches axe-core"
        fetched=$(mktemp -d "$work/axe.XXXXXX")
        trap 'rm -rf "$fetched"' EXIT
        (cd "$fetched" && npm pack --silent "axe-core@$version" >/dev/null 2>&1) ||
            skip "axe-core $version could not be fetched"
        echo "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745  $fetched/axe-core-$version.tgz" | sha256sum --check --quiet
        tar -xzf "$fetched/axe-core-$version.tgz" -C "$fetched" package/axe.min.js
        mv "$fetched/package/axe.min.js" "${axe[0]}"
    fi
fi

export PYTHONDONTWRITEBYTECODE=1
bash "$here/../with_sandbox.sh" "$sandbox" "$python" "$here/page_test.py" \
    "$part" "$chromedriver" "$chromium" "$work/screenshots" ${axe[@]+"${axe[@]}"}
