"""The demo province from beginning to end: the parts in their order, each built once."""

from collections.abc import Callable, Iterator
from functools import partial

from demo import (
    agency_cards,
    agreements,
    alignments,
    areas,
    cards,
    committees,
    frozen,
    invitations,
    members,
    people,
    plans,
    projects,
    results,
    revision,
    unusual,
)
from demo.told import Built

Part = Callable[[], list[Built]]


def parts(password: str = people.PASSWORD) -> Iterator[tuple[str, Part]]:
    """Name and builder of each part. A part stands on the earlier ones and adds what is missing."""
    yield "areas", areas.build
    yield "people", partial(people.build, password)
    yield "invitations", partial(invitations.build, password)
    yield "plans", plans.build
    yield "projects", projects.build
    yield "revision", revision.build
    yield "committees", committees.build
    yield "cards", lambda: cards.build(areas.nakhonsawan())
    yield "links", projects.link_indicators
    yield "results", lambda: results.build(areas.nakhonsawan())
    yield "cards of agencies", lambda: agency_cards.build(areas.nakhonsawan())
    yield "unusual", lambda: unusual.build(areas.nakhonsawan())
    yield "agreements", lambda: agreements.build(areas.nakhonsawan())
    yield "openings", lambda: agreements.build_openings(areas.nakhonsawan())
    yield "frozen", lambda: frozen.build(areas.nakhonsawan())
    yield "alignments", alignments.of_projects_of_today
    yield "members", members.build
    yield "consultation", members.consult


def stands() -> bool:
    """Whether the whole story is there, asked at every start: its last part needs all others."""
    return (
        people.stands()
        and agency_cards.stands()
        and agreements.stands()
        and frozen.stands()
        and members.stands()
    )
