"""The two queries behind every scorecard: the lines of cards, and the results of rounds."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from kpis.models import Criteria, Result, Round, RoundException

Row = dict[str, Any]

UPWARD = ("node", "node__parent", "node__parent__parent", "node__parent__parent__parent")
"""From the node of a line towards the root: an issue has at most three levels under it."""

_POST = ("id", "title_th", "title_en", "phone", "agency_id")
_AGENCY = ("name_th", "name_en", "short_name", "phone")

CRITERIA = (
    *("pk", "card_id", "card__area_id", "card__fiscal_year", "card__is_sample", "card__status"),
    *(f"card__{name}" for name in ("rules_version", "scale", "floor", "places", "redistribute")),
    *("version", "code", "node_id", "weight", "target", "target_level", "method", "levels"),
    *("milestones", "parts", "thresholds", "baseline", "due_in"),
    *("effective_from", "superseded_on", "indicator_id"),
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


def criteria_of(rounds: Iterable[Round], agency: int | None = None) -> list[Row]:
    """All versions of all lines on the cards of the rounds' areas and years; one query.

    agency: whose card; the area's own where there is none.
    """
    rounds = list(rounds)
    return list(
        _criteria().filter(
            card__area__in={one.area_id for one in rounds},
            card__fiscal_year__in={one.fiscal_year for one in rounds},
            card__agency=agency,
        )
    )


def results_of(rounds: Iterable[Round], agency: int | None = None) -> list[Row]:
    """The results that count in the rounds (handed in and not returned); one query."""
    pks = [one.pk for one in rounds]
    return list(_results().filter(round__in=pks, criteria__card__agency=agency))


@cache
def _criteria() -> QuerySet[Criteria, Row]:
    """Resolving 60 column names takes longer than reading 40 rows, so it is done once."""
    rows = Criteria.objects.order_by("card_id", "code", "version")
    return rows.annotate(exceptions=_exceptions()).values(*CRITERIA, "exceptions")


def _exceptions() -> ArraySubquery:
    """The longer time that the owing agency got in rounds of the card's area and year."""
    granted = RoundException.objects.order_by("pk").filter(
        agency=OuterRef("indicator__collector__agency_id"),
        round__area=OuterRef("card__area_id"),
        round__fiscal_year=OuterRef("card__fiscal_year"),
    )
    return ArraySubquery(
        granted.values(given=JSONObject(round="round_id", until="until", ended_on="ended_on"))
    )


@cache
def _results() -> QuerySet[Result, Row]:
    rows = Result.objects.counted().order_by("round_id", "criteria__version", "pk")
    return rows.values(*RESULT)
