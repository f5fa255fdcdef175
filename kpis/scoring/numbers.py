"""Decimal arithmetic of the engine: its own context, the one rounding, plain writing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from decimal import (
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from functools import cache

ZERO = Decimal(0)
WEIGHT_PLACES = 4
"""Decimals of a weight that redistribution made endless (5 × 20 ÷ 13 = 7.6923…)."""

PRECISION = 200
GUARDED = 150

_TRAPS = [InvalidOperation, DivisionByZero, Overflow]
_CONTEXT = Context(PRECISION, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], _TRAPS)
_SNAP = Context(GUARDED, ROUND_HALF_EVEN, -999999, 999999, 1, 0, [], _TRAPS)


def engine_context() -> AbstractContextManager[Context]:
    """The engine's own context: the caller's precision, rounding and traps do not reach in."""
    return localcontext(_CONTEXT)


@cache
def _unit(places: int) -> Decimal:
    return Decimal((0, (1,), -places))


def total_of(values: Iterable[Decimal]) -> Decimal:
    """Sum as Decimal, zero for nothing."""
    return sum(values, ZERO)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up to so many decimals.

    Thirds and the like are cut at 200 digits, so a sum that is exactly …5 may arrive as …4999….
    Rounding to 150 digits first restores it; what the customer adds up by hand then agrees.
    """
    return _SNAP.plus(value).quantize(_unit(places), ROUND_HALF_UP, _CONTEXT)


def shown(value: Decimal, places: int) -> str:
    """A score as it is shown: rounded once, with all its decimals."""
    return format(rounded(value, places), "f")


def plain(value: Decimal) -> str:
    """A weight or bound as a plain decimal: no exponent, no trailing zeros, no minus zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shown_weight(value: Decimal, entered: Decimal) -> str:
    """An effective weight: exact where it is the entered one, else rounded to four decimals."""
    if value == entered:
        return plain(value)
    exponent = entered.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) else 0
    return plain(rounded(value, max(WEIGHT_PLACES, own)))


def is_exact(value: Decimal, places: int) -> bool:
    """Whether nothing is lost by showing the value with so many decimals."""
    return _SNAP.plus(value) == rounded(value, places)
