# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Why an operation did not succeed."""

from __future__ import annotations

from typing import Any, Dict, Tuple

from ._error_members import Code, ErrorMembers, Mismatch


class ConnectPspError(ErrorMembers, Exception):
    """An error of the library or of the API. str() is one line that is safe for a log.

    Decide by the class, by `conditions` and by `remedy`; `code` is for logs and rare cases.
    """

    form: Dict[str, Any]
    """All that is known. It may name a person: keep it out of logs."""

    def __init__(self, form: Dict[str, Any]) -> None:
        super().__init__(form["message"])
        self.form = form
        self._read(form)

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
    """ConnectPSP refused the request: nothing happened."""


class InsufficientFunds(Rejected):
    """The balance does not cover the amount."""


class AlreadyDone(ConnectPspError):
    """Refused, because what was asked for has happened before."""


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
    ("already_done", AlreadyDone),
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


__all__ = ["AlreadyDone", "AuthenticationFailed", "Code", "ConnectPspError", "InsufficientFunds",
           "InvalidArgument", "InvalidResponse", "Mismatch", "NotFound", "OutcomeUnknown", "Rejected",
           "Unavailable", "Untrusted", "error_of"]
