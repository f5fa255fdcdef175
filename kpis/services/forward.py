"""Carrying the agreed card of a year forward: the draft of the next year, with this year's results
as its baseline."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from common.errors import Refused
from kpis.definition import plain
from kpis.models import Card, Criteria, Result, Round
from kpis.services import cards
from kpis.services.criteria import definition_of, write
from strategies.models import Plan, PlanNode

BASELINE_YEARS = 3


@dataclass(frozen=True)
class Carried:
    """A line as it would be carried forward.

    result: what becomes the baseline of the year, None where nothing is verified; whole_year: it
    is the 12 months' result, else the latest one verified. hindrance: why it cannot be carried.
    """

    line: Criteria
    result: Result | None
    hindrance: str = ""

    @property
    def whole_year(self) -> bool:
        return self.result is not None and self.result.round.kind == Round.Kind.TWELVE

    @property
    def value(self) -> Decimal | None:
        """The figure of the baseline: the result, or the number of steps done from the first."""
        if self.result is None:
            return None
        if self.result.steps is not None:
            done = set(self.result.steps)
            return Decimal(next((n for n in range(1, 6) if n not in done), 6) - 1)
        figure: Decimal | None = self.result.value
        return figure

    @property
    def baseline(self) -> list[list[int | str]]:
        """The last three years of results, this year's included."""
        known = {int(year): str(value) for year, value in self.line.baseline}
        if self.value is not None:
            known[self.line.card.fiscal_year] = plain(self.value)
        kept: list[list[int | str]] = [[year, value] for year, value in sorted(known.items())]
        return kept[-BASELINE_YEARS:]


def carried(card: Card) -> list[Carried]:
    """What a card would carry into the next year, in the order of the card; two queries."""
    lines = list(card.criteria.current().select_related("indicator", "node").order_by("code"))
    results: dict[int, Result] = {}
    verified = Result.objects.filter(
        criteria__card=card, status=Result.Status.VERIFIED, not_applicable=False
    )
    for result in verified.select_related("round", "criteria").order_by("round__cut_off", "pk"):
        known = results.get(result.criteria.indicator_id)
        if known is None or known.round.kind != Round.Kind.TWELVE:
            results[result.criteria.indicator_id] = result
    found = []
    for line in lines:
        line.card = card
        retired = line.indicator.retired_on is not None
        said = _("ตัวชี้วัดนี้เลิกใช้แล้ว") if retired else ""
        found.append(Carried(line, results.get(line.indicator_id), said))
    return found


def why_not(card: Card) -> str:
    """Why a card cannot be carried forward; empty where it can."""
    if card.status != Card.Status.AGREED:
        return _("คัดลอกไปปีถัดไปได้เมื่อตกลงบัญชีของปีนี้แล้ว")
    there = Card.objects.filter(
        area=card.area_id, fiscal_year=card.fiscal_year + 1, agency=card.agency_id
    ).first()
    if there is not None and (there.status == Card.Status.AGREED or there.criteria.exists()):
        return _(
            "ปีงบประมาณ %(year)s มีบัญชีที่มีตัวชี้วัดอยู่แล้ว จึงไม่คัดลอกซ้ำ โปรดแก้ไขที่บัญชีนั้น หรือนำตัวชี้วัดออกให้หมดก่อน"
        ) % {"year": card.fiscal_year + 1}
    return ""


@transaction.atomic
def copy(*, card: Card, by: User, keep: Collection[int] | None = None) -> Card:
    """The draft of the next year from an agreed card: lines, criteria, weights and targets.

    keep: the lines to carry; all where it is None. Raises Refused when the card is a draft, the
    next year has lines already, or nothing is to be carried. Nothing is stored twice.
    """
    card = cards.locked(card, by)
    refused = why_not(card)
    if refused:
        raise Refused(refused)
    wanted = [
        one for one in carried(card) if not one.hindrance and (keep is None or one.line.pk in keep)
    ]
    if not wanted:
        raise Refused(_("โปรดเลือกตัวชี้วัดอย่างน้อยหนึ่งรายการ"), field="keep")
    new = _opened(card, by)
    nodes = _nodes(card, [one.line for one in wanted])
    for one in wanted:
        _copy_line(new, one, nodes)
    told = _("จากปีงบประมาณ %(year)s: %(n)d ตัวชี้วัด") % {"year": card.fiscal_year, "n": len(wanted)}
    workflow.record(
        new, action="copy_forward", before=new.status, after=new.status, by=by, reason=told
    )
    return new


def _opened(card: Card, by: User) -> Card:
    """The next year's card: the empty draft that is there, else a new one, with the same rules."""
    there = Card.objects.filter(
        area=card.area_id, fiscal_year=card.fiscal_year + 1, agency=card.agency_id
    ).first()
    new = there or cards.open(
        area=card.area,
        fiscal_year=card.fiscal_year + 1,
        agency=card.agency,
        by=by,
        is_sample=card.is_sample,
    )
    same = ("rules_version", "scale", "floor", "places", "redistribute")
    for name in same:
        setattr(new, name, getattr(card, name))
    new.save(update_fields=same)
    return new


def _copy_line(new: Card, one: Carried, nodes: dict[int, PlanNode]) -> None:
    line = Criteria(
        card=new,
        indicator=one.line.indicator,
        code=one.line.code,
        node=nodes.get(one.line.node_id or 0),
        due_in=one.line.due_in,
        baseline=one.baseline,
    )
    write(line, definition_of(one.line))
    line.save()


def _nodes(card: Card, lines: list[Criteria]) -> dict[int, PlanNode]:
    """For the nodes of the lines those of the next year's plan: the same where it goes on, else
    the one with the same identity."""
    year = card.fiscal_year + 1
    plans = Plan.objects.filter(area=card.area_id).of_year(year)
    plan = plans.in_force().first() or plans.order_by("-version").first()
    if plan is None:
        return {}
    by_identity = {node.identity: node for node in plan.nodes.all()}
    return {
        line.node.pk: by_identity[line.node.identity]
        for line in lines
        if line.node is not None and line.node.identity in by_identity
    }
