"""How far a plan covers a framework: who serves each item, what nobody serves, the heat map."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from common import slots
from common.slots import AlignedProject
from strategies import versions
from strategies.alignment.models import Alignment, Framework, FrameworkItem
from strategies.models import Level, Plan, PlanNode
from strategies.places import hung


@dataclass(frozen=True)
class Link:
    """A node or project that serves an item."""

    label: str
    url: str
    is_primary: bool


@dataclass(frozen=True)
class Heat:
    """How many nodes and projects under an issue serve an item; shade 0 to 3 beside the number."""

    count: int

    @property
    def shade(self) -> int:
        return 0 if not self.count else 1 if self.count == 1 else 2 if self.count <= 3 else 3


@dataclass(frozen=True)
class ItemRow:
    """An item with the nodes and projects that serve it, and one Heat for each issue."""

    item: FrameworkItem
    nodes: tuple[Link, ...]
    projects: tuple[Link, ...]
    heat: tuple[Heat, ...]

    @property
    def primary(self) -> int:
        return sum(1 for one in (*self.nodes, *self.projects) if one.is_primary)

    @property
    def secondary(self) -> int:
        return len(self.nodes) + len(self.projects) - self.primary

    @property
    def is_gap(self) -> bool:
        return not (self.nodes or self.projects)


@dataclass(frozen=True)
class Coverage:
    """A plan against one framework. `rows` in the framework's order, `gaps_first` as it says."""

    frameworks: tuple[Framework, ...]
    framework: Framework | None
    issues: tuple[PlanNode, ...] = ()
    rows: tuple[ItemRow, ...] = ()

    @property
    def gaps_first(self) -> tuple[ItemRow, ...]:
        return tuple(sorted(self.rows, key=lambda row: not row.is_gap))

    @property
    def gap_count(self) -> int:
        return sum(row.is_gap for row in self.rows)


def coverage(plan: Plan, code: str = "") -> Coverage:
    """The coverage of one framework, the first one where the code names none.

    Four queries and those of the slot `aligned_projects`, whatever the size of plan and framework;
    one more where projects hang on another version of the plan.
    """
    frameworks = tuple(Framework.objects.of(plan.area))
    framework = next((one for one in frameworks if one.code == code), None) or next(
        iter(frameworks), None
    )
    if framework is None:
        return Coverage(frameworks, None)
    nodes = {node.pk: node for node in hung(plan)}
    issues = tuple(node for node in nodes.values() if node.level == Level.ISSUE)
    projects = _standing(
        plan, nodes, [one for bring in slots.aligned_projects for one in bring(plan, framework)]
    )
    served = list(Alignment.objects.filter(node__plan=plan, framework=framework))
    above = {pk: _issue_of(node, nodes) for pk, node in nodes.items()}
    rows = tuple(
        _row(item, issues, nodes, above, served, projects) for item in framework.items.all()
    )
    return Coverage(frameworks, framework, issues, rows)


def _standing(
    plan: Plan, nodes: dict[int, PlanNode], projects: list[AlignedProject]
) -> list[AlignedProject]:
    """The projects, each under the entry of this version that stands for its own."""
    if all(one.node_id in nodes for one in projects):
        return projects
    entries = versions.read([plan.area_id])
    found = [(one, entries.within(one.node_id, plan.pk)) for one in projects]
    return [replace(one, node_id=own.pk) if own else one for one, own in found]


def _row(
    item: FrameworkItem,
    issues: tuple[PlanNode, ...],
    nodes: dict[int, PlanNode],
    above: dict[int, int | None],
    served: Iterable[Alignment],
    projects: Iterable[AlignedProject],
) -> ItemRow:
    of_nodes = [row for row in served if row.item_id == item.pk and row.node_id in nodes]
    of_projects = [one for one in projects if one.item_id == item.pk]
    under = [above.get(row.node_id) for row in of_nodes]
    under += [above.get(one.node_id) for one in of_projects]
    return ItemRow(
        item,
        tuple(Link(str(nodes[row.node_id]), "", row.is_primary) for row in of_nodes),
        tuple(Link(f"{one.code} {one.label}", one.url, one.is_primary) for one in of_projects),
        tuple(Heat(under.count(issue.pk)) for issue in issues),
    )


def _issue_of(node: PlanNode, nodes: dict[int, PlanNode]) -> int | None:
    seen: PlanNode | None = node
    while seen is not None and seen.level != Level.ISSUE:
        seen = nodes.get(seen.parent_id or 0)
    return seen.pk if seen else None
