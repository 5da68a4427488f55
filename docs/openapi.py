# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Writes docs/openapi.yaml: the API as OpenAPI 3.1, from the library's own descriptions.

    python3 docs/openapi.py            writes it
    python3 docs/openapi.py --check    fails where the file is not what it would write

The operations, their members and their words come from docs/bindings/interface.json, which the
library writes by a walk over all_operations. The success statuses and the examples come from the
fixtures in tests/conformance. Needs Python 3.9 and nothing else.
"""

import argparse
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "openapi.yaml"

# What the standards say of a text that the library checks. docs/protocol.md, section 5.
TEXTS = {
    "document": (r"^(\d{11}|[0-9A-Z]{12}\d{2})$", "a CPF or a CNPJ, without punctuation"),
    "ispb": (r"^[0-9A-Z]{8}$", "the code of a bank in the payment system"),
    "branch": (r"^\d{1,4}$", None),
    "account_number": (r"^\d+X?$", None),
    "end_to_end_id": (r"^[ED][0-9A-Z]{8}\d{12}[0-9A-Za-z]{11}$",
                      "the payment system's id of a payment (E) or of its return (D)"),
    "idempotency_key": (r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
                        "a UUID of version 4, one for each payment and the same for each retry"),
    "external_reference": (None, "the merchant's own reference, unique for an application"),
    "lookup_id": (None, "a transaction id, an internal code or an end-to-end id"),
}

# What the pages of the operations add to the descriptions. docs/protocol.md, section 2.
SUMMARIES = {
    "obtain_token": "Obtain an access token",
    "get_balance": "Read the balance of the wallet, by bank",
    "rebalance": "Move funds between the proprietary and the transactional accounts",
    "create_cash_in": "Create a charge",
    "get_cash_in": "Read a charge",
    "refund_cash_in": "Refund a paid charge in full",
    "create_cash_out": "Pay out to a PIX key or a bank account",
    "get_cash_out": "Read a payout",
}
FAILURES = {
    "obtain_token": (401,),
    "get_balance": (401, 422),
    "rebalance": (401, 422),
    "create_cash_in": (400, 401, 409, 422),
    "get_cash_in": (401, 404),
    "refund_cash_in": (400, 401, 404, 422),
    "create_cash_out": (400, 401, 409, 422),
    "get_cash_out": (401, 404),
}
FAILURE_TEXTS = {
    400: "the request is invalid",
    401: "a credential or the token was rejected",
    404: "the application has no such transaction",
    409: "the external reference was used before, or the request is still being processed",
    422: "a business rule or the digital signature rejected the request",
}


def pascal(name):
    return "".join(part.capitalize() for part in name.split("_"))


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def reference(name):
    return {"$ref": f"#/components/schemas/{pascal(name)}"}


class Document:
    """The OpenAPI document of an interface."""

    def __init__(self, interface, fixtures):
        self.interface = interface
        self.fixtures = fixtures
        self.types = {each["name"]: each for each in interface["types"]}
        self.words = {each["name"]: each["values"] for each in interface["enumerations"]}
        self.limits = {key: int(value) for key, value in interface["limits"].items()}
        self.requests = {each["name"] for each in interface["operations"]}
        self.schemas = {}

    def make(self):
        paths = {}
        for operation in self.interface["operations"]:
            made = self.operation(operation)
            paths.setdefault(operation["path"], {})[operation["method"].lower()] = made
        webhooks = {"cashIn": self.webhook("CASHIN", "cash_in", "charge"),
                    "cashOut": self.webhook("CASHOUT", "cash_out", "payout")}
        self.schemas["Problem"] = self.problem()
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "ConnectPSP",
                "version": "2.0.0",
                "description": "What the connectpsp library sends and reads. docs/openapi.py "
                               "writes this file from the library's descriptions.",
                "license": {"name": "BSL-1.0", "identifier": "BSL-1.0"},
            },
            "servers": [
                {"url": "https://api.homologacao.connectpsp.com", "description": "staging"},
                {"url": "https://api.connectpsp.com", "description": "production"},
            ],
            "security": [{"accessToken": [], "applicationToken": []}],
            "paths": paths,
            "webhooks": webhooks,
            "components": {
                "securitySchemes": {
                    "accessToken": {"type": "http", "scheme": "bearer",
                                    "description": "from POST /auth/token"},
                    "applicationToken": {"type": "apiKey", "in": "header",
                                         "name": "ApplicationToken"},
                },
                "responses": {str(status): self.failure(text)
                              for status, text in FAILURE_TEXTS.items()}
                             | {"other": self.failure("any other failure; the body may be HTML")},
                "schemas": dict(sorted(self.schemas.items())),
            },
        }

    def operation(self, operation):
        name = operation["name"]
        members = self.types[name]["members"]
        made = {"operationId": camel(name), "summary": SUMMARIES[name]}
        if operation["auth"] == "none":
            made["security"] = []
        parameters = [self.parameter(each) for each in members if "place" in each]
        if operation["auth"] == "bearer_and_signature":
            parameters.append({
                "name": "DigitalSignature", "in": "header", "required": True,
                "description": "HMAC-SHA256 of the access token, keyed with the CryptoToken",
                "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"}})
        if parameters:
            made["parameters"] = parameters
        body = [each for each in members if "place" not in each]
        if body:
            self.schemas[pascal(name)] = self.object(body, sent=True)
            made["requestBody"] = {"required": True, "content": {
                "application/json": {"schema": reference(name)}}}
        success = str(self.fixtures[name]["success"])
        responses = {success: {"description": "success", "content": {
            "application/json": {"schema": self.schema_of(operation["result"], sent=False)}}}}
        for status in FAILURES[name]:
            responses[str(status)] = {"$ref": f"#/components/responses/{status}"}
        responses["default"] = {"$ref": "#/components/responses/other"}
        made["responses"] = responses
        return made

    def parameter(self, member):
        place = member["place"]
        name = "X-Idempotency-Key" if place == "header" else member["key"]
        return {"name": name, "in": place, "required": not member["optional"],
                "schema": self.value(member, sent=True)}

    def schema_of(self, name, sent):
        """A reference to a type's schema, which is made when it is named first."""
        if pascal(name) not in self.schemas:
            self.schemas[pascal(name)] = {}
            self.schemas[pascal(name)] = self.object(self.types[name]["members"], sent)
        return reference(name)

    def object(self, members, sent):
        """Requests are closed, because the library sends nothing else; responses are open."""
        made = {"type": "object",
                "properties": {camel(each["name"]): self.value(each, sent) for each in members}}
        required = [camel(each["name"]) for each in members if not each["optional"]]
        if required:
            made["required"] = required
        if sent:
            made["additionalProperties"] = False
        names = [each["name"] for each in members]
        if sent and "pix_key" in names and "bank_account" in names:
            made["oneOf"] = [{"required": ["type", "pixKeyType", "pixKey"]},
                             {"required": ["type", "bankAccount"]}]
        return made

    def value(self, member, sent):
        made = self.single(member, sent)
        if member.get("list"):
            made = {"type": "array", "items": made}
        if member["optional"] and not sent:
            made = {"anyOf": [made, {"type": "null"}]}
        return made

    def single(self, member, sent):
        kind = member["kind"]
        if kind == "object":
            return self.schema_of(member["type"], sent)
        if kind == "enumeration":
            words = self.words[member["type"]]
            if sent:
                return {"type": "string", "enum": words}
            return {"type": "string", "examples": words,
                    "description": "one of the examples; further words may come"}
        if kind == "amount":
            made = {"type": "number", "description": "in BRL, at most two decimals"}
            if sent:
                least = {"minimum": 0} if member["name"] == "target_amount" else {
                    "exclusiveMinimum": 0, "maximum": self.limits["amountCentavos"] / 100}
                made.update(least)
            return made
        if kind == "integer":
            made = {"type": "integer"}
            if member["name"] == "expiration_in_minutes":
                made.update(minimum=1, maximum=self.limits["expirationMinutes"])
            return made
        if kind == "boolean":
            return {"type": "boolean"}
        if kind == "timestamp":
            return {"type": "string", "format": "date-time"}
        if kind == "date":
            return {"type": "string", "format": "date"}
        return self.text(member, sent)

    def text(self, member, sent):
        made = {"type": "string"}
        if member["kind"] == "secret":
            made["format"] = "password"
        pattern, description = TEXTS.get(member.get("type"), (None, None))
        # What a server sends may be irregular: the library keeps it and says so.
        if pattern and sent:
            made["pattern"] = pattern
        if description:
            made["description"] = description
        if sent and member.get("type") == "external_reference":
            made.update(minLength=1, maxLength=self.limits["externalReferenceBytes"])
        if sent and member["name"] in ("name", "description"):
            made.update(maxLength=self.limits["textCharacters"])
            if member["name"] == "name":
                made["minLength"] = 1
        if sent and member["name"].endswith("_url"):
            made.update(format="uri", maxLength=self.limits["urlBytes"])
        return made

    def webhook(self, prefix, data, noun):
        words = [each for each in self.words["event_type"] if each.startswith(prefix)]
        envelope = {
            "type": "object",
            "properties": {
                "eventType": {"type": "string", "examples": words,
                              "description": "one of the examples; further words may come"},
                "eventAt": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}],
                            "description": "in UTC"},
                "data": self.schema_of(data, sent=False),
            },
            "required": ["eventType", "data"],
        }
        return {"post": {
            "summary": f"What happened to a {noun}",
            "security": [],
            "parameters": [
                {"name": "X-Connect-Signature", "in": "header", "required": True,
                 "description": "HMAC-SHA256 of the body's bytes, keyed with the CryptoToken",
                 "schema": {"type": "string", "pattern": "^[0-9A-Fa-f]{64}$"}},
                {"name": "X-Event-Id", "in": "header", "required": False,
                 "description": "the delivery, new for each attempt", "schema": {"type": "string"}}],
            "requestBody": {"required": True,
                            "content": {"application/json": {"schema": envelope}}},
            "responses": {"200": {"description": "taken in, within 5 seconds"}}}}

    def problem(self):
        codes = [each["name"].upper() for each in self.interface["codes"]
                 if each["category"] == "connectpsp.api" and each["number"] < 100]
        made = self.object(self.types["problem"]["members"], sent=False)
        made["description"] = "RFC 9457 problem details; further members are allowed"
        made["properties"]["code"] = {"anyOf": [{"type": "string", "examples": codes},
                                                {"type": "null"}],
                                      "description": "further codes may come"}
        return made

    def failure(self, text):
        return {"description": text, "content": {
            "application/problem+json": {"schema": reference("problem")}}}


PLAIN = re.compile(r"^[A-Za-z/][A-Za-z0-9 _./#{}()-]*$")
WORDS = {"null", "true", "false", "yes", "no", "on", "off", "~"}


def scalar(value):
    if not isinstance(value, str):
        return json.dumps(value)
    if PLAIN.match(value) and value.lower() not in WORDS and not value.endswith(" ") and " #" not in value:
        return value
    return json.dumps(value, ensure_ascii=False)


def lines_of(value, indent):
    """The lines of a value in YAML's block style."""
    space = "  " * indent
    if isinstance(value, dict):
        for key, each in value.items():
            name = scalar(key) if not key.isdigit() else json.dumps(key)
            yield from entry(f"{space}{name}:", each, indent)
    else:
        for each in value:
            if isinstance(each, dict) and each:
                first, *rest = lines_of(each, indent + 1)
                yield f"{space}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{space}- {scalar(each)}"


def entry(head, value, indent):
    if isinstance(value, (dict, list)) and value:
        yield head
        yield from lines_of(value, indent + 1)
    elif isinstance(value, dict):
        yield f"{head} {{}}"
    elif isinstance(value, list):
        yield f"{head} []"
    else:
        yield f"{head} {scalar(value)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--json", action="store_true", help="print it as JSON instead")
    arguments = parser.parse_args()
    interface = json.loads((ROOT / "docs/bindings/interface.json").read_text("utf-8"))
    fixtures = json.loads((ROOT / "tests/conformance/errors/operations.json").read_text("utf-8"))
    made = Document(interface, fixtures).make()
    if arguments.json:
        json.dump(made, sys.stdout, indent=1)
        return 0
    text = ("# SPDX-FileCopyrightText: 2026 The connectpsp authors\n"
            "# SPDX-License-Identifier: BSL-1.0\n"
            "# Written by docs/openapi.py. Do not edit.\n"
            + "\n".join(lines_of(made, 0)) + "\n")
    if not arguments.check:
        TARGET.write_text(text, "utf-8")
        return 0
    if TARGET.read_text("utf-8") == text:
        return 0
    print("docs/openapi.yaml is not what docs/openapi.py writes; run: python3 docs/openapi.py",
          file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
