"""Values that are worked out once for the same basis, and kept in the process (docs/adr/0016).

What a value comes from is read each time. Only where all of it is the same as before, the value is
the same too. So the basis must hold everything that the value is made of, as it was read, or the
name under which it is kept must.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

Basis = TypeVar("Basis")
Value = TypeVar("Value")


@dataclass(slots=True)
class _Latest(Generic[Basis, Value]):
    """The value of one name as it was last worked out, with what from."""

    known: tuple[Basis, Value] | None = None


class Kept(Generic[Basis, Value]):
    """Of each name the latest value; the name that was asked for longest ago makes room.

    A value is shared by all who ask: nobody may change it.
    """

    def __init__(self, most: int) -> None:
        @lru_cache(maxsize=most)
        def place(name: Hashable) -> _Latest[Basis, Value]:
            return _Latest()

        self._places = place

    def value(self, name: Hashable, basis: Basis, work_out: Callable[[], Value]) -> Value:
        """The value kept under the name, worked out anew where the basis is another one."""
        latest = self._places(name)
        known = latest.known
        if known is None or known[0] != basis:
            known = latest.known = basis, work_out()
        return known[1]

    def forget(self) -> None:
        """Start anew."""
        self._places.cache_clear()

    def __len__(self) -> int:
        return self._places.cache_info().currsize
