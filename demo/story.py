"""The demo province from beginning to end: the parts in their order, each built once."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from demo import areas, people
from demo.told import Built

Part = Callable[[], list[Built]]


def parts(password: str = people.PASSWORD) -> Iterator[tuple[str, Part]]:
    """Name and builder of each part. A part stands on the earlier ones and adds what is missing."""
    yield "areas", areas.build
    yield "people", partial(people.build, password)


def stands() -> bool:
    """Whether the whole story is there: asked at every start, so a few cheap questions."""
    return people.stands()


def _brought(name: str) -> ModuleType | None:
    """A part that another module of the demo brings; None while it does not exist."""
    return import_module(f"demo.{name}") if find_spec(f"demo.{name}") else None
