# SPDX-FileCopyrightText: 2026 The connectpsp authors
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

    code: str
    """The name of the error, such as `insufficient_funds`. For logs and rare cases."""
    conditions: Tuple[str, ...]
    """What the error is, such as `retryable`, `rejected`, `not_found`."""
    remedy: str
    """What to do: `fix_request`, `reauthenticate`, `retry_same_key`, `wait`, `reconcile` or
    `contact_support`."""
    outcome_unknown: bool
    """Whether money may have moved."""
    message: str
    """One line that is safe for a log."""
    cause_code: str
    """What the last attempt met with. It differs from the code where the outcome is unknown."""
    underlying: Optional[Code]
    """The code that was found underneath: the JSON parser's, or why a form cannot be read."""
    status: Optional[int]
    """The HTTP status of the answer."""
    pointer: Optional[str]
    """The member that is wrong, in the operation or in the answer, as a JSON pointer."""
    offset: Optional[int]
    """The byte of a text that is wrong, from its start."""
    subject: Optional[str]
    """The name of the value that is wrong, such as `CPF`. Never the value."""
    detail: Optional[str]
    """What is expected and was found, such as `expected 11 digits, got 10`. Never the value."""
    mismatch: Optional[Mismatch]
    """The value that was asked for and the one that the answer holds, safe for a log."""
    transaction_id: Optional[str]
    """The id in an answer that is not what was asked for: read it to find out what happened."""
    idempotency_key: Optional[str]
    """The key of the operation whose outcome is unknown."""
    external_reference: Optional[str]
    """The reference of the operation whose outcome is unknown. It may name a person: keep it out
    of logs."""
    during_authentication: bool
    """Whether it was the token that went wrong, and the operation was not sent."""
    problem: Form
    """What the server said. It may name a person: keep it out of logs."""
    body_excerpt: Optional[str]
    """The start of the answer's body. It may name a person: keep it out of logs."""
    retry_after_seconds: Optional[int]
    """The delay that the server asked for."""
    retry_at: Optional[datetime.datetime]
    """The time that the server named to come back."""

    def _read(self, form: Form) -> None:
        self.code = form["code"]["name"]
        self.conditions = tuple(form["conditions"])
        self.remedy = form["remedy"]
        self.outcome_unknown = form["outcomeUnknown"]
        self.message = form["message"]
        self.cause_code = form["cause"]["name"]
        self.underlying = Code.from_form(form["underlying"]) if "underlying" in form else None
        self.status = int(form["status"]) if "status" in form else None
        self.pointer = form.get("pointer")
        self.offset = int(form["offset"]) if "offset" in form else None
        self.subject = form.get("subject")
        self.detail = form.get("detail")
        self.mismatch = Mismatch.from_form(form["mismatch"]) if "mismatch" in form else None
        self.transaction_id = form.get("transactionId")
        self.idempotency_key = form.get("idempotencyKey")
        self.external_reference = form.get("externalReference")
        self.during_authentication = form["duringAuthentication"]
        self.problem = form.get("problem", {})
        self.body_excerpt = form.get("bodyExcerpt")
        self.retry_after_seconds = int(form["retryAfterSeconds"]) if "retryAfterSeconds" in form else None
        self.retry_at = _time_of(form["retryAt"]) if "retryAt" in form else None
