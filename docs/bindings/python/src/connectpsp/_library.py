# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""The shared library, by ctypes. Nothing here decides anything about payments."""

from __future__ import annotations

import ctypes
import json
import os
import pathlib
import sys
import threading
from typing import Any, Callable, Dict, Optional, Tuple, Union

from .errors import ConnectPspError, error_of

VERSION = "0.1"  # the major and the minor version that this package was written for

OK, FAILED, BUFFER_TOO_SMALL, MISUSE, NO_MEMORY, UNEXPECTED = range(6)
DONE, SEND, WAIT = range(3)

Text = Union[str, bytes, None]


def _path() -> str:
    """CONNECTPSP_LIBRARY names another library than the one of the package."""
    chosen = os.environ.get("CONNECTPSP_LIBRARY")
    if chosen:
        return chosen
    name = {"win32": "connectpsp.dll", "darwin": "libconnectpsp.dylib"}.get(
        sys.platform, "libconnectpsp.so")
    return str(pathlib.Path(__file__).with_name(name))


_pointer = ctypes.c_void_p
_size = ctypes.c_size_t
_text = [ctypes.c_char_p, _size]
_out = [ctypes.c_char_p, _size, ctypes.POINTER(_size)]
_now = ctypes.c_int64
_step = [ctypes.POINTER(ctypes.c_int32), ctypes.POINTER(ctypes.c_int64)]
_handle = [ctypes.POINTER(_pointer)]

_ARGUMENTS: Dict[str, list[Any]] = {
    "interface": _out,
    "session_new": _text + _handle + _out,
    "session_after_fork": [_pointer],
    "exchange_new": [_pointer] + _text * 3 + [ctypes.c_uint64] + _handle + _out,
    "exchange_of_attempt": [_pointer] + _text * 3 + [ctypes.c_uint64] + _handle + _out,
    "exchange_start": [_pointer, _now] + _step,
    "exchange_receive": [_pointer, ctypes.c_int32] + _text * 3 + [_now] + _step,
    "exchange_fail": [_pointer, ctypes.c_int32, _now] + _step,
    "exchange_resume": [_pointer, _now] + _step,
    "exchange_cancel": [_pointer],
    "exchange_request": [_pointer] + _out,
    "exchange_result": [_pointer] + _out,
    "authorization_new": _text * 2 + _handle + _out,
    "build": [_pointer] + _text * 2 + _out,
    "parse": _text * 2 + [ctypes.c_int32] + _text * 3 + _out,
    "attempt_save": [_pointer] + _text * 2 + [_now] + _out,
    "attempt_load": [_pointer] + _text * 2 + _out,
    "reconcile": _text * 2 + [_now, _now, ctypes.c_int64] + _out,
    "webhook_receiver_new": _text + _handle + _out,
    "webhook_receive": [_pointer] + _text * 3 + _out,
    "check_freshness": _text + [_now, ctypes.c_int64] + _out,
    "compare_status": _text * 3 + _out,
    "plan_rebalance": _text + [ctypes.c_int64] + _out,
    "redact": _text * 2 + _out,
    "check_text": _text * 2 + _out,
    "idempotency_key": [ctypes.c_char_p] + _out,
    "br_code_read": _text + _out,
    "br_code_make": _text * 2 + _out,
}


def _load() -> Dict[str, Callable[..., int]]:
    path = _path()
    try:
        library = ctypes.CDLL(path)
    except OSError as why:
        raise ImportError(f"connectpsp: cannot load {path}: {why}") from None
    library.connectpsp_version.restype = ctypes.c_char_p
    library.connectpsp_version.argtypes = []
    version = library.connectpsp_version().decode()
    if version.rpartition(".")[0] != VERSION:
        raise ImportError(f"connectpsp: {path} is of version {version}, this package needs {VERSION}")
    functions: Dict[str, Callable[..., int]] = {}
    for name, arguments in _ARGUMENTS.items():
        function = getattr(library, f"connectpsp_{name}")
        function.argtypes = arguments
        function.restype = ctypes.c_int32
        functions[name] = function
    for name in ("session", "exchange", "authorization", "webhook_receiver"):
        function = getattr(library, f"connectpsp_{name}_free")
        function.argtypes = [_pointer]
        function.restype = None
        functions[f"{name}_free"] = function
    return functions


_functions = _load()


def _flat(arguments: Tuple[Any, ...]) -> list[Any]:
    """A text is two arguments: where it is, and its size."""
    flat: list[Any] = []
    for each in arguments:
        kind = type(each)
        if kind is str:
            each = each.encode("utf-8", "surrogatepass")
            flat += (each, len(each))
        elif kind is bytes:
            flat += (each, len(each))
        elif each is None:
            flat += (None, 0)
        else:
            flat.append(each)
    return flat


class _Room(threading.local):
    """A buffer for each thread, so that most answers need one call."""

    def __init__(self) -> None:
        self.buffer = ctypes.create_string_buffer(4096)


_room = _Room()


def _complain(name: str, status: int) -> None:
    if status == NO_MEMORY:
        raise MemoryError(f"connectpsp_{name}")
    what = "a handle that is closed, in use or of the parent process" if status == MISUSE else "a bug"
    raise RuntimeError(f"connectpsp_{name}: {what}")


def answer_of(name: str, *arguments: Any) -> bytes:
    """Calls a function that writes an answer. Raises a ConnectPspError where it fails."""
    flat = _flat(arguments)
    size = _size()
    buffer = _room.buffer
    status = _functions[name](*flat, buffer, len(buffer), ctypes.byref(size))
    while status == BUFFER_TOO_SMALL:
        buffer = ctypes.create_string_buffer(size.value)
        status = _functions[name](*flat, buffer, len(buffer), ctypes.byref(size))
    answer = ctypes.string_at(buffer, size.value)
    # An answer may hold a token: nothing is left in the buffer that the next call does not overwrite.
    ctypes.memset(buffer, 0, size.value)
    if status == OK:
        return answer
    if status == FAILED:
        raise error_of(json.loads(answer))
    _complain(name, status)
    raise AssertionError


def text_of(name: str, *arguments: Any) -> str:
    flat = list(arguments)
    if name == "idempotency_key":
        flat = [ctypes.c_char_p(arguments[0])]
    return answer_of(name, *flat).decode()


def form_of(name: str, *arguments: Any) -> Dict[str, Any]:
    form: Dict[str, Any] = json.loads(answer_of(name, *arguments))
    return form


class _Raw:
    """A handle of the library, freed when nothing refers to it. The arguments of a call do, so that a
    close() by another thread ends it after the call."""

    __slots__ = ("_as_parameter_", "_free")

    def __init__(self, at: ctypes.c_void_p, free: Callable[..., int]) -> None:
        self._as_parameter_ = at
        self._free = free

    def __del__(self) -> None:
        self._free(self._as_parameter_)


class Handle:
    """A handle of the library. close() ends it; the collector closes what was forgotten."""

    def __init__(self, kind: str, constructor: str, *arguments: Any) -> None:
        self._kind = kind
        self._raw: Optional[_Raw] = None
        made = _pointer()
        answer_of(constructor, *arguments, ctypes.byref(made))
        self._raw = _Raw(made, _functions[f"{kind}_free"])

    @property
    def at(self) -> _Raw:
        raw = self._raw
        if raw is None:
            raise RuntimeError(f"this {self._kind} is closed")
        return raw

    @property
    def is_open(self) -> bool:
        return self._raw is not None

    def close(self) -> None:
        self._raw = None


class Exchange(Handle):
    """One operation on its way."""

    def __init__(self, *arguments: Any) -> None:
        self._step = ctypes.c_int32()
        self._delay = ctypes.c_int64()
        super().__init__("exchange", *arguments)

    def move(self, name: str, *arguments: Any) -> Tuple[int, float]:
        """Moves it on; gives the step, and the seconds to wait."""
        status = _functions[f"exchange_{name}"](
            self.at, *_flat(arguments), ctypes.byref(self._step), ctypes.byref(self._delay))
        if status != OK:
            _complain(f"exchange_{name}", status)
        return self._step.value, self._delay.value / 1000

    def cancel(self) -> None:
        status = _functions["exchange_cancel"](self.at)
        if status != OK:
            _complain("exchange_cancel", status)


def after_fork(session: Handle) -> None:
    status = _functions["session_after_fork"](session.at)
    if status != OK:
        _complain("session_after_fork", status)


__all__ = ["ConnectPspError", "Exchange", "Handle", "after_fork", "answer_of", "form_of", "text_of"]
