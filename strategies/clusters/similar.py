"""How alike two titles are: the share of trigrams that they have in common. Plain Python.

The same measure as pg_trgm's similarity(), over the product's own search form, which the database
does not hold (docs/adr/0013).
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from common.thai.text import search_key

ALIKE = 0.4
"""From here on two titles are shown as alike; a person decides whether they are the same work."""

Thing = TypeVar("Thing")


def trigrams(text: str) -> frozenset[str]:
    """The runs of three signs in a title's search form, with the beginning and end marked."""
    key = f"  {search_key(text)} "
    return frozenset(key[at : at + 3] for at in range(len(key) - 2)) if key.strip() else frozenset()


def similarity(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same)."""
    return shared(trigrams(one), trigrams(other))


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The trigrams of both, of all that there are."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def pairs(
    things: Sequence[tuple[Thing, str, object]], least: float = ALIKE
) -> Iterator[tuple[Thing, Thing, float]]:
    """Every two things (thing, title, group) of different groups that are so much alike."""
    cut = [(thing, trigrams(title), group) for thing, title, group in things]
    for at, (one, of_one, here) in enumerate(cut):
        for other, of_other, there in cut[at + 1 :]:
            if here != there and (alike := shared(of_one, of_other)) >= least:
                yield one, other, alike
