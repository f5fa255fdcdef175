"""Verbs on reporting rounds."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from accounts.trail.context import because
from common.clock import now, today
from common.errors import Refused
from common.language import page_language
from common.thai import dates
from kpis.models import Round
from provinces.models import Area

OPEN, LOCKED = "open", "locked"


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
    if opens > closes:
        raise Refused(_("วันครบกำหนดส่งต้องไม่ก่อนวันเปิดรับ"), field="closes")
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
def lock(*, round: Round, by: User, reason: str = "") -> Round:
    """Close a round for entry at once, before its last day."""
    round = _held(round, by)
    if round.locked_at is None:
        round.locked_at = now()
        with because(reason):
            round.save(update_fields=["locked_at"])
        workflow.record(round, action="lock", before=OPEN, after=LOCKED, by=by, reason=reason)
    return round


@transaction.atomic
def reopen(*, round: Round, closes: dt.date, reason: str, by: User) -> Round:
    """Let agencies report again until a new last day; the reason is kept."""
    round = _held(round, by)
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


def is_locked(round: Round, day: dt.date | None = None) -> bool:
    """Whether entry is closed: locked by the office, or the last day has passed."""
    return round.locked_at is not None or (day or today()) > round.closes


def refuse_if_not_open(round: Round) -> None:
    """Raise Refused with the dates when nothing can be entered in a round today."""
    if today() < round.opens:
        raise Refused(
            _("%(round)s ยังไม่เปิดรับ จะเปิดวันที่ %(day)s")
            % {"round": round.label, "day": _day(round.opens)}
        )
    if is_locked(round):
        raise Refused(
            _(
                "%(round)s ปิดรับแล้ว (ครบกำหนด %(day)s) "
                "หากจำเป็นต้องแก้ไข โปรดติดต่อสำนักงานจังหวัดเพื่อขอเปิดรอบ"
            )
            % {"round": round.label, "day": _day(round.closes)}
        )


def _held(round: Round, by: User) -> Round:
    by.authority.require(Permission.ROUND_MANAGE, area=round.area_id)
    return Round.objects.select_for_update().get(pk=round.pk)


def _day(day: dt.date) -> str:
    return dates.short_date(day, page_language())
