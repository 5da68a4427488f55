# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""ConnectPSP for Python: exact money, signed requests, retries that never pay twice, webhooks."""

from . import _values
from ._base import Operation, Value, new_idempotency_key
from ._values import *  # noqa: F403
from .client import (AsyncClient, Authorization, Client, Credentials, LoadedAttempt, check_text, compare_status,
                     make_br_code, parse, plan_rebalance, read_br_code, reconcile, redact)
from .errors import (AlreadyDone, AuthenticationFailed, Code, ConnectPspError, InsufficientFunds,
                     InvalidArgument, InvalidResponse, Mismatch, NotFound, OutcomeUnknown, Rejected,
                     Unavailable, Untrusted)
from .money import Money
from .transports import (AsyncHttpxTransport, AsyncTransport, HttpTransport, HttpxTransport, NotSent,
                         Request, Response, Transport)
from .webhooks import WebhookReceiver, check_freshness

__version__ = "0.1.0"
__all__ = [
    "AlreadyDone", "AsyncClient", "AsyncHttpxTransport", "AsyncTransport", "AuthenticationFailed",
    "Authorization", "Client", "Code", "ConnectPspError", "Credentials", "HttpTransport", "HttpxTransport", "InsufficientFunds",
    "InvalidArgument", "InvalidResponse", "LoadedAttempt", "Mismatch", "Money", "NotFound", "NotSent",
    "Operation", "OutcomeUnknown", "Rejected", "Request", "Response", "Transport", "Unavailable",
    "Untrusted", "Value", "WebhookReceiver", "check_freshness", "check_text", "compare_status",
    "make_br_code", "new_idempotency_key", "parse", "plan_rebalance", "read_br_code", "reconcile", "redact",
] + _values.__all__
