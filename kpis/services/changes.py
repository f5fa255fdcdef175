"""Changing an agreed card: weights of several lines, lines added and taken off, in one act.

Each act has a reason and a day from which it holds, and keeps the total at 100.00 on every day:
before it, because nothing changes there, and from it on, because the whole is checked.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from accounts.trail.context import because
from common.errors import Fault, Refused
from common.language import page_language
from common.thai.dates import short_date
from common.thai.text import normalise
from kpis.definition import Definition
from kpis.models import Card, Criteria, Indicator
from kpis.services import cards
from kpis.services.criteria import (
    HUNDRED,
    checked,
    dating_faults,
    definition_of,
    next_version,
    off_hundred,
    write,
)

ENDED = "ended"


@dataclass(frozen=True)
class Addition:
    """An indicator that comes onto the card, with its number and weight."""

    indicator: Indicator
    code: str
    weight: Decimal


@dataclass(frozen=True)
class ChangeSet:
    """What changes in one act: new weights by line, lines taken off, indicators added."""

    weights: Mapping[int, Decimal] = field(default_factory=dict)
    removed: frozenset[int] = frozenset()
    added: Sequence[Addition] = ()


@transaction.atomic
def change(
    *, card: Card, changes: ChangeSet, reason: str, effective_from: dt.date, by: User
) -> list[Criteria]:
    """Change an agreed card from a day on; gives the new versions.

    Raises Refused with every fault: no reason, a day outside the year, before an earlier change
    of the same line or before the cut-off of a locked round, weights that would not total 100.00.
    """
    card = cards.locked(card, by, Permission.CARD_AGREE)
    if card.status != Card.Status.AGREED:
        raise Refused(_("บัญชียังเป็นร่าง แก้ไขได้โดยตรงโดยไม่ต้องออกฉบับใหม่"))
    lines = {line.pk: line for line in card.criteria.current().select_related("indicator")}
    for line in lines.values():
        line.card = card
    reweighed = {
        pk: weight
        for pk, weight in changes.weights.items()
        if pk in lines and pk not in changes.removed and lines[pk].weight != weight
    }
    removed = [lines[pk] for pk in lines if pk in changes.removed]
    if not (reweighed or removed or changes.added):
        raise Refused(_("ยังไม่มีอะไรเปลี่ยนจากฉบับปัจจุบัน"))
    touched = [lines[pk] for pk in reweighed] + removed
    faults = dating_faults(card, touched, reason, effective_from)
    faults += _weighing(card, lines, reweighed, changes, effective_from)
    if faults:
        raise Refused(faults=faults)
    with because(reason):
        made = _store(lines, reweighed, removed, changes, normalise(reason), effective_from)
    _record(card, made, removed, by, reason)
    cards.refuse_unreadable(card, list(card.criteria.current()))
    return made


def _weighing(
    card: Card,
    lines: Mapping[int, Criteria],
    reweighed: Mapping[int, Decimal],
    changes: ChangeSet,
    effective_from: dt.date,
) -> list[Fault]:
    faults = []
    for pk, weight in reweighed.items():
        given = replace(definition_of(lines[pk]), weight=weight)
        faults += _refusals(given, card, lines[pk].code, f"weight-{pk}", own=pk)
    codes = {line.code for pk, line in lines.items() if pk not in changes.removed}
    there = {line.indicator_id for pk, line in lines.items() if pk not in changes.removed}
    for one in changes.added:
        place = one.indicator.pk
        faults += _refusals(Definition(one.weight), card, one.code, f"added_weight-{place}")
        said = _hindrance(card, one, codes, there, effective_from)
        if said:
            faults.append(Fault(said, f"added_code-{place}"))
        codes.add(one.code)
        there.add(place)
    kept = (
        reweighed.get(pk, line.weight) for pk, line in lines.items() if pk not in changes.removed
    )
    total = sum(kept, sum((one.weight for one in changes.added), Decimal(0)))
    if total != HUNDRED:
        faults.append(Fault(off_hundred(total), "total"))
    return faults


def _refusals(
    given: Definition, card: Card, code: str, box: str, own: int | None = None
) -> list[Fault]:
    try:
        checked(given, card, code, own=own)
    except Refused as refused:
        return [Fault(str(fault), box) for fault in refused.faults]
    return []


def _hindrance(
    card: Card, one: Addition, codes: set[str], there: set[int], effective_from: dt.date
) -> str:
    """Why an indicator cannot come onto the card; empty where it can."""
    if not one.code.strip():
        return _("โปรดกรอกลำดับในบัญชี")
    if one.code in codes:
        return _("ลำดับ %(code)s ซ้ำกันในบัญชี") % {"code": one.code}
    if one.indicator.pk in there:
        return _("%(name)s อยู่ในบัญชีแล้ว") % {"name": one.indicator}
    if one.indicator.area_id != card.area_id:
        return _("ตัวชี้วัดนี้เป็นของพื้นที่อื่น")
    if one.indicator.retired_on is not None:
        return _("ตัวชี้วัดนี้เลิกใช้แล้ว จึงใส่ในบัญชีไม่ได้")
    last = card.criteria.filter(indicator=one.indicator).order_by("-version").first()
    if last is not None and last.superseded_on and last.superseded_on > effective_from:
        shown = short_date(last.superseded_on, page_language())
        return _("ตัวชี้วัดนี้ยังอยู่ในบัญชีจนถึงก่อน %(day)s") % {"day": shown}
    return ""


def _store(
    lines: Mapping[int, Criteria],
    reweighed: Mapping[int, Decimal],
    removed: Sequence[Criteria],
    changes: ChangeSet,
    reason: str,
    effective_from: dt.date,
) -> list[Criteria]:
    for line in [*(lines[pk] for pk in reweighed), *removed]:
        line.superseded_on = effective_from
        line.save(update_fields=["superseded_on"])
    made = []
    for pk, weight in reweighed.items():
        given = replace(definition_of(lines[pk]), weight=weight)
        made.append(next_version(lines[pk], given, reason, effective_from))
    card = next(iter(lines.values())).card
    for one in changes.added:
        versions = card.criteria.filter(indicator=one.indicator).order_by("-version")
        new = Criteria(
            card=card,
            indicator=one.indicator,
            version=(versions.values_list("version", flat=True).first() or 0) + 1,
            code=one.code,
            effective_from=effective_from,
            reason=reason,
        )
        write(new, Definition(one.weight))
        made.append(new)
    for new in made:
        new.save()
    return made


def _record(
    card: Card, made: Sequence[Criteria], removed: Sequence[Criteria], by: User, reason: str
) -> None:
    """One history row for each line, and one for the card."""
    for new in made:
        workflow.record(
            new,
            action="revise" if new.version > 1 else "add_line",
            before=f"version {new.version - 1}" if new.version > 1 else "",
            after=f"version {new.version}",
            by=by,
            reason=reason,
        )
    for line in removed:
        workflow.record(
            line,
            action="remove_line",
            before=f"version {line.version}",
            after=ENDED,
            by=by,
            reason=reason,
        )
    workflow.record(
        card, action="change", before=card.status, after=card.status, by=by, reason=reason
    )
