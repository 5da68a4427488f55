# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Clients: they send what the library says, wait as long as it says, and hand answers in."""

from __future__ import annotations

import asyncio
import datetime
import json
import os
import secrets
import time
import weakref
from dataclasses import dataclass, field
from typing import Any, Awaitable, Callable, Dict, Optional, Sequence, Tuple, Type, TypeVar, Union

from . import _library, _values
from ._base import Operation, Value
from ._library import DONE, SEND, Exchange, Handle
from .money import Money
from .transports import AsyncTransport, HttpTransport, NotSent, Request, Response, Transport

R = TypeVar("R", bound=Value)


@dataclass(frozen=True)
class Credentials:
    """What ConnectPSP gives a merchant. Its repr shows the client id alone."""

    client_id: str
    client_secret: str = field(repr=False)
    application_token: str = field(repr=False)
    crypto_token: str = field(repr=False)

    @classmethod
    def from_environment(cls) -> Credentials:
        """From CONNECTPSP_CLIENT_ID, _CLIENT_SECRET, _APPLICATION_TOKEN and _CRYPTO_TOKEN."""
        names = ("CLIENT_ID", "CLIENT_SECRET", "APPLICATION_TOKEN", "CRYPTO_TOKEN")
        missing = [f"CONNECTPSP_{each}" for each in names if f"CONNECTPSP_{each}" not in os.environ]
        if missing:
            raise KeyError(f"not set: {', '.join(missing)}")
        return cls(*(os.environ[f"CONNECTPSP_{each}"] for each in names))


@dataclass(frozen=True)
class LoadedAttempt:
    """A saved operation that came back."""

    operation: Operation[Any]
    made_at: datetime.datetime


def now_in_microseconds() -> int:
    return time.time_ns() // 1000


def _microseconds(at: datetime.datetime) -> int:
    if at.tzinfo is None:
        raise TypeError("a datetime with a time zone is needed")
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (at - epoch) // datetime.timedelta(microseconds=1)


def _dump(form: Dict[str, Any]) -> str:
    return json.dumps(form, ensure_ascii=False, separators=(",", ":"))


_OPERATIONS: Dict[str, Type[Operation[Any]]] = {
    each.operation: each
    for each in vars(_values).values()
    if isinstance(each, type) and issubclass(each, Operation) and each.operation
}

_RESULTS: Dict[str, Type[Value]] = {
    name: getattr(_values, each.result_type) for name, each in _OPERATIONS.items()
}

_sessions: weakref.WeakSet[_Sessions] = weakref.WeakSet()


def _after_fork_in_child() -> None:
    for each in list(_sessions):
        each.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)


class _Sessions:
    """What both clients share: a session, and the calls that send nothing."""

    def __init__(self, environment: str, credentials: Credentials,
                 policy: Optional[_values.RetryPolicy], clock: Callable[[], int],
                 insecure_for_tests: bool) -> None:
        config = _config(environment, credentials, insecure_for_tests)
        self._policy = _dump(policy.to_form()) if policy is not None else None
        self._clock = clock
        self._session = Handle("session", "session_new", config)
        _sessions.add(self)

    def after_fork(self) -> None:
        if self._session.is_open:
            _library.after_fork(self._session)

    def close(self) -> None:
        """Ends the session. Operations that are under way go on."""
        self._session.close()

    def save_attempt(self, operation: Operation[Any]) -> str:
        """The record of an operation that moves money: one line, to be stored before send()."""
        _require_operation(operation)
        return _library.answer_of("attempt_save", self._session.at, operation.operation,
                                  _dump(operation.to_form()), self._clock()).decode()

    def load_attempt(self, record: str,
                     older_crypto_tokens: Sequence[str] = ()) -> LoadedAttempt:
        """Reads a record of this merchant and environment."""
        form = _library.form_of("attempt_load", self._session.at, record,
                                _older(older_crypto_tokens))
        kind = _OPERATIONS[form["operation"]]
        made = kind.from_form(json.loads(form["form"]))
        assert isinstance(made, Operation)
        return LoadedAttempt(made, Value.read_time(form["madeAt"]))

    def _begin(self, operation: Operation[Any]) -> Exchange:
        _require_operation(operation)
        return Exchange("exchange_new", self._session.at, operation.operation,
                        _dump(operation.to_form()), self._policy, secrets.randbits(64))

    def _take_up(self, record: str, older: Sequence[str]) -> Exchange:
        return Exchange("exchange_of_attempt", self._session.at, record, _older(older),
                        self._policy, secrets.randbits(64))


def _config(environment: str, credentials: Credentials, insecure_for_tests: bool) -> str:
    if not isinstance(credentials, Credentials):
        raise TypeError(f"credentials takes Credentials, not {type(credentials).__name__}")
    config: Dict[str, Any] = {
        "environment": environment,
        "clientId": credentials.client_id,
        "clientSecret": credentials.client_secret,
        "applicationToken": credentials.application_token,
        "cryptoToken": credentials.crypto_token,
    }
    if insecure_for_tests:
        config["insecureForTests"] = True
    return _dump(config)


def _older(tokens: Sequence[str]) -> Optional[str]:
    return _dump({"cryptoTokens": list(tokens)}) if tokens else None


def _require_operation(operation: Any) -> None:
    if not isinstance(operation, Operation) or not operation.operation:
        raise TypeError(f"an operation is needed, not {type(operation).__name__}")


def _request_of(exchange: Exchange) -> Request:
    return _request_from(_library.form_of("exchange_request", exchange.at))


def _request_from(form: Dict[str, Any]) -> Request:
    return Request(form["method"], form["url"],
                   tuple((each["name"], each["value"]) for each in form.get("headers", ())),
                   form["body"].encode())


def _hand_in(exchange: Exchange, answer: Response, now: int) -> Tuple[int, float]:
    return exchange.move("receive", answer.status, answer.content_type, answer.retry_after,
                         answer.body, now)


def _result_of(exchange: Exchange, operation: str) -> Any:
    return _RESULTS[operation].from_form(_library.form_of("exchange_result", exchange.at))


class Client(_Sessions):
    """Sends operations and waits for their results. Threads may share it.

    environment: "production", "staging" or a base URL.
    transport:   HttpTransport() unless given; HttpxTransport(client) keeps connections.
    policy:      how often a request is sent, and for how long.
    """

    def __init__(self, environment: str, credentials: Credentials, *,
                 transport: Optional[Transport] = None,
                 policy: Optional[_values.RetryPolicy] = None,
                 clock: Callable[[], int] = now_in_microseconds,
                 sleep: Callable[[float], None] = time.sleep,
                 insecure_for_tests: bool = False) -> None:
        super().__init__(environment, credentials, policy, clock, insecure_for_tests)
        self._transport: Transport = transport if transport is not None else HttpTransport()
        self._sleep = sleep

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, operation: Operation[R]) -> R:
        """Carries an operation out: obtains tokens, retries where that is safe, checks the answer.

        Raises OutcomeUnknown where money may have moved; other ConnectPspErrors where nothing has.
        """
        result: R = self._run(self._begin(operation), operation.operation)
        return result

    def resume(self, record: str, older_crypto_tokens: Sequence[str] = ()) -> Any:
        """Sends a saved operation again: the same bytes, the same key."""
        name = self.load_attempt(record, older_crypto_tokens).operation.operation
        return self._run(self._take_up(record, older_crypto_tokens), name)

    def _run(self, exchange: Exchange, operation: str) -> Any:
        try:
            step, delay = exchange.move("start", self._clock())
            while step != DONE:
                if step != SEND:
                    self._sleep(delay)
                    step, delay = exchange.move("resume", self._clock())
                    continue
                request = _request_of(exchange)
                try:
                    answer = self._transport(request)
                except NotSent:
                    step, delay = exchange.move("fail", 1, self._clock())
                except Exception:
                    step, delay = exchange.move("fail", 0, self._clock())
                else:
                    step, delay = _hand_in(exchange, answer, self._clock())
            return _result_of(exchange, operation)
        except BaseException as why:
            _tell(exchange, why)
            raise
        finally:
            exchange.close()


class AsyncClient(_Sessions):
    """The same for asyncio. One client belongs to one event loop.

    transport: AsyncHttpxTransport(httpx.AsyncClient()), or any `async def` from Request to Response.
    """

    def __init__(self, environment: str, credentials: Credentials, *, transport: AsyncTransport,
                 policy: Optional[_values.RetryPolicy] = None,
                 clock: Callable[[], int] = now_in_microseconds,
                 sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
                 insecure_for_tests: bool = False) -> None:
        super().__init__(environment, credentials, policy, clock, insecure_for_tests)
        self._transport = transport
        self._sleep = sleep

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    async def send(self, operation: Operation[R]) -> R:
        """See Client.send(). When the task is cancelled, CancelledError carries, as its cause, what
        is known of the operation: OutcomeUnknown where it may have been carried out. Before Python
        3.11, whoever awaits the task finds it at the exception's __context__."""
        result: R = await self._run(self._begin(operation), operation.operation)
        return result

    async def resume(self, record: str, older_crypto_tokens: Sequence[str] = ()) -> Any:
        """Sends a saved operation again: the same bytes, the same key."""
        name = self.load_attempt(record, older_crypto_tokens).operation.operation
        return await self._run(self._take_up(record, older_crypto_tokens), name)

    async def _run(self, exchange: Exchange, operation: str) -> Any:
        try:
            step, delay = exchange.move("start", self._clock())
            while step != DONE:
                if step != SEND:
                    await self._sleep(delay)
                    step, delay = exchange.move("resume", self._clock())
                    continue
                request = _request_of(exchange)
                try:
                    answer = await self._transport(request)
                except NotSent:
                    step, delay = exchange.move("fail", 1, self._clock())
                except Exception:
                    step, delay = exchange.move("fail", 0, self._clock())
                else:
                    step, delay = _hand_in(exchange, answer, self._clock())
            return _result_of(exchange, operation)
        except BaseException as why:
            _tell(exchange, why)
            raise
        finally:
            exchange.close()


def _tell(exchange: Exchange, why: BaseException) -> None:
    """Where a caller is interrupted, says what is known of the operation: as the cause."""
    if isinstance(why, _library.ConnectPspError) or why.__cause__ is not None:
        return
    try:
        exchange.cancel()
        _library.answer_of("exchange_result", exchange.at)
    except _library.ConnectPspError as known:
        known.__traceback__ = None
        why.__cause__ = known
    except Exception:
        pass


class Authorization:
    """The header fields of one access token, for build(). Threads may share it.

    With an empty access token it builds ObtainToken alone.
    """

    def __init__(self, environment: str, credentials: Credentials, access_token: str = "") -> None:
        self._authorization = Handle("authorization", "authorization_new",
                                     _config(environment, credentials, False), access_token)

    def build(self, operation: Operation[Any]) -> Request:
        """The request of an operation, for an HTTP stack of the caller's. Sends nothing."""
        _require_operation(operation)
        return _request_from(_library.form_of("build", self._authorization.at, operation.operation,
                                              _dump(operation.to_form())))

    def close(self) -> None:
        self._authorization.close()


def parse(operation: Union[Type[Operation[R]], Operation[R]], answer: Response) -> R:
    """Reads a response. Of an operation, and not only its class, it is also checked to be about it."""
    form = _dump(operation.to_form()) if isinstance(operation, Operation) else None
    result: R = getattr(_values, operation.result_type).from_form(_library.form_of(
        "parse", operation.operation, form, answer.status, answer.content_type, answer.retry_after,
        answer.body))
    return result


def reconcile(operation: Type[Operation[Any]], *, made_at: datetime.datetime,
              now: datetime.datetime, key_retention: datetime.timedelta,
              transaction_id: Optional[str] = None) -> _values.Reconciliation:
    """Says how to find out what became of an operation whose outcome is unknown."""
    return _values.Reconciliation.from_form(_library.form_of(
        "reconcile", operation.operation, transaction_id, _microseconds(made_at),
        _microseconds(now), key_retention // datetime.timedelta(seconds=1)))


def plan_rebalance(balance: _values.Balance, exposure: Money) -> _values.RebalancePlan:
    """Plans the rebalance that makes the transactional balance equal to an exposure."""
    return _values.RebalancePlan.from_form(_library.form_of(
        "plan_rebalance", _dump(Value.write(balance, _values.Balance, "balance")),
        int(Value.write_money(exposure, "exposure"))))


def compare_status(current: Any, incoming: Any) -> str:
    """`advanced`, `duplicate`, `stale` or `conflicting`. One of the two is of an enumeration."""
    for kind, name in ((_values.CashInStatus, "cash_in_status"),
                       (_values.CashOutStatus, "cash_out_status")):
        if isinstance(current, kind) or isinstance(incoming, kind):
            return _library.text_of("compare_status", name, Value.write_text(current, "current"),
                                    Value.write_text(incoming, "incoming"))
    raise TypeError("compare_status takes a CashInStatus or a CashOutStatus")


def redact(value: Operation[Any]) -> str:
    """An operation as one line for a log: amounts, times, known enumerators and ids."""
    _require_operation(value)
    return _library.text_of("redact", value.operation, _dump(value.to_form()))


def check_text(kind: str, text: str) -> str:
    """The regular spelling of a document, key, id or other checked text. Raises InvalidArgument."""
    return _library.text_of("check_text", kind, text)


def read_br_code(text: str) -> _values.BrCode:
    """Reads the text of "copia e cola"."""
    return _values.BrCode.from_form(_library.form_of("br_code_read", text))


def make_br_code(parts: Any) -> str:
    """Makes the text of a StaticBrCode or a DynamicBrCode."""
    for kind, name in ((_values.StaticBrCode, "static_br_code_form"),
                       (_values.DynamicBrCode, "dynamic_br_code_form")):
        if isinstance(parts, kind):
            return _library.text_of("br_code_make", name, _dump(parts.to_form()))
    raise TypeError(f"a StaticBrCode or DynamicBrCode is needed, not {type(parts).__name__}")
