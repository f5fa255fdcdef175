"""What the list of projects and the page of one project show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet

from accounts import workflow
from accounts.models import User, WorkflowMove
from accounts.workflow import Move
from common import slots
from common.slots import Panel
from common.thai import collation, fiscal
from common.thai.text import search_key
from kpis.models import Criteria, Indicator
from projects.models import BudgetLine, Project
from projects.transitions import PROJECT
from provinces import selectors as areas
from provinces.models import Agency, Area
from provinces.selectors import Place
from strategies.models import Level, Plan, PlanNode
from strategies.versions import Versions, counting

Above = Mapping[int, tuple[PlanNode, ...]]
TOP = (Level.VISION, Level.MISSION)


@dataclass(frozen=True)
class Filters:
    """What the reader chose; empty means all. Unknown values find nothing and break nothing."""

    q: str = ""
    issue: str = ""
    host: str = ""
    district: str = ""
    status: str = ""
    order: str = "code"

    @property
    def any(self) -> bool:
        return bool(self.q or self.issue or self.host or self.district or self.status)

    @property
    def narrowed(self) -> bool:
        """Whether one of the choices behind the fold is in use."""
        return bool(self.issue or self.host or self.district or self.status or self.order != "code")


@dataclass(frozen=True)
class Row:
    """One project of the list. Budget in baht."""

    project: Project
    host: str
    issue: str
    places: tuple[str, ...]
    budget: Decimal


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class ProjectList:
    """The rows that the filters leave, their sum in baht, and what can be chosen."""

    rows: tuple[Row, ...]
    budget: Decimal
    all_count: int
    all_budget: Decimal
    is_sample: bool
    issues: tuple[Choice, ...]
    hosts: tuple[Choice, ...]
    districts: tuple[Choice, ...]
    filters: Filters = field(default_factory=Filters)


def project_list(area: Area, fiscal_year: int, filters: Filters) -> ProjectList:
    """The projects of an area in a year, in four queries whatever their number.

    An area has a few hundred projects a year: they are read once and narrowed here, so that rows,
    sums and choices always agree, and the search forgives blanks and digits as elsewhere.
    """
    places = {
        place.pk: place
        for place in areas.places(_districts(area, fiscal_year), fiscal.last_day(fiscal_year))
    }
    above = _above(area, fiscal_year)
    every = [_row(project, places, above) for project in _projects(area, fiscal_year)]
    kept = _sorted([row for row in every if _fits(row, filters, above)], filters.order)
    return ProjectList(
        rows=tuple(kept),
        budget=sum((row.budget for row in kept), Decimal(0)),
        all_count=len(every),
        all_budget=sum((row.budget for row in every), Decimal(0)),
        is_sample=any(row.project.is_sample for row in every),
        issues=_issues(above, filters.issue),
        hosts=_hosts(every),
        districts=tuple(Choice(str(place.pk), place.name) for place in places.values()),
        filters=filters,
    )


@dataclass(frozen=True)
class IndicatorLink:
    """An indicator that a project moves; `code` is its line on the card of the year, if any."""

    indicator: Indicator
    code: str


@dataclass(frozen=True)
class ProjectPage:
    """One project with everything that is known of it."""

    project: Project
    path: tuple[PlanNode, ...]
    lines: tuple[BudgetLine, ...]
    budget: Decimal
    joint: tuple[Agency, ...]
    places: tuple[Place, ...]
    indicators: tuple[IndicatorLink, ...]
    moves: tuple[Move, ...]
    history: QuerySet[WorkflowMove]
    panels: tuple[Panel, ...]


def project_page(user: User, project: Project) -> ProjectPage:
    """A project as its page shows it. The project comes from `detailed`."""
    lines = tuple(project.budget_lines.all())
    day = fiscal.last_day(project.fiscal_year)
    return ProjectPage(
        project=project,
        path=_path(project),
        lines=lines,
        budget=sum((line.allocated for line in lines), Decimal(0)),
        joint=tuple(project.joint_agencies.order_by("name_th")),
        places=areas.places(project.districts.prefetch_related("statuses"), day),
        indicators=_indicators(project),
        moves=tuple(PROJECT.open_to(user, project)),
        history=workflow.history(project),
        panels=tuple(panel for bring in slots.project_panels for panel in bring(user, project)),
    )


def detailed(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Projects with what stands above them in the plan, up to the vision, in the same query."""
    return projects.select_related(
        *("area", "host_agency", "host_post"),
        *("node__plan", "node__parent__parent__parent__parent"),
    )


def _projects(area: Area, fiscal_year: int) -> QuerySet[Project, Project]:
    districts = (
        Project.districts.through.objects.filter(project=OuterRef("pk"))
        .order_by("area__code")
        .values("area_id")
    )
    return (
        Project.objects.filter(area=area)
        .of(fiscal_year)
        .with_budget()
        .annotate(district_ids=ArraySubquery(districts))
        .select_related("host_agency")
        .order_by("code")
    )


def _districts(area: Area, fiscal_year: int) -> QuerySet[Area]:
    return Area.objects.filter(
        pk__in=areas.districts_of(area, fiscal.last_day(fiscal_year))
    ).prefetch_related("statuses")


def _above(area: Area, fiscal_year: int) -> Above:
    """For every node of the plans that cover the year: the nodes from its issue down to itself.

    They are those of the plan that counts, also for the same entries of its other versions, which
    come behind. One query.
    """
    plans = Plan.objects.filter(area=area).of_year(fiscal_year)
    found = PlanNode.with_retired.filter(plan__in=plans).select_related("plan")
    nodes = list(found.order_by("plan", "position", "pk"))
    entries = Versions(nodes)
    plan = counting({node.plan_id: node.plan for node in nodes}.values(), fiscal_year)
    above = {}
    for node in sorted(nodes, key=lambda node: node.plan != plan):
        own = entries.within(node.pk, plan.pk) if plan else None
        path = tuple(one for one in entries.path(own or node) if one.level not in TOP)
        if path and not path[-1].retired:
            above[node.pk] = path
    return above


def _row(project: Any, places: Mapping[int, Place], above: Above) -> Row:
    path = above.get(project.node_id or 0)
    return Row(
        project=project,
        host=project.host_agency.label,
        issue=str(path[0]) if path else "",
        places=tuple(places[pk].short for pk in project.district_ids if pk in places),
        budget=project.budget,
    )


def _stands_under(node_id: int | None, wanted: str, above: Above) -> bool:
    """Whether a node is the wanted one or stands somewhere below it; "none": under no plan.

    The same entry of another version of the plan counts as the wanted one.
    """
    path = above.get(node_id or 0, ())
    if wanted == "none":
        return not path
    named = above.get(int(wanted), ()) if wanted.isdecimal() else ()
    return any(node in named[-1:] for node in path)


def _fits(row: Row, filters: Filters, above: Above) -> bool:
    project: Any = row.project
    if filters.issue and not _stands_under(project.node_id, filters.issue, above):
        return False
    if filters.host and str(project.host_agency_id) != filters.host:
        return False
    in_district = project.whole_area or filters.district in map(str, project.district_ids)
    if filters.district and not in_district:
        return False
    if filters.status and project.status != filters.status:
        return False
    if not filters.q.strip():
        return True
    key = search_key(filters.q)
    return any(key in search_key(text) for text in _searched(project))


def _searched(project: Project) -> Iterable[str]:
    agency = project.host_agency
    return (project.code, project.name_th, project.name_en, agency.name_th, agency.short_name)


def _sorted(rows: list[Row], order: str) -> list[Row]:
    if order == "name":
        return sorted(rows, key=lambda row: collation.sort_key(row.project.name))
    if order == "budget":
        return sorted(rows, key=lambda row: (-row.budget, row.project.code))
    return rows


def _issues(above: Above, chosen: str) -> tuple[Choice, ...]:
    """The issues of the plans, and the node below one of them that was asked for by a link."""
    listed: dict[UUID, Choice] = {}
    for pk, (*over, node) in above.items():
        if str(pk) == chosen:
            listed[node.identity] = Choice(chosen, str(node))
        elif not over:
            listed.setdefault(node.identity, Choice(str(pk), str(node)))
    return tuple(listed.values())


def _hosts(rows: Iterable[Row]) -> tuple[Choice, ...]:
    hosts = {str(row.project.host_agency_id): row.host for row in rows}
    named = sorted(hosts.items(), key=lambda one: collation.sort_key(one[1]))
    return tuple(Choice(value, label) for value, label in named)


def _path(project: Project) -> tuple[PlanNode, ...]:
    """From the issue down to the node that the project stands under, in the plan that counts."""
    found: list[PlanNode] = []
    node = project.node
    if node is not None and node.plan.status != Plan.Status.ADOPTED:
        return _above(project.area, project.fiscal_year).get(node.pk, ())
    while node is not None:
        if node.level not in TOP:
            found.insert(0, node)
        node = node.parent
    return tuple(found)


def _indicators(project: Project) -> tuple[IndicatorLink, ...]:
    lines = Criteria.objects.current().of_areas().filter(card__fiscal_year=project.fiscal_year)
    found = project.indicators.prefetch_related(Prefetch("criteria", lines, to_attr="lines"))
    links = [IndicatorLink(one, one.lines[0].code if one.lines else "") for one in found]
    return tuple(sorted(links, key=lambda link: (link.code == "", link.code, link.indicator.code)))
