# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Holds docs/openapi.yaml to the conformance fixtures.

    fixtures.py OPENAPI_JSON tests/conformance

Each request that a fixture states must be one that the document describes, and so must each
documented response and webhook. Needs jsonschema.
"""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator

document = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
folder = pathlib.Path(sys.argv[2])


def validator(schema):
    return Draft202012Validator({**schema, "components": document["components"]})


def content(holder):
    return next(iter(holder["content"].values()))["schema"]


counts = {"requests": 0, "responses": 0, "webhooks": 0}
wrong = []


def hold(kind, name, schema, body):
    counts[kind] += 1
    for each in validator(schema).iter_errors(body):
        wrong.append(f"{name}: {'/'.join(map(str, each.path))}: {each.message[:160]}")
        break


def bytes_of(pieces):
    if isinstance(pieces, str):
        return pieces.encode()
    return b"".join(each.encode() if isinstance(each, str)
                    else bytes.fromhex(each["hex"]) if "hex" in each
                    else each["repeat"].encode() * each["times"] for each in pieces)


def snake(name):
    return "".join("_" + each.lower() if each.isupper() else each for each in name)


operations = {snake(each["operationId"]): each
              for methods in document["paths"].values() for each in methods.values()}

for path in sorted(folder.glob("*/*.json")):
    name = f"{path.parent.name}/{path.stem}"
    fixture = json.loads(path.read_text("utf-8"))
    if not isinstance(fixture, dict) or "operation" not in fixture:
        continue
    expected = fixture["expect"]
    described = operations.get(fixture["operation"])
    # Of a response the documented ones: what is inferred is read leniently, and may be odd.
    documented = fixture["provenance"].startswith(("[S]", "[D]"))
    if "request" in expected and expected["request"].get("body"):
        hold("requests", name, content(described["requestBody"]),
             json.loads(bytes_of(expected["request"]["body"])))
    if "value" in expected and documented:
        success = next(iter(described["responses"].values()))
        hold("responses", name, content(success), json.loads(bytes_of(fixture["response"]["body"])))
    if "event" in expected and documented:
        body = json.loads(bytes_of(fixture["webhook"]["body"]))
        kind = "cashIn" if body["eventType"].startswith("CASHIN") else "cashOut"
        hold("webhooks", name, content(document["webhooks"][kind]["post"]["requestBody"]), body)

for each in wrong:
    print(f"openapi: {each}", file=sys.stderr)
print(f"openapi: {counts}")
sys.exit(1 if wrong or not all(counts.values()) else 0)
