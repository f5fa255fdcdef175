"""What of indicators, rounds and results waits for a person on the home page."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import WorkflowMove
from accounts.permissions import Permission
from common.clock import today
from common.slots import HomeItem
from common.thai import fiscal
from kpis.models import Card, Result, Round
from kpis.openings import OPEN, state_of
from kpis.places import place_of
from kpis.selectors.rounds import (
    NOT_STARTED,
    TO_REPORT,
    ReportLine,
    report_lines,
    rounds_at_work,
)
from kpis.services.criteria import weight_text

ACTS = (Permission.RESULT_ENTER, Permission.RESULT_CERTIFY, Permission.RESULT_VERIFY)


def home_items(user: Any) -> Iterator[HomeItem]:
    """Results, rounds and cards that wait for a person; five queries at most.

    What an agency owes stands there while the agency may report, and for a month after its last
    day as overdue; what is to be certified or verified waits also after a round has closed.
    """
    if not any(user.authority.places(permission) for permission in ACTS):
        return
    areas = frozenset().union(*(user.authority.places(one) for one in ACTS))
    rounds, known = rounds_at_work(today(), areas)
    lines = report_lines(user, rounds, known)
    waiting = [line for line in lines if line.waits_for_me and _stands(line)]
    reasons = _reasons(waiting)
    for line in waiting:
        yield _result(line, reasons)
    yield from _missing(user, rounds, lines)
    yield from _drafts(user)


def _stands(line: ReportLine) -> bool:
    """Whether something can be done about a line, or its last day has passed without it."""
    if line.opening.is_open or line.state not in TO_REPORT:
        return True
    return line.opening.closes < today()


def _result(line: ReportLine, reasons: dict[int, str]) -> HomeItem:
    round = line.round
    words: dict[str, str] = {
        Result.Status.SUBMITTED: _("รับรองผล"),
        Result.Status.CERTIFIED: _("ตรวจรับผล"),
    }
    late = line.state in TO_REPORT and not line.opening.is_open
    note = reasons.get(line.result.pk, "") if line.result else ""
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
    current = Q(criteria__superseded_on__isnull=True)
    weight = DecimalField(max_digits=9, decimal_places=4)
    cards: QuerySet[Card, Any] = Card.objects.filter(
        area__in=areas, status=Card.Status.DRAFT, fiscal_year__gte=fiscal.fiscal_year(today())
    )
    counted = cards.annotate(
        lines=Count("criteria", filter=current),
        weight=Coalesce(Sum("criteria__weight", filter=current), Value(0), output_field=weight),
    )
    for card in (
        counted.filter(lines__gt=0).select_related("area", "agency").order_by("fiscal_year", "pk")
    ):
        yield HomeItem(
            title=str(card),
            url=place_of(card).url("card_detail"),
            kind=_("ตกลงบัญชีตัวชี้วัด"),
            status=card.status,
            note=_weights(card.weight),
        )


def _weights(total: Decimal) -> str:
    if total == 100:
        return _("น้ำหนักรวม 100.00 พร้อมตกลง")
    return _("น้ำหนักรวม %(total)s ต้องเป็น 100.00 จึงจะตกลงได้") % {"total": weight_text(total)}


def _kind(what: str, round: Round) -> str:
    return _("%(what)s · %(round)s ปีงบประมาณ %(year)s") % {
        "what": what,
        "round": round.label,
        "year": round.fiscal_year,
    }


def _reasons(lines: Iterable[ReportLine]) -> dict[int, str]:
    """Why each returned result was returned last; one query where there are any."""
    returned = [
        line.result.pk for line in lines if line.result and line.state == Result.Status.RETURNED
    ]
    if not returned:
        return {}
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
