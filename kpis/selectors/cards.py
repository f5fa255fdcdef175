"""What the page of a card shows: lines under their issues, weights, what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common.codes import natural
from common.language import page_language
from kpis import readiness
from kpis.definition import warning
from kpis.models import Card, Criteria
from kpis.places import CardPlace
from kpis.selectors.lines import lines_of
from kpis.services.cards import weights_sentence
from kpis.services.criteria import HUNDRED, definition_of
from provinces.models import Agency
from strategies.models import Level, PlanNode


@dataclass(frozen=True)
class LineRow:
    """One line as the table shows it."""

    line: Criteria
    issue: PlanNode | None

    @property
    def host(self) -> Agency | None:
        collector = self.line.indicator.collector
        return collector.agency if collector else None

    @property
    def method(self) -> str:
        """The method in as few words as a narrow column holds."""
        return {
            Criteria.Method.INTERPOLATE: _("เทียบสัดส่วน"),
            Criteria.Method.STEP: _("ตามระดับ"),
            Criteria.Method.MILESTONE: _("ขั้นตอน"),
            Criteria.Method.COMPOSITE: _("ตัวชี้วัดรวม"),
            Criteria.Method.ANCHORS: _("50 / 75 / 100"),
        }[Criteria.Method(self.line.method)]

    @property
    def warning(self) -> str:
        """Where the target stands at another level than the criteria say; empty where it fits."""
        found = warning(definition_of(self.line))
        return found.say(page_language()) if found else ""

    @property
    def group(self) -> str:
        """What the line stands under: its issue, the first figure of its number, or nothing."""
        code = self.line.code
        return self.issue.code if self.issue else code.split(".")[0] if "." in code else ""


@dataclass(frozen=True)
class Group:
    """The lines of one issue; without a code those that stand under nothing yet."""

    code: str
    title: str
    rows: tuple[LineRow, ...]

    @property
    def weight(self) -> Decimal:
        return sum((row.line.weight for row in self.rows), Decimal(0))


@dataclass(frozen=True)
class Gap:
    """What a line still misses, and the page where it is put right."""

    line: Criteria
    missing: str
    url: str


@dataclass(frozen=True)
class CardPage:
    """The card with what the person may do to it; `card` is None where none was opened yet."""

    place: CardPlace
    card: Card | None
    groups: tuple[Group, ...]
    may_edit: bool
    may_agree: bool

    @property
    def rows(self) -> list[LineRow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def total(self) -> Decimal:
        return sum((group.weight for group in self.groups), Decimal(0))

    @property
    def complete(self) -> bool:
        """Whether the weights total exactly 100."""
        return self.total == HUNDRED

    @property
    def sentence(self) -> str:
        return weights_sentence(self.total)

    @property
    def without_criteria(self) -> int:
        return sum(not row.line.has_criteria for row in self.rows)

    @property
    def gaps(self) -> list[Gap]:
        """Line by line what is missing before the card is complete."""
        found = []
        for row in self.rows:
            line = row.line
            edit = self.place.line_url("criteria_edit", line.pk)
            found += [Gap(line, said, edit) for said in readiness.lacks(line)]
            if not line.weight:
                found.append(Gap(line, _("น้ำหนัก 0 แสดงคะแนนแต่ไม่นับรวม"), edit))
            if line.indicator.collector_id is None:
                owner = self.place.line_url("indicator_edit", line.pk)
                found.append(Gap(line, _("ยังไม่มีผู้จัดเก็บข้อมูล จึงไม่มีใครรายงานผล"), owner))
        return found

    @property
    def is_draft(self) -> bool:
        return self.card is None or self.card.status == Card.Status.DRAFT


@dataclass(frozen=True)
class CardRow:
    """A card in the list of a year; `card` is None where an agency has none yet."""

    place: CardPlace
    card: Card | None
    lines: int
    weight: Decimal


@dataclass(frozen=True)
class CardList:
    """The cards of a year: the area's own, then the agencies' by name."""

    rows: tuple[CardRow, ...]
    without: tuple[Agency, ...]
    may_edit: bool


def card_list(place: CardPlace, user: Any) -> CardList:
    """The cards of a year that a person sees, and for who may open one the agencies without."""
    area, in_force = place.area, Q(criteria__superseded_on__isnull=True)
    found = (
        Card.objects.visible_to(user)
        .filter(area=area, fiscal_year=place.year)
        .select_related("agency", "agreed_by")
        .annotate(
            lines=Count("criteria", filter=in_force),
            weight=Sum("criteria__weight", filter=in_force, default=Decimal(0)),
        )
        .order_by(F("agency__name_th").asc(nulls_first=True))
    )
    rows = [
        CardRow(CardPlace(area, place.year, card.agency), card, card.lines, card.weight)
        for card in found
    ]
    may_edit = user.authority.may(Permission.INDICATOR_EDIT, area=area)
    agencies = Agency.objects.none()
    if may_edit:
        agencies = Agency.objects.filter(area=area).open().order_by("name_th")
    taken = {row.place.agency.pk for row in rows if row.place.agency}
    return CardList(tuple(rows), tuple(a for a in agencies if a.pk not in taken), may_edit)


def card_page(place: CardPlace, user: Any) -> CardPage:
    """The card of a place in four queries, whatever the number of lines."""
    area = place.area
    found = Card.objects.filter(area=area, fiscal_year=place.year, agency=place.agency)
    card = found.select_related("agreed_by").first()
    may = user.authority.may
    return CardPage(
        place=place,
        card=card,
        groups=groups_of(lines_of(card)),
        may_edit=may(Permission.INDICATOR_EDIT, area=area),
        may_agree=may(Permission.CARD_AGREE, area=area),
    )


def groups_of(lines: Sequence[Criteria]) -> tuple[Group, ...]:
    """The lines of a card under their issues, in the order of the numbers; at most one query."""
    issues = _issues(lines)
    return tuple(_grouped([LineRow(line, issues.get(line.node_id or 0)) for line in lines]))


def _grouped(rows: Sequence[LineRow]) -> list[Group]:
    ordered = sorted(rows, key=lambda row: (natural(row.group), natural(row.line.code)))
    groups = []
    for code, members in groupby(ordered, key=lambda row: row.group):
        lines = tuple(members)
        issue = next((row.issue for row in lines if row.issue), None)
        groups.append(Group(code, issue.title if issue else "", lines))
    return groups


def _issues(lines: Sequence[Criteria]) -> dict[int, PlanNode]:
    """The issue above each node that a line stands under, in one query."""
    plans = {line.node.plan_id for line in lines if line.node}
    if not plans:
        return {}
    nodes = {node.pk: node for node in PlanNode.objects.filter(plan__in=plans)}
    found = {}
    for line in lines:
        node = nodes.get(line.node_id or 0)
        while node is not None and node.level != Level.ISSUE:
            node = nodes.get(node.parent_id or 0)
        if node is not None and line.node_id:
            found[line.node_id] = node
    return found
