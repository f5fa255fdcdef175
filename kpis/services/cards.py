"""Verbs on the card of a year: open it, put lines on it, bring the weights to 100, agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from common.clock import now
from common.errors import Fault, Refused
from common.language import page_language
from kpis.definition import Definition, plain
from kpis.models import Card, Criteria, Indicator
from kpis.scoring import InvalidCard, parse_card
from kpis.services.criteria import (
    HUNDRED,
    checked,
    definition_of,
    held,
    refuse_if_agreed,
    weight_text,
    write,
)
from kpis.sheets.lines import Baseline
from provinces.models import Agency, Area
from strategies.models import PlanNode

CENT = Decimal("0.01")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Rules:
    """The rule set of a card: scale, floor score, places, and where freed weight goes."""

    version: str = "opdc-2548"
    scale: str = "1-5"
    floor: Decimal = Decimal(1)
    places: int = 4
    redistribute: str = "all"


@dataclass(frozen=True)
class Reweighted:
    """One line's weight before and after."""

    line: Criteria
    before: Decimal
    after: Decimal


@transaction.atomic
def open(
    *,
    area: Area,
    fiscal_year: int,
    by: User,
    agency: Agency | None = None,
    rules: Rules = Rules(),
    is_sample: bool = False,
) -> Card:
    """Open the card of an area for a fiscal year (B.E.), empty and a draft.

    agency: the card is this agency's, under its agreement, instead of the area's own.
    """
    by.authority.require(Permission.INDICATOR_EDIT, area=area)
    if agency is not None and agency.area_id != area.pk:
        raise Refused(_("หน่วยงานนี้ไม่ใช่ของพื้นที่"), field="agency")
    if Card.objects.filter(area=area, fiscal_year=fiscal_year, agency=agency).exists():
        raise Refused(_("มีบัญชีตัวชี้วัดปีงบประมาณ %(year)s อยู่แล้ว") % {"year": fiscal_year})
    card = Card.objects.create(
        area=area,
        agency=agency,
        fiscal_year=fiscal_year,
        rules_version=rules.version,
        scale=rules.scale,
        floor=rules.floor,
        places=rules.places,
        redistribute=rules.redistribute,
        is_sample=is_sample,
    )
    workflow.record(card, action="open", before="", after=card.status, by=by)
    return card


@transaction.atomic
def add_line(
    *,
    card: Card,
    indicator: Indicator,
    definition: Definition,
    code: str,
    by: User,
    node: PlanNode | None = None,
    due_in: Sequence[str] = (),
    baseline: Baseline = (),
) -> Criteria:
    """Put an indicator on a draft card, with its weight and, if known already, its criteria."""
    card = locked(card, by)
    refuse_if_agreed(card)
    code = code.strip()
    if not code:
        raise Refused(_("โปรดกรอกลำดับในบัญชี"), field="code")
    if indicator.area_id != card.area_id:
        raise Refused(_("ตัวชี้วัดนี้เป็นของพื้นที่อื่น"), field="indicator")
    if indicator.retired_on is not None:
        raise Refused(_("ตัวชี้วัดนี้เลิกใช้แล้ว จึงใส่ในบัญชีไม่ได้"), field="indicator")
    given = checked(definition, card, code)
    line = Criteria(
        card=card,
        indicator=indicator,
        code=code,
        node=node,
        due_in=list(due_in),
        baseline=baseline_json(baseline),
    )
    write(line, given)
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError:
        raise Refused(
            _("ลำดับ %(code)s หรือตัวชี้วัดนี้มีอยู่แล้วในบัญชี") % {"code": code}, field="code"
        ) from None
    return line


@transaction.atomic
def remove_line(*, line: Criteria, by: User) -> None:
    """Take a line off a draft card. The indicator stays in the register."""
    line = held(line, by)
    refuse_if_agreed(line.card)
    if line.results.exists():
        raise Refused(_("ตัวชี้วัดนี้มีผลการดำเนินงานแล้ว จึงนำออกจากบัญชีไม่ได้"))
    status = line.card.status
    workflow.record(
        line.card, action="remove_line", before=status, after=status, by=by, reason=str(line)
    )
    line.delete()


@transaction.atomic
def agree(*, card: Card, by: User) -> Card:
    """Close the draft: from now on criteria change only in new versions with a reason.

    Raises Refused when the weights do not total exactly 100.00 or the engine cannot read the card.
    """
    card = locked(card, by, Permission.CARD_AGREE)
    refuse_if_agreed(card)
    lines = list(card.criteria.current().order_by("code"))
    if not lines:
        raise Refused(_("บัญชียังไม่มีตัวชี้วัด จึงตกลงไม่ได้"))
    total = sum((line.weight for line in lines), ZERO)
    if total != HUNDRED:
        raise Refused(weights_sentence(total))
    refuse_unreadable(card, lines)
    card.status, card.agreed_at, card.agreed_by = Card.Status.AGREED, now(), by
    card.save(update_fields=["status", "agreed_at", "agreed_by"])
    workflow.record(card, action="agree", before=Card.Status.DRAFT, after=Card.Status.AGREED, by=by)
    return card


@transaction.atomic
def normalise(*, card: Card, by: User) -> list[Reweighted]:
    """Scale all weights so that they total exactly 100.00, and record before and after."""
    card = locked(card, by)
    refuse_if_agreed(card)
    plan = normalised(list(card.criteria.current().order_by("code")))
    if not plan:
        raise Refused(_("ยังไม่มีน้ำหนักให้ปรับ โปรดกรอกน้ำหนักอย่างน้อยหนึ่งตัวชี้วัด"))
    for change in plan:
        change.line.weight = change.after
    Criteria.objects.bulk_update([change.line for change in plan], ["weight"])
    moved = [change for change in plan if change.before != change.after]
    told = "; ".join(
        f"{change.line.code}: {weight_text(change.before)} → {weight_text(change.after)}"
        for change in moved
    )
    workflow.record(
        card, action="normalise", before=card.status, after=card.status, by=by, reason=told
    )
    return plan


def normalised(lines: Sequence[Criteria]) -> list[Reweighted]:
    """Each weight × 100 ÷ their sum, cut to two decimals; the largest rests get the missing cents.

    Nothing is stored. Empty where no line has a weight.
    """
    total = sum((line.weight for line in lines), ZERO)
    if not total:
        return []
    exact = [line.weight * HUNDRED / total for line in lines]
    after = [weight.quantize(CENT, rounding=ROUND_DOWN) for weight in exact]
    missing = int((HUNDRED - sum(after, ZERO)) / CENT)
    by_rest = sorted(range(len(lines)), key=lambda n: (after[n] - exact[n], n))
    for place in by_rest[:missing]:
        after[place] += CENT
    return [
        Reweighted(line, line.weight, weight) for line, weight in zip(lines, after, strict=True)
    ]


def weights_sentence(total: Decimal) -> str:
    """What the weights total and what is missing: “น้ำหนักรวม 95.00 ต้องเป็น 100.00 (ขาด 5.00)”."""
    gap = HUNDRED - total
    if not gap:
        return _("น้ำหนักรวม 100.00 ครบถ้วน")
    words = {"total": weight_text(total), "gap": weight_text(abs(gap))}
    if gap > 0:
        return _("น้ำหนักรวม %(total)s ต้องเป็น 100.00 (ขาด %(gap)s)") % words
    return _("น้ำหนักรวม %(total)s ต้องเป็น 100.00 (เกิน %(gap)s)") % words


def baseline_json(baseline: Baseline) -> list[list[int | str]]:
    """Past results as they are stored: [[2568, "12.5"], …]."""
    return [[year, plain(value)] for year, value in sorted(baseline)]


def locked(card: Card, by: User, permission: Permission = Permission.INDICATOR_EDIT) -> Card:
    """The card with its row locked, for one who may change it."""
    card = Card.objects.select_for_update().select_related("area").get(pk=card.pk)
    by.authority.require(permission, area=card.area_id)
    return card


def refuse_unreadable(card: Card, lines: Sequence[Criteria]) -> None:
    """The engine reads the whole card: numbers are unique, one scale, parts total 1."""
    engine = [definition_of(line).engine_line(line.code) for line in lines]
    rules = {"scale": card.scale, "floor": plain(card.floor), "places": card.places}
    try:
        parse_card({"rules": rules, "lines": engine})
    except InvalidCard as invalid:
        english = page_language() == "en"
        raise Refused(
            faults=[
                Fault(f"{one.line}: {one.message_en if english else one.message_th}", one.line)
                for one in invalid.faults
            ]
        ) from None
