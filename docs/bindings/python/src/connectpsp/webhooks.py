# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Webhooks: believed only after their signature is verified."""

from __future__ import annotations

import datetime
import json
from typing import Optional, Union

from . import _library, _values
from .client import _microseconds


class WebhookReceiver:
    """Verifies and reads webhooks. Threads may share it.

    crypto_tokens: one, or while they are changed several, the newest first.
    """

    def __init__(self, *crypto_tokens: str) -> None:
        self._receiver = _library.Handle("webhook_receiver", "webhook_receiver_new",
                                         json.dumps({"cryptoTokens": list(crypto_tokens)}))

    def receive(self, body: bytes, signature: Optional[str],
                delivery_id: Optional[str] = None) -> _values.Event:
        """Reads an event.

        body:        the request's raw bytes, as they came: not parsed, not decoded
        signature:   the value of X-Connect-Signature
        delivery_id: the value of X-Event-Id

        Raises Untrusted where the signature is missing or wrong.
        """
        if not isinstance(body, (bytes, bytearray)):
            raise TypeError("body takes the raw bytes of the request: a decoded text or parsed JSON "
                            "has other bytes, and its signature is wrong")
        return _values.Event.from_form(_library.form_of(
            "webhook_receive", self._receiver.at, bytes(body), signature or "", delivery_id or ""))

    def close(self) -> None:
        self._receiver.close()


def check_freshness(event: _values.Event, now: datetime.datetime,
                    tolerance: datetime.timedelta) -> None:
    """Raises Untrusted for an event that is older than the tolerance, or ahead of the clock."""
    _library.answer_of("check_freshness", json.dumps(event.to_form()), _microseconds(now),
                       tolerance // datetime.timedelta(seconds=1))


__all__ = ["WebhookReceiver", "check_freshness"]
