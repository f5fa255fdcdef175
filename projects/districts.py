"""Everything that is done in one district, whoever does it."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet

from common import clock
from common.thai import fiscal
from projects.models import Project
from provinces.models import Area
from provinces.selectors import Place, places

PER_PAGE = 50


@dataclass(frozen=True)
class DistrictTotal:
    """A district and how many projects of a year are worked on in it."""

    place: Place
    number: int


@dataclass(frozen=True)
class DistrictPage:
    """The projects of a year in a district: those that name it, then those for the whole area.

    budget: of the projects that name it, in baht; a project may name several districts, so sums of
    districts do not add up to the province's.
    """

    place: Place
    district: Area
    year: int
    years: tuple[int, ...]
    rows: Page[Project]
    named: int
    whole: int
    budget: Decimal
    agencies: int
    is_sample: bool


def visible_districts(user: Any) -> QuerySet[Area]:
    """The districts of the provinces that a person sees."""
    if not getattr(user, "is_authenticated", False):
        return Area.objects.none()
    return Area.objects.filter(user.authority.areas("province__"), kind=Area.Kind.DISTRICT)


def totals(districts: Collection[int], year: int) -> tuple[DistrictTotal, ...]:
    """The districts with the number of their projects; two queries."""
    found = Area.objects.filter(pk__in=districts, kind=Area.Kind.DISTRICT)
    counted = found.annotate(
        number=Count("worked_in_by", filter=_of_year(year, "worked_in_by__"))
    ).prefetch_related("statuses")
    rows = {one.pk: one for one in counted}
    shown = places(rows.values(), clock.today())
    return tuple(DistrictTotal(place, rows[place.pk].number) for place in shown)


def district_page(user: Any, district: Area, year: int, page: str | None) -> DistrictPage:
    """The page of a district in a year; a fixed number of queries.

    The district comes with its `statuses`, from `visible_districts`.
    """
    here = Q(districts=district)
    around = Q(whole_area=True, area=district.province_id) & ~here
    seen = Project.objects.visible_to(user).filter(here | around)
    rows = (
        seen.filter(_of_year(year))
        .annotate(named=Count("districts", filter=Q(districts=district)))
        .with_budget()
        .select_related("host_agency", "area")
        .order_by(F("named").desc(), "area__code", "code")
    )
    every: list[Any] = list(rows)
    named = [one for one in every if one.named]
    years = seen.exclude(status=Project.Status.CANCELLED).order_by("fiscal_year")
    return DistrictPage(
        place=places([district], fiscal.last_day(year))[0],
        district=district,
        year=year,
        years=tuple(sorted({*years.values_list("fiscal_year", flat=True).distinct(), year})),
        rows=Paginator(every, PER_PAGE).get_page(page),
        named=len(named),
        whole=len(every) - len(named),
        budget=sum((one.budget for one in named), Decimal(0)),
        agencies=len({one.host_agency_id for one in named}),
        is_sample=any(one.is_sample for one in every),
    )


def _of_year(year: int, prefix: str = "") -> Q:
    return Q(**{f"{prefix}fiscal_year": year}) & ~Q(**{f"{prefix}status": Project.Status.CANCELLED})
