"""What the pages of the register show: the indicators of an area, and one with its years."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from common.thai.collation import sort_key
from common.thai.text import search_key
from kpis.models import Criteria, Indicator, Result
from kpis.places import CardPlace, place_of
from provinces.models import Agency, Area
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
    """A page of the register in three queries, however long it is."""
    every = list(_rows(area))
    found = [one for one in every if _matches(one, filters)]
    nodes = PlanNode.objects.filter(lead_indicators__area=area).select_related("plan").distinct()
    agencies = {a.pk: a for one in every for a in (one.agency, _collecting(one)) if a}
    return Register(
        page=Paginator(found, A_PAGE).get_page(page),
        filters=filters,
        choices=Choices(
            dimensions=tuple(sorted({one.dimension for one in every if one.dimension})),
            agencies=tuple(sorted(agencies.values(), key=lambda one: sort_key(one.name_th))),
            nodes=tuple(nodes.order_by("-plan__first_year", "position", "pk")),
        ),
        number=len(found),
        all_count=len(every),
    )


def matching(area: Area, filters: Filters) -> list[Indicator]:
    """The indicators of an area that the filters let through, by code; two queries."""
    return [one for one in _rows(area) if _matches(one, filters)]


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
    nodes = indicator.nodes.select_related("plan").order_by("-plan__first_year", "position")
    return Entry(indicator, tuple(nodes), tuple(years))


def _rows(area: Area) -> QuerySet[Indicator]:
    """All indicators of an area with their posts, and whether anything can be scored."""
    of_it = Criteria.objects.current().filter(indicator=OuterRef("pk"))
    return (
        Indicator.objects.filter(area=area)
        .select_related("collector__agency", "supervisor__agency", "agency")
        .prefetch_related("nodes")
        .annotate(
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
        and (not filters.node or filters.node in {str(node.pk) for node in one.nodes.all()})
        and _found(one, filters.q)
    )


def _found(one: Indicator, words: str) -> bool:
    """Whether every word of a search stands in code, names or definition."""
    key = search_key(f"{one.code} {one.name_th} {one.name_en} {one.definition}")
    return all(search_key(word) in key for word in words.split())


def _collecting(one: Indicator) -> Agency | None:
    return one.collector.agency if one.collector else None
