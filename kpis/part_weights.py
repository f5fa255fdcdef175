"""Weights of a composite's parts: of 1 for the engine, of 100 for people, like all weights."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from common.thai.digits import number_or_none

HUNDRED = Decimal(100)


def of_hundred(share: object) -> Decimal:
    """A share as people read it: 0.4 is 40."""
    return Decimal(str(share)) * HUNDRED


def share(weight: Decimal) -> Decimal:
    """A weight that somebody typed as the engine wants it: 40 is 0.4."""
    return weight / HUNDRED


def typed_sums(
    typed: Mapping[str, str], before: str = "", number: str = ""
) -> Iterator[tuple[str, Decimal]]:
    """What the weights in the boxes total: of the line (“”), and of each part that has parts."""
    weights, place = [], 0
    while f"{before}part-{place}-id" in typed:
        weights.append(number_or_none(typed.get(f"{before}part-{place}-weight", "")) or Decimal(0))
        place += 1
    if weights:
        yield number, sum(weights, Decimal(0))
    for inner in range(len(weights)):
        own = f"{before}part-{inner}-"
        if typed.get(f"{own}method") == "composite":
            below = f"{number}.{inner + 1}" if number else f"{inner + 1}"
            yield from typed_sums(typed, own, below)
