"""What the editor of a plan's tree shows: where each node can go, and what is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from common import clock
from common.thai import fiscal
from strategies import levels, ordering, trees, weights
from strategies.editing import lacks
from strategies.editing.lacks import Lack
from strategies.grown import facts, nodes
from strategies.levels import LevelRule, Rules
from strategies.models import Level, Plan, PlanNode
from strategies.selectors import placing
from strategies.trees import Node
from strategies.weights import Total


@dataclass(frozen=True, slots=True)
class Row:
    """One node in the editor. steps: the moves of one step that the template lets it make."""

    node: Node
    missing: tuple[str, ...]
    steps: frozenset[str]
    adds: tuple[LevelRule, ...]
    children: tuple["Row", ...]


@dataclass(frozen=True)
class EditorPage:
    """A version as it is worked on."""

    plan: Plan
    rules: Rules
    rows: tuple[Row, ...]
    lacks: tuple[Lack, ...]
    totals: tuple[Total, ...]
    retired: tuple[PlanNode, ...]
    starts: tuple[LevelRule, ...]
    count: int
    misnumbered: int = 0
    query: str = ""
    found: int = 0
    placing: str = ""


def editor_page(user: Any, plan: Plan, *, query: str = "") -> EditorPage:
    """Everything that the editor shows, in a number of queries that does not grow with the tree."""
    rules = levels.of_plan(plan)
    flat = nodes(plan, {level: rule.label for level, rule in rules.items()})
    year = min(max(fiscal.fiscal_year(clock.today()), plan.first_year), plan.last_year)
    roots = trees.build(flat, facts(user, plan, year, alone=False))
    missing = list(lacks.missing(roots, rules))
    totals = tuple(weights.totals(((node.level, node.weight) for node, _above in flat), rules))
    places = [
        ordering.Place(node.pk, parent, node.level, position)
        for position, (node, parent) in enumerate(flat)
    ]
    given = ordering.codes(places, without=[Level.VISION])
    shown, found = trees.search(roots, query) if query.strip() else (roots, 0)
    return EditorPage(
        plan=plan,
        rules=rules,
        rows=_rows(shown, None, rules, {node.pk: kinds for node, kinds in missing}),
        lacks=lacks.lacks(missing, totals),
        totals=totals,
        retired=tuple(PlanNode.with_retired.filter(plan=plan, retired=True)),
        starts=tuple(levels.roots(rules)),
        count=len(flat),
        misnumbered=sum(node.code != given.get(node.pk) for node, _parent in flat),
        query=query.strip(),
        found=found,
        placing=placing(user, plan, year),
    )


def parents_for(plan: Plan, node: PlanNode) -> list[tuple[int, str]]:
    """Where a node may go: each possible parent with its words, in the order of the plan."""
    rules = levels.of_plan(plan)
    standing = list(plan.nodes.all())
    places = [ordering.Place(one.pk, one.parent_id, one.level, one.position) for one in standing]
    tree = ordering.below(places)
    own = ordering.branch(tree, node.pk)
    by_pk = {one.pk: one for one in standing}
    wanted = rules[node.level].parents
    return [
        (place.pk, f"{rules[place.level].label} {by_pk[place.pk]}")
        for place in ordering.depth_first(tree)
        if place.level in wanted and place.pk not in own
    ]


def _rows(
    siblings: tuple[Node, ...],
    above: Node | None,
    rules: Rules,
    missing: dict[int, tuple[str, ...]],
    around: Node | None = None,
) -> tuple[Row, ...]:
    return tuple(
        Row(
            node=node,
            missing=missing.get(node.pk, ()),
            steps=frozenset(_steps(siblings, at, above, around, rules)),
            adds=tuple(levels.below(rules, node.level)),
            children=_rows(node.children, node, rules, missing, above),
        )
        for at, node in enumerate(siblings)
    )


def _steps(
    siblings: tuple[Node, ...], at: int, above: Node | None, around: Node | None, rules: Rules
) -> Iterator[str]:
    parents = rules[siblings[at].level].parents
    if at:
        yield "up"
    if at + 1 < len(siblings):
        yield "down"
    if any(before.level in parents for before in siblings[:at]):
        yield "in"
    if above is not None and around is not None and around.level in parents:
        yield "out"
