"""Slots: where an upper app shows itself on a lower app's page without being imported there.

An upper app fills a slot in its `AppConfig.ready()`; the lower app renders what is registered.
"""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Callable[..., object])


class Slot(Generic[Thing]):
    """An ordered list of callables, filled at start-up, the same for the life of the process."""

    def __init__(self, meaning: str) -> None:
        self.meaning = meaning
        self._filled: list[tuple[int, str, Thing]] = []

    def fill(self, thing: Thing, *, order: int = 50) -> Thing:
        """Add a callable; filling twice with the same name replaces it (autoreload)."""
        name = f"{thing.__module__}.{thing.__qualname__}"
        self._filled = [entry for entry in self._filled if entry[1] != name]
        self._filled.append((order, name, thing))
        self._filled.sort(key=lambda entry: entry[:2])
        return thing

    def __iter__(self) -> Iterator[Thing]:
        return (thing for _, _, thing in self._filled)
