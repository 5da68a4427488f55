#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
#
# Holds docs/openapi.yaml to others: a validator of OpenAPI 3.1, the conformance fixtures, and a
# sandbox that schemathesis sends requests to.
#
#   tests/openapi/run.sh [EXAMPLES]       so many requests an operation, 50 unless given
#
# Needs Python 3.10 or later with its venv module; fetches the rest by name. The sandbox is that of
# build/dev.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
examples=${1:-50}
[[ $# -le 1 && $examples =~ ^[1-9][0-9]*$ ]] || {
    sed -n '8,9p' "$0" | cut -c3- >&2
    exit 2
}
sandbox=$(find build/dev -name connectpsp-sandbox -type f -perm -u+x 2>/dev/null | head -n 1 || true)
[[ -n $sandbox ]] || {
    echo "openapi: there is no sandbox; run: tests/run.sh quick" >&2
    exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "openapi: the tools"
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/pip" --quiet install 'openapi-spec-validator==0.9.*' 'jsonschema==4.*' 'schemathesis==4.*'

python3 docs/openapi.py --check
python3 docs/openapi.py --json >"$work/openapi.json"
"$work/venv/bin/openapi-spec-validator" docs/openapi.yaml
"$work/venv/bin/python" tests/openapi/fixtures.py "$work/openapi.json" tests/conformance

# What the sandbox refuses beyond the document is a 4xx, which every operation may answer.
echo "openapi: the sandbox"
export SCHEMATHESIS="$work/venv/bin/schemathesis" EXAMPLES=$examples ROOT=$root WORK=$work
bash tests/with_sandbox.sh "$sandbox" bash -euo pipefail -c '
    token=$(curl -sSf -H "Content-Type: application/json" "$CONNECTPSP_BASE_URL/auth/token" \
        -d "{\"clientId\":\"$CONNECTPSP_CLIENT_ID\",\"clientSecret\":\"$CONNECTPSP_CLIENT_SECRET\"}" |
        sed "s/.*\"accessToken\":\"\([^\"]*\)\".*/\1/")
    signature=$(printf %s "$token" | openssl dgst -sha256 -hmac "$CONNECTPSP_CRYPTO_TOKEN" -r | cut -c-64)
    cd "$WORK" # where schemathesis leaves its notes
    "$SCHEMATHESIS" run "$ROOT/docs/openapi.yaml" --url "$CONNECTPSP_BASE_URL" --max-examples "$EXAMPLES" \
        --phases examples,coverage,fuzzing --seed 1 --generation-deterministic \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
        -H "Authorization: Bearer $token" -H "ApplicationToken: $CONNECTPSP_APPLICATION_TOKEN" \
        -H "DigitalSignature: $signature"'
