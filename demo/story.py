"""The demo province from beginning to end: the parts in their order, each built once."""

from collections.abc import Callable, Iterator
from functools import partial

from demo import agreements, areas, cards, committees, frozen, people, plans, projects, results
from demo.told import Built

Part = Callable[[], list[Built]]


def parts(password: str = people.PASSWORD) -> Iterator[tuple[str, Part]]:
    """Name and builder of each part. A part stands on the earlier ones and adds what is missing."""
    yield "areas", areas.build
    yield "people", partial(people.build, password)
    yield "plans", plans.build
    yield "projects", projects.build
    yield "committees", committees.build
    yield "cards", lambda: cards.build(areas.nakhonsawan())
    yield "links", projects.link_indicators
    yield "results", lambda: results.build(areas.nakhonsawan())
    yield "agreements", lambda: agreements.build(areas.nakhonsawan())
    yield "frozen", lambda: frozen.build(areas.nakhonsawan())


def stands() -> bool:
    """Whether the whole story is there, asked at every start: its last part needs all others."""
    return people.stands() and agreements.stands() and frozen.stands()
