"""What the page of a cluster's plan shows: which member serves which issue, gaps, duplicates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from common import clock
from common.thai.text import search_key
from provinces.models import Agency, Area, ClusterMembership
from strategies import versions
from strategies.clusters import similar
from strategies.clusters.zones import Mismatch, zones_of
from strategies.models import Level, NodeReference, Plan, PlanNode
from strategies.places import hung
from strategies.services.references import current_plans

MOST_FOUND = 40


@dataclass(frozen=True)
class Serving:
    """A member's node that serves an issue. superseded: its plan has a newer version in force."""

    node: PlanNode
    province: Area
    superseded: bool


@dataclass(frozen=True)
class Cell:
    """A member against an issue. hidden: so many more that the reader does not see by name."""

    province: Area
    servings: tuple[Serving, ...]
    hidden: int = 0

    @property
    def count(self) -> int:
        return len(self.servings) + self.hidden


@dataclass(frozen=True)
class IssueRow:
    """An issue of the cluster with one cell for each member."""

    issue: PlanNode
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> tuple[Area, ...]:
        """The members that have nothing for the issue."""
        return tuple(cell.province for cell in self.cells if not cell.count)

    @property
    def count(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True)
class Alike:
    """Two nodes of different provinces under one issue whose titles are alike."""

    issue: PlanNode
    one: Serving
    other: Serving
    percent: int


@dataclass(frozen=True)
class Twice:
    """A member's node that serves several issues."""

    serving: Serving
    issues: tuple[PlanNode, ...]


@dataclass(frozen=True)
class ClusterPage:
    """A cluster's plan against its members of today. seen: the members that the reader may open."""

    members: tuple[Area, ...]
    rows: tuple[IssueRow, ...]
    alike: tuple[Alike, ...]
    twice: tuple[Twice, ...]
    zones: tuple[Mismatch, ...]
    seen: frozenset[int] = frozenset()
    threshold: int = round(similar.ALIKE * 100)

    @property
    def gaps(self) -> tuple[IssueRow, ...]:
        return tuple(row for row in self.rows if row.missing)

    @property
    def mismatches(self) -> tuple[Mismatch, ...]:
        return tuple(one for one in self.zones if not one.fits)


@dataclass(frozen=True)
class Found:
    """A member's node that can be referred to."""

    node: PlanNode
    province: Area
    chosen: bool


@dataclass(frozen=True)
class ReferencePage:
    """A node of the cluster's plan: what serves it, and what a search finds."""

    serving: tuple[Found, ...]
    found: tuple[Found, ...]
    plans: tuple[Plan, ...]
    query: str = ""
    more: bool = False


def cluster_page(user: Any, plan: Plan) -> ClusterPage:
    """The whole picture; nine queries, whatever the number of members and references.

    Three more where a member's plan was revised: references follow to the version in force.
    Titles and agencies of provinces that the reader does not see are counted, never named.
    """
    members = members_of(plan.area)
    seen = set(
        Area.objects.visible_to(user)
        .filter(pk__in=[one.pk for one in members])
        .values_list("pk", flat=True)
    )
    nodes = {node.pk: node for node in hung(plan)}
    issues = [node for node in nodes.values() if node.level == Level.ISSUE]
    references = _references(plan)
    of_issue: dict[int, list[NodeReference]] = {issue.pk: [] for issue in issues}
    for reference in references:
        issue = _issue_of(nodes.get(reference.node_id), nodes)
        if issue is not None:
            of_issue[issue.pk].append(reference)
    rows = tuple(_row(issue, of_issue[issue.pk], members, seen) for issue in issues)
    named = [one.member_node for one in references if one.member_node.plan.area_id in seen]
    return ClusterPage(
        members=tuple(members),
        rows=rows,
        alike=tuple(_alike(rows)),
        twice=tuple(_twice(rows)),
        zones=zones_of(members, _agencies(named)),
        seen=frozenset(seen),
    )


def members_address(area: Area, fiscal_year: int) -> str:
    """Where the members stand beside their cluster's plan of a year; empty where there is none."""
    if area.kind != Area.Kind.CLUSTER:
        return ""
    plan = versions.counting(Plan.objects.filter(area=area), fiscal_year)
    return reverse("plan_members", args=[area.code, plan.pk]) if plan else ""


def members_of(cluster: Area) -> list[Area]:
    """The provinces that belong to a cluster today, by name."""
    rows = ClusterMembership.objects.on(clock.today()).filter(cluster=cluster)
    return list(Area.objects.filter(pk__in=rows.values("province")).order_by("name_th"))


def reference_page(user: Any, node: PlanNode, query: str) -> ReferencePage:
    """What serves a node and what else could: nodes of the members' plans that the user sees."""
    plans = current_plans(node.plan)
    visible = set(
        Area.objects.visible_to(user)
        .filter(pk__in=[one.area_id for one in plans])
        .values_list("pk", flat=True)
    )
    plans = [one for one in plans if one.area_id in visible]
    rows = NodeReference.objects.filter(node=node).select_related("member_node__plan__area")
    followed = versions.current(one.member_node for one in rows)
    serving = [one for one in followed.values() if one.plan.area_id in visible]
    chosen = {one.pk for one in serving}
    found = list(_searched(plans, query)) if query.strip() else []
    return ReferencePage(
        serving=tuple(Found(one, one.plan.area, True) for one in serving),
        found=tuple(Found(one, one.plan.area, one.pk in chosen) for one in found[:MOST_FOUND]),
        plans=tuple(plans),
        query=query.strip(),
        more=len(found) > MOST_FOUND,
    )


def _searched(plans: list[Plan], query: str) -> Iterator[PlanNode]:
    key = search_key(query)
    by_pk = {one.pk: one for one in plans}
    nodes = PlanNode.objects.filter(plan__in=plans).exclude(level__in=["vision", "mission"])
    for node in nodes.order_by("plan__area__name_th", "position", "pk"):
        node.plan = by_pk[node.plan_id]
        words = f"{node.title_th} {node.title_en} {node.plan.area.name_th}"
        if key in search_key(words) or query.strip() == node.code:
            yield node


def _references(plan: Plan) -> list[NodeReference]:
    rows = NodeReference.objects.filter(node__plan=plan).select_related(
        "member_node__plan__area", "member_node__host__agency"
    )
    found = list(
        rows.prefetch_related("member_node__joint_agencies").order_by(
            "member_node__plan__area__name_th", "member_node__position", "pk"
        )
    )
    _follow(found)
    return found


def _follow(references: list[NodeReference]) -> None:
    """Let each name the entry of its member's plan in force that stands for the one it was made to.

    One whose entry was given up goes on naming the version that it was made to.
    """
    stands = versions.current(one.member_node for one in references)
    newer = {node.pk for pk, node in stands.items() if node.pk != pk}
    if not newer:
        return
    rows = PlanNode.objects.select_related("plan__area", "host__agency")
    nodes = rows.prefetch_related("joint_agencies").in_bulk(newer)
    for one in references:
        own = stands[one.member_node_id].pk
        one.member_node = nodes.get(own, one.member_node)


def _row(
    issue: PlanNode, references: list[NodeReference], members: list[Area], seen: set[int]
) -> IssueRow:
    cells = []
    for province in members:
        of = [one.member_node for one in references if one.member_node.plan.area_id == province.pk]
        unique = list({node.pk: node for node in of}.values())
        if province.pk not in seen:
            cells.append(Cell(province, (), len(unique)))
            continue
        cells.append(
            Cell(
                province,
                tuple(Serving(one, province, one.plan.status == "superseded") for one in unique),
            )
        )
    return IssueRow(issue, tuple(cells))


def _alike(rows: Iterable[IssueRow]) -> Iterator[Alike]:
    for row in rows:
        servings = [one for cell in row.cells for one in cell.servings]
        titled = [(one, one.node.title_th, one.province.pk) for one in servings]
        for one, other, alike in similar.pairs(titled):
            yield Alike(row.issue, one, other, round(alike * 100))


def _twice(rows: Iterable[IssueRow]) -> Iterator[Twice]:
    under: dict[int, tuple[Serving, list[PlanNode]]] = {}
    for row in rows:
        for cell in row.cells:
            for one in cell.servings:
                under.setdefault(one.node.pk, (one, []))[1].append(row.issue)
    for serving, issues in under.values():
        if len(issues) > 1:
            yield Twice(serving, tuple(issues))


def _agencies(nodes: Iterable[PlanNode]) -> list[Agency]:
    """Hosts and joint agencies, each once."""
    found: dict[int, Agency] = {}
    for node in nodes:
        hosts = [node.host.agency] if node.host else []
        for agency in (*hosts, *node.joint_agencies.all()):
            found.setdefault(agency.pk, agency)
    return list(found.values())


def _issue_of(node: PlanNode | None, nodes: dict[int, PlanNode]) -> PlanNode | None:
    while node is not None and node.level != Level.ISSUE:
        node = nodes.get(node.parent_id or 0)
    return node
