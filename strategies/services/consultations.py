"""Verbs on consultations: open a draft to the sectors, invite more, prolong."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Tenure, User
from accounts.permissions import Permission
from common import clock
from common.cleaning import clean
from common.errors import Fault, Refused
from common.language import page_language
from common.thai.dates import short_date
from common.thai.text import normalise
from jobs.services import queue
from provinces.models import Agency, Area, ClusterMembership
from strategies.models import Consultation, Invitation, Plan
from strategies.services import plans

LETTER = "consultation-letter"


@transaction.atomic
def open_(
    *,
    plan: Plan,
    closes: dt.date,
    by: User,
    agencies: Iterable[Agency] = (),
    users: Iterable[User] = (),
    introduction: str = "",
) -> Consultation:
    """Open a draft to comments from today to a day, and write to those invited.

    Raises Refused where nobody is invited, the last day is past, an agency is not of the area or
    an account does not see it.
    """
    by.authority.require(Permission.PLAN_EDIT, area=plan.area_id)
    plan = plans.held(plan)
    agencies, users = list(agencies), list(users)
    faults = _faults(plan.area, closes, agencies, users)
    if faults:
        raise Refused(faults=faults)
    if plan.consultations.filter(closes__gte=clock.today()).exists() and plan.status != "draft":
        raise Refused(_("แผนนี้เปิดรับฟังความคิดเห็นอยู่แล้ว หากต้องการเวลาเพิ่ม โปรดขยายเวลา"))
    if plan.status != Plan.Status.CONSULTATION:
        plan = plans.consult(plan=plan, by=by)
    made = Consultation(
        plan=plan,
        opens=clock.today(),
        closes=closes,
        introduction=normalise(introduction),
        opened_by=by,
    )
    clean(made)
    made.save()
    _invite(made, agencies, users, by)
    workflow.record(made, action="open", before="", after="", by=by)
    return made


@transaction.atomic
def invite(
    *,
    consultation: Consultation,
    by: User,
    agencies: Iterable[Agency] = (),
    users: Iterable[User] = (),
) -> None:
    """Ask more agencies or accounts; who is invited already is left alone."""
    by.authority.require(Permission.PLAN_EDIT, area=consultation.plan.area_id)
    consultation = _held(consultation)
    agencies, users = list(agencies), list(users)
    refuse_unless_open(consultation)
    faults = _faults(consultation.plan.area, consultation.closes, agencies, users)
    if faults:
        raise Refused(faults=faults)
    names = _invite(consultation, agencies, users, by)
    workflow.record(
        consultation, action="invite", before="", after="", by=by, reason=", ".join(names)
    )


@transaction.atomic
def prolong(*, consultation: Consultation, closes: dt.date, reason: str, by: User) -> Consultation:
    """Take comments until a later day, with the reason; also once the last day is over."""
    by.authority.require(Permission.PLAN_EDIT, area=consultation.plan.area_id)
    consultation = _held(consultation)
    faults = []
    if consultation.plan.status != Plan.Status.CONSULTATION:
        raise Refused(_("แผนนี้ไม่ได้อยู่ระหว่างรับฟังความคิดเห็นแล้ว จึงขยายเวลาไม่ได้"))
    if closes <= consultation.closes or closes < clock.today():
        faults.append(
            Fault(
                _("วันสุดท้ายใหม่ต้องหลังวันที่ %(day)s และไม่ก่อนวันนี้")
                % {"day": short_date(consultation.closes, page_language())},
                "closes",
            )
        )
    if not reason.strip():
        faults.append(Fault(_("โปรดให้เหตุผลที่ขยายเวลา"), "reason"))
    if faults:
        raise Refused(faults=faults)
    consultation.closes = closes
    consultation.save(update_fields=["closes"])
    workflow.record(
        consultation, action="prolong", before="", after="", by=by, reason=normalise(reason)
    )
    return consultation


@transaction.atomic
def resend(*, consultation: Consultation, by: User) -> None:
    """Send the letters again that did not go out; who has one already gets none."""
    by.authority.require(Permission.PLAN_EDIT, area=consultation.plan.area_id)
    consultation = _held(consultation)
    refuse_unless_open(consultation)
    waiting = list(
        consultation.invitations.filter(notified_at__isnull=True).select_related("agency", "user")
    )
    if not waiting:
        raise Refused(_("ส่งจดหมายถึงผู้ได้รับเชิญครบแล้ว"))
    for row in waiting:
        _write_to(row, by)
    names = ", ".join(str(row) for row in waiting)
    workflow.record(consultation, action="resend", before="", after="", by=by, reason=names)


def refuse_unless_open(consultation: Consultation) -> None:
    """Nothing is said, changed or asked for after the last day."""
    if not consultation.is_open:
        raise Refused(
            _("ปิดรับความเห็นแล้ว (รับถึงวันที่ %(day)s) หากจำเป็น โปรดติดต่อสำนักงานจังหวัดเพื่อขอขยายเวลา")
            % {"day": short_date(consultation.closes, page_language())}
        )


def _held(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("plan__area")
    return rows.get(pk=consultation.pk)


def _faults(area: Area, closes: dt.date, agencies: list[Agency], users: list[User]) -> list[Fault]:
    faults = []
    if closes < clock.today():
        faults.append(Fault(_("วันสุดท้ายที่รับความเห็นต้องไม่ก่อนวันนี้"), "closes"))
    if not agencies and not users:
        faults.append(Fault(_("โปรดเลือกหน่วยงานหรือบัญชีที่เชิญอย่างน้อย 1 ราย"), "agencies"))
    there = places_of(area)
    faults += [
        Fault(
            _("%(agency)s ไม่ใช่หน่วยงานของ%(area)s") % {"agency": one, "area": area.full_name},
            "agencies",
        )
        for one in agencies
        if one.area_id not in there and one.area.province_id not in there
    ]
    faults += [
        Fault(
            _("%(person)s ไม่เห็นข้อมูลของ%(area)s จึงเชิญไม่ได้ โปรดบันทึกตำแหน่งของผู้นั้นก่อน")
            % {"person": one, "area": area.full_name},
            "users",
        )
        for one in users
        if not one.authority.sees(area)
    ]
    return faults


def places_of(area: Area) -> set[int]:
    """The area itself and, of a cluster, the provinces that are its members today."""
    members = ClusterMembership.objects.on(clock.today()).filter(cluster=area)
    return {area.pk, *members.values_list("province_id", flat=True)}


def _invite(
    consultation: Consultation, agencies: list[Agency], users: list[User], by: User
) -> list[str]:
    """Write down who is asked and send each a letter; gives the names of who is new."""
    asked = consultation.invitations.all()
    offices = set(asked.values_list("agency_id", flat=True))
    accounts = set(asked.values_list("user_id", flat=True))
    rows = [
        Invitation(consultation=consultation, agency=one, sector=one.sector)
        for one in agencies
        if one.pk not in offices
    ]
    rows += [
        Invitation(consultation=consultation, user=one, sector=_sector_of(one))
        for one in users
        if one.pk not in accounts
    ]
    for row in rows:
        row.save()
        _write_to(row, by)
    return [str(row) for row in rows]


def _write_to(row: Invitation, by: User) -> None:
    """Its letter's job: the one that waits for a worker, or a new one after one that failed."""
    queue.request(kind=LETTER, key=f"{LETTER}:{row.pk}", subject_id=row.pk, by=by)


def _sector_of(user: User) -> str:
    """The sector of the agency in which a person holds a post; civil society where in none."""
    held = Tenure.objects.on(clock.today()).filter(user=user).order_by("pk")
    return held.values_list("post__agency__sector", flat=True).first() or Agency.Sector.CIVIL
