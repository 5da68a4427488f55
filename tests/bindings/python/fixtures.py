# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Runs the conformance fixtures of requests, responses and webhooks through the package.

    fixtures.py tests/conformance
    fixtures.py --record FILE tests/conformance

Each expectation of the fixture is compared whole: the value or the event member by member, of an error
the code, cause, status, pointer, conditions, remedy and whether the outcome is unknown.

With --record it writes instead what the library itself makes of each response, and each request that a
fixture states: the packages of other languages are held to that.
"""

import dataclasses
import datetime
import json
import pathlib
import sys
from enum import Enum

import connectpsp
from connectpsp import ConnectPspError, Money, Response, WebhookReceiver

OPERATIONS = {each.operation: each for each in vars(connectpsp).values()
              if isinstance(each, type) and issubclass(each, connectpsp.Operation) and each.operation}


def bytes_of(pieces):
    if isinstance(pieces, str):
        return pieces.encode()
    made = b""
    for each in pieces:
        if isinstance(each, str):
            made += each.encode()
        elif "hex" in each:
            made += bytes.fromhex(each["hex"])
        else:
            made += each["repeat"].encode() * each["times"]
    return made


def microseconds(at):
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (at - epoch) // datetime.timedelta(microseconds=1)


# The fixtures spell a type that is open as {"unknown": text} or {"irregular": text}. Which of the two
# is up to the member's kind.
INTERFACE = json.loads(connectpsp._library.answer_of("interface"))
KINDS = {(described["name"], member["name"]): member["kind"]
         for described in INTERFACE["types"] for member in described["members"]}


def class_name(name):
    text = name[:-len("_form")] if name.endswith("_form") else name
    return "".join(part.capitalize() for part in text.split("_"))


NAMES = {class_name(each["name"]): each["name"] for each in INTERFACE["types"]}


def plain(value):
    """A value as the fixtures spell it."""
    made = {}
    irregular = getattr(value, "irregular", ())
    for each in dataclasses.fields(value):
        name, member = each.name, getattr(value, each.name)
        if member is None or name == "irregular":
            continue
        if camel(name) in irregular:
            kind = KINDS[NAMES[type(value).__name__], name]
            made[name] = {"unknown" if kind == "enumeration" else "irregular": str(member)}
        elif isinstance(member, Money):
            made[name] = member.centavos
        elif isinstance(member, datetime.datetime):
            made[name + "_us"] = microseconds(member)
        elif isinstance(member, datetime.date):
            made[name] = member.isoformat()
        elif dataclasses.is_dataclass(member):
            made[name] = plain(member)
        elif isinstance(member, tuple):
            made[name] = [plain(part) for part in member]
        elif name == "document":  # fixtures state its value, packages have its text as it was sent
            made[name] = member.translate(str.maketrans("", "", "./-"))
        else:
            made[name] = member.value if isinstance(member, Enum) else member
    if isinstance(value, connectpsp.BankBalance):  # whose fixtures have a spelling of their own
        made["ispb_is_regular"] = value.ispb is not None and "ispb" not in irregular
        if value.ispb is not None:
            made["ispb"] = value.ispb
    if isinstance(value, connectpsp.CashInCharge):  # the link stands in one of two places
        links = [made.pop("payment_url", None), made.pop("open_finance", {}).get("payment_url")]
        made["payment_link"] = next((each for each in links if each is not None), "")
    return made


def camel(name):
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)


def error_of(why, expected):
    found = {"code": why.code, "status": why.status or 0, "pointer": why.pointer or "",
             "conditions": list(why.conditions), "remedy": why.remedy,
             "outcome_unknown": isinstance(why, connectpsp.OutcomeUnknown)}
    if "cause" in expected:
        found["cause"] = why.cause_code
    return found


def differences(expected, found, at=""):
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(set(expected) | set(found)):
            if key not in expected:
                yield f"{at}/{key} is {found[key]!r} and not stated"
            elif key not in found:
                yield f"{at}/{key} is stated as {expected[key]!r} and absent"
            else:
                yield from differences(expected[key], found[key], f"{at}/{key}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for number, (left, right) in enumerate(zip(expected, found)):
            yield from differences(left, right, f"{at}/{number}")
    elif expected != found or type(expected) is not type(found):
        yield f"{at} is {found!r}, stated {expected!r}"


def run(fixture):
    """The expectation of a fixture, and what the package gives."""
    expect = fixture["expect"]
    if fixture["operation"] == "receive_webhook":
        hook = fixture["webhook"]
        if "clock" in hook or any(not isinstance(each, str) for each in hook["crypto_tokens"]):
            return None
        try:
            receiver = WebhookReceiver(*hook["crypto_tokens"])
            event = receiver.receive(bytes_of(hook["body"]), bytes_of(hook["signature"]).decode("latin-1"),
                                     hook.get("delivery_id", ""))
        except ConnectPspError as why:
            wanted = {key: expect.get("error", {}).get(key) for key in error_of(why, expect.get("error", {}))}
            return wanted, error_of(why, expect.get("error", {}))
        found = {"type": event.type.value if isinstance(event.type, Enum) else {"unknown": event.type},
                 "dedupe_key": event.dedupe_key}
        if event.time is not None:
            found["time_us"] = microseconds(event.time)
        if event.delivery_id or "delivery_id" in expect.get("event", {}):
            found["delivery_id"] = event.delivery_id
        for name in ("cash_in", "cash_out"):
            if getattr(event, name) is not None:
                found["data"] = {name: plain(getattr(event, name))}
        return expect.get("event", {}), found
    if fixture["operation"] not in OPERATIONS:
        return None
    if "request" in fixture and "response" not in fixture:
        return run_request(fixture)
    sent, asked = fixture["response"], OPERATIONS[fixture["operation"]]
    try:
        if "request" in fixture:
            asked = asked.from_form(form_of_members(fixture["operation"], fixture["request"]))
        value = connectpsp.parse(asked, Response(
            sent["status"], sent.get("content_type", ""), sent.get("retry_after", ""), bytes_of(sent["body"])))
    except ConnectPspError as why:
        stated = expect.get("error", {})
        return {key: stated.get(key) for key in error_of(why, stated)}, error_of(why, stated)
    stated = dict(expect.get("value", {}))
    if isinstance(value, connectpsp.CashInCharge):
        stated.setdefault("payment_link", "")
    return stated, plain(value)


def text_of(pieces):
    return pieces if isinstance(pieces, str) else bytes_of(pieces).decode()


def form_of_members(type_name, members):
    """Members as a fixture spells them, in the binding form."""
    form = {}
    for name, value in members.items():
        if name == "destination" and "bank_account" in value:
            form[name] = {"type": "BANK_ACCOUNT", "bankAccount": form_of_members(
                "bank_account", value["bank_account"])}
        elif name == "destination":
            form[name] = {"type": "PIX", "pixKeyType": value["pix_key_type"],
                          "pixKey": text_of(value["pix_key"])}
        elif KINDS.get((type_name, name)) == "amount":
            form[camel(name) + "Centavos"] = str(value)
        elif isinstance(value, dict):
            form[camel(name)] = form_of_members(name, value)
        elif isinstance(value, int):
            form[camel(name)] = str(value)
        else:
            form[camel(name)] = text_of(value)
    return form


APPLICATION_TOKEN = "9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81"


def run_request(fixture):
    """The request that a fixture states, or its error, and what the package builds."""
    expect, known = fixture["expect"], fixture.get("authorization", {})
    operation, members = fixture["operation"], fixture["request"]
    try:
        made = OPERATIONS[operation].from_form(form_of_members(operation, members))
        authorization = connectpsp.Authorization(
            fixture["environment"], connectpsp.Credentials(
                "4711", "5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e",
                known.get("application_token", APPLICATION_TOKEN),
                known.get("crypto_token", "token")), text_of(known.get("access_token", "")))
        built = authorization.build(made)
        authorization.close()
    except UnicodeDecodeError:  # a text of Python cannot hold it
        return None
    except ConnectPspError as why:
        stated, found = expect.get("error", {}), error_of(why, expect.get("error", {}))
        return {key: stated.get(key) for key in found}, found
    stated = {key: value for key, value in expect.get("request", {}).items() if key != "target"}
    found = {"method": built.method, "url": built.url,
             "headers": [list(each) for each in built.headers]}
    if built.body or "body" in stated:
        found["body"] = built.body.decode()
    return stated, found


def record(folder):
    """Each response of a fixture, and the form or the error that the library makes of it."""
    made = []
    for path in sorted(folder.glob("*/*.json")):
        fixture = json.loads(path.read_text(encoding="utf-8"))
        if "response" not in fixture or fixture.get("operation") not in OPERATIONS:
            continue
        sent, body = fixture["response"], bytes_of(fixture["response"]["body"])
        entry = {"name": f"{path.parent.name}/{path.name}", "operation": fixture["operation"],
                 "status": sent["status"], "contentType": sent.get("content_type", ""),
                 "retryAfter": sent.get("retry_after", ""), "body": body.hex()}
        try:
            entry["form"] = connectpsp._library.form_of(
                "parse", entry["operation"], None, entry["status"], entry["contentType"],
                entry["retryAfter"], body)
        except ConnectPspError as why:
            entry["error"] = {"code": why.code, "causeCode": why.cause_code, "remedy": why.remedy,
                              "conditions": list(why.conditions), "pointer": why.pointer or "",
                              "status": why.status or 0}
        made.append(entry)
    return made


def record_requests(folder):
    """Each request that a fixture states, with the form of its operation."""
    made = []
    for path in sorted(folder.glob("*/*.json")):
        fixture = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(fixture, dict) or fixture.get("operation") not in OPERATIONS:
            continue
        stated = fixture["expect"].get("request")
        if stated is None:
            continue
        known = fixture.get("authorization", {})
        made.append({"name": f"{path.parent.name}/{path.name}", "operation": fixture["operation"],
                     "form": form_of_members(fixture["operation"], fixture["request"]),
                     "environment": fixture["environment"],
                     "applicationToken": known.get("application_token", APPLICATION_TOKEN),
                     "cryptoToken": known.get("crypto_token", "token"),
                     "accessToken": text_of(known.get("access_token", "")),
                     "method": stated["method"], "url": stated["url"],
                     "headers": stated["headers"], "body": stated.get("body", "")})
    return made


def main():
    if sys.argv[1] == "--record":
        responses, requests = record(pathlib.Path(sys.argv[3])), record_requests(pathlib.Path(sys.argv[3]))
        pathlib.Path(sys.argv[2]).write_text(
            json.dumps({"responses": responses, "requests": requests}), encoding="utf-8")
        print(f"fixtures: {len(responses)} responses and {len(requests)} requests recorded")
        return 0 if len(responses) > 300 and len(requests) > 40 else 1
    count = failed = skipped = 0
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*/*.json")):
        if path.parent.name in ("errors", "hmac", "digital-signature"):
            continue
        made = run(json.loads(path.read_text(encoding="utf-8")))
        if made is None:
            skipped += 1
            continue
        count += 1
        wrong = list(differences(*made))
        if wrong:
            failed += 1
            print(f"{path.parent.name}/{path.name}:", *wrong[:5], sep="\n    ")
    print(f"fixtures: {count} run, {failed} failed, {skipped} that a text of Python cannot hold")
    return 1 if failed or count < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
