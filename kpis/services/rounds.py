"""Verbs on reporting rounds: set them up, move their days, close and reopen them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from accounts.trail.context import because
from common.clock import now, today
from common.errors import Fault, Refused
from common.language import page_language
from common.thai import dates
from common.thai.fiscal import first_day, last_day
from kpis import openings
from kpis.models import Round
from kpis.openings import LOCKED, NOT_OPEN, OPEN
from kpis.openings import is_locked as is_locked
from provinces.models import Agency, Area


@dataclass(frozen=True)
class Planned:
    """A round as it is to be set up: its kind (and month), and its three days."""

    kind: str
    opens: dt.date
    closes: dt.date
    cut_off: dt.date
    number: int = 0

    @property
    def code(self) -> str:
        return Round(kind=self.kind, number=self.number).code


@transaction.atomic
def create(
    *,
    area: Area,
    fiscal_year: int,
    kind: str,
    opens: dt.date,
    closes: dt.date,
    cut_off: dt.date,
    by: User,
    number: int = 0,
) -> Round:
    """Set up a round: from when to when agencies report, and up to which day the data count."""
    by.authority.require(Permission.ROUND_MANAGE, area=area)
    faults = _date_faults(fiscal_year, opens, closes, cut_off)
    if faults:
        raise Refused(faults=faults)
    if Round.objects.filter(area=area, fiscal_year=fiscal_year, kind=kind, number=number).exists():
        raise Refused(_("รอบรายงานนี้มีอยู่แล้วในปีงบประมาณ"), field="kind")
    made = Round.objects.create(
        area=area,
        fiscal_year=fiscal_year,
        kind=kind,
        number=number,
        opens=opens,
        closes=closes,
        cut_off=cut_off,
    )
    workflow.record(made, action="create", before="", after=OPEN, by=by)
    return made


@transaction.atomic
def plan_year(*, area: Area, fiscal_year: int, planned: Sequence[Planned], by: User) -> list[Round]:
    """Set up several rounds of a year at once: all of them or none.

    Faults name the box as `<code of the round>-<field>`.
    """
    by.authority.require(Permission.ROUND_MANAGE, area=area)
    if not planned:
        raise Refused(_("โปรดเลือกอย่างน้อยหนึ่งรอบ"))
    made, faults = [], []
    for one in planned:
        try:
            made.append(create(area=area, fiscal_year=fiscal_year, by=by, **vars(one)))
        except Refused as refused:
            faults += [Fault(str(x), f"{one.code}-{x.field}") for x in refused.faults]
    if faults:
        raise Refused(faults=faults)
    return made


@transaction.atomic
def reschedule(
    *, round: Round, opens: dt.date, closes: dt.date, cut_off: dt.date, reason: str, by: User
) -> Round:
    """Move the days of a round that is not closed; the reason and both dates are kept."""
    round = held(round, by)
    if is_locked(round):
        raise Refused(_("รอบนี้ปิดรับแล้ว โปรดเปิดรอบอีกครั้งก่อนแก้ไขวัน"))
    faults = _date_faults(round.fiscal_year, opens, closes, cut_off)
    if closes < today():
        faults.append(Fault(_("วันครบกำหนดใหม่ต้องเป็นวันนี้หรือหลังจากนี้"), "closes"))
    if opens != round.opens and round.results.exists():
        faults.append(Fault(_("มีผลในรอบนี้แล้ว จึงเปลี่ยนวันเปิดรับไม่ได้"), "opens"))
    if not reason.strip():
        faults.append(Fault(_("โปรดบอกเหตุผลที่เปลี่ยนวัน"), "reason"))
    if faults:
        raise Refused(faults=faults)
    before = openings.state_of(round)
    round.opens, round.closes, round.cut_off = opens, closes, cut_off
    with because(reason):
        round.save(update_fields=["opens", "closes", "cut_off"])
    after = openings.state_of(round)
    workflow.record(round, action="reschedule", before=before, after=after, by=by, reason=reason)
    return round


@transaction.atomic
def lock(*, round: Round, by: User, reason: str = "") -> Round:
    """Close a round for entry at once, before its last day."""
    round = held(round, by)
    if round.locked_at is None:
        round.locked_at = now()
        with because(reason):
            round.save(update_fields=["locked_at"])
        workflow.record(round, action="lock", before=OPEN, after=LOCKED, by=by, reason=reason)
    return round


@transaction.atomic
def reopen(*, round: Round, closes: dt.date, reason: str, by: User) -> Round:
    """Let agencies report again until a new last day; the reason is kept."""
    round = held(round, by)
    if not reason.strip():
        raise Refused(_("โปรดบอกเหตุผลที่เปิดรอบอีกครั้ง"), field="reason")
    if closes < today():
        raise Refused(_("วันครบกำหนดใหม่ต้องเป็นวันนี้หรือหลังจากนี้"), field="closes")
    round.closes = closes
    round.locked_at = None
    with because(reason):
        round.save(update_fields=["closes", "locked_at"])
    workflow.record(round, action="reopen", before=LOCKED, after=OPEN, by=by, reason=reason)
    return round


def refuse_if_not_open(round: Round, agency: Agency | None) -> None:
    """Raise Refused with the dates when an agency can enter nothing in a round today."""
    agency_id = agency.pk if agency else None
    opening = openings.load([round]).of(round, agency_id)
    if opening.state == NOT_OPEN:
        raise Refused(
            _("%(round)s ยังไม่เปิดรับ จะเปิดวันที่ %(day)s")
            % {"round": round.label, "day": _day(round.opens)}
        )
    if opening.state == LOCKED:
        raise Refused(
            _(
                "%(round)s ปิดรับแล้ว (ครบกำหนด %(day)s) "
                "หากจำเป็นต้องแก้ไข โปรดติดต่อสำนักงานจังหวัดเพื่อขอเปิดรอบ"
            )
            % {"round": round.label, "day": _day(opening.closes)}
        )


def held(round: Round, by: User) -> Round:
    """The round, locked until the end of the transaction, for who manages rounds of its area."""
    by.authority.require(Permission.ROUND_MANAGE, area=round.area_id)
    return Round.objects.select_for_update().get(pk=round.pk)


def _date_faults(
    fiscal_year: int, opens: dt.date, closes: dt.date, cut_off: dt.date
) -> list[Fault]:
    faults = []
    if opens > closes:
        faults.append(Fault(_("วันครบกำหนดส่งต้องไม่ก่อนวันเปิดรับ"), "closes"))
    if not first_day(fiscal_year) <= cut_off <= last_day(fiscal_year):
        faults.append(
            Fault(_("วันตัดข้อมูลต้องอยู่ในปีงบประมาณ %(year)s") % {"year": fiscal_year}, "cut_off")
        )
    return faults


def _day(day: dt.date) -> str:
    return dates.short_date(day, page_language())
