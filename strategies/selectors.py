"""What the plan page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from common import slots
from common.language import page_language
from common.slots import NodeFact
from provinces.models import Area
from strategies import levels, trees, versions
from strategies.levels import Rules
from strategies.models import Level, Plan, PlanNode
from strategies.trees import Node

WHOLE = Decimal(100)
TOP = frozenset([str(Level.VISION), str(Level.MISSION)])
LISTED = 150  # with more projects than these, each node links to its list instead of showing it


@dataclass(frozen=True)
class Weights:
    """Total of the weights at the level that carries them, and whether it is what it must be."""

    label: str
    total: Decimal

    @property
    def whole(self) -> bool:
        return self.total == WHOLE


@dataclass(frozen=True)
class PlanPage:
    """A version of a plan with its tree in one fiscal year; `plan` is None where none covers it."""

    area: Area
    fiscal_year: int
    plan: Plan | None
    versions: tuple[Plan, ...] = ()
    labels: Mapping[str, str] | None = None
    vision: Node | None = None
    missions: tuple[Node, ...] = ()
    roots: tuple[Node, ...] = ()
    weights: Weights | None = None
    project_count: int = 0
    query: str = ""
    found: int = 0
    placing: str = ""

    @property
    def lists_projects(self) -> bool:
        """Whether the projects stand under their strategies by name, or only as a number."""
        return bool(self.query) or self.project_count <= LISTED

    @property
    def is_sample(self) -> bool:
        """Whether anything that the page names is made up."""
        named = (self.plan,) if self.plan else self.versions
        return any(plan.is_sample for plan in named)


def plan_tree(
    user: Any, area: Area, fiscal_year: int, *, query: str = "", version: int | None = None
) -> PlanPage:
    """The plan that covers a year, as a tree with what upper apps know of its nodes.

    Two queries, one more where there are several versions, and those of the slot `node_facts`,
    whatever the size of the plan.
    """
    every = tuple(_versions(area))
    plan = _chosen(every, fiscal_year, version)
    if plan is None:
        return PlanPage(area=area, fiscal_year=fiscal_year, plan=None, versions=every)
    plan.area = area  # already read; upper apps build addresses with it
    rules = levels.rules(plan)
    labels = {level: rule.label for level, rule in rules.items()}
    top, rest = _apart(nodes(plan, labels))
    roots = trees.build(rest, facts(user, plan, fiscal_year, alone=len(every) == 1))
    page = PlanPage(
        area=area,
        fiscal_year=fiscal_year,
        plan=plan,
        versions=every,
        labels=labels,
        vision=next((node for node in top if node.level == Level.VISION), None),
        missions=tuple(node for node in top if node.level == Level.MISSION),
        roots=roots,
        weights=_weights(roots, rules),
        project_count=sum(root.project_count for root in roots),
        placing=placing(user, plan, fiscal_year),
    )
    return _searched(page, query) if query.strip() else page


def _versions(area: Area) -> Iterator[Plan]:
    """All versions of an area, newest span first, each with the levels of its template."""
    found = levels.annotated(Plan.objects.filter(area=area))
    yield from found.order_by("-first_year", "-version", "-pk")


def _chosen(versions: tuple[Plan, ...], fiscal_year: int, version: int | None) -> Plan | None:
    """The version asked for; else the adopted one of the year; else the newest one."""
    covering = [one for one in versions if one.first_year <= fiscal_year <= one.last_year]
    asked = [one for one in covering if one.pk == version]
    adopted = [one for one in covering if one.status == Plan.Status.ADOPTED]
    return next(iter(asked or adopted or covering), None)


def nodes(plan: Plan, labels: Mapping[str, str]) -> list[tuple[Node, int | None]]:
    """The nodes of a version in their order, each with the pk of what it stands under."""
    joint = (
        PlanNode.joint_agencies.through.objects.filter(plannode=OuterRef("pk"))
        .order_by("agency__short_name")
        .values(json=JSONObject(name_th="agency__short_name", name_en="agency__name_en"))
    )
    rows = (
        PlanNode.objects.filter(plan=plan)
        .annotate(
            joint=ArraySubquery(joint),
            host_th=Coalesce("host__title_th", Value("")),
            host_en=Coalesce("host__title_en", Value("")),
            agency_th=Coalesce(
                NullIf("host__agency__short_name", Value("")), "host__agency__name_th", Value("")
            ),
            agency_en=Coalesce("host__agency__name_en", Value("")),
        )
        .order_by("position", "pk")
        .values(
            *("pk", "parent_id", "level", "code", "title_th", "title_en", "weight", "joint"),
            *("host_th", "host_en", "agency_th", "agency_en"),
        )
    )
    english = page_language() == "en"
    return [
        (
            Node(
                pk=row["pk"],
                level=row["level"],
                label=labels.get(row["level"], ""),
                code=row["code"],
                title=_worded(row, "title", english),
                host=_worded(row, "host", english),
                agency=_worded(row, "agency", english),
                joint=", ".join(_worded(one, "name", english) for one in row["joint"]),
                weight=row["weight"],
            ),
            row["parent_id"],
        )
        for row in rows
    ]


def _apart(
    flat: list[tuple[Node, int | None]],
) -> tuple[list[Node], list[tuple[Node, int | None]]]:
    """Vision and missions, and the other nodes with what each stands under."""
    top = [node for node, _parent in flat if node.level in TOP]
    above = {node.pk for node in top}
    return top, [
        (node, None if parent in above else parent)
        for node, parent in flat
        if node.level not in TOP
    ]


def facts(user: Any, plan: Plan, fiscal_year: int, *, alone: bool) -> dict[int, list[NodeFact]]:
    """What upper apps know of a version's nodes, also where it hangs on another version's.

    alone: the area has no other version, so that nothing can.
    """
    entries = versions.read([] if alone else [plan.area_id])
    found: dict[int, list[NodeFact]] = {}
    for bring in slots.node_facts:
        for pk, brought in bring(user, plan, fiscal_year).items():
            own = entries.within(pk, plan.pk)
            found.setdefault(own.pk if own else pk, []).extend(brought)
    return found


def placing(user: Any, plan: Plan, fiscal_year: int) -> str:
    """Where a person puts indicators under an entry: an address that the entry's number completes.

    Empty for who may not.
    """
    found = (place(user, plan, fiscal_year) for place in slots.placing_indicators)
    return next((address for address in found if address), "")


def _weights(roots: tuple[Node, ...], rules: Rules) -> Weights | None:
    """The total at the uppermost level that the template weighs."""
    weighted = [root for root in roots if root.level in rules and rules[root.level].weighted]
    if not weighted:
        return None
    total = sum((node.weight or Decimal(0) for node in weighted), Decimal(0))
    return Weights(label=rules[weighted[0].level].label, total=total)


def _searched(page: PlanPage, query: str) -> PlanPage:
    roots, found = trees.search(page.roots, query)
    return replace(page, roots=roots, found=found, query=query.strip())


def _worded(row: Mapping[str, Any], field: str, english: bool) -> str:
    """The field in the reader's language; Thai where no English is known."""
    return str((english and row[f"{field}_en"]) or row[f"{field}_th"])
