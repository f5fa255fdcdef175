"""What the pages of reporting rounds show: the rounds of a year, and the lines of one round."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from accounts.authority import Authority
from accounts.permissions import Permission
from common.clock import today
from kpis.models import Criteria, Result, Round
from kpis.services import rounds
from kpis.transitions import NO_AGENCY
from provinces.models import Agency, Area

NOT_OPEN, OPEN, LOCKED = "not_open", "open", "locked"
NOT_STARTED = "not_started"
HANDED_IN = (Result.Status.SUBMITTED, Result.Status.CERTIFIED, Result.Status.VERIFIED)


@dataclass(frozen=True)
class RoundRow:
    """One round of a year with its state today."""

    round: Round
    state: str
    reported: int

    @property
    def url_code(self) -> str:
        return self.round.code


@dataclass(frozen=True)
class ReportLine:
    """One line that is to be reported in a round, with what stands there now."""

    criteria: Criteria
    result: Result | None
    state: str
    mine: bool
    waits_for_me: bool

    @property
    def agency(self) -> Agency | None:
        collector = self.criteria.indicator.collector
        return collector.agency if collector else None


@dataclass(frozen=True)
class RoundPage:
    """A round's lines that a person may see, and how many stand where."""

    round: Round
    state: str
    lines: tuple[ReportLine, ...]
    counts: dict[str, int]
    sees_all: bool
    days_left: int | None

    @property
    def handed_in(self) -> int:
        return sum(self.counts.get(state, 0) for state in HANDED_IN)

    @property
    def due(self) -> int:
        return sum(self.counts.values())


def state_of(round: Round, day: dt.date | None = None) -> str:
    """Not open yet, open for entry, or locked (by the office or because its last day passed)."""
    day = day or today()
    if rounds.is_locked(round, day):
        return LOCKED
    return OPEN if day >= round.opens else NOT_OPEN


def rounds_of(area: Area, fiscal_year: int) -> list[RoundRow]:
    """The rounds of a year, in one query."""
    found = (
        Round.objects.of(fiscal_year)
        .filter(area=area)
        .annotate(handed_in=Count("results", filter=Q(results__status__in=HANDED_IN)))
        .order_by("cut_off", "kind")
    )
    return [RoundRow(one, state_of(one), one.handed_in) for one in found]


def round_page(user: Any, round: Round, show: str = "") -> RoundPage:
    """The lines of a round; three queries whatever their number.

    An agency's people see their agency's lines; the office, executives and inspectors see all.
    show: "waiting" for what waits for this person, "" for all.
    """
    authority: Authority = user.authority
    sees_all = authority.may(Permission.RESULT_VIEW_ALL, area=round.area_id)
    results = {
        result.criteria_id: result
        for result in Result.objects.newest().filter(round=round).select_related("entered_by")
    }
    lines = [
        _line(authority, criteria, results.get(criteria.pk), round) for criteria in due_lines(round)
    ]
    seen = [line for line in lines if sees_all or line.mine]
    state = state_of(round)
    return RoundPage(
        round=round,
        state=state,
        lines=tuple(line for line in seen if show != "waiting" or line.waits_for_me),
        counts=dict(Counter(line.state for line in seen)),
        sees_all=sees_all,
        days_left=(round.closes - today()).days if state == OPEN else None,
    )


def due_lines(round: Round) -> list[Criteria]:
    """The newest version of each line that a round asks for: of the area's own card in its order,
    then of its agencies' cards."""
    lines = (
        Criteria.objects.current()
        .filter(card__area=round.area_id, card__fiscal_year=round.fiscal_year)
        .select_related("card__agency", "indicator__collector__agency")
        .order_by("code")
    )
    return sorted(
        (line for line in lines if not line.due_in or round.code in line.due_in),
        key=lambda line: (
            line.card.agency.name_th if line.card.agency else "",
            natural(line.code),
        ),
    )


def natural(code: str) -> list[tuple[int, str]]:
    """Order of codes as people count: 1.9 before 1.10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in code.split(".")]


def _line(
    authority: Authority, criteria: Criteria, result: Result | None, round: Round
) -> ReportLine:
    collector = criteria.indicator.collector
    agency = collector.agency_id if collector else NO_AGENCY
    state = result.status if result else NOT_STARTED
    waits = {
        NOT_STARTED: Permission.RESULT_ENTER,
        Result.Status.DRAFT: Permission.RESULT_ENTER,
        Result.Status.RETURNED: Permission.RESULT_ENTER,
        Result.Status.SUBMITTED: Permission.RESULT_CERTIFY,
        Result.Status.CERTIFIED: Permission.RESULT_VERIFY,
    }.get(state)
    return ReportLine(
        criteria=criteria,
        result=result,
        state=state,
        mine=agency in authority.agencies,
        waits_for_me=waits is not None and authority.may(waits, area=round.area_id, agency=agency),
    )
