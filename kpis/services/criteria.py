"""Verbs on criteria: how a line of the card is scored, first while the card is a draft, and after
its agreement only in a new version with a reason."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from accounts.trail.context import because
from common.errors import Fault, Refused
from common.language import page_language
from common.thai import dates
from common.thai.fiscal import first_day, last_day
from common.thai.text import normalise
from kpis.definition import Definition, Parts, Problem, plain, problems
from kpis.models import Card, Criteria, Round

HUNDRED = Decimal(100)
NO_CRITERIA, DEFINED = "no_criteria", "defined"


@transaction.atomic
def define(*, line: Criteria, definition: Definition, by: User) -> Criteria:
    """Set weight, target and criteria of a line of a draft card.

    Raises Refused with every fault at its cell; nothing is stored then.
    """
    line = held(line, by)
    refuse_if_agreed(line.card)
    before = state_of(line)
    given = _with_parts(checked(definition, line.card, line.code, own=line.pk))
    write(line, given)
    line.save()
    workflow.record(line, action="define", before=before, after=state_of(line), by=by)
    return line


@transaction.atomic
def revise(
    *, line: Criteria, definition: Definition, reason: str, effective_from: dt.date, by: User
) -> Criteria:
    """Change the criteria of an agreed card: a new version with a reason, from a day on.

    The version in force at a round's cut-off scores the round, so the day may not lie at or before
    the cut-off of a round that is locked. Weights must still total 100.00.
    """
    line = held(line, by, Permission.CARD_AGREE)
    if line.card.status != Card.Status.AGREED:
        raise Refused(_("บัญชียังเป็นร่าง แก้ไขเกณฑ์ได้โดยตรงโดยไม่ต้องออกฉบับใหม่"))
    if line.superseded_on is not None:
        raise Refused(_("เกณฑ์ฉบับนี้มีฉบับใหม่แทนแล้ว โปรดเปิดหน้านี้ใหม่"))
    given = _with_parts(checked(definition, line.card, line.code, own=line.pk))
    faults = dating_faults(line.card, [line], reason, effective_from)
    others = line.card.criteria.current().exclude(pk=line.pk).values_list("weight", flat=True)
    total = sum(others, given.weight)
    if total != HUNDRED:
        faults.append(Fault(off_hundred(total), "weight"))
    if faults:
        raise Refused(faults=faults)
    line.superseded_on = effective_from
    new = next_version(line, given, normalise(reason), effective_from)
    with because(reason):
        line.save(update_fields=["superseded_on"])
        new.save()
    workflow.record(
        new,
        action="revise",
        before=f"version {line.version}",
        after=f"version {new.version}",
        by=by,
        reason=reason,
    )
    return new


def checked(definition: Definition, card: Card, code: str, *, own: int | None = None) -> Definition:
    """The definition as it will be stored. Raises Refused with every fault at its cell.

    own: the row that the definition is for, where there is one already.
    """
    given = _tidy(definition)
    found = problems(given, scale=card.scale, code=code)
    found += [] if found else _taken_parts(given, card, own)
    if found:
        raise Refused(faults=[Fault(one.say(page_language()), one.field) for one in found])
    return given


def _with_parts(given: Definition) -> Definition:
    """A composite comes with its parts, so that nobody takes it for finished without them."""
    if given.method == Criteria.Method.COMPOSITE and not given.parts:
        raise Refused(_("ตัวชี้วัดรวมต้องมีส่วนย่อยอย่างน้อยหนึ่งส่วน"), field="parts")
    return given


def write(line: Criteria, given: Definition) -> None:
    """Put a checked definition into a row; the caller saves it."""
    line.weight, line.target, line.target_level = given.weight, given.target, given.target_level
    line.method = given.method
    line.levels = list(given.levels) if given.levels is not None else None
    line.milestones = list(given.milestones) if given.milestones is not None else None
    line.thresholds = list(given.thresholds) if given.thresholds is not None else None
    line.parts = given.parts


def definition_of(line: Criteria) -> Definition:
    """What stands in a row, as plain values."""
    return Definition(
        weight=line.weight,
        target=line.target,
        target_level=line.target_level,
        method=line.method,
        levels=tuple(line.levels) if line.levels is not None else None,
        milestones=tuple(line.milestones) if line.milestones is not None else None,
        parts=line.parts,
        thresholds=tuple(line.thresholds) if line.thresholds is not None else None,
    )


def held(line: Criteria, by: User, permission: Permission = Permission.INDICATOR_EDIT) -> Criteria:
    """The line with its card locked, for one who may change it."""
    card = Card.objects.select_for_update().get(pk=line.card_id)
    by.authority.require(permission, area=card.area_id)
    line = Criteria.objects.select_related("indicator").get(pk=line.pk)
    line.card = card
    return line


def refuse_if_agreed(card: Card) -> None:
    if card.status == Card.Status.AGREED:
        raise Refused(
            _("บัญชีตัวชี้วัดปีงบประมาณ %(year)s ตกลงแล้ว แก้ไขได้เฉพาะการออกเกณฑ์ฉบับใหม่พร้อมเหตุผล")
            % {"year": card.fiscal_year}
        )


def part_ids(parts: Parts | None) -> list[str]:
    """The ids of all parts, of parts in parts too."""
    found: list[str] = []
    for part in parts or []:
        found += [str(part.get("id")), *part_ids(part.get("parts"))]
    return found


def _tidy(definition: Definition) -> Definition:
    own = definition.only_own()
    steps = own.milestones
    return Definition(
        weight=own.weight,
        target=own.target,
        target_level=own.target_level,
        method=own.method,
        levels=own.levels,
        milestones=tuple(normalise(step) for step in steps) if steps is not None else None,
        parts=_tidy_parts(own.parts) if own.parts is not None else None,
        thresholds=own.thresholds,
    )


def _tidy_parts(parts: Sequence[dict[str, Any]]) -> Parts:
    """Only the keys that belong to a part's method, in one order, so that stored JSON is stable."""
    tidy = []
    for part in parts:
        method = str(part.get("method") or "interpolate")
        one: dict[str, Any] = {
            "id": str(part.get("id") or ""),
            "name": normalise(part.get("name") or ""),
            "weight": part.get("weight"),
            "method": method,
        }
        if method == "composite":
            one["parts"] = _tidy_parts(part.get("parts") or [])
        elif method == "milestone":
            one["milestones"] = [normalise(step) for step in part.get("milestones") or []]
        elif method == "anchors":
            one["thresholds"] = part.get("thresholds")
        else:
            one["levels"] = part.get("levels")
        tidy.append(one)
    return tidy


def _taken_parts(given: Definition, card: Card, line: int | None) -> list[Problem]:
    """Numbers of parts are unique over the whole card, because the engine reads it as one."""
    own = part_ids(given.parts)
    if not own:
        return []
    others = card.criteria.current().exclude(pk=line or 0).values_list("code", "parts")
    taken = {name for other, parts in others for name in (other, *part_ids(parts))}
    return [
        Problem(
            "parts",
            f"รหัสส่วนย่อย {one} มีอยู่แล้วในบัญชีนี้",
            f"The number {one} of a part is used elsewhere on this card.",
        )
        for one in own
        if one in taken
    ]


def dating_faults(
    card: Card, lines: Sequence[Criteria], reason: str, effective_from: dt.date
) -> list[Fault]:
    """What hinders a change of these lines from a day on: no reason, or a day that is past.

    A line that has no criteria yet may get them on the very day from which it is on the card.
    """
    faults, language = [], page_language()
    if not reason.strip():
        faults.append(Fault(_("โปรดบอกเหตุผลที่แก้ไขเกณฑ์"), "reason"))
    if not first_day(card.fiscal_year) <= effective_from <= last_day(card.fiscal_year):
        said = _("วันที่มีผลต้องอยู่ในปีงบประมาณ %(year)s") % {"year": card.fiscal_year}
        faults.append(Fault(said, "effective_from"))
    later = [
        line.effective_from
        for line in lines
        if line.effective_from is not None
        and (
            effective_from < line.effective_from
            or (effective_from == line.effective_from and line.has_criteria)
        )
    ]
    if later:
        said = _("วันที่มีผลต้องหลังฉบับก่อน (%(day)s)")
        shown = dates.short_date(max(later), language)
        faults.append(Fault(said % {"day": shown}, "effective_from"))
    locked = Round.objects.filter(
        area=card.area_id,
        fiscal_year=card.fiscal_year,
        locked_at__isnull=False,
        cut_off__gte=effective_from,
    )
    faults += [
        Fault(
            _("%(round)s ปิดรับแล้ว วันที่มีผลต้องหลังวันตัดข้อมูล %(day)s")
            % {"round": one, "day": dates.short_date(one.cut_off, language)},
            "effective_from",
        )
        for one in locked
    ]
    return faults


def next_version(
    line: Criteria, given: Definition, reason: str, effective_from: dt.date
) -> Criteria:
    """The row of a line's next version; the caller saves it and ends the present one."""
    new = Criteria(
        card=line.card,
        indicator=line.indicator,
        version=line.version + 1,
        code=line.code,
        node_id=line.node_id,
        baseline=line.baseline,
        due_in=line.due_in,
        effective_from=effective_from,
        reason=reason,
    )
    write(new, given)
    return new


def off_hundred(total: Decimal) -> str:
    """What the weights would total after a change that does not keep 100."""
    return _("น้ำหนักรวมจะเป็น %(total)s ต้องเป็น 100.00 หลังแก้ไข") % {"total": weight_text(total)}


def weight_text(weight: Decimal) -> str:
    """A weight with two decimals, or with as many as it takes not to look rounder than it is."""
    two = round(weight, 2)
    return format(two, ".2f") if two == weight else plain(weight)


def state_of(line: Criteria) -> str:
    """Whether a line can be scored yet, as its history says it."""
    return DEFINED if line.has_criteria else NO_CRITERIA
