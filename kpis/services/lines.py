"""Verbs on the lines of a draft card: choose them from the register, place, number, weigh them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from common.errors import Fault, Refused
from common.thai.text import normalise
from kpis.definition import Definition
from kpis.models import Card, Criteria, Indicator
from kpis.selectors.lines import nodes_of
from kpis.services import cards
from kpis.services.criteria import (
    checked,
    definition_of,
    held,
    refuse_if_agreed,
    state_of,
    weight_text,
)
from strategies import versions
from strategies.models import PlanNode

LONGEST_CODE = 20


@dataclass(frozen=True)
class Placing:
    """Where a line stands on the card, and what it weighs."""

    line: int
    code: str
    weight: Decimal


@transaction.atomic
def choose(
    *, card: Card, indicators: Sequence[Indicator], by: User, node: PlanNode | None = None
) -> list[Criteria]:
    """Put indicators of the register on a draft card, with weight 0 and the next free numbers.

    node: the entry of the plan under which they stand; left out, each stands under what it leads.
    """
    card = cards.locked(card, by)
    refuse_if_agreed(card)
    refuse_elsewhere(card, node)
    if not indicators:
        raise Refused(_("โปรดเลือกตัวชี้วัดอย่างน้อยหนึ่งรายการ"), field="pick")
    refuse_of_others(card, indicators)
    there = set(card.criteria.current().values_list("indicator_id", flat=True))
    twice = [one for one in indicators if one.pk in there]
    if twice:
        raise Refused(_("%(name)s อยู่ในบัญชีแล้ว") % {"name": twice[0]}, field="pick")
    return [
        cards.add_line(
            card=card,
            indicator=indicator,
            definition=Definition(Decimal(0)),
            code=next_number(card),
            node=node or led(indicator, card.fiscal_year),
            by=by,
        )
        for indicator in indicators
    ]


def led(indicator: Indicator, fiscal_year: int) -> PlanNode | None:
    """The entry that the indicator leads, in the plan in force in a year."""
    nodes = indicator.nodes.select_related("plan").filter(
        plan__first_year__lte=fiscal_year, plan__last_year__gte=fiscal_year
    )
    return next(iter(versions.current(nodes, above=True).values()), None)


@transaction.atomic
def place(*, line: Criteria, node: PlanNode | None, by: User) -> Criteria:
    """Put a line of a draft card under another entry of the plan, or under none.

    On an agreed card it changes only from a day on, with a reason (`changes.change`).
    """
    line = held(line, by)
    if line.card.status == Card.Status.AGREED:
        raise Refused(_("บัญชีนี้ตกลงแล้ว ย้ายได้เมื่อบอกเหตุผลและวันที่มีผล"), field="node")
    refuse_elsewhere(line.card, node)
    before = Criteria.objects.select_related("node").get(pk=line.pk).node
    if is_same_entry(before, node):
        return line
    line.node = node
    line.save(update_fields=["node"])
    told = f"{_entry(before)} → {_entry(node)}"
    state = state_of(line)
    workflow.record(line, action="place_under", before=state, after=state, by=by, reason=told)
    return line


def is_same_entry(one: PlanNode | None, other: PlanNode | None) -> bool:
    """Whether both are one entry, whatever versions of the plan they are taken from."""
    return (one and one.identity) == (other and other.identity)


def refuse_of_others(card: Card, indicators: Sequence[Indicator]) -> None:
    """What stands in an agency's agreement comes onto that agency's card alone."""
    for one in indicators:
        if one.kind == Indicator.Kind.AGREEMENT and one.agency_id != (card.agency_id or 0):
            raise Refused(
                _("%(name)s เป็นตัวชี้วัดคำรับรองของหน่วยงาน ใส่ได้เฉพาะในบัญชีของหน่วยงานนั้น") % {"name": one},
                field="pick",
            )


def refuse_elsewhere(card: Card, *nodes: PlanNode | None) -> None:
    """A line stands under an entry of the plan that counts in the card's year, or under none."""
    asked = {node for node in nodes if node is not None}
    if asked and not asked <= set(nodes_of(card.area, card.fiscal_year)):
        raise Refused(
            _("เลือกรายการในแผนของปีงบประมาณ %(year)s ที่รับตัวชี้วัดได้") % {"year": card.fiscal_year},
            field="node",
        )


@transaction.atomic
def arrange(*, card: Card, placings: Sequence[Placing], by: User) -> list[Criteria]:
    """Set numbers and weights of a draft card's lines in one act; gives the lines that changed.

    The weights need not total 100 yet. Raises Refused with every fault at its box
    (`code-<line>`, `weight-<line>`); nothing is stored then.
    """
    card = cards.locked(card, by)
    refuse_if_agreed(card)
    lines = {line.pk: line for line in card.criteria.current().select_related("indicator")}
    wanted = [replace(one, code=normalise(one.code)) for one in placings if one.line in lines]
    faults = _faults(card, lines, wanted)
    if faults:
        raise Refused(faults=faults)
    changed = [one for one in wanted if _differs(lines[one.line], one)]
    told = "; ".join(_told(lines[one.line], one) for one in changed)
    for one in changed:  # numbers step aside first, so that two lines can swap theirs
        Criteria.objects.filter(pk=one.line).update(code=f"~{one.line}")
    for one in changed:
        line = lines[one.line]
        line.code, line.weight = one.code, one.weight
        line.save(update_fields=["code", "weight"])
    if changed:
        workflow.record(
            card, action="arrange", before=card.status, after=card.status, by=by, reason=told
        )
    return [lines[one.line] for one in changed]


def next_number(card: Card) -> str:
    """The number behind the last one: 4.4 → 4.5; 1 on an empty card."""
    codes = set(card.criteria.current().values_list("code", flat=True))
    group, _dot, last = max(codes, key=_by_figures, default="0").rpartition(".")
    number = int(last) + 1 if last.isdecimal() else len(codes) + 1
    before = f"{group}." if group else ""
    while f"{before}{number}" in codes:
        number += 1
    return f"{before}{number}"


def _by_figures(code: str) -> list[int]:
    return [int(part) if part.isdecimal() else 0 for part in code.split(".")]


def _faults(card: Card, lines: dict[int, Criteria], wanted: Sequence[Placing]) -> list[Fault]:
    faults = []
    moved = {one.line: one.code for one in wanted}
    taken = {line.code for pk, line in lines.items() if pk not in moved}
    for one in wanted:
        if not one.code:
            faults.append(Fault(_("โปรดกรอกลำดับในบัญชี"), f"code-{one.line}"))
        elif len(one.code) > LONGEST_CODE:
            said = _("ยาวเกิน %(most)s ตัวอักษร") % {"most": LONGEST_CODE}
            faults.append(Fault(said, f"code-{one.line}"))
        elif one.code in taken:
            said = _("ลำดับ %(code)s ซ้ำกันในบัญชี") % {"code": one.code}
            faults.append(Fault(said, f"code-{one.line}"))
        taken.add(one.code)
        try:
            given = replace(definition_of(lines[one.line]), weight=one.weight)
            checked(given, card, one.code, own=one.line)
        except Refused as refused:
            faults += [
                Fault(str(fault), f"{'weight' if fault.field == 'weight' else 'code'}-{one.line}")
                for fault in refused.faults
            ]
    return faults


def _entry(node: PlanNode | None) -> str:
    return str(node) if node else "–"


def _differs(line: Criteria, one: Placing) -> bool:
    return (line.code, line.weight) != (one.code, one.weight)


def _told(line: Criteria, one: Placing) -> str:
    number = line.code if line.code == one.code else f"{line.code} → {one.code}"
    if line.weight == one.weight:
        return number
    return f"{number}: {weight_text(line.weight)} → {weight_text(one.weight)}"
