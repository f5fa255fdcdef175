"""The demo province from beginning to end: the parts in their order, each built once."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from demo import areas, committees, people, plans, projects
from demo.told import Built
from provinces.models import Area

Part = Callable[[], list[Built]]


def parts(password: str = people.PASSWORD) -> Iterator[tuple[str, Part]]:
    """Name and builder of each part. A part stands on the earlier ones and adds what is missing."""
    yield "areas", areas.build
    yield "people", partial(people.build, password)
    yield "plans", plans.build
    yield "projects", projects.build
    yield "committees", committees.build
    if cards := _brought("cards"):
        yield "cards", partial(_told, "cards", cards.build)
        yield "links", projects.link_indicators
    if results := _brought("results"):
        yield "results", partial(_told, "results", results.build)


def stands() -> bool:
    """Whether the whole story is there: asked at every start, so a few cheap questions."""
    brought = [part for name in ("cards", "results") if (part := _brought(name))]
    asked = [people, plans, projects, committees, *brought] if brought else [people, plans]
    return all(part.stands() for part in asked if hasattr(part, "stands"))


def _told(name: str, build: Callable[[Area], object]) -> list[Built]:
    """Run a part that takes the province. It may tell what it built, or only how much."""
    told = build(areas.nakhonsawan())
    if isinstance(told, int):
        return [Built(name, told)]
    return [one for one in told if isinstance(one, Built)] if isinstance(told, list) else []


def _brought(name: str) -> ModuleType | None:
    """A part that another module of the demo brings; None while it does not exist."""
    return import_module(f"demo.{name}") if find_spec(f"demo.{name}") else None
