"""The tree of a version with what upper apps know of its entries, grown once for the same rows.

A plan is read much more often than it changes. Its entries and what hangs on them are read each
time; only where all of it is the same as before, the tree is the same too (docs/adr/0016). Who may
not see the area never comes this far.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf

from common import slots
from common.composed import Composed, Values, some_ids
from common.kept import Kept
from common.language import page_language
from common.slots import NodeFact
from strategies import trees, versions
from strategies.models import Level, Plan, PlanNode
from strategies.trees import Node

TOP = frozenset([str(Level.VISION), str(Level.MISSION)])
TREES = 40
"""Trees kept in a process; one of 250 entries takes a megabyte with its rows and its drawing."""

(_SOME_PLAN,) = some_ids(1)
Facts = Mapping[int, Sequence[NodeFact]]


@dataclass(frozen=True)
class Tree:
    """The entries of a version in one fiscal year, in one language. Not to be changed.

    drawn: the tree as HTML by what stands in its addresses: the code of the area, and where who
    reads may put indicators (`drawn.py`).
    """

    vision: Node | None
    missions: tuple[Node, ...]
    roots: tuple[Node, ...]
    project_count: int
    drawn: dict[tuple[str, str], str] = field(default_factory=dict)


_kept: Kept[Any, Tree] = Kept(TREES)


def tree(
    user: Any, plan: Plan, fiscal_year: int, labels: Mapping[str, str], *, alone: bool
) -> Tree:
    """A version as it stands in a year; one query, those of `facts` besides."""
    rows = _read(plan)
    entries = _entries(plan, alone=alone)
    brought = [bring(user, plan, fiscal_year) for bring in slots.node_facts]
    return _kept.value(
        (plan.pk, fiscal_year, page_language()),
        (labels, rows, entries.entries, brought),
        lambda: _grown(_nodes(rows, labels), _placed(brought, entries, plan)),
    )


def nodes(plan: Plan, labels: Mapping[str, str]) -> list[tuple[Node, int | None]]:
    """The nodes of a version in their order, each with the pk of what it stands under."""
    return _nodes(_read(plan), labels)


def facts(user: Any, plan: Plan, fiscal_year: int, *, alone: bool) -> Facts:
    """What upper apps know of a version's nodes, also where it hangs on another version's.

    alone: the area has no other version, so that nothing can.
    """
    brought = [bring(user, plan, fiscal_year) for bring in slots.node_facts]
    return _placed(brought, _entries(plan, alone=alone), plan)


def _entries(plan: Plan, *, alone: bool) -> versions.Versions[versions.Entry]:
    return versions.read([] if alone else [plan.area_id])


def _placed(brought: list[Facts], entries: versions.Versions[versions.Entry], plan: Plan) -> Facts:
    found: dict[int, list[NodeFact]] = {}
    for one in brought:
        for pk, own in one.items():
            entry = entries.within(pk, plan.pk)
            found.setdefault(entry.pk if entry else pk, []).extend(own)
    return found


def _grown(flat: list[tuple[Node, int | None]], facts: Facts) -> Tree:
    """Vision and missions apart from the other nodes, which grow from what stands under none."""
    top = [node for node, _parent in flat if node.level in TOP]
    above = {node.pk for node in top}
    rest = [
        (node, None if parent in above else parent)
        for node, parent in flat
        if node.level not in TOP
    ]
    roots = trees.build(rest, facts)
    return Tree(
        vision=next((node for node in top if node.level == Level.VISION), None),
        missions=tuple(node for node in top if node.level == Level.MISSION),
        roots=roots,
        project_count=sum(root.project_count for root in roots),
    )


def _read(plan: Plan) -> list[Values]:
    """The entries that stand in a version, as PostgreSQL gives them; one query."""
    return _query().asked({_SOME_PLAN: plan.pk})


def _short(agency: str) -> Coalesce:
    """The short name of an agency; the full one where it has none, and nothing without agency."""
    short = NullIf(f"{agency}__short_name", Value(""))
    return Coalesce(short, f"{agency}__name_th", Value(""))


@cache
def _query() -> Composed[PlanNode]:
    """Entries with their hosts and joint agencies, whose names come as two lists that go along."""
    joint = Q(joint_agencies__isnull=False)
    order = ("joint_agencies__short_name", "joint_agencies__pk")
    named = PlanNode.objects.filter(plan=_SOME_PLAN).annotate(
        host_th=Coalesce("host__title_th", Value("")),
        host_en=Coalesce("host__title_en", Value("")),
        agency_th=_short("host__agency"),
        agency_en=Coalesce("host__agency__name_en", Value("")),
        joint_th=ArrayAgg(_short("joint_agencies"), filter=joint, order_by=order),
        joint_en=ArrayAgg(F("joint_agencies__name_en"), filter=joint, order_by=order),
    )
    return Composed(
        named.order_by("position", "pk").values_list(
            *("pk", "parent_id", "level", "code", "weight", "title_th", "title_en"),
            *("host_th", "host_en", "agency_th", "agency_en", "joint_th", "joint_en"),
        )
    )


def _nodes(rows: list[Values], labels: Mapping[str, str]) -> list[tuple[Node, int | None]]:
    """The entries in the reader's language; in Thai where no English is known."""
    english = page_language() == "en"
    found = []
    for pk, parent, level, code, weight, *words in rows:
        title, title_en, host, host_en, agency, agency_en, joint, joint_en = words
        joint = joint or ()
        if english:
            title, host, agency = title_en or title, host_en or host, agency_en or agency
            joint = [en or th for en, th in zip(joint_en or (), joint, strict=True)]
        node = Node(
            pk=pk,
            level=level,
            label=labels.get(level, ""),
            code=code,
            title=title,
            host=host,
            agency=agency,
            joint=tuple(joint),
            weight=weight,
        )
        found.append((node, parent))
    return found
