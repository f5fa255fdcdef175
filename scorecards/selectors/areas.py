"""What an area's year shows at a glance, and which year that is."""

from dataclasses import dataclass
from typing import Any

from common.clock import today
from common.thai.fiscal import fiscal_year
from common.thai.language import Language
from kpis.models import Card, Round
from kpis.openings import state_of
from provinces.models import Area
from scorecards import gather
from scorecards.content import build
from scorecards.gather import Gathered
from scorecards.models import Snapshot
from scorecards.score import Scored, previous_of, score
from scorecards.selectors import snapshots as frozen
from scorecards.selectors.cardview import CardView, view


@dataclass(frozen=True)
class RoundRow:
    """A round in the overview: when, and how far reporting has come."""

    round: Round
    reported: int
    due: int
    state: str


@dataclass(frozen=True)
class YearPage:
    """The year of an area: newest round with results, its exceptions, the rounds, the snapshots."""

    round: Round | None
    card: CardView | None
    rounds: tuple[RoundRow, ...]
    snapshots: tuple[Snapshot, ...]


def useful_year(area: Area) -> int:
    """The year with a card nearest to the current fiscal year; the earlier one of two as near."""
    current = fiscal_year(today())
    years = Card.objects.of_areas().filter(area=area).values_list("fiscal_year", flat=True)
    return min(years, key=lambda year: (abs(year - current), year), default=current)


def year_page(user: Any, rounds: list[Round], year: int, language: Language) -> YearPage:
    """The overview, from `scorecard.rounds_of`; three more queries."""
    of_year = [one for one in rounds if one.fiscal_year == year]
    cards = gather.cards(rounds, today()) if rounds else {}
    newest = newest_round(of_year, cards)
    card = None
    if newest is not None:
        before = previous_of(rounds, newest)
        previous: Scored | None = None
        if before is not None and before.pk in cards:
            previous = score(cards[before.pk])
        card = view(build(score(cards[newest.pk]), previous), language)
    listed = frozen.listed(user).filter(area__in={one.area_id for one in of_year})
    return YearPage(
        round=newest,
        card=card,
        rounds=tuple(_row(one, cards.get(one.pk)) for one in of_year),
        snapshots=tuple(listed.filter(fiscal_year=year)[:5]),
    )


def newest_round(rounds: list[Round], cards: dict[int, Gathered]) -> Round | None:
    """The newest round of a year that has results; without any, the newest one begun."""
    with_card = [one for one in rounds if one.pk in cards]
    reported = [one for one in with_card if any(line.result for line in cards[one.pk].lines)]
    begun = [one for one in with_card if one.opens <= today()]
    chosen = reported or begun or with_card[:1]
    return chosen[-1] if chosen else None


def _row(round: Round, card: Gathered | None) -> RoundRow:
    due = [x for x in card.lines if x.due and x.state != "not_applicable"] if card else []
    return RoundRow(
        round=round,
        reported=sum(line.reported for line in due),
        due=len(due),
        state=state_of(round),
    )
