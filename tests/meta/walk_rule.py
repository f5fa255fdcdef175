"""What a rule of the walk says of one address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.meta.walk_world import EVERYBODY, YEAR, World

People = frozenset[str]
Args = Callable[[World], list[Any]]
Body = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """One address, or one way of using it.

    elsewhere: the same object under the neighbour's address, where it must not exist. stores:
    whether a POST that may is to change a row. ok: what those who may get for a POST. but: people
    who get another answer than the rule says. open_to_csrf: changes nothing, so needs no token.
    """

    args: Args = lambda world: []
    sees: People = EVERYBODY
    get: People | None = EVERYBODY
    post: People | None = None
    body: Body = lambda world: {}
    elsewhere: Args | None = None
    stores: bool = True
    ok: tuple[int, ...] = (302,)
    but: Mapping[str, int] = field(default_factory=dict)
    only: str = ""
    query: str = ""
    open_to_csrf: bool = False
    is_api: bool = False
    shows_note_cards: bool = False


def of_area(*parts: str) -> Args:
    """The area's code, then what is named: `year`, `round`."""
    known: dict[str, Args] = {"year": lambda w: [YEAR], "round": lambda w: [w.round.code]}
    return lambda world: [world.area.code, *(one for part in parts for one in known[part](world))]
