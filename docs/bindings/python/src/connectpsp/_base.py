# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""What all values have."""

from __future__ import annotations

import dataclasses
import datetime
import secrets
from enum import Enum
from typing import Any, ClassVar, Dict, Generic, Tuple, Type, TypeVar, Union

from . import _library
from .money import Money

E = TypeVar("E", bound=Enum)
R = TypeVar("R", bound="Value", covariant=True)


def open_enumeration(kind: Type[E], text: str) -> Union[E, str]:
    """The member of an enumeration, or the text of a value that this version does not know."""
    known = kind._value2member_map_.get(text)
    return text if known is None else known  # type: ignore[return-value]


def new_idempotency_key() -> str:
    """A UUID of version 4, from the system's random bytes."""
    return _library.text_of("idempotency_key", secrets.token_bytes(16))


class Value:
    """A value of the API. Immutable.

    Its repr is safe for a log: texts are hidden, because they may be a name, a document or a key.
    """

    shown: ClassVar[Tuple[str, ...]] = ()

    @classmethod
    def from_form(cls, form: Dict[str, Any]) -> Value:
        raise NotImplementedError

    def to_form(self) -> Dict[str, Any]:
        raise NotImplementedError

    def __repr__(self) -> str:
        parts = []
        for each in dataclasses.fields(self):  # type: ignore[arg-type]
            name = each.name
            value = getattr(self, name)
            if value is None or value == ():
                continue
            is_text = name not in self.shown or type(value) is str
            parts.append(f"{name}={'***' if is_text else repr(value)}")
        return f"{type(self).__name__}({', '.join(parts)})"

    @staticmethod
    def read_time(text: str) -> datetime.datetime:
        whole, _, fraction = text[:-1].partition(".")
        # The library writes as many decimals as there are; Python 3.9 reads six or none.
        return datetime.datetime.fromisoformat(
            f"{whole}.{fraction:0<6}+00:00" if fraction else f"{whole}+00:00")

    @staticmethod
    def write(value: Any, kind: Type[Value], name: str) -> Dict[str, Any]:
        if not isinstance(value, kind):
            raise TypeError(f"{name} takes a {kind.__name__}, not {type(value).__name__}")
        return value.to_form()

    @staticmethod
    def write_money(value: Any, name: str) -> str:
        if type(value) is not Money:
            raise TypeError(f"{name} takes Money, not {type(value).__name__}")
        return str(value.centavos)

    @staticmethod
    def write_integer(value: Any, name: str) -> str:
        if type(value) is not int:
            raise TypeError(f"{name} takes an int, not {type(value).__name__}")
        return str(value)

    @staticmethod
    def write_boolean(value: Any, name: str) -> bool:
        if type(value) is not bool:
            raise TypeError(f"{name} takes a bool, not {type(value).__name__}")
        return value

    @staticmethod
    def write_text(value: Any, name: str) -> str:
        if isinstance(value, Enum):
            value = value.value
        if not isinstance(value, str):
            raise TypeError(f"{name} takes a str, not {type(value).__name__}")
        return value

    @staticmethod
    def write_time(value: Any, name: str) -> str:
        if not isinstance(value, datetime.datetime) or value.tzinfo is None:
            raise TypeError(f"{name} takes a datetime with a time zone")
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    @staticmethod
    def write_date(value: Any, name: str) -> str:
        if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
            raise TypeError(f"{name} takes a date, not {type(value).__name__}")
        return value.isoformat()


class Operation(Value, Generic[R]):
    """What Client.send() takes; R is the type of its result."""

    operation: ClassVar[str] = ""
    result_type: ClassVar[str] = ""
