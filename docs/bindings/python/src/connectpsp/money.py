# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Amounts in Brazilian reais."""

from __future__ import annotations

import decimal
from typing import Union

LARGEST = 2**63 - 1


class Money:
    """An amount in reais, held as a whole number of centavos. Immutable and exact.

    Money(15050) is R$ 150,50. A float is refused, because most amounts have no float.
    """

    __slots__ = ("_centavos",)
    _centavos: int

    def __init__(self, centavos: int) -> None:
        if type(centavos) is not int:
            raise TypeError(f"Money takes centavos as an int, not {type(centavos).__name__}")
        if not -LARGEST - 1 <= centavos <= LARGEST:
            raise ValueError("an amount beyond 64 bits of centavos")
        object.__setattr__(self, "_centavos", centavos)

    @classmethod
    def of(cls, reais: Union[str, decimal.Decimal, int]) -> Money:
        """The amount of so many reais: "150.50", Decimal("150.50") or 150.

        Raises ValueError for more than two decimals, TypeError for a float.
        """
        if isinstance(reais, bool) or not isinstance(reais, (str, decimal.Decimal, int)):
            raise TypeError(f"Money.of takes str, Decimal or int, not {type(reais).__name__}")
        try:
            exact = decimal.Decimal(reais)
        except decimal.InvalidOperation:
            raise ValueError("not an amount") from None
        if not exact.is_finite():
            raise ValueError("not an amount")
        sign, digits, exponent = exact.as_tuple()
        assert isinstance(exponent, int)
        if len(digits) + abs(exponent) > 60:
            raise ValueError("an amount beyond 64 bits of centavos")
        value = int("".join(map(str, digits)))
        shift = exponent + 2
        if shift < 0 and value % 10**-shift != 0:
            raise ValueError("an amount has at most two decimals")
        value = value * 10**shift if shift >= 0 else value // 10**-shift
        return cls(-value if sign else value)

    @classmethod
    def read(cls, digits: str) -> Money:
        """The amount of the binding form, which the library has written."""
        made = object.__new__(cls)
        object.__setattr__(made, "_centavos", int(digits))
        return made

    @property
    def centavos(self) -> int:
        return self._centavos

    def to_decimal(self) -> decimal.Decimal:
        """The amount in reais, exactly, with two decimals."""
        return decimal.Decimal(self._centavos).scaleb(-2, decimal.Context(prec=40))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("Money is immutable")

    def __str__(self) -> str:
        whole, part = divmod(abs(self._centavos), 100)
        return f"{'-' if self._centavos < 0 else ''}{whole}.{part:02}"

    def __repr__(self) -> str:
        return f"Money({self._centavos})"

    def __hash__(self) -> int:
        return hash((Money, self._centavos))

    def __eq__(self, other: object) -> bool:
        return self._centavos == other._centavos if isinstance(other, Money) else NotImplemented

    def __lt__(self, other: Money) -> bool:
        return self._centavos < other._centavos if isinstance(other, Money) else NotImplemented

    def __le__(self, other: Money) -> bool:
        return self._centavos <= other._centavos if isinstance(other, Money) else NotImplemented

    def __gt__(self, other: Money) -> bool:
        return self._centavos > other._centavos if isinstance(other, Money) else NotImplemented

    def __ge__(self, other: Money) -> bool:
        return self._centavos >= other._centavos if isinstance(other, Money) else NotImplemented

    def __add__(self, other: Money) -> Money:
        return Money(self._centavos + other._centavos) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: Money) -> Money:
        return Money(self._centavos - other._centavos) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Money:
        return Money(-self._centavos)

    def __bool__(self) -> bool:
        return self._centavos != 0

    def __reduce__(self) -> tuple[type[Money], tuple[int]]:
        return (Money, (self._centavos,))
