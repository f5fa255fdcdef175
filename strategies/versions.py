"""The versions of plans beside each other: which counts on a day, which entry stands for which.

A revision copies the entries of a plan, and each copy keeps its `identity`. What hangs on an entry
(lines of a card, projects, references) goes on pointing at the version that it was hung on.
Whoever shows it asks here which entry of the version that counts stands for that one.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from strategies.models import Plan, PlanNode

RESOLVED = frozenset([str(Plan.Status.ADOPTED), str(Plan.Status.SUPERSEDED)])


class Dated(Protocol):
    """What of a version decides whether it counts."""

    @property
    def pk(self) -> Any: ...
    @property
    def status(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def first_year(self) -> int: ...
    @property
    def last_year(self) -> int: ...
    @property
    def adopted_on(self) -> dt.date | None: ...


class Placed(Protocol):
    """What of an entry says which one it is and what it stands under."""

    @property
    def pk(self) -> Any: ...
    @property
    def plan_id(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...
    @property
    def identity(self) -> UUID: ...
    @property
    def retired(self) -> bool: ...
    @property
    def level(self) -> str: ...


Version = TypeVar("Version", bound=Dated)
Item = TypeVar("Item", bound=Placed)


class Entry(NamedTuple):
    """An entry as `read` gives it."""

    pk: int
    plan_id: int
    parent_id: int | None
    identity: UUID
    retired: bool
    level: str


ENTRY = Entry._fields


class Versions(Generic[Item]):
    """The entries of versions, those that a version retired among them."""

    def __init__(self, entries: Iterable[Item]) -> None:
        self.entries: dict[int, Item] = {one.pk: one for one in entries}
        self._same = {(one.plan_id, one.identity): one for one in self.entries.values()}

    def same(self, pk: int | None, plan: int) -> Item | None:
        """The entry of a version with the same identity; None where the version has it no more."""
        known = self.entries.get(pk or 0)
        found = known and self._same.get((plan, known.identity))
        return None if found is None or found.retired else found

    def within(self, pk: int | None, plan: int) -> Item | None:
        """The entry of a version that stands for an entry of any version.

        It is the one with the same identity. Where the version gave that one up, it is the nearest
        one above that still stands, so that nothing that hangs there gets lost.
        """
        at = self.entries.get(pk or 0)
        while at is not None:
            own = self._same.get((plan, at.identity), at)
            if own.plan_id == plan and not own.retired:
                return own
            at = self.entries.get(own.parent_id or 0)
        return None

    def path(self, item: Item) -> tuple[Item, ...]:
        """The entry with those above it in its version, the uppermost first."""
        over = self.entries.get(item.parent_id or 0)
        return (*self.path(over), item) if over else (item,)


def read(areas: Iterable[int]) -> Versions[Entry]:
    """The entries of all versions of some areas; one query, none without areas."""
    rows = PlanNode.with_retired.filter(plan__area__in=set(areas)).order_by()
    return Versions(Entry(*row) for row in rows.values_list(*ENTRY))


def counting(
    versions: Iterable[Version], fiscal_year: int, day: dt.date | None = None
) -> Version | None:
    """The version of an area's plan that counts for a year: the one in force, else the newest one.

    day: on this day it was the one adopted last, of those that cover the year. Where none was
    adopted by then, it is the one that counts now.
    """
    covering = [one for one in versions if one.first_year <= fiscal_year <= one.last_year]
    by_then = [
        (one.adopted_on, one.version, one.pk, one)
        for one in covering
        if day and one.status in RESOLVED and one.adopted_on and one.adopted_on <= day
    ]
    if by_then:
        return max(by_then, key=lambda found: found[:3])[-1]
    covering.sort(key=lambda one: (one.status == Plan.Status.ADOPTED, one.version, one.pk))
    return covering[-1] if covering else None


def current(nodes: Iterable[PlanNode], *, above: bool = False) -> dict[int, PlanNode]:
    """What stands in the version in force for each of the nodes, by the node's pk.

    It is the node itself where its own version was not superseded, or the one in force has it no
    more; above: then what stands nearest above it. The nodes are read with their plans. One query,
    none where no version is superseded.
    """
    found = {one.pk: one for one in nodes}
    old = [one for one in found.values() if one.plan.status == Plan.Status.SUPERSEDED]
    if not old:
        return found
    areas = {one.plan.area_id for one in old}
    rows = PlanNode.with_retired.filter(plan__area__in=areas).select_related("plan__area")
    entries = Versions(rows.order_by())
    plans = {one.plan_id: one.plan for one in entries.entries.values()}.values()
    for node in old:
        of_area = (one for one in plans if one.area_id == node.plan.area_id)
        plan = counting(of_area, node.plan.last_year)
        if plan is not None:
            stands = entries.within if above else entries.same
            found[node.pk] = stands(node.pk, plan.pk) or node
    return found
