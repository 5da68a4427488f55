#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Writes the types of the packages from interface.json, which the library itself writes.

    docs/bindings/generate.py                   write the types of every package
    docs/bindings/generate.py --check           change nothing; 1 if a file would change
    docs/bindings/generate.py --interface FILE  take the interface from a file (see connectpsp_interface)

Needs Python 3.9 and nothing else. A language is one function: interface in, text of a file out.
"""

import argparse
import json
import pathlib
import sys
import textwrap

HERE = pathlib.Path(__file__).resolve().parent

# Types of the border that packages write by hand, or that only describe its arguments.
BY_HAND = {"session_config", "key_ring", "request_form", "header_form", "error_form", "code_form",
           "mismatch_form", "attempt_record"}


# What each member of an error means: one text for all packages.
ERROR_MEMBERS = {
    "code": "The name of the error, such as `insufficient_funds`. For logs and rare cases.",
    "conditions": "What the error is, such as `retryable`, `rejected`, `not_found`.",
    "remedy": "What to do: `fix_request`, `reauthenticate`, `retry_same_key`, `wait`, `reconcile` or "
              "`contact_support`.",
    "outcome_unknown": "Whether money may have moved.",
    "message": "One line that is safe for a log.",
    "cause": "What the last attempt met with. It differs from the code where the outcome is unknown.",
    "underlying": "The code that was found underneath: the JSON parser's, or why a form cannot be read.",
    "status": "The HTTP status of the answer.",
    "pointer": "The member that is wrong, in the operation or in the answer, as a JSON pointer.",
    "offset": "The byte of a text that is wrong, from its start.",
    "subject": "The name of the value that is wrong, such as `CPF`. Never the value.",
    "detail": "What is expected and was found, such as `expected 11 digits, got 10`. Never the value.",
    "mismatch": "The value that was asked for and the one that the answer holds, safe for a log.",
    "transaction_id": "The id in an answer that is not what was asked for: read it to find out what "
                      "happened.",
    "idempotency_key": "The key of the operation whose outcome is unknown.",
    "external_reference": "The reference of the operation whose outcome is unknown. It may name a "
                          "person: keep it out of logs.",
    "during_authentication": "Whether it was the token that went wrong, and the operation was not sent.",
    "problem": "What the server said. It may name a person: keep it out of logs.",
    "body_excerpt": "The start of the answer's body. It may name a person: keep it out of logs.",
    "retry_after_seconds": "The delay that the server asked for.",
    "retry_at": "The time that the server named to come back.",
}


def error_members(interface):
    """The members of an error, each with its meaning."""
    described = next(each for each in interface["types"] if each["name"] == "error_form")
    unknown = {each["name"] for each in described["members"]} ^ set(ERROR_MEMBERS)
    if unknown:
        sys.exit(f"generate: ERROR_MEMBERS does not say what {sorted(unknown)} means")
    return [(each, ERROR_MEMBERS[each["name"]]) for each in described["members"]]


def is_code_name(member):
    """Of a code that each error has, Python and JavaScript give the name alone."""
    return member.get("type") == "code_form" and not member["optional"]


def wrapped(text, width):
    return textwrap.wrap(text, width, break_on_hyphens=False)


def class_name(name):
    """`cash_in_charge` is CashInCharge, and `event_form` is Event."""
    return "".join(part.capitalize() for part in name.removesuffix("_form").split("_"))


def operation_of(interface, name):
    return next((each for each in interface["operations"] if each["name"] == name), None)


# --- Python --------------------------------------------------------------------------------------

PYTHON_HEAD = '''# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
# Written by docs/bindings/generate.py from docs/bindings/interface.json. Do not edit.
"""The values of the ConnectPSP API: operations, their results, and what stands in them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, Dict, Optional, Tuple, Union

from ._base import Operation, Value, new_idempotency_key, open_enumeration
from .money import Money

Form = Dict[str, Any]
'''


def python_type(member):
    kind = member["kind"]
    made = {
        "amount": "Money",
        "integer": "int",
        "boolean": "bool",
        "timestamp": "datetime.datetime",
        "date": "datetime.date",
        "object": class_name(member.get("type", "")),
    }.get(kind, "str")
    if kind == "enumeration":
        made = class_name(member["type"])
        if member.get("open"):
            made = f"Union[{made}, str]"
    return f"Tuple[{made}, ...]" if member.get("list") else made


def python_read(member, value):
    """The expression that makes a member of its form."""
    kind = member["kind"]
    if member.get("list"):
        inner = python_read({**member, "list": False}, "each")
        return f"tuple({inner} for each in {value})"
    if kind == "amount":
        return f"Money.read({value})"
    if kind == "integer":
        return f"int({value})"
    if kind == "timestamp":
        return f"Value.read_time({value})"
    if kind == "date":
        return f"datetime.date.fromisoformat({value})"
    if kind == "object":
        return f"{class_name(member['type'])}.from_form({value})"
    if kind == "enumeration":
        if member.get("open"):
            return f"open_enumeration({class_name(member['type'])}, {value})"
        return f"{class_name(member['type'])}({value})"
    return value


def python_write(member, value):
    """The expression that makes the form of a member. Each names the member when its type is wrong."""
    kind, name = member["kind"], member["name"]
    if member.get("list"):
        inner = python_write({**member, "list": False}, "each")
        return f"[{inner} for each in {value}]"
    if kind == "object":
        return f'Value.write({value}, {class_name(member["type"])}, "{name}")'
    checks = {"amount": "write_money", "integer": "write_integer", "boolean": "write_boolean",
              "timestamp": "write_time", "date": "write_date"}
    return f'Value.{checks.get(kind, "write_text")}({value}, "{name}")'


def python_class(interface, described):
    name = described["name"]
    operation = operation_of(interface, name)
    members = described["members"]
    is_open = any(each.get("open") for each in members)
    base = f"Operation[{class_name(operation['result'])}]" if operation else "Value"
    lines = ["", "", "@dataclass(frozen=True, repr=False)", f"class {class_name(name)}({base}):"]
    if operation:
        lines += [f'    """{operation["method"]} {operation["path"]}"""', "",
                  f'    operation: ClassVar[str] = "{name}"',
                  f'    result_type: ClassVar[str] = "{class_name(operation["result"])}"']
    shown = ", ".join(f'"{each["name"]}"' for each in members
                      if each["kind"] in ("amount", "integer", "boolean", "timestamp", "date",
                                          "enumeration", "object"))
    lines += [f"    shown: ClassVar[Tuple[str, ...]] = ({shown}{',' if shown else ''})"]
    generated_key = [each for each in members if each.get("type") == "idempotency_key"]
    required = [each for each in members if not each["optional"] and each not in generated_key]
    for member in required:
        lines += [f"    {member['name']}: {python_type(member)}"]
    for member in generated_key:
        lines += [f"    {member['name']}: str = field(default_factory=new_idempotency_key)"]
    for member in members:
        if member["optional"]:
            made = python_type(member)
            lines += [f"    {member['name']}: {made} = ()" if member.get("list")
                      else f"    {member['name']}: Optional[{made}] = None"]
    if is_open:
        lines += ["    irregular: Tuple[str, ...] = ()"]
    # Members are put into place at once: a frozen dataclass' own __init__ sets them one by one.
    lines += ["", "    @classmethod", f"    def from_form(cls, form: Form) -> {class_name(name)}:",
              "        made = object.__new__(cls)", '        object.__setattr__(made, "__dict__", {']
    for member in required + generated_key:
        lines += [f"            '{member['name']}': {python_read(member, 'form[' + repr(member['key']) + ']')},"]
    for member in members:
        if not member["optional"]:
            continue
        key = repr(member["key"])
        value = f"form[{key}]"
        absent = "()" if member.get("list") else "None"
        plain = python_read(member, value)
        text = f"form.get({key})" if plain == value else f"{plain} if {key} in form else {absent}"
        lines += [f"            '{member['name']}': {text},"]
    if is_open:
        lines += ["            'irregular': tuple(form['irregular']) if 'irregular' in form else (),"]
    lines += ["        })", "        return made", "", "    def to_form(self) -> Form:", "        form: Form = {}"]
    for member in members:
        key, at = repr(member["key"]), f"self.{member['name']}"
        if member["optional"] and not member.get("list"):
            lines += [f"        if {at} is not None:",
                      f"            form[{key}] = {python_write(member, at)}"]
        else:
            lines += [f"        form[{key}] = {python_write(member, at)}"]
    lines += ["        return form"]
    return "\n".join(line.replace("'", '"') if "form" in line or line.startswith("            '") else line
                     for line in lines)


def python(interface):
    parts = [PYTHON_HEAD]
    for each in interface["enumerations"]:
        lines = ["", "", f"class {class_name(each['name'])}(str, Enum):"]
        lines += [f'    {value.upper()} = "{value}"' for value in each["values"]]
        parts.append("\n".join(lines))
    names = [each for each in interface["types"] if each["name"] not in BY_HAND]
    # A base class names a result, which is written before the operation.
    operations = [each for each in names if operation_of(interface, each["name"])]
    for each in [each for each in names if each not in operations] + operations:
        parts.append(python_class(interface, each))
    exported = [class_name(each["name"]) for each in interface["enumerations"] + names]
    parts.append("\n\n__all__ = [\n" + "".join(f'    "{each}",\n' for each in sorted(exported)) + "]\n")
    return "\n".join(part.rstrip("\n") for part in parts) + "\n"


PYTHON_ERROR_HEAD = '''# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
# Written by docs/bindings/generate.py from docs/bindings/interface.json. Do not edit.
"""What an error carries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple

Form = Dict[str, Any]


def _time_of(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text[:-1].partition(".")[0] + "+00:00")  # of whole seconds


@dataclass(frozen=True)
class Code:
    """A code and the category that it belongs to. The name of another library's code is empty."""

    category: str
    name: str
    number: int

    @classmethod
    def from_form(cls, form: Form) -> Code:
        return cls(form["category"], form["name"], int(form["number"]))


@dataclass(frozen=True)
class Mismatch:
    """The value that was asked for, and the one that the answer holds. Safe for a log."""

    expected: str
    received: str

    @classmethod
    def from_form(cls, form: Form) -> Mismatch:
        return cls(form["expected"], form["received"])


class ErrorMembers:
    """What an error carries. A member that it has not is None."""
'''


def python_error(interface):
    lines, reads = [PYTHON_ERROR_HEAD.rstrip("\n"), ""], []
    for member, about in error_members(interface):
        key, kind = member["key"], member["kind"]
        name = member["name"] + ("_code" if member["name"] == "cause" else "")
        value = f'form["{key}"]'
        if is_code_name(member):
            made, read = "str", f'{value}["name"]'
        elif member.get("list"):
            made, read = "Tuple[str, ...]", f"tuple({value})"
        elif member.get("type") == "problem":
            made, read = "Form", f'form.get("{key}", {{}})'
        elif kind == "object":
            made = class_name(member["type"])
            read = f"{made}.from_form({value})"
        else:
            made = python_type(member)
            read = {"integer": f"int({value})", "timestamp": f"_time_of({value})"}.get(kind, value)
        if member["optional"] and made not in ("Form", "Tuple[str, ...]"):
            made = f"Optional[{made}]"
            read = f'form.get("{key}")' if read == value else f'{read} if "{key}" in form else None'
        text = wrapped(about, 90)
        text = [f'    """{text[0]}'] + [f"    {each}" for each in text[1:]]
        text[-1] += '"""'
        lines += [f"    {name}: {made}", *text]
        reads.append(f"        self.{name} = {read}")
    return "\n".join(lines + ["", "    def _read(self, form: Form) -> None:"] + reads) + "\n"


# --- Go ------------------------------------------------------------------------------------------

GO_HEAD = '''// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Code generated by docs/bindings/generate.py from docs/bindings/interface.json. DO NOT EDIT.

package connectpsp

import "time"'''


def go_name(name):
    """`transaction_id` is TransactionID."""
    made = "".join("ID" if part == "id" else "URL" if part == "url" else part.capitalize()
                   for part in name.removesuffix("_form").split("_"))
    return made


def go_class(name):
    return class_name(name)


def go_type(member):
    kind = member["kind"]
    made = {"amount": "Money", "integer": "int64", "boolean": "bool", "timestamp": "time.Time",
            "date": "Date", "secret": "Secret", "object": go_class(member.get("type", "")),
            "enumeration": go_class(member.get("type", ""))}.get(kind, "string")
    if member.get("list"):
        return f"[]{made}"
    return f"*{made}" if member["optional"] else made


def go_struct(interface, described):
    name = go_class(described["name"])
    operation = operation_of(interface, described["name"])
    about = (f"is {operation['method']} {operation['path']}." if operation
             else "is a value of the API.")
    lines = ["", f"// {name} {about}", f"type {name} struct {{"]
    names = [go_name(each["name"]) for each in described["members"]]
    kinds = [go_type(each) for each in described["members"]]
    wide, wider = max(map(len, names), default=0), max(map(len, kinds), default=0)
    for member, member_name, kind in zip(described["members"], names, kinds):
        number = member["kind"] in ("amount", "integer") and not member.get("list")
        tag = member["key"] + (",omitempty" if member["optional"] and not member.get("list") else "") + (",string" if number else "")
        lines.append(f'\t{member_name:<{wide}} {kind:<{wider}} `json:"{tag}"`')
    if any(each.get("open") for each in described["members"]):
        lines += ["\t// Irregular names the members whose text is irregular, or an unknown enumerator.",
                  '\tIrregular []string `json:"irregular,omitempty"`']
    lines += ["}", "", "// String is safe for a log: texts are hidden.",
              f"func (value {name}) String() string {{ return shown(value) }}", "",
              "// GoString is safe for a log.",
              f"func (value {name}) GoString() string {{ return shown(value) }}"]
    if operation:
        lines += ["", f'func (value {name}) operation() string {{ return "{described["name"]}" }}', "",
                  f"func (value {name}) result() (made {go_class(operation['result'])}) {{ return made }}"]
    return "\n".join(lines)


GO_ERROR_HEAD = '''
// Code is the name of what was met with.
type Code struct {
	Category string `json:"category"`
	Name     string `json:"name"` // empty for another library's
	Number   int    `json:"number,string"`
}

// Mismatched is the value that was asked for, and the one that the answer holds. Safe for a log.
type Mismatched struct {
	Expected string `json:"expected"`
	Received string `json:"received"`
}

// Error is why an operation did not succeed. Its text is one line that is safe for a log. A text that
// it has not is empty, and a number that it has not is zero or nil.
//
// Where errors.Is(err, OutcomeUnknown), money may have moved: do what Remedy says before anything
// else, and never make the operation anew.
type Error struct {'''


def go_error(interface):
    lines = [GO_ERROR_HEAD]
    for member, about in error_members(interface):
        integer = member["kind"] == "integer"
        made = {"code_form": "Code", "mismatch_form": "*Mismatched"}.get(member.get("type"), go_type(member))
        if member["name"] == "conditions":
            made = "[]Condition"
        elif member["name"] == "underlying":
            made = "*Code"
        elif member["name"] == "status":
            made = "int"
        elif made in ("*string", "*int64") and member["name"] != "offset":
            made = made[1:]
        lines += [f"\t// {each}" for each in wrapped(about, 95)]
        lines.append(f'\t{go_name(member["name"])} {made} `json:"{member["key"]}{",string" if integer else ""}"`')
    return "\n".join(lines + ["", "\tinterrupted error", "}"])


def go(interface):
    parts = [GO_HEAD, go_error(interface)]
    for each in interface["enumerations"]:
        name = go_class(each["name"])
        lines = ["", f"// {name} is one of the constants below, or a text that this version does not know.",
                 f"type {name} string", "", f"// The values of {name}.", "const ("]
        constants = [f"{name}{class_name(value.lower())}" for value in each["values"]]
        wide = max(map(len, constants))
        lines += [f'\t{constant:<{wide}} {name} = "{value}"'
                  for constant, value in zip(constants, each["values"])]
        lines += [")", "", f"func (value {name}) known() bool {{", "\tswitch value {",
                  "\tcase " + ", ".join(constants) + ":",
                  "\t\treturn true", "\t}", "\treturn false", "}"]
        parts.append("\n".join(lines))
    parts += [go_struct(interface, each) for each in interface["types"] if each["name"] not in BY_HAND]
    return "\n".join(parts) + "\n"


# --- Node ----------------------------------------------------------------------------------------

NODE_HEAD = '''// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0
// Written by docs/bindings/generate.py from docs/bindings/interface.json. Do not edit.
'''


def camel_case(name):
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)


def crossing(interface):
    return [each for each in interface["types"] if each["name"] not in BY_HAND]


def node_tables(interface):
    types = {}
    for each in crossing(interface):
        types[each["name"]] = [
            {"key": member["key"], "name": camel_case(member["name"]),
             **{part: member[part] for part in ("kind", "type", "list") if part in member}}
            for member in each["members"]]
    operations = {each["name"]: {"result": each["result"]} for each in interface["operations"]}
    enumerations = {each["name"]: {value.upper(): value for value in each["values"]}
                    for each in interface["enumerations"]}
    error = [{"key": member["key"],
              "name": camel_case(member["name"]) + ("Code" if member["name"] == "cause" else ""),
              "kind": "code" if is_code_name(member) else member["kind"],
              **{part: member[part] for part in ("type",) if part in member}}
             for member, _ in error_members(interface)]
    tables = {
        "errorMembers": error, "types": types, "operations": operations, "enumerations": enumerations,
        "classNames": {name: class_name(name) for name in types},
        "enumerationNames": {name: class_name(name) for name in enumerations}}
    lines = [NODE_HEAD + "'use strict';", "", "module.exports = {"]
    for name, table in tables.items():
        if isinstance(table, list):
            lines += [f"  {name}: [", *(f"    {json.dumps(each)}," for each in table), "  ],"]
            continue
        lines.append(f"  {name}: {{")
        for key, value in table.items():
            if isinstance(value, list):
                lines.append(f"    {key}: [")
                lines += [f"      {json.dumps(each)}," for each in value]
                lines.append("    ],")
            else:
                lines.append(f"    {key}: {json.dumps(value)},")
        lines.append("  },")
    return "\n".join(lines + ["};"]) + "\n"


def node_names(interface):
    """index.mjs: what `import` gives, by name."""
    names = [class_name(each["name"]) for each in crossing(interface) + interface["enumerations"]]
    names += ["AlreadyDone", "Authorization", "AuthenticationFailed", "Client", "ConnectPspError", "Credentials", "InsufficientFunds",
              "InvalidArgument", "InvalidResponse", "Money", "NotFound", "NotSent", "Operation",
              "OutcomeUnknown", "Rejected", "Unavailable", "Untrusted", "Value", "WebhookReceiver",
              "checkFreshness", "checkText", "compareStatus", "fetchTransport", "interfaceText",
              "makeBrCode", "newIdempotencyKey", "parse", "planRebalance", "readBrCode", "reconcile", "redact"]
    return (NODE_HEAD + "import connectpsp from './index.cjs';\n\nexport const {\n"
            + "".join(f"  {each},\n" for each in sorted(names)) + "} = connectpsp;\n")


def typescript_type(member):
    kind = member["kind"]
    made = {"amount": "Money", "integer": "number | bigint", "boolean": "boolean", "timestamp": "Date",
            "object": class_name(member.get("type", "")),
            "enumeration": class_name(member.get("type", ""))}.get(kind, "string")
    if kind == "enumeration" and member.get("open"):
        made += " | (string & {})"
    return f"readonly ({made})[]" if member.get("list") else made


TYPESCRIPT_ERROR = '''
/** A code and the category that it belongs to. The name of another library's code is empty. */
export interface ErrorCode { readonly category: string; readonly name: string; readonly number: number; }
/** The value that was asked for, and the one that the answer holds. Safe for a log. */
export interface Mismatch { readonly expected: string; readonly received: string; }
/** What an error carries. */
export interface ErrorMembers {'''


def typescript_error(interface):
    lines = [TYPESCRIPT_ERROR]
    for member, about in error_members(interface):
        if member["name"] == "message":  # of each Error
            continue
        name = camel_case(member["name"]) + ("Code" if member["name"] == "cause" else "")
        made = {"code_form": "ErrorCode", "mismatch_form": "Mismatch",
                "problem": "ServerProblem"}.get(member.get("type"), typescript_type(member))
        if is_code_name(member):
            made = "string"
        elif member["kind"] == "integer":
            made = "number"
        elif member.get("list"):
            made = "readonly string[]"
        elif member["name"] == "remedy":
            made = " | ".join(f"'{each}'" for each in interface["remedies"])
        text = wrapped(about, 90)
        text = [f"  /** {text[0]}"] + [f"   * {each}" for each in text[1:]]
        text[-1] += " */"
        optional = member["optional"] and not member.get("list")
        lines += [*text, f"  readonly {name}{'?' if optional else ''}: {made};"]
    return [*lines, "}"]


def typescript(interface):
    parts = [NODE_HEAD.rstrip("\n"), "", "import type { Money, Operation, ServerProblem, Value } from './index.js';"]
    parts += typescript_error(interface)
    for each in interface["enumerations"]:
        name = class_name(each["name"])
        parts += ["", f"export declare const {name}: {{"]
        parts += [f"  readonly {value.upper()}: {json.dumps(value)};" for value in each["values"]]
        parts += ["};", f"export type {name} = (typeof {name})[keyof typeof {name}];"]
    for each in crossing(interface):
        name, operation = class_name(each["name"]), operation_of(interface, each["name"])
        is_open = any(member.get("open") for member in each["members"])
        fields, given = [], []
        for member in each["members"]:
            made, key = typescript_type(member), camel_case(member["name"])
            fields.append(f"  readonly {key}{'?' if member['optional'] and not member.get('list') else ''}: {made};")
            generated = member.get("type") == "idempotency_key"
            inner = f"{made} | {class_name(member['type'])}Members" if member["kind"] == "object" and not member.get("list") else made
            given.append(f"  {key}{'?' if member['optional'] or generated else ''}: {inner}"
                         f"{' | undefined' if member['optional'] or generated else ''};")
        if is_open:
            fields.append("  readonly irregular?: readonly string[];")
        parts += ["", f"export interface {name}Members {{", *given, "}"]
        base = f"Operation<{class_name(operation['result'])}>" if operation else "Value"
        parts += [f"export declare class {name} extends {base} {{",
                  f"  constructor(members{'?' if all(m['optional'] or m.get('type') == 'idempotency_key' for m in each['members']) else ''}: {name}Members);",
                  *fields, "}"]
    return "\n".join(parts) + "\n"


OUTPUTS = {
    HERE / "python/src/connectpsp/_values.py": python,
    HERE / "python/src/connectpsp/_error_members.py": python_error,
    HERE / "go/values.go": go,
    HERE / "node/types.cjs": node_tables,
    HERE / "node/index.mjs": node_names,
    HERE / "node/values.d.ts": typescript,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--interface", type=pathlib.Path, default=HERE / "interface.json")
    chosen = parser.parse_args()
    interface = json.loads(chosen.interface.read_text(encoding="utf-8"))
    outputs = {path: make(interface) for path, make in OUTPUTS.items()}
    outputs[HERE / "interface.json"] = json.dumps(interface, indent=1) + "\n"
    stale = [path for path, text in outputs.items()
             if not path.exists() or path.read_text(encoding="utf-8") != text]
    if chosen.check:
        for path in stale:
            print(f"generate: {path} is not what the library says: run docs/bindings/generate.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(outputs[path], encoding="utf-8")
        print(f"generate: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
