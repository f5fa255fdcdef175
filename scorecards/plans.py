"""What lines are summed up by: the issues above them, in the plan in force at the cut-off.

A line points at the entry that it was put under. When the plan is revised later, the entry of the
version in force with the same identity stands for it (`strategies/versions.py`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from common.composed import Values
from kpis.models import Round
from strategies.models import Level, PlanNode
from strategies.versions import RESOLVED, Versions, counting

UPWARD = ("node", "node__parent", "node__parent__parent", "node__parent__parent__parent")
"""From the node of a line towards the root: an issue has at most three levels under it."""


@dataclass(frozen=True)
class Group:
    """What lines are summed up by: the issue of the plan above them."""

    id: str
    title_th: str = ""
    title_en: str = ""
    node: int | None = None


class Entry(NamedTuple):
    """An entry of a version that was adopted, with what decides when the version counts."""

    area: int
    status: str
    version: int
    first_year: int
    last_year: int
    adopted_on: dt.date
    pk: int
    plan_id: int
    parent_id: int | None
    identity: UUID
    retired: bool
    level: str
    code: str
    title_th: str
    title_en: str


def read(areas: set[int]) -> list[Values]:
    """The entries of all adopted versions of the areas; one query, none without areas."""
    if not areas:
        return []
    rows = PlanNode.with_retired.filter(plan__area__in=areas, plan__status__in=RESOLVED)
    return list(
        rows.order_by("pk").values_list(
            *("plan__area_id", "plan__status", "plan__version", "plan__first_year"),
            *("plan__last_year", "plan__adopted_on", "pk", "plan_id", "parent_id", "identity"),
            *("retired", "level", "code", "title_th", "title_en"),
        )
    )


@dataclass(frozen=True)
class InForce:
    """The version in force at a round's cut-off; `plan` is None where there is only one."""

    versions: Versions[Entry]
    plan: int | None

    def place(self, row: dict[str, Any]) -> tuple[Group, int | None]:
        """What a line is summed up by, and the node that it stands under."""
        entry = self.plan and self.versions.within(row["node_id"], self.plan)
        if not entry:
            return _as_hung(row), row["node_id"]
        for one in self.versions.path(entry):
            if one.level == Level.ISSUE:
                return Group(one.code or str(one.pk), one.title_th, one.title_en, one.pk), entry.pk
        return _outside(row), entry.pk


class Plans:
    """The versions of the areas whose plans were revised."""

    def __init__(self, rows: Iterable[Values]) -> None:
        self._versions = Versions(Entry(*row) for row in rows)
        self._plans: dict[int, dict[int, Entry]] = {}
        for one in self._versions.entries.values():
            self._plans.setdefault(one.area, {}).setdefault(one.plan_id, one)

    def at(self, round: Round) -> InForce:
        """The version in force at the cut-off of a round."""
        of_area = self._plans.get(round.area_id, {}).values()
        plan = counting(of_area, round.fiscal_year, round.cut_off)
        return InForce(self._versions, plan.plan_id if plan else None)


def _as_hung(row: dict[str, Any]) -> Group:
    """The issue above the node that the line points at."""
    for node in UPWARD:
        if row[f"{node}__level"] == Level.ISSUE:
            code = row[f"{node}__code"] or str(row[f"{node}__id"])
            title_th, title_en = row[f"{node}__title_th"], row[f"{node}__title_en"]
            return Group(code, title_th, title_en, row[f"{node}__id"])
    return _outside(row)


def _outside(row: dict[str, Any]) -> Group:
    """A line under no issue is summed up by what stands before the first dot of its code."""
    return Group(row["code"].split(".")[0])
