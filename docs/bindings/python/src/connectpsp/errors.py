# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Why an operation did not succeed."""

from __future__ import annotations

import datetime
from typing import Any, Dict, Optional, Tuple


def _time_of(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text[:-1].partition(".")[0] + "+00:00")  # of whole seconds


class ConnectPspError(Exception):
    """An error of the library or of the API. str() is one line that is safe for a log.

    Decide by the class, by `conditions` and by `remedy`; `code` is for logs and rare cases.
    """

    code: str
    """Its name, such as `insufficient_funds`."""
    conditions: Tuple[str, ...]
    """What it is, such as `retryable`, `rejected`, `not_found`."""
    remedy: str
    """What to do: `fix_request`, `reauthenticate`, `retry_same_key`, `wait`, `reconcile` or
    `contact_support`."""
    cause_code: str
    """What the last attempt met with. It differs from `code` where the outcome is unknown."""
    status: Optional[int]
    """The HTTP status."""
    pointer: Optional[str]
    """Where in the operation or in the answer, as a JSON pointer."""
    transaction_id: Optional[str]
    idempotency_key: Optional[str]
    external_reference: Optional[str]
    problem: Dict[str, Any]
    """What the server said. It may name a person: keep it out of logs."""
    retry_after: Optional[int]
    """Seconds, where the server asked for a delay."""
    retry_at: Optional[datetime.datetime]
    """When to come back, where the server named a time."""
    during_authentication: bool
    """Whether it was the token that went wrong, and the operation was not sent."""
    form: Dict[str, Any]
    """All that is known. It may name a person: keep it out of logs."""

    def __init__(self, form: Dict[str, Any]) -> None:
        super().__init__(form["message"])
        self.form = form
        self.code = form["code"]["name"]
        self.conditions = tuple(form["conditions"])
        self.remedy = form["remedy"]
        self.cause_code = form["cause"]["name"]
        self.status = int(form["status"]) if "status" in form else None
        self.pointer = form.get("pointer")
        self.transaction_id = form.get("transactionId")
        self.idempotency_key = form.get("idempotencyKey")
        self.external_reference = form.get("externalReference")
        self.problem = form.get("problem", {})
        self.retry_after = int(form["retryAfterSeconds"]) if "retryAfterSeconds" in form else None
        self.retry_at = _time_of(form["retryAt"]) if "retryAt" in form else None
        self.during_authentication = form["duringAuthentication"]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self) -> Tuple[Any, ...]:
        return (error_of, (self.form,))


class OutcomeUnknown(ConnectPspError):
    """Money may have moved: no answer says whether it did. Do what `remedy` says before anything
    else, and never make the operation anew."""


class InvalidArgument(ConnectPspError):
    """Refused before anything was sent: the values or the configuration are wrong."""


class Rejected(ConnectPspError):
    """ConnectPSP refused the request."""


class InsufficientFunds(Rejected):
    """The balance does not cover the amount."""


class NotFound(ConnectPspError):
    """There is no such transaction."""


class AuthenticationFailed(ConnectPspError):
    """Credentials, token, application token or signature were refused."""


class Unavailable(ConnectPspError):
    """The service, or the way to it, could not answer. The outcome is known: nothing happened."""


class InvalidResponse(ConnectPspError):
    """The answer, or the webhook, cannot be understood, or is about something else."""


class Untrusted(ConnectPspError):
    """A webhook or a saved attempt that must not be believed."""


_BY_CONDITION = (
    ("outcome_unknown", OutcomeUnknown),
    ("insufficient_funds", InsufficientFunds),
    ("invalid_argument", InvalidArgument),
    ("authentication", AuthenticationFailed),
    ("not_found", NotFound),
    ("untrusted", Untrusted),
    ("invalid_response", InvalidResponse),
    ("rejected", Rejected),
    ("already_done", Rejected),
    ("unavailable", Unavailable),
    ("transport", Unavailable),
    ("rate_limited", Unavailable),
)


def error_of(form: Dict[str, Any]) -> ConnectPspError:
    """The error of its form."""
    for condition, kind in _BY_CONDITION:
        if condition in form["conditions"]:
            return kind(form)
    return ConnectPspError(form)
