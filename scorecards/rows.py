"""The queries behind every scorecard: the lines of cards, and the results of rounds.

Where the plan above the lines was revised, a third one asks for its versions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from common.composed import Composed, Values, filled, some_ids, some_years
from kpis.models import Criteria, Result, Round, RoundException, RoundLock
from kpis.openings import Openings, exception
from scorecards import plans
from scorecards.plans import UPWARD, Plans
from strategies.models import Plan

Row = dict[str, Any]

OWING, EXCEPTIONS, LOCKS = "indicator__collector__agency_id", "exceptions", "locks"
"""Under which names a row of criteria says who owes the result, and what holds for that agency in
rounds of the year: its longer time, and the rounds that are closed to it."""

_POST = ("id", "title_th", "title_en", "phone", "agency_id")
_AGENCY = ("name_th", "name_en", "short_name", "phone")

CRITERIA = (
    *("pk", "card_id", "card__area_id", "card__fiscal_year", "card__is_sample", "card__status"),
    *(f"card__{name}" for name in ("rules_version", "scale", "floor", "places", "redistribute")),
    *("version", "code", "node_id", "weight", "target", "target_level", "method", "levels"),
    *("milestones", "parts", "thresholds", "baseline", "due_in"),
    *(
        "effective_from",
        "superseded_on",
        "indicator_id",
        "node__plan__status",
        "node__plan__version",
    ),
    *(
        f"indicator__{name}"
        for name in (
            *("name_th", "name_en", "unit", "definition", "formula", "source", "dimension"),
            *(f"{who}__{name}" for who in ("collector", "supervisor") for name in _POST),
            *(f"{who}__agency__{name}" for who in ("collector", "supervisor") for name in _AGENCY),
        )
    ),
    *(
        f"{node}__{name}"
        for node in UPWARD
        for name in ("id", "level", "code", "title_th", "title_en")
    ),
)

RESULT = (
    *("pk", "criteria_id", "criteria__indicator_id", "round_id", "status", "value", "steps"),
    *("parts", "not_applicable", "not_applicable_reason", "as_of"),
    *("statement", "supporting", "obstacles", "suggestions", "created_at"),
    *("entered_by__name", "certified_by__name", "verified_by__name"),
)


@dataclass(frozen=True)
class Read:
    """Lines and results of cards as PostgreSQL gave them: equal only where every figure is."""

    criteria: list[Values]
    results: list[Values]
    entries: list[Values] = field(default_factory=list)

    def of(self, round: Round) -> "Read":
        """What scores one of the rounds alone."""
        place = round.area_id, round.fiscal_year
        return Read(
            [row for row in self.criteria if (row[_AREA], row[_YEAR]) == place],
            [row for row in self.results if row[_ROUND] == round.pk],
            self.entries,
        )

    def criteria_rows(self) -> list[Row]:
        """All versions of all lines, by their names."""
        found = _criteria(1, 1, of_agency=False).converted(self.criteria)
        return [dict(zip((*CRITERIA, EXCEPTIONS, LOCKS), row, strict=True)) for row in found]

    def result_rows(self) -> list[Row]:
        """The results that count, by their names."""
        found = _results(1, of_agency=False).converted(self.results)
        return [dict(zip(RESULT, row, strict=True)) for row in found]

    def plans(self) -> Plans:
        """The versions of the plans that were revised."""
        return Plans(self.entries)


def read(rounds: Iterable[Round], agency: int | None = None) -> Read:
    """What scores the rounds; two queries, one more where a plan above the lines was revised.

    All versions of all lines on the cards of their areas and years, and the results in them that
    count (handed in and not returned); of revised plans the entries of all adopted versions.
    agency: whose cards; the areas' own where there is none.
    """
    rounds = list(rounds)
    if not rounds:
        return Read([], [])
    areas = sorted({one.area_id for one in rounds})
    years = sorted({one.fiscal_year for one in rounds})
    places = filled(some_ids(len(areas)), areas) | filled(some_years(len(years)), years)
    pks = [one.pk for one in rounds]
    asked = filled(some_ids(len(pks)), pks)
    if agency:
        places[SOME_AGENCY] = asked[SOME_AGENCY] = agency
    lines = _criteria(len(areas), len(years), of_agency=bool(agency)).asked(places)
    return Read(
        lines,
        _results(len(pks), of_agency=bool(agency)).asked(asked),
        plans.read({row[_AREA] for row in lines if _revised(row)}),
    )


_AREA, _YEAR, _STATUS, _VERSION = (
    CRITERIA.index(name)
    for name in (
        *("card__area_id", "card__fiscal_year"),
        *("node__plan__status", "node__plan__version"),
    )
)
_ROUND = RESULT.index("round_id")


def _revised(row: Values) -> bool:
    """Whether the line stands under a plan of which there are several versions."""
    return row[_STATUS] == Plan.Status.SUPERSEDED or (row[_VERSION] or 1) > 1


SOME_AGENCY = -(2**31)
"""The blank for an agency: a number that no row has, and none of the other blanks."""


@lru_cache(maxsize=100)
def _criteria(areas: int, years: int, *, of_agency: bool) -> Composed[Criteria]:
    """Resolving 60 column names takes longer than reading 40 rows, so it is done once."""
    rows = Criteria.objects.filter(
        card__area__in=some_ids(areas),
        card__fiscal_year__in=some_years(years),
        card__agency=SOME_AGENCY if of_agency else None,
    )
    asked = rows.annotate(**{EXCEPTIONS: _exceptions(), LOCKS: _locks()})
    asked = asked.order_by("card_id", "code", "version")
    return Composed(asked.values_list(*CRITERIA, EXCEPTIONS, LOCKS))


_OF_THE_OWING: dict[str, Any] = {
    "agency": OuterRef(OWING),
    "round__area": OuterRef("card__area_id"),
    "round__fiscal_year": OuterRef("card__fiscal_year"),
}


def _exceptions() -> ArraySubquery:
    """The longer time that the owing agency got in rounds of the card's area and year."""
    granted = RoundException.objects.filter(**_OF_THE_OWING).order_by("pk")
    names = ("round_id", "agency_id", "granted_on", "until", "ended_on")
    return ArraySubquery(granted.values(given=JSONObject(**{name: name for name in names})))


def _locks() -> ArraySubquery:
    """The rounds of the card's area and year that are closed to the owing agency."""
    return ArraySubquery(
        RoundLock.objects.filter(**_OF_THE_OWING).order_by("pk").values("round_id")
    )


def openings(criteria: Iterable[Row]) -> Openings:
    """What the office decided for the agencies that owe the lines of a card; no query."""
    exceptions, locks = [], []
    for row in criteria:
        exceptions += [exception(one) for one in row[EXCEPTIONS]]
        locks += [RoundLock(round_id=pk, agency_id=row[OWING]) for pk in row[LOCKS]]
    return Openings(exceptions, locks)


@lru_cache(maxsize=100)
def _results(rounds: int, *, of_agency: bool) -> Composed[Result]:
    rows = Result.objects.counted().filter(
        round__in=some_ids(rounds), criteria__card__agency=SOME_AGENCY if of_agency else None
    )
    return Composed(rows.order_by("round_id", "criteria__version", "pk").values_list(*RESULT))
