"""Two versions of a plan for the page that compares them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch

from accounts.models import WorkflowMove
from common.language import page_language
from provinces.models import Agency
from strategies import comparison, levels, ordering
from strategies.comparison import Comparison, Difference, Item
from strategies.editing import versions
from strategies.models import Plan, PlanNode


@dataclass(frozen=True)
class Run:
    """Neighbouring nodes that are shown together: changed ones, or unchanged ones folded away."""

    same: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class ComparePage:
    """Two versions, older first; `older` is None where there is nothing to compare with."""

    plan: Plan
    chain: tuple[Plan, ...]
    older: Plan | None = None
    newer: Plan | None = None
    comparison: Comparison | None = None
    runs: tuple[Run, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    """Levels that the newer version calls otherwise: before and after."""

    @property
    def versions(self) -> tuple[Plan, ...]:
        return tuple(one for one in (self.older, self.newer) if one)


COUNTED = ("added", "removed", "renamed", "moved", "host", "weight", "same")


def compare_page(plan: Plan, other: int = 0) -> ComparePage:
    """The version against another of its chain: the one asked for, else the one before it."""
    chain = versions.chain_of(plan)
    rest = [one for one in chain if one.pk != plan.pk]
    usual = next((one for one in rest if one.pk == plan.revises_id), rest[0] if rest else None)
    chosen = next((one for one in rest if one.pk == other), usual)
    if chosen is None:
        return ComparePage(plan, chain)
    older, newer = sorted((plan, chosen), key=lambda one: (one.version, one.pk))
    found = comparison.compare(items(older), items(newer))
    runs = groupby(found.differences, key=lambda one: one.kind == "same")
    return ComparePage(
        plan,
        chain,
        older,
        newer,
        found,
        tuple(Run(same, tuple(differences)) for same, differences in runs),
        tuple((what, found.count(what)) for what in COUNTED),
        _renamed_levels(older, newer),
    )


def items(plan: Plan) -> list[Item]:
    """The nodes of a version in reading order; three queries."""
    rules = levels.of_plan(plan)
    joint = Prefetch("joint_agencies", Agency.objects.order_by("name_th"))
    found = plan.nodes.select_related("host__agency").prefetch_related(joint)
    nodes = {node.pk: node for node in found}
    places = [
        ordering.Place(node.pk, node.parent_id, node.level, node.position)
        for node in nodes.values()
    ]
    return [
        _item(nodes[place.pk], nodes, rules)
        for place in ordering.depth_first(ordering.below(places))
    ]


def retired_because(plan: Plan) -> dict[str, str]:
    """Of each node that a version retired, by identity, the reason that was given."""
    retired = PlanNode.with_retired.filter(plan=plan, retired=True)
    identities = {node.pk: str(node.identity) for node in retired}
    moves = WorkflowMove.objects.filter(
        subject=PlanNode._meta.label_lower, subject_id__in=identities, action="retire"
    ).order_by("at", "pk")
    return {identities[move.subject_id]: move.reason for move in moves}


def _renamed_levels(older: Plan, newer: Plan) -> tuple[tuple[str, str], ...]:
    rules = levels.of_plans([older, newer])
    pairs = [
        (rule.label, rules[newer.pk][level].label)
        for level, rule in rules[older.pk].items()
        if level in rules[newer.pk]
    ]
    return tuple((before, after) for before, after in pairs if before != after)


def _item(node: PlanNode, nodes: dict[int, PlanNode], rules: levels.Rules) -> Item:
    english = page_language() == "en"
    both = (node.title_en or node.title_th, node.title_th) if english else _thai_first(node)
    parent = nodes.get(node.parent_id or 0)
    return Item(
        identity=str(node.identity),
        parent=str(parent.identity) if parent else "",
        label=rules[node.level].label,
        code=node.code,
        title=both[0],
        host=f"{node.host.agency.label} · {node.host.title}" if node.host else "",
        joint=", ".join(_labels(node)),
        weight=node.weight,
        title_other=both[1],
    )


def _thai_first(node: PlanNode) -> tuple[str, str]:
    return node.title_th, node.title_en


def _labels(node: PlanNode) -> Iterator[str]:
    for agency in node.joint_agencies.all():
        yield agency.label
