"""What the scorecard page and the year's overview show, live from the tables."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import OuterRef, Subquery

from common.clock import today
from common.composed import Composed, filled, some_ids, some_years
from common.thai.language import Language
from kpis.models import Result, Round
from scorecards.gather import Json
from scorecards.models import Snapshot
from scorecards.score import previous_of
from scorecards.selectors.cardview import ALL, LOSS, CardView
from scorecards.valued import Valued, valued


@dataclass(frozen=True)
class RoundTab:
    """A round of the year to switch to."""

    code: str
    label: str
    current: bool


@dataclass(frozen=True)
class ScorecardPage:
    """The scorecard of an area in a round as it stands today; card is None without indicators."""

    round: Round
    card: CardView | None
    rounds: tuple[RoundTab, ...]
    has_snapshots: bool


def rounds_of(user: Any, area_code: str, year: int) -> list[Round]:
    """The rounds of a year and the year before that a person sees, with area; one query.

    Each knows `frozen`, the number of its latest snapshot, if any.
    """
    area = next((one for one in user.authority.planning_areas if one.code == area_code), None)
    if area is None:
        return []
    found = _rounds_query().objects(filled([_AREA, *_YEARS], [area.pk, year - 1, year]))
    for one in found:
        one.area = area
    return found


(_AREA,), _YEARS = some_ids(1), some_years(2)


@cache
def _rounds_query() -> Composed[Round]:
    frozen = Snapshot.objects.filter(round=OuterRef("pk")).order_by("-number")
    return Composed(
        Round.objects.filter(area=_AREA, fiscal_year__in=_YEARS)
        .annotate(frozen=Subquery(frozen.values("number")[:1]))
        .order_by("fiscal_year", "cut_off", "pk")
    )


def reported_rounds(rounds: list[Round], agency: int | None = None) -> set[int]:
    """Which of the rounds have results that count, on the area's own card or an agency's; one
    query."""
    found = Result.objects.counted().filter(round__in=rounds, criteria__card__agency=agency)
    return set(found.values_list("round", flat=True).order_by().distinct())


def scorecard_page(
    rounds: list[Round],
    round: Round,
    language: Language,
    *,
    sort: str = LOSS,
    show: str = ALL,
    agency: int | None = None,
) -> ScorecardPage:
    """The page of one of the rounds (from `rounds_of`), in two more queries.

    agency: the card of this agency instead of the area's own.
    """
    found = _card(rounds, round, agency=agency)
    return ScorecardPage(
        round=round,
        card=found.view(language, sort, show) if found else None,
        rounds=tuple(
            RoundTab(one.code, one.label, one.pk == round.pk)
            for one in rounds
            if one.fiscal_year == round.fiscal_year
        ),
        has_snapshots=agency is None and any(getattr(one, "frozen", None) for one in rounds),
    )


def card_content(
    rounds: list[Round], round: Round, day: dt.date | None = None, agency: int | None = None
) -> Json | None:
    """The card's value of a round with the round before; None where the year has no lines.

    Others read the same value: it is not to be changed.
    """
    found = _card(rounds, round, day, agency)
    return None if found is None else found.content


def _card(
    rounds: list[Round], round: Round, day: dt.date | None = None, agency: int | None = None
) -> Valued | None:
    return valued(round, previous_of(rounds, round), day or today(), agency)
