# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""How requests are sent. A transport sends each request once, and follows no redirect."""

from __future__ import annotations

import http.client
import ssl
import urllib.parse
from dataclasses import dataclass, field
from typing import Any, Awaitable, Callable, Optional, Tuple

LARGEST_ANSWER = 4 * 1024 * 1024


@dataclass(frozen=True)
class Request:
    """What is to be sent. It holds secrets, which its repr hides."""

    method: str
    url: str = field(repr=False)
    headers: Tuple[Tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Response:
    """What came back."""

    status: int
    content_type: str = ""
    retry_after: str = ""
    body: bytes = field(repr=False, default=b"")


class NotSent(Exception):
    """To be raised by a transport that is certain that not a byte of the request has left. Any
    other exception means that it may have."""


Transport = Callable[[Request], Response]
AsyncTransport = Callable[[Request], Awaitable[Response]]


class HttpTransport:
    """Sends over the standard library, each request on a connection of its own.

    timeout: seconds, of connecting and of each read.
    """

    def __init__(self, timeout: float = 30.0, context: Optional[ssl.SSLContext] = None) -> None:
        self._timeout = timeout
        self._context = context

    def __call__(self, request: Request) -> Response:
        parts = urllib.parse.urlsplit(request.url)
        host = parts.hostname or ""
        connection: http.client.HTTPConnection
        if parts.scheme == "https":
            context = self._context or ssl.create_default_context()
            connection = http.client.HTTPSConnection(host, parts.port, timeout=self._timeout,
                                                     context=context)
        else:
            connection = http.client.HTTPConnection(host, parts.port, timeout=self._timeout)
        try:
            try:
                connection.connect()
            except OSError as why:
                raise NotSent(type(why).__name__) from None
            target = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
            connection.request(request.method, target, request.body or None, dict(request.headers))
            answer = connection.getresponse()
            return Response(answer.status, answer.getheader("Content-Type", ""),
                            answer.getheader("Retry-After", ""), answer.read(LARGEST_ANSWER))
        finally:
            connection.close()


class HttpxTransport:
    """Sends over an httpx.Client of the caller's, which it does not close."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def __call__(self, request: Request) -> Response:
        import httpx

        try:
            with self._client.stream(request.method, request.url, headers=request.headers,
                                     content=request.body or None, follow_redirects=False) as answer:
                body = bytearray()
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > LARGEST_ANSWER:
                        break
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as why:
            raise NotSent(type(why).__name__) from None
        return _httpx_response(answer, bytes(body))


class AsyncHttpxTransport:
    """Sends over an httpx.AsyncClient of the caller's, which it does not close."""

    def __init__(self, client: Any) -> None:
        self._client = client

    async def __call__(self, request: Request) -> Response:
        import httpx

        try:
            async with self._client.stream(
                    request.method, request.url, headers=request.headers,
                    content=request.body or None, follow_redirects=False) as answer:
                body = bytearray()
                parts = answer.aiter_bytes()
                async for part in parts:
                    body += part
                    if len(body) > LARGEST_ANSWER:
                        await parts.aclose()
                        break
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as why:
            raise NotSent(type(why).__name__) from None
        return _httpx_response(answer, bytes(body))


def _httpx_response(answer: Any, body: bytes) -> Response:
    return Response(answer.status_code, answer.headers.get("content-type", ""),
                    answer.headers.get("retry-after", ""), body)
