"""What the pages of the register show: the indicators of an area, and one with its years."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from common.thai.collation import sort_key
from common.thai.text import search_key
from kpis.models import Criteria, Indicator, Result
from kpis.places import CardPlace, place_of
from provinces.models import Agency, Area
from strategies import versions
from strategies.models import PlanNode

A_PAGE = 25
NO_COLLECTOR, NO_CRITERIA, RETIRED = "no_collector", "no_criteria", "retired"
GAPS = (NO_COLLECTOR, NO_CRITERIA, RETIRED)
_CRITERIA = Q(levels=None, milestones=None, parts=None, thresholds=None)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to."""

    q: str = ""
    kind: str = ""
    dimension: str = ""
    node: str = ""
    agency: str = ""
    gap: str = ""

    @property
    def any(self) -> bool:
        return any((self.q, self.kind, self.dimension, self.node, self.agency, self.gap))


@dataclass(frozen=True)
class Choices:
    """What can be chosen in the filters: what the register itself holds."""

    dimensions: tuple[str, ...]
    agencies: tuple[Agency, ...]
    nodes: tuple[PlanNode, ...]


@dataclass(frozen=True)
class Register:
    """One page of an area's indicators by code, and what the list can be narrowed to."""

    page: Page[Any]
    filters: Filters
    choices: Choices
    number: int
    all_count: int


@dataclass(frozen=True)
class YearRow:
    """A year in which the indicator stood on a card, with the last verified result."""

    place: CardPlace
    line: Criteria
    result: Result | None


@dataclass(frozen=True)
class Entry:
    """An indicator of the register with its years, newest first."""

    indicator: Indicator
    nodes: tuple[PlanNode, ...]
    years: tuple[YearRow, ...]

    @property
    def baseline(self) -> tuple[tuple[int, Decimal], ...]:
        """Results of years before the system, as the newest line knows them; newest first."""
        told = self.years[0].line.baseline if self.years else []
        with_card = {row.place.year for row in self.years}
        pairs = [(int(year), Decimal(str(value))) for year, value in told]
        return tuple(sorted((p for p in pairs if p[0] not in with_card), reverse=True))


def register(area: Area, filters: Filters, page: str | None) -> Register:
    """A page of the register in two queries, however long it is.

    One more where indicators lead entries of a version that another one superseded.
    """
    every = list(_rows(area, filters))
    found = [one for one in every if _matches(one, filters)]
    led = PlanNode.objects.filter(lead_indicators__area=area).select_related("plan").distinct()
    stands = versions.current(led)
    asked = stands.get(_number(filters.node))
    agencies = {a.pk: a for one in every for a in (one.agency, _collecting(one)) if a}
    return Register(
        page=Paginator(found, A_PAGE).get_page(page),
        filters=replace(filters, node=str(asked.pk)) if asked else filters,
        choices=Choices(
            dimensions=tuple(sorted({one.dimension for one in every if one.dimension})),
            agencies=tuple(sorted(agencies.values(), key=lambda one: sort_key(one.name_th))),
            nodes=_ordered(stands.values()),
        ),
        number=len(found),
        all_count=len(every),
    )


def matching(area: Area, filters: Filters) -> list[Indicator]:
    """The indicators of an area that the filters let through, by code; one query."""
    return [one for one in _rows(area, filters) if _matches(one, filters)]


def entry(indicator: Indicator, user: Any) -> Entry:
    """One indicator with the cards it stood on that the person sees; three queries."""
    lines = list(
        Criteria.objects.visible_to(user)
        .current()
        .filter(indicator=indicator)
        .select_related("card__area", "card__agency")
        .order_by("-card__fiscal_year", "card__agency")
    )
    results: dict[int, Result] = {}
    verified = Result.objects.visible_to(user).filter(
        criteria__card__in={line.card_id for line in lines},
        criteria__indicator=indicator,
        status=Result.Status.VERIFIED,
    )
    for result in verified.select_related("round", "criteria").order_by("round__cut_off", "pk"):
        results[result.criteria.card_id] = result
    years = [YearRow(place_of(line.card), line, results.get(line.card_id)) for line in lines]
    leads = versions.current(indicator.nodes.select_related("plan")).values()
    return Entry(indicator, _ordered(leads), tuple(years))


def _ordered(nodes: Iterable[PlanNode]) -> tuple[PlanNode, ...]:
    """The nodes, each once, those of the newest plan first."""
    once = {one.pk: one for one in nodes}.values()
    return tuple(sorted(once, key=lambda one: (-one.plan.first_year, one.position, one.pk)))


def _number(typed: str) -> int:
    """The pk that stands in an address; 0, which no row has, for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0


def _rows(area: Area, filters: Filters) -> QuerySet[Indicator]:
    """All indicators of an area with their posts, and whether anything can be scored.

    leads: whether it leads the entry of the filter, in whichever version of the plan.
    """
    of_it = Criteria.objects.current().filter(indicator=OuterRef("pk"))
    asked = _number(filters.node)
    leading = Indicator.nodes.through.objects.filter(
        indicator=OuterRef("pk"),
        plannode__identity__in=PlanNode.with_retired.filter(pk=asked).values("identity"),
    )
    return (
        Indicator.objects.filter(area=area)
        .select_related("collector__agency", "supervisor__agency", "agency")
        .annotate(
            leads=Exists(leading),
            scorable=Exists(of_it.exclude(_CRITERIA)),
            last_year=Subquery(
                of_it.order_by("-card__fiscal_year").values("card__fiscal_year")[:1]
            ),
        )
        .order_by("code")
    )


def _matches(one: Any, filters: Filters) -> bool:
    gaps = {
        "": one.retired_on is None,
        NO_COLLECTOR: one.retired_on is None and one.collector_id is None,
        NO_CRITERIA: one.retired_on is None and not one.scorable,
        RETIRED: one.retired_on is not None,
    }
    collecting = _collecting(one)
    agencies = {str(one.agency_id), str(collecting.pk if collecting else "")}
    return (
        gaps.get(filters.gap, True)
        and filters.kind in ("", one.kind)
        and filters.dimension in ("", one.dimension)
        and (not filters.agency or filters.agency in agencies)
        and (not filters.node or one.leads)
        and _found(one, filters.q)
    )


def _found(one: Indicator, words: str) -> bool:
    """Whether every word of a search stands in code, names or definition."""
    key = search_key(f"{one.code} {one.name_th} {one.name_en} {one.definition}")
    return all(search_key(word) in key for word in words.split())


def _collecting(one: Indicator) -> Agency | None:
    return one.collector.agency if one.collector else None
