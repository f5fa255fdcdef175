"""What the plan page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from common import slots
from common.composed import Composed, some_ids
from provinces.models import Area
from strategies import grown, levels, trees, weights
from strategies.levels import Rules
from strategies.models import Plan
from strategies.trees import Node
from strategies.weights import Total

LISTED = 150  # with more projects than these, each node links to its list instead of showing it
(_SOME_AREA,) = some_ids(1)


@dataclass(frozen=True)
class PlanPage:
    """A version of a plan with its tree in one fiscal year; `plan` is None where none covers it.

    drawn: where the tree's HTML stays once it is drawn (`grown.Tree`).
    """

    area: Area
    fiscal_year: int
    plan: Plan | None
    versions: tuple[Plan, ...] = ()
    labels: Mapping[str, str] | None = None
    vision: Node | None = None
    missions: tuple[Node, ...] = ()
    roots: tuple[Node, ...] = ()
    weights: Total | None = None
    project_count: int = 0
    query: str = ""
    found: int = 0
    drawn: dict[tuple[str, str], str] = field(default_factory=dict)
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
    tree = grown.tree(user, plan, fiscal_year, labels, alone=len(every) == 1)
    page = PlanPage(
        area=area,
        fiscal_year=fiscal_year,
        plan=plan,
        versions=every,
        labels=labels,
        vision=tree.vision,
        missions=tree.missions,
        roots=tree.roots,
        weights=_weights(tree.roots, rules),
        project_count=tree.project_count,
        drawn=tree.drawn,
        placing=placing(user, plan, fiscal_year, every),
    )
    return _searched(page, query) if query.strip() else page


def _versions(area: Area) -> Iterator[Plan]:
    """All versions of an area, newest span first, each with the levels of its template."""
    yield from _versions_query().objects({_SOME_AREA: area.pk})


@cache
def _versions_query() -> Composed[Plan]:
    found = levels.annotated(Plan.objects.filter(area=_SOME_AREA))
    return Composed(found.order_by("-first_year", "-version", "-pk"))


def _chosen(versions: tuple[Plan, ...], fiscal_year: int, version: int | None) -> Plan | None:
    """The version asked for; else the adopted one of the year; else the newest one."""
    covering = [one for one in versions if one.first_year <= fiscal_year <= one.last_year]
    asked = [one for one in covering if one.pk == version]
    adopted = [one for one in covering if one.status == Plan.Status.ADOPTED]
    return next(iter(asked or adopted or covering), None)


def placing(user: Any, plan: Plan, fiscal_year: int, versions: tuple[Plan, ...] = ()) -> str:
    """Where a person puts indicators under an entry: an address that the entry's number completes.

    Empty for who may not, and for a version that does not count in the year: what it alone has
    cannot be chosen. versions: all of the area where they are read already, else one query.
    """
    counts = _chosen(versions or tuple(_versions(plan.area)), fiscal_year, None)
    if counts != plan:
        return ""
    found = (place(user, plan, fiscal_year) for place in slots.placing_indicators)
    return next((address for address in found if address), "")


def _weights(roots: tuple[Node, ...], rules: Rules) -> Total | None:
    """The total at the uppermost level that the template weighs."""
    return next(weights.totals(((root.level, root.weight) for root in roots), rules), None)


def _searched(page: PlanPage, query: str) -> PlanPage:
    roots, found = trees.search(page.roots, query)
    return replace(page, roots=roots, found=found, query=query.strip(), drawn={})
