"""What the pages of reporting rounds show: the rounds of a year, and the lines of one round."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject

from accounts.authority import Authority
from accounts.models import WorkflowMove
from accounts.permissions import Permission
from common.clock import today
from common.codes import Key as CodeKey
from common.codes import natural
from common.thai.collation import Key, sort_key
from kpis.models import Card, Criteria, Result, Round, RoundException, RoundLock
from kpis.openings import LOCKED as LOCKED
from kpis.openings import NOT_OPEN as NOT_OPEN
from kpis.openings import OPEN, Opening, Openings, state_of, with_openings
from kpis.transitions import NO_AGENCY
from provinces.models import Agency, Area

NOT_STARTED = "not_started"
TO_REPORT = (NOT_STARTED, Result.Status.DRAFT, Result.Status.RETURNED)
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
    """One line that is to be reported in a round, with what stands there now.

    reason: why a returned result was returned last, where it is asked for (`lines_told`).
    """

    round: Round
    criteria: Criteria
    result: Result | None
    state: str
    mine: bool
    waits_for_me: bool
    opening: Opening
    reason: str = ""

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
    own: Opening | None = None
    exceptions: tuple[RoundException, ...] = ()

    @property
    def day(self) -> dt.date:
        return today()

    @property
    def handed_in(self) -> int:
        return sum(self.counts.get(state, 0) for state in HANDED_IN)

    @property
    def due(self) -> int:
        return sum(self.counts.values())


def rounds_of(area: Area, fiscal_year: int) -> list[RoundRow]:
    """The rounds of a year, in one query; what was handed in is of the area's own card."""
    own = Q(results__criteria__card__agency=None, results__status__in=HANDED_IN)
    found = (
        Round.objects.of(fiscal_year)
        .filter(area=area)
        .annotate(handed_in=Count("results", filter=own))
        .order_by("cut_off", "kind")
    )
    return [RoundRow(one, state_of(one), one.handed_in) for one in found]


def round_page(user: Any, round: Round, show: str = "") -> RoundPage:
    """The lines of a round; five queries whatever their number.

    An agency's people see their agency's lines; the office, executives and inspectors see all.
    show: "waiting" for what waits for this person, "" for all. own: how the round stands for the
    agency of somebody who sees the lines of one agency alone.
    """
    authority: Authority = user.authority
    sees_all = authority.may(Permission.RESULT_VIEW_ALL, area=round.area_id)
    known = _known(round)
    seen = [line for line in report_lines(user, [round], known) if sees_all or line.mine]
    state = state_of(round)
    own = None if sees_all else next((line.opening for line in seen), None)
    closes = own.closes if own else round.closes
    return RoundPage(
        round=round,
        state=own.state if own else state,
        lines=tuple(line for line in seen if show != "waiting" or line.waits_for_me),
        counts=dict(Counter(line.state for line in seen)),
        sees_all=sees_all,
        days_left=(closes - today()).days if (own.state if own else state) == OPEN else None,
        own=own,
        exceptions=tuple(x for granted in known.exceptions.values() for x in granted)
        if sees_all
        else (),
    )


def _known(round: Round) -> Openings:
    """What is said of single agencies in a round, with what a page shows of it."""
    granted = RoundException.objects.filter(round=round)
    return Openings(
        granted.select_related("agency", "granted_by", "round"),
        RoundLock.objects.filter(round=round),
    )


OVERDUE_SHOWN = dt.timedelta(days=30)


def rounds_at_work(
    day: dt.date,
    areas: Collection[int] | None = None,
    agencies: Collection[int] | None = None,
) -> tuple[list[Round], Openings]:
    """The rounds (of some areas, or of all) in which something may still wait on a day; one query.

    Open ones, those closed less than a month ago, those in which an agency has longer time, and
    those with results that are certified and not verified. agencies: only rounds of years in which
    one of these has something to report.
    """
    longer = RoundException.objects.filter(until__gte=day - OVERDUE_SHOWN).values("round")
    certified = Result.objects.filter(round=OuterRef("pk"), status=Result.Status.CERTIFIED)
    found = Round.objects.filter(
        Q(closes__gte=day - OVERDUE_SHOWN) | Q(pk__in=longer) | Exists(certified), opens__lte=day
    )
    if areas is not None:
        found = found.filter(area__in=areas)
    if agencies is not None:
        owed = Criteria.objects.current().filter(
            card__area=OuterRef("area"),
            card__fiscal_year=OuterRef("fiscal_year"),
            indicator__collector__agency__in=agencies,
        )
        found = found.filter(Exists(owed))
    return with_openings(found.select_related("area").order_by("closes", "pk"))


def report_lines(user: Any, rounds: Sequence[Round], known: Openings) -> list[ReportLine]:
    """Every line that some rounds ask for, with what stands there; two queries for all of them."""
    results = {
        (result.criteria_id, result.round_id): result
        for result in Result.objects.newest()
        .filter(round__in=[one.pk for one in rounds])
        .select_related("entered_by")
    }
    due = due_lines_of(rounds)
    return [
        _line(user.authority, criteria, results.get((criteria.pk, one.pk)), one, known)
        for one in rounds
        for criteria in due[one.pk]
    ]


def lines_told(user: Any, rounds: Sequence[Round], known: Openings) -> list[ReportLine]:
    """The same in one query, for lists that tell how a line stands and why it came back: without
    the results themselves."""
    newest = Result.objects.newest().filter(
        criteria=OuterRef("pk"), round__in=[one.pk for one in rounds]
    )
    row = JSONObject(round="round_id", state="status", reason=_returned_because())
    due = due_lines_of(rounds, told=ArraySubquery(newest.values(row=row)))
    found = []
    for one in rounds:
        for criteria in due[one.pk]:
            told: Any = criteria
            now = next((x for x in told.told if x["round"] == one.pk), {"state": NOT_STARTED})
            line = _line(user.authority, criteria, None, one, known, now["state"])
            found.append(replace(line, reason=now.get("reason") or ""))
    return found


def _returned_because() -> Case:
    """The reason of the last return, of the results that are returned now."""
    returned = Result.Status.RETURNED
    moves = WorkflowMove.objects.filter(
        subject=Result._meta.label_lower, subject_id=OuterRef("pk"), to_state=returned
    ).order_by("-at", "-pk")
    return Case(When(status=returned, then=Subquery(moves.values("reason")[:1])))


def due_lines(round: Round) -> list[Criteria]:
    """The newest version of each line that a round asks for: of the area's own card in its order,
    then of its agencies' cards that are agreed. A draft of an agency promises nothing yet."""
    return due_lines_of([round])[round.pk]


def due_lines_of(rounds: Sequence[Round], **more: ArraySubquery) -> dict[int, list[Criteria]]:
    """The same of several rounds, by the round's pk; one query. more: what is asked of each."""
    lines = (
        Criteria.objects.current()
        .filter(
            Q(card__agency=None) | Q(card__status=Card.Status.AGREED),
            card__area__in={one.area_id for one in rounds},
            card__fiscal_year__in={one.fiscal_year for one in rounds},
        )
        .select_related("card__agency", "indicator__collector__agency")
        .annotate(**more)
        .order_by("code")
    )
    of_card: dict[tuple[int, int], list[Criteria]] = {}
    for line in sorted(lines, key=_place_of_line):
        of_card.setdefault((line.card.area_id, line.card.fiscal_year), []).append(line)
    return {
        one.pk: [
            line
            for line in of_card.get((one.area_id, one.fiscal_year), [])
            if not line.due_in or one.code in line.due_in
        ]
        for one in rounds
    }


def _place_of_line(line: Criteria) -> tuple[bool, Key, CodeKey]:
    agency = line.card.agency
    return (agency is not None, sort_key(agency.name_th if agency else ""), natural(line.code))


def _line(
    authority: Authority,
    criteria: Criteria,
    result: Result | None,
    round: Round,
    known: Openings,
    state: str = "",
) -> ReportLine:
    collector = criteria.indicator.collector
    agency = collector.agency_id if collector else NO_AGENCY
    state = state or (result.status if result else NOT_STARTED)
    waits = {
        NOT_STARTED: Permission.RESULT_ENTER,
        Result.Status.DRAFT: Permission.RESULT_ENTER,
        Result.Status.RETURNED: Permission.RESULT_ENTER,
        Result.Status.SUBMITTED: Permission.RESULT_CERTIFY,
        Result.Status.CERTIFIED: Permission.RESULT_VERIFY,
    }.get(state)
    return ReportLine(
        round=round,
        criteria=criteria,
        result=result,
        state=state,
        mine=agency in authority.agencies,
        waits_for_me=waits is not None and authority.may(waits, area=round.area_id, agency=agency),
        opening=known.of(round, agency),
    )
