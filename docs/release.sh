#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Makes the files of a release from the current commit: one archive, its SBOM (SPDX 2.3, JSON) and
# their checksums. Two runs on one commit give the same bytes.
#
#   docs/release.sh FOLDER
set -euo pipefail

(($# == 1)) && [[ $1 != -* ]] || {
    sed -n '8p' "$0" | cut -c3- >&2
    exit 2
}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
fail() {
    printf 'release: %s\n' "$*" >&2
    exit 1
}
[[ -z $(git status --porcelain) ]] || fail "there are changes that are not committed"
version=$(sed -n 's/^#define CONNECTPSP_VERSION_\(MAJOR\|MINOR\|PATCH\) \([0-9]*\)$/\2/p' \
    include/connectpsp/core/version.hpp | paste -sd.)
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "include/connectpsp/core/version.hpp states no version"
name=connectpsp-$version
mkdir -p "$1"
out=$(cd "$1" && pwd)

# The commit's time is that of every file, and the compressor writes none.
git archive --format=tar --prefix="$name/" HEAD | gzip -n -9 >"$out/$name.tar.gz"

commit=$(git rev-parse HEAD)
created=$(TZ=UTC0 git show -s --date=format-local:%Y-%m-%dT%H:%M:%SZ --format=%cd HEAD)
digest=$(sha256sum "$out/$name.tar.gz" | cut -d' ' -f1)
package() { # ID NAME VERSION LICENSE PURPOSE
    printf '    {"SPDXID": "SPDXRef-%s", "name": "%s", "versionInfo": "%s", "licenseConcluded": "%s",\n' "$1" "$2" "$3" "$4"
    printf '     "licenseDeclared": "%s", "copyrightText": "NOASSERTION", "downloadLocation": "NOASSERTION",\n' "$4"
    printf '     "filesAnalyzed": false, "primaryPackagePurpose": "%s"' "$5"
}
relation() { printf '    {"spdxElementId": "SPDXRef-%s", "relationshipType": "%s", "relatedSpdxElement": "SPDXRef-%s"}' "$@"; }
cat >"$out/$name.spdx.json" <<JSON
{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "$name",
  "documentNamespace": "urn:connectpsp:$version:$commit",
  "creationInfo": {"created": "$created", "creators": ["Organization: The connectpsp authors"]},
  "packages": [
$(package connectpsp connectpsp "$version" BSL-1.0 LIBRARY),
     "checksums": [{"algorithm": "SHA256", "checksumValue": "$digest"}]},
$(package Boost Boost ">= 1.81" BSL-1.0 LIBRARY)},
$(package CryptoPP Crypto++ ">= 8.7" BSL-1.0 LIBRARY)}
  ],
  "relationships": [
$(relation DOCUMENT DESCRIBES connectpsp),
$(relation connectpsp DEPENDS_ON Boost),
$(relation connectpsp DEPENDS_ON CryptoPP)
  ]
}
JSON
(cd "$out" && sha256sum "$name.tar.gz" "$name.spdx.json" >"$name.sha256")
printf 'release: %s\n' "$out/$name".*
