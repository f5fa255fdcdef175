"""Verbs on results: save as typed, hand in, certify, verify, return, correct."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from common.clock import now, today
from common.errors import Fault, Refused
from evidence.models import Evidence
from evidence.services import files
from kpis.models import Criteria, Result, Round
from kpis.querysets import ResultQuerySet
from kpis.services import rounds
from kpis.transitions import RESULT, where

EDITABLE = (Result.Status.DRAFT, Result.Status.RETURNED)
NOTES = ("statement", "supporting", "obstacles", "suggestions")


class Conflict(Refused):
    """Somebody saved the same result in the meantime; `present` is what stands there now."""

    def __init__(self, present: Result) -> None:
        self.present = present
        super().__init__(
            _("%(who)s บันทึกผลนี้หลังจากที่ท่านเปิดหน้า ระบบยังไม่บันทึกของท่าน โปรดเทียบสองฉบับแล้วบันทึกอีกครั้ง")
            % {"who": present.entered_by}
        )


@dataclass(frozen=True)
class Entry:
    """What a person typed for one line in one round.

    value: in the indicator's unit; steps: numbers 1–5 of completed milestone steps; parts: results
    of composite parts as the engine reads them, `{part id: {"value": "82"}}`.
    """

    value: Decimal | None = None
    steps: tuple[int, ...] | None = None
    parts: Mapping[str, Mapping[str, Any]] | None = None
    not_applicable: bool = False
    not_applicable_reason: str = ""
    as_of: dt.date | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def save(
    *, criteria: Criteria, round: Round, entry: Entry, by: User, edition: int | None = None
) -> Result:
    """Keep what was typed as a draft; incomplete is fine. Nobody else sees it as handed in.

    edition: the one that the person's form was opened with (None for a new entry). Raises
    Conflict when somebody saved in between, Refused when the round is closed, the result is
    already handed in, or a figure is of the wrong kind.
    """
    result = _open_entry(criteria, round)
    if result is None:
        _refuse_if_verified(criteria, round)
        result = Result(criteria=criteria, round=round, entered_by=by)
    by.authority.require(Permission.RESULT_ENTER, **where(result))
    rounds.refuse_if_not_open(round, result.agency)
    if result.pk:
        _refuse_unless_editable(result)
        if edition is not None and edition != result.edition:
            raise Conflict(result)
        result.edition += 1
    _check_kind(criteria, entry)
    result.value, result.parts = entry.value, dict(entry.parts) if entry.parts else None
    result.steps = sorted(set(entry.steps)) if entry.steps is not None else None
    result.not_applicable = entry.not_applicable
    result.not_applicable_reason = entry.not_applicable_reason.strip()
    result.as_of = entry.as_of
    for name in NOTES:
        setattr(result, name, entry.notes.get(name, "").strip())
    result.entered_by, result.updated_at = by, now()
    try:
        with transaction.atomic():
            result.save()
    except IntegrityError:  # a colleague opened the same line in the same moment
        present = _open_entry(criteria, round)
        if present is None:
            raise
        raise Conflict(present) from None
    return result


@transaction.atomic
def submit(*, result: Result, by: User) -> Result:
    """Hand a result in for certification. Raises Refused naming the fields that are missing."""
    result = _held(result)
    by.authority.require(Permission.RESULT_ENTER, **where(result))
    rounds.refuse_if_not_open(result.round, result.agency)
    faults = _missing(result)
    if faults:
        raise Refused(faults=faults)
    RESULT.apply("submit", result, by=by)
    return result


@transaction.atomic
def certify(*, result: Result, by: User) -> Result:
    """The head of the agency stands for what the officers entered."""
    result = _held(result)
    RESULT.allow("certify", result, by=by)
    _mark(result, certified_by=by)
    RESULT.apply("certify", result, by=by)
    return result


@transaction.atomic
def send_back(*, result: Result, reason: str, by: User) -> Result:
    """The head asks the officers for more; the reason stands on their page."""
    result = _held(result)
    RESULT.apply("send_back", result, by=by, reason=reason)
    return result


@transaction.atomic
def verify(*, result: Result, by: User) -> Result:
    """The office takes the result as checked. What it corrects is superseded in the same moment."""
    result = _held(result)
    RESULT.allow("verify", result, by=by)
    if result.supersedes_id:
        Result.objects.filter(pk=result.supersedes_id).update(status=Result.Status.SUPERSEDED)
    _mark(result, verified_by=by)
    RESULT.apply("verify", result, by=by)
    return result


@transaction.atomic
def return_(*, result: Result, reason: str, by: User) -> Result:
    """The office asks the agency for more; the reason stands on its page. Certification is void."""
    result = _held(result)
    RESULT.apply("return", result, by=by, reason=reason)
    _mark(result, certified_by=None)
    return result


@transaction.atomic
def correct(*, result: Result, by: User) -> Result:
    """Open a new draft that will supersede a verified result once it is verified itself."""
    result = _held(result)
    by.authority.require(Permission.RESULT_ENTER, **where(result))
    rounds.refuse_if_not_open(result.round, result.agency)
    if result.status != Result.Status.VERIFIED:
        raise Refused(_("แก้ไขได้โดยตรง ผลนี้ยังไม่ได้ตรวจรับ"))
    present = _open_entry(result.criteria, result.round)
    if present:
        return present
    fields = ("value", "steps", "parts", "not_applicable", "not_applicable_reason", "as_of", *NOTES)
    made = Result.objects.create(
        criteria=result.criteria,
        round=result.round,
        entered_by=by,
        supersedes=result,
        **{name: getattr(result, name) for name in fields},
    )
    made.evidence.set(result.evidence.all())
    return made


@transaction.atomic
def attach_file(
    *, result: Result, upload: "UploadedFile[bytes]", by: User, shows: str = ""
) -> Evidence:
    """Add a file that proves the result."""
    result = _editable(result, by)
    evidence = files.add_file(upload=upload, by=by, shows=shows)
    result.evidence.add(evidence)
    return evidence


@transaction.atomic
def attach_link(*, result: Result, url: str, by: User, name: str = "", shows: str = "") -> Evidence:
    """Add a link that proves the result."""
    result = _editable(result, by)
    evidence = files.add_link(url=url, name=name, by=by, shows=shows)
    result.evidence.add(evidence)
    return evidence


@transaction.atomic
def detach(*, result: Result, evidence: Evidence, by: User) -> None:
    """Take evidence off a result that is still being entered; the file itself stays stored."""
    _editable(result, by).evidence.remove(evidence)


def _rows() -> ResultQuerySet:
    return Result.objects.select_related(
        "criteria__card", "criteria__indicator__collector__agency", "round", "entered_by"
    )


def _open_entry(criteria: Criteria, round: Round) -> Result | None:
    """The entry of a line that people work on, held until the end of the transaction."""
    of_line = _rows().filter(criteria=criteria, round=round)
    opened = of_line.select_for_update(of=("self",)).exclude(
        status__in=[Result.Status.VERIFIED, Result.Status.SUPERSEDED]
    )
    return opened.first()


def _held(result: Result) -> Result:
    return _rows().select_for_update(of=("self",)).get(pk=result.pk)


def _editable(result: Result, by: User) -> Result:
    result = _held(result)
    by.authority.require(Permission.RESULT_ENTER, **where(result))
    rounds.refuse_if_not_open(result.round, result.agency)
    _refuse_unless_editable(result)
    return result


def _refuse_if_verified(criteria: Criteria, round: Round) -> None:
    if Result.objects.filter(
        criteria=criteria, round=round, status=Result.Status.VERIFIED
    ).exists():
        raise Refused(_("ผลนี้ตรวจรับแล้ว หากต้องแก้ไข โปรดกด “แก้ไขผลที่ตรวจรับแล้ว”"))


def _refuse_unless_editable(result: Result) -> None:
    if result.status not in EDITABLE:
        raise Refused(
            _("แก้ไขไม่ได้ เพราะสถานะคือ “%(state)s”") % {"state": result.get_status_display()}
        )


def _mark(result: Result, **people: User | None) -> None:
    for name, person in people.items():
        setattr(result, name, person)
    result.save(update_fields=list(people))


def _check_kind(criteria: Criteria, entry: Entry) -> None:
    """A milestone line takes steps, a composite one parts, every other a value."""
    method = criteria.method if criteria.has_criteria else Criteria.Method.INTERPOLATE
    if entry.steps is not None and method != Criteria.Method.MILESTONE:
        raise Refused(_("ตัวชี้วัดนี้รายงานเป็นตัวเลข ไม่ใช่ขั้นตอน"), field="steps")
    if entry.parts is not None and method != Criteria.Method.COMPOSITE:
        raise Refused(_("ตัวชี้วัดนี้ไม่มีส่วนย่อย"), field="parts")
    if entry.value is not None and method in (Criteria.Method.MILESTONE, Criteria.Method.COMPOSITE):
        raise Refused(_("ตัวชี้วัดนี้รายงานเป็นขั้นตอนหรือส่วนย่อย ไม่ใช่ตัวเลขเดียว"), field="value")
    if entry.steps is not None and not set(entry.steps) <= {1, 2, 3, 4, 5}:
        raise Refused(_("ขั้นตอนต้องเป็นขั้นที่ 1 ถึง 5"), field="steps")
    if entry.as_of is not None and entry.as_of > today():
        raise Refused(_("ข้อมูล ณ วันที่ ต้องไม่เป็นวันในอนาคต"), field="as_of")


def _missing(result: Result) -> list[Fault]:
    if result.not_applicable:
        if not result.not_applicable_reason:
            return [Fault(_("โปรดบอกเหตุผลที่ขอยกเว้น"), "not_applicable_reason")]
        return []
    faults = []
    method = result.criteria.method if result.criteria.has_criteria else "interpolate"
    if method == Criteria.Method.MILESTONE and result.steps is None:
        faults.append(Fault(_("โปรดเลือกขั้นที่ทำเสร็จแล้ว หรือเลือก “ยังไม่เสร็จขั้นใด”"), "steps"))
    elif method == Criteria.Method.COMPOSITE:
        faults += [
            Fault(_("โปรดกรอกผลของ “%(part)s”") % {"part": part["name"]}, f"part-{part['id']}")
            for part in leaves(result.criteria.parts or [])
            if not (result.parts or {}).get(part["id"])
        ]
    elif method not in (Criteria.Method.MILESTONE, Criteria.Method.COMPOSITE) and (
        result.value is None
    ):
        faults.append(Fault(_("โปรดกรอกผลการดำเนินงาน"), "value"))
    if result.as_of is None:
        faults.append(Fault(_("โปรดระบุวันที่ของข้อมูล"), "as_of"))
    return faults


def leaves(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts of a composite that take a result themselves, in order."""
    found: list[dict[str, Any]] = []
    for part in parts:
        found += leaves(part["parts"]) if part.get("method") == "composite" else [part]
    return found
