"""What of indicators, rounds and results waits for a person on the home page."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Exists, OuterRef, Q, QuerySet, Sum, Value
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
from kpis.selectors import rounds as round_selectors
from kpis.selectors.rounds import NOT_STARTED, OPEN, ReportLine, state_of
from kpis.services.criteria import weight_text

ACTS = (Permission.RESULT_ENTER, Permission.RESULT_CERTIFY, Permission.RESULT_VERIFY)


@dataclass(frozen=True)
class Desk:
    """The rounds in which something may wait for a person, each with its lines: those that are
    open, and those that are closed and have results that the office has not verified."""

    rounds: tuple[tuple[Round, tuple[ReportLine, ...]], ...]
    reasons: dict[int, str]


def home_items(user: Any) -> Iterator[HomeItem]:
    """Results, rounds and cards that wait for a person; five queries at most."""
    if not any(user.authority.places(permission) for permission in ACTS):
        return
    desk = _desk(user)
    for round, lines in desk.rounds:
        is_open = state_of(round) == OPEN
        for line in lines:
            if line.waits_for_me and (is_open or line.state == Result.Status.CERTIFIED):
                yield _result(round, line, desk.reasons, is_open)
    yield from _missing(user, desk)
    yield from _drafts(user)


def _desk(user: Any) -> Desk:
    areas = frozenset().union(*(user.authority.places(one) for one in ACTS))
    day = today()
    is_open = Q(closes__gte=day, locked_at=None)
    certified = Result.objects.filter(round=OuterRef("pk"), status=Result.Status.CERTIFIED)
    rounds = list(
        Round.objects.filter(is_open | Exists(certified), area__in=areas, opens__lte=day)
        .select_related("area")
        .order_by("closes", "pk")
    )
    lines = round_selectors.report_lines(user.authority, rounds)
    returned = [
        line.result.pk
        for of_round in lines.values()
        for line in of_round
        if line.result and line.state == Result.Status.RETURNED and line.waits_for_me
    ]
    return Desk(
        rounds=tuple((round, tuple(lines[round.pk])) for round in rounds),
        reasons=_reasons(returned) if returned else {},
    )


def _result(round: Round, line: ReportLine, reasons: dict[int, str], is_open: bool) -> HomeItem:
    words: dict[str, str] = {
        Result.Status.SUBMITTED: _("รับรองผล"),
        Result.Status.CERTIFIED: _("ตรวจรับผล"),
    }
    note = reasons.get(line.result.pk, "") if line.result else ""
    return HomeItem(
        title=f"{line.criteria.code} {line.criteria.indicator.name}",
        url=reverse(
            "result_edit",
            args=[round.area.code, round.fiscal_year, round.code, line.criteria.pk],
        ),
        kind=_kind(words.get(line.state, _("รายงานผล")), round),
        status=line.state,
        due=round.closes,
        note=note if is_open else _("รอบปิดรับแล้ว ยังตรวจรับหรือส่งกลับได้"),
    )


def _missing(user: Any, desk: Desk) -> Iterator[HomeItem]:
    """Open rounds of which the office has to say that results are missing."""
    areas = user.authority.places(Permission.ROUND_MANAGE)
    for round, lines in desk.rounds:
        missing = sum(1 for line in lines if line.state == NOT_STARTED)
        if round.area_id in areas and missing and state_of(round) == OPEN:
            yield HomeItem(
                title=ngettext(
                    "ยังไม่เริ่มรายงาน %(missing)s จาก %(due)s ตัวชี้วัด",
                    "ยังไม่เริ่มรายงาน %(missing)s จาก %(due)s ตัวชี้วัด",
                    missing,
                )
                % {"missing": missing, "due": len(lines)},
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
    for card in counted.filter(lines__gt=0).select_related("area").order_by("fiscal_year", "pk"):
        yield HomeItem(
            title=str(card),
            url=reverse("card_detail", args=[card.area.code, card.fiscal_year]),
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


def _reasons(returned: list[int]) -> dict[int, str]:
    """Why each returned result was returned last, in one query."""
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
