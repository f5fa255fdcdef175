"""What the page of one result shows, and what waits for a person on the home page."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import WorkflowMove
from accounts.permissions import Permission
from accounts.workflow import Move
from common.clock import today
from common.slots import HomeItem
from evidence.models import Evidence
from kpis import openings
from kpis.models import Criteria, Result, Round, RoundException
from kpis.openings import Opening
from kpis.selectors import rounds as round_selectors
from kpis.services.results import EDITABLE
from kpis.transitions import RESULT, where


@dataclass(frozen=True)
class ResultPage:
    """One line in one round for one person: what stands there and what the person may do."""

    criteria: Criteria
    round: Round
    result: Result | None
    may_enter: bool
    editable: bool
    may_correct: bool
    moves: tuple[Move, ...]
    evidence: tuple[Evidence, ...]
    history: tuple[WorkflowMove, ...]
    before: Result | None
    opening: Opening

    @property
    def state(self) -> str:
        return self.result.status if self.result else round_selectors.NOT_STARTED

    @property
    def returned_because(self) -> str:
        """The reason that stands above the form of a returned result."""
        if self.state != Result.Status.RETURNED:
            return ""
        return next((m.reason for m in self.history if m.to_state == Result.Status.RETURNED), "")


def may_open(user: Any, criteria: Criteria) -> bool:
    """Whether the page of a line's result exists for a person: who enters, certifies or reviews."""
    place = where(Result(criteria=criteria))
    return any(
        user.authority.may(permission, **place)
        for permission in (
            Permission.RESULT_ENTER,
            Permission.RESULT_CERTIFY,
            Permission.RESULT_VIEW_ALL,
        )
    )


def result_page(user: Any, criteria: Criteria, round: Round) -> ResultPage:
    """Everything the result page shows, in a fixed number of queries."""
    result = (
        Result.objects.newest()
        .filter(criteria=criteria, round=round)
        .select_related("entered_by", "certified_by", "verified_by", "supersedes")
        .first()
    )
    if result:
        result.criteria, result.round = criteria, round
    place = where(Result(criteria=criteria))
    may_enter = user.authority.may(Permission.RESULT_ENTER, **place)
    collector = criteria.indicator.collector
    opening = openings.load([round]).of(round, collector.agency_id if collector else None)
    is_open = opening.is_open
    moves = tuple(m for m in RESULT.open_to(user, result) if result) if result else ()
    return ResultPage(
        criteria=criteria,
        round=round,
        result=result,
        may_enter=may_enter,
        editable=may_enter and is_open and (result is None or result.status in EDITABLE),
        may_correct=may_enter
        and is_open
        and result is not None
        and result.status == Result.Status.VERIFIED,
        moves=moves,
        evidence=tuple(result.evidence.select_related("uploaded_by")) if result else (),
        history=tuple(workflow.history(result)) if result else (),
        before=_before(criteria, round),
        opening=opening,
    )


def _before(criteria: Criteria, round: Round) -> Result | None:
    """The counted result of the last round before this one, to be shown as text."""
    return (
        Result.objects.counted()
        .filter(
            criteria__card=criteria.card_id,
            criteria__indicator=criteria.indicator_id,
            round__cut_off__lt=round.cut_off,
        )
        .select_related("round")
        .order_by("-round__cut_off")
        .first()
    )


OVERDUE_SHOWN = dt.timedelta(days=30)
TO_REPORT = (round_selectors.NOT_STARTED, Result.Status.DRAFT, Result.Status.RETURNED)


def home_items(user: Any) -> Iterator[HomeItem]:
    """Results that wait for a person, and those that were not reported in time; four queries.

    What an agency owes stands there while the agency may report, and for a month after its last
    day as overdue; what is to be certified or verified waits also after a round has closed.
    """
    authority = user.authority
    acts = any(
        permission in grant.permissions
        for grant in authority.grants
        for permission in (
            Permission.RESULT_ENTER,
            Permission.RESULT_CERTIFY,
            Permission.RESULT_VERIFY,
        )
    )
    if not acts:
        return
    areas = {grant.area_id for grant in authority.grants if grant.area_id}
    rounds, known = rounds_at_work(today(), areas)
    lines = round_selectors.report_lines(user, rounds, known)
    waiting = [line for line in lines if line.waits_for_me and _stands(line)]
    reasons = _reasons(waiting)
    for line in waiting:
        yield _item(line, reasons)


def rounds_at_work(
    day: dt.date, areas: set[int] | None = None
) -> tuple[list[Round], openings.Openings]:
    """The rounds in which something may still wait on a day: open ones, those closed less than a
    month ago, and those in which an agency has longer time; one query."""
    longer = RoundException.objects.filter(until__gte=day - OVERDUE_SHOWN)
    found = Round.objects.filter(
        Q(closes__gte=day - OVERDUE_SHOWN) | Q(pk__in=longer.values("round")), opens__lte=day
    )
    if areas is not None:
        found = found.filter(area__in=areas)
    return openings.with_openings(found.select_related("area"))


def _stands(line: round_selectors.ReportLine) -> bool:
    """Whether something can be done about a line, or its last day has passed without it."""
    if line.opening.is_open or line.state not in TO_REPORT:
        return True
    return line.opening.closes < today()


def _item(line: round_selectors.ReportLine, reasons: dict[int, str]) -> HomeItem:
    round = line.round
    words: dict[str, str] = {
        Result.Status.SUBMITTED: _("รับรองผล"),
        Result.Status.CERTIFIED: _("ตรวจรับผล"),
    }
    late = line.state in TO_REPORT and not line.opening.is_open
    note = reasons.get(line.result.pk, "") if line.result else ""
    if late:
        note = _("ปิดรับแล้ว หากต้องรายงาน โปรดติดต่อสำนักงานจังหวัดเพื่อขอผ่อนผัน")
    return HomeItem(
        title=f"{line.criteria.code} {line.criteria.indicator.name}",
        url=reverse(
            "result_edit",
            args=[round.area.code, round.fiscal_year, round.code, line.criteria.pk],
        ),
        kind=_("%(what)s · %(round)s ปีงบประมาณ %(year)s")
        % {
            "what": words.get(line.state, _("รายงานผล")),
            "round": round.label,
            "year": round.fiscal_year,
        },
        status="overdue" if late else line.state,
        due=line.opening.closes,
        note=note,
    )


def _reasons(lines: Iterable[round_selectors.ReportLine]) -> dict[int, str]:
    """Why each returned result was returned last, in one query."""
    returned = [
        line.result.pk for line in lines if line.result and line.state == Result.Status.RETURNED
    ]
    moves = (
        WorkflowMove.objects.filter(
            subject=Result._meta.label_lower,
            subject_id__in=returned,
            to_state=Result.Status.RETURNED,
        )
        .order_by("subject_id", "-at", "-pk")
        .distinct("subject_id")
        .values_list("subject_id", "reason")
    )
    return dict(moves)
