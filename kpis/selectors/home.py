"""What of indicators, rounds and results waits for a person on the home page."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from common.clock import today
from common.slots import HomeItem
from kpis.models import Result, Round
from kpis.openings import OPEN, state_of
from kpis.places import place_of
from kpis.selectors.rounds import (
    NOT_STARTED,
    TO_REPORT,
    ReportLine,
    lines_told,
    rounds_at_work,
)
from kpis.selectors.waiting import draft_cards, stands, weights

ACTS = (Permission.RESULT_ENTER, Permission.RESULT_CERTIFY, Permission.RESULT_VERIFY)
OF_THE_OFFICE = (Permission.RESULT_VERIFY, Permission.ROUND_MANAGE)


def home_items(user: Any) -> Iterator[HomeItem]:
    """Results, rounds and cards that wait for a person; three queries at most.

    What an agency owes stands there while the agency may report, and for a month after its last
    day as overdue; what is to be certified or verified waits also after a round has closed.
    """
    if not any(user.authority.places(permission) for permission in ACTS):
        return
    areas = frozenset().union(*(user.authority.places(one) for one in ACTS))
    office = any(user.authority.places(one) for one in OF_THE_OFFICE)
    own = None if office else user.authority.agencies
    rounds, known = rounds_at_work(today(), areas, own)
    lines = lines_told(user, rounds, known)
    waiting = [line for line in lines if line.waits_for_me and stands(line.opening, line.state)]
    for line in waiting:
        yield _result(line)
    yield from _missing(user, rounds, lines)
    yield from _drafts(user)


def _result(line: ReportLine) -> HomeItem:
    round = line.round
    words: dict[str, str] = {
        Result.Status.SUBMITTED: _("รับรองผล"),
        Result.Status.CERTIFIED: _("ตรวจรับผล"),
    }
    late = line.state in TO_REPORT and not line.opening.is_open
    note = line.reason
    if late:
        note = _("ปิดรับแล้ว หากต้องรายงาน โปรดติดต่อสำนักงานจังหวัดเพื่อขอผ่อนผัน")
    elif line.state == Result.Status.CERTIFIED and not line.opening.is_open:
        note = _("รอบปิดรับแล้ว ยังตรวจรับหรือส่งกลับได้")
    return HomeItem(
        title=f"{line.criteria.code} {line.criteria.indicator.name}",
        url=reverse(
            "result_edit",
            args=[round.area.code, round.fiscal_year, round.code, line.criteria.pk],
        ),
        kind=_kind(words.get(line.state, _("รายงานผล")), round),
        status="overdue" if late else line.state,
        due=line.opening.closes,
        note=note,
    )


def _missing(user: Any, rounds: list[Round], lines: list[ReportLine]) -> Iterator[HomeItem]:
    """Open rounds of which the office has to say that results are missing."""
    areas = user.authority.places(Permission.ROUND_MANAGE)
    for round in rounds:
        due = [line for line in lines if line.round.pk == round.pk]
        missing = sum(1 for line in due if line.state == NOT_STARTED)
        if round.area_id in areas and missing and state_of(round) == OPEN:
            yield HomeItem(
                title=ngettext(
                    "ยังไม่เริ่มรายงาน %(missing)s จาก %(due)s ตัวชี้วัด",
                    "ยังไม่เริ่มรายงาน %(missing)s จาก %(due)s ตัวชี้วัด",
                    missing,
                )
                % {"missing": missing, "due": len(due)},
                url=reverse("round_detail", args=[round.area.code, round.fiscal_year, round.code]),
                kind=_kind(_("ติดตามการรายงาน"), round),
                status="open",
                due=round.closes,
            )


def _drafts(user: Any) -> Iterator[HomeItem]:
    """Cards of this and coming years with lines that are not agreed yet."""
    areas = user.authority.places(Permission.CARD_AGREE)
    if not areas:
        return
    for card in draft_cards(areas):
        yield HomeItem(
            title=str(card),
            url=place_of(card).url("card_detail"),
            kind=_("ตกลงบัญชีตัวชี้วัด"),
            status=card.status,
            note=weights(card.weight),
        )


def _kind(what: str, round: Round) -> str:
    return _("%(what)s · %(round)s ปีงบประมาณ %(year)s") % {
        "what": what,
        "round": round.label,
        "year": round.fiscal_year,
    }
