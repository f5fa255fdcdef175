"""Verbs on single agencies in rounds: longer time by an exception, closing and opening in bulk."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.trail.context import because
from common.clock import now, today
from common.errors import Fault, Refused
from common.language import page_language
from common.thai import dates
from kpis.models import Round, RoundException, RoundLock
from kpis.openings import LOCKED, OPEN, is_locked
from kpis.services import rounds as round_services
from kpis.services.rounds import held
from provinces.models import Agency

ENDED, EXTENDED = "closed", "extended"


@dataclass(frozen=True)
class Turned:
    """A round that an act closed (LOCKED), opened again (OPEN) or, for an agency, EXTENDED.

    agency: None where it holds for all.
    """

    round: Round
    agency: Agency | None
    done: str


@transaction.atomic
def grant(*, round: Round, agency: Agency, until: dt.date, reason: str, by: User) -> RoundException:
    """Let one agency report in a round until a day of its own, though the round is closed.

    A lock of the agency in this round is lifted. Raises Refused without a reason, with a last day
    in the past or not after the round's own, or where an exception of the agency still runs.
    """
    round = held(round, by)
    faults = _faults(round, agency, until, reason)
    if faults:
        raise Refused(faults=faults)
    RoundLock.objects.filter(round=round, agency=agency).delete()
    try:
        with transaction.atomic(), because(reason):
            made = RoundException.objects.create(
                round=round,
                agency=agency,
                granted_on=today(),
                until=until,
                reason=reason.strip(),
                granted_by=by,
                granted_at=now(),
            )
    except IntegrityError:
        raise Refused(
            _("%(agency)s ได้รับการผ่อนผันใน%(round)sอยู่แล้ว โปรดยกเลิกครั้งก่อนแล้วผ่อนผันใหม่")
            % {"agency": agency.label, "round": round.label},
            field="agencies",
        ) from None
    workflow.record(made, action="grant", before="", after=OPEN, by=by, reason=reason)
    return made


@transaction.atomic
def end(*, exception: RoundException, reason: str, by: User) -> RoundException:
    """End an exception before its last day: from today the agency can enter nothing more."""
    round = held(exception.round, by)
    exception = RoundException.objects.select_for_update(of=("self",)).get(
        pk=exception.pk, round=round
    )
    if not reason.strip():
        raise Refused(_("โปรดบอกเหตุผลที่ยกเลิกการผ่อนผัน"), field="reason")
    if not exception.holds_on(today()):
        raise Refused(_("การผ่อนผันนี้สิ้นสุดแล้ว"))
    exception.ended_on = today()
    with because(reason):
        exception.save(update_fields=["ended_on"])
    workflow.record(exception, action="end", before=OPEN, after=ENDED, by=by, reason=reason)
    return exception


@transaction.atomic
def lock(
    *, rounds: Sequence[Round], agencies: Sequence[Agency] | None, by: User, reason: str = ""
) -> list[Turned]:
    """Close rounds for all agencies (None), or for some; gives what was closed by this.

    Closing a round for all leaves running exceptions alone; closing it for an agency by name ends
    the exception of that agency.
    """
    _refuse_nothing(rounds, agencies)
    closed = []
    for one in rounds:
        round = held(one, by)
        if agencies is None and round.locked_at is None:
            round_services.lock(round=round, by=by, reason=reason)
            closed.append(Turned(round, None, LOCKED))
        closed += [
            Turned(round, agency, LOCKED)
            for agency in agencies or ()
            if _lock_agency(round, agency, by, reason)
        ]
    return closed


@transaction.atomic
def unlock(
    *,
    rounds: Sequence[Round],
    agencies: Sequence[Agency] | None,
    reason: str,
    by: User,
    until: dt.date | None = None,
) -> list[Turned]:
    """Open rounds again for all agencies, or for some; gives what was opened or extended by this.

    For all: a round that is closed takes reports until a new last day. For some: a lock of the
    agency is lifted while its round is open; in a round that is closed it gets an exception.
    """
    _refuse_nothing(rounds, agencies)
    if not reason.strip():
        raise Refused(_("โปรดบอกเหตุผลที่เปิดรับอีกครั้ง"), field="reason")
    opened = []
    for one in rounds:
        round = held(one, by)
        if is_locked(round) and until is None:
            raise Refused(
                _("%(round)s ปิดรับแล้ว โปรดระบุวันสุดท้ายที่จะรับรายงาน") % {"round": round.label},
                field="until",
            )
        if agencies is None and is_locked(round):
            _reopen(round, until, reason, by)
            opened.append(Turned(round, None, OPEN))
        for agency in agencies or ():
            done = _unlock_agency(round, agency, reason, by, until)
            opened += [Turned(round, agency, done)] if done else []
    return opened


def _reopen(round: Round, until: dt.date | None, reason: str, by: User) -> None:
    try:
        round_services.reopen(round=round, closes=until or round.closes, reason=reason, by=by)
    except Refused as refused:
        renamed = {"closes": "until"}
        raise Refused(
            faults=[Fault(str(x), renamed.get(x.field, x.field)) for x in refused.faults]
        ) from None


def _lock_agency(round: Round, agency: Agency, by: User, reason: str) -> bool:
    running = list(RoundException.objects.holding(today()).filter(round=round, agency=agency))
    for exception in running:
        end(exception=exception, reason=reason or _("ปิดรับของหน่วยงาน"), by=by)
    if is_locked(round):
        return bool(running)
    with because(reason):
        lock, made = RoundLock.objects.get_or_create(
            round=round, agency=agency, defaults={"locked_by": by, "locked_at": now()}
        )
    if made:
        workflow.record(lock, action="lock", before=OPEN, after=LOCKED, by=by, reason=reason)
    return made


def _unlock_agency(
    round: Round, agency: Agency, reason: str, by: User, until: dt.date | None
) -> str:
    """What was done for the agency: EXTENDED, OPEN again, or nothing."""
    if until is not None:
        grant(round=round, agency=agency, until=until, reason=reason, by=by)
        return EXTENDED
    for lock in RoundLock.objects.filter(round=round, agency=agency):
        workflow.record(lock, action="unlock", before=LOCKED, after=OPEN, by=by, reason=reason)
        with because(reason):
            lock.delete()
        return OPEN
    return ""


def _refuse_nothing(rounds: Sequence[Round], agencies: Sequence[Agency] | None) -> None:
    faults = []
    if not rounds:
        faults.append(Fault(_("โปรดเลือกอย่างน้อยหนึ่งรอบ"), "rounds"))
    if agencies is not None and not agencies:
        faults.append(Fault(_("โปรดเลือกอย่างน้อยหนึ่งหน่วยงาน หรือเลือกทุกหน่วยงาน"), "agencies"))
    if faults:
        raise Refused(faults=faults)


def _faults(round: Round, agency: Agency, until: dt.date, reason: str) -> list[Fault]:
    faults = []
    if not reason.strip():
        faults.append(Fault(_("โปรดบอกเหตุผลที่ผ่อนผัน"), "reason"))
    if until < today():
        faults.append(Fault(_("วันสิ้นสุดการผ่อนผันต้องเป็นวันนี้หรือหลังจากนี้"), "until"))
    elif not is_locked(round) and until <= round.closes:
        shown = dates.short_date(round.closes, page_language())
        faults.append(
            Fault(
                _("%(round)s ยังเปิดรับถึง %(day)s วันสิ้นสุดการผ่อนผันต้องหลังวันนั้น")
                % {"round": round.label, "day": shown},
                "until",
            )
        )
    owes = agency.posts.filter(
        collected_indicators__criteria__card__area=round.area_id,
        collected_indicators__criteria__card__fiscal_year=round.fiscal_year,
    )
    if not owes.exists():
        faults.append(
            Fault(_("%(agency)s ไม่มีตัวชี้วัดที่ต้องรายงานในปีนี้") % {"agency": agency.label}, "agencies")
        )
    return faults
