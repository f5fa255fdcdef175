"""The order of a plan's tree and the codes that follow from it. Plain values, no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where one node stands: what it stands under, its level, and its place among all."""

    pk: int
    parent: int | None
    level: str
    position: int


Below = dict[int | None, list[Place]]


def below(places: Iterable[Place]) -> Below:
    """What stands under each node, in order."""
    found: Below = {}
    for place in sorted(places, key=lambda one: (one.position, one.pk)):
        found.setdefault(place.parent, []).append(place)
    return found


def depth_first(tree: Below, under: int | None = None) -> Iterator[Place]:
    """Every node before what stands below it: the order in which a plan is read."""
    for place in tree.get(under, ()):
        yield place
        yield from depth_first(tree, place.pk)


def branch(tree: Below, pk: int) -> frozenset[int]:
    """A node with everything below it."""
    return frozenset([pk, *(place.pk for place in depth_first(tree, pk))])


def moved(places: Iterable[Place], pk: int, parent: int | None, before: int | None) -> list[Place]:
    """All nodes in reading order after one stands elsewhere: in front of `before`, or last."""
    tree = below(places)
    node = next(place for places in tree.values() for place in places if place.pk == pk)
    tree[node.parent] = [place for place in tree[node.parent] if place.pk != pk]
    siblings = tree.setdefault(parent, [])
    at = next((n for n, place in enumerate(siblings) if place.pk == before), len(siblings))
    siblings.insert(at, Place(pk, parent, node.level, node.position))
    return [
        Place(place.pk, place.parent, place.level, position)
        for position, place in enumerate(depth_first(tree), start=1)
    ]


def codes(places: Iterable[Place], *, without: Iterable[str]) -> dict[int, str]:
    """1, 1.2, 1.2.3 by order: counted among all siblings, so that no two read the same.

    without: levels that carry no code; what stands under them counts from 1, each level for itself
    (missions and issues under the vision).
    """
    tree = below(places)
    bare = frozenset(without)
    given: dict[int, str] = {}
    counts: dict[tuple[str, str], int] = {}
    for place in depth_first(tree):
        if place.level in bare:
            given[place.pk] = ""
            continue
        above = given.get(place.parent, "") if place.parent is not None else ""
        series = (above, "" if above else place.level)
        number = counts[series] = counts.get(series, 0) + 1
        given[place.pk] = f"{above}.{number}" if above else str(number)
    return given
