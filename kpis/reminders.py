"""Of what indicators and results remind people, and whom: the holders of the post that owes it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Tenure, WorkflowMove
from common.language import page_language
from common.slots import Due, ReminderKind
from common.thai import dates
from kpis.models import Criteria, Result, Round, RoundException
from kpis.openings import Opening, Openings
from kpis.selectors.rounds import NOT_STARTED, TO_REPORT, due_lines_of, rounds_at_work

DUE, OVERDUE, RETURNED, CERTIFY, VERIFY, EXCEPTION = (
    "result_due",
    "result_overdue",
    "result_returned",
    "to_certify",
    "to_verify",
    "exception_ends",
)
NOW = "now"


def kinds() -> Iterator[ReminderKind]:
    """What a person can stop."""
    yield ReminderKind(DUE, gettext_lazy("ผลที่ต้องรายงานเหลือเวลา 7, 3 และ 1 วัน"))
    yield ReminderKind(OVERDUE, gettext_lazy("ผลที่เลยกำหนดส่ง"))
    yield ReminderKind(RETURNED, gettext_lazy("ผลที่ถูกขอข้อมูลเพิ่มเติม"))
    yield ReminderKind(CERTIFY, gettext_lazy("ผลที่รอท่านรับรอง"))
    yield ReminderKind(VERIFY, gettext_lazy("ผลที่รอท่านตรวจรับ"))
    yield ReminderKind(EXCEPTION, gettext_lazy("การผ่อนผันกำหนดส่งที่ใกล้สิ้นสุด"))


def stage_before(left: int) -> str:
    """Which reminder is due with so many days left: the 7, the 3 or the 1 days' one, or none.

    A day on which no letter could be sent loses nothing: the next one tells it.
    """
    return "" if not 0 <= left <= 7 else "1" if left <= 1 else "3" if left <= 3 else "7"


def stage_after(late: int) -> str:
    """The same after the last day: on the first day, and once more after a week."""
    return "" if not 1 <= late <= 30 else "late1" if late < 7 else "late7"


@dataclass(frozen=True)
class _Holders:
    """Who holds what on the day: by post, and those who certify and verify."""

    of_post: dict[int, list[int]]
    heads: dict[int, list[int]]
    entering: dict[int, list[int]]
    planners: dict[int, list[int]]


@dataclass(frozen=True)
class _Line:
    """A line of a round as it stands on the day."""

    round: Round
    criteria: Criteria
    result: Result | None
    opening: Opening
    move: int

    @property
    def state(self) -> str:
        return self.result.status if self.result else NOT_STARTED


def due(day: dt.date) -> Iterator[Due]:
    """Everything of a day; five queries whatever the number of rounds, lines and people."""
    rounds, known = rounds_at_work(day)
    lines = list(_lines(rounds, known, day))
    holders = _holders(day, {one.area_id for one in rounds})
    for line in lines:
        yield from _of_line(line, day, holders)
    yield from _of_exceptions(rounds, known, lines, day, holders)


def _lines(rounds: list[Round], known: Openings, day: dt.date) -> Iterator[_Line]:
    of_rounds = Result.objects.newest().filter(round__in=[one.pk for one in rounds])
    results = {(one.criteria_id, one.round_id): one for one in of_rounds}
    moves = _moves(one.pk for one in results.values())
    due_in = due_lines_of(rounds)
    for round in rounds:
        for criteria in due_in[round.pk]:
            collector = criteria.indicator.collector
            result = results.get((criteria.pk, round.pk))
            yield _Line(
                round=round,
                criteria=criteria,
                result=result,
                opening=known.of(round, collector.agency_id if collector else None, day),
                move=moves.get(result.pk, 0) if result else 0,
            )


def _moves(results: Iterable[int]) -> dict[int, int]:
    """The last move of each result, so that a second return is told anew."""
    moves = (
        WorkflowMove.objects.filter(subject=Result._meta.label_lower, subject_id__in=list(results))
        .order_by("subject_id", "-at", "-pk")
        .distinct("subject_id")
    )
    return dict(moves.values_list("subject_id", "pk"))


def _holders(day: dt.date, areas: set[int]) -> _Holders:
    found = _Holders({}, {}, {}, {})
    held = (
        Tenure.objects.on(day)
        .filter(
            Q(post__agency__area__in=areas) | Q(post__agency__area__province__in=areas),
            user__is_active=True,
        )
        .order_by("user_id")
        .values_list(
            *("user_id", "post_id", "post__roles", "post__agency_id", "post__agency__area_id")
        )
    )
    for user, post, roles, agency, area in held:
        found.of_post.setdefault(post, []).append(user)
        for role, into, place in (
            ("agency_head", found.heads, agency),
            ("agency_head", found.entering, agency),
            ("officer", found.entering, agency),
            ("planner", found.planners, area),
        ):
            if role in roles and user not in into.setdefault(place, []):
                into[place].append(user)
    return found


def _of_line(line: _Line, day: dt.date, holders: _Holders) -> Iterator[Due]:
    collector = line.criteria.indicator.collector
    if collector is None:
        return
    owing = holders.of_post.get(collector.pk, [])
    if line.state in TO_REPORT:
        left = (line.opening.closes - day).days
        stage = stage_before(left) if line.opening.is_open else stage_after(-left)
        kind = DUE if line.opening.is_open else OVERDUE
        if stage:
            key = f"line:{line.round.pk}:{line.criteria.pk}"
            yield from _told(owing, kind, key, stage, line, left)
    to = {
        Result.Status.RETURNED: (RETURNED, owing if line.opening.is_open else []),
        Result.Status.SUBMITTED: (CERTIFY, holders.heads.get(collector.agency_id, [])),
        Result.Status.CERTIFIED: (VERIFY, holders.planners.get(line.round.area_id, [])),
    }
    kind, people = to.get(line.state, ("", []))  # type: ignore[call-overload]
    yield from _told(people, kind, f"move:{line.move}", NOW, line, None)


def _told(
    people: list[int], kind: str, key: str, stage: str, line: _Line, left: int | None
) -> Iterator[Due]:
    round = line.round
    for user in people:
        yield Due(
            kind=kind,
            user_id=user,
            key=key,
            stage=stage,
            words=_words(line, left),
            url=reverse(
                "result_edit",
                args=[round.area.code, round.fiscal_year, round.code, line.criteria.pk],
            ),
            due=line.opening.closes if left is not None else None,
        )


def _words(line: _Line, left: int | None) -> Callable[[], str]:
    def write() -> str:
        facts = {
            "code": line.criteria.code,
            "name": line.criteria.indicator.name,
            "round": line.round.label,
            "year": line.round.fiscal_year,
        }
        what = _("%(code)s %(name)s %(round)s ปีงบประมาณ %(year)s") % facts
        return what if left is None else f"{what}: {_how_long(line.opening.closes, left)}"

    return write


def _how_long(closes: dt.date, left: int) -> str:
    facts = {"days": abs(left), "day": dates.short_date(closes, page_language())}
    if left < 0:
        return _("เลยกำหนด %(days)s วัน (ครบกำหนด %(day)s)") % facts
    if left == 0:
        return _("ครบกำหนดวันนี้ (%(day)s)") % facts
    return _("เหลือ %(days)s วัน (ครบกำหนด %(day)s)") % facts


def _of_exceptions(
    rounds: list[Round], known: Openings, lines: list[_Line], day: dt.date, holders: _Holders
) -> Iterator[Due]:
    """Longer time that ends in three days or in one, while the agency still owes something."""
    owing = {
        (line.round.pk, line.criteria.indicator.collector.agency_id)
        for line in lines
        if line.criteria.indicator.collector and line.state in TO_REPORT
    }
    of_round = {one.pk: one for one in rounds}
    for (round_id, agency_id), granted in known.exceptions.items():
        for one in granted:
            left = (one.last_day - day).days
            stage = stage_before(left)
            if not one.holds_on(day) or stage not in ("3", "1"):
                continue
            if (round_id, agency_id) not in owing:
                continue
            round = of_round[round_id]
            for user in holders.entering.get(agency_id, []):
                yield _exception(one, round, user, stage, left)


def _exception(one: RoundException, round: Round, user: int, stage: str, left: int) -> Due:
    def write() -> str:
        what = _("การผ่อนผัน%(round)s ปีงบประมาณ %(year)s") % {
            "round": round.label,
            "year": round.fiscal_year,
        }
        return f"{what}: {_how_long(one.last_day, left)}"

    return Due(
        kind=EXCEPTION,
        user_id=user,
        key=f"exception:{one.pk}",
        stage=stage,
        words=write,
        url=reverse("round_detail", args=[round.area.code, round.fiscal_year, round.code]),
        due=one.last_day,
    )
