"""What the page of a card shows: lines under their issues, weights, what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common.language import page_language
from kpis.definition import warning
from kpis.models import Card, Criteria
from kpis.selectors.lines import lines_of, natural
from kpis.services.cards import weights_sentence
from kpis.services.criteria import HUNDRED, definition_of
from provinces.models import Agency, Area
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
class CardPage:
    """The card with what the person may do to it; `card` is None where none was opened yet."""

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
    def is_draft(self) -> bool:
        return self.card is None or self.card.status == Card.Status.DRAFT


def card_page(area: Area, fiscal_year: int, user: Any) -> CardPage:
    """The card of an area and year in four queries, whatever the number of lines."""
    card = (
        Card.objects.filter(area=area, fiscal_year=fiscal_year).select_related("agreed_by").first()
    )
    may = user.authority.may
    return CardPage(
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
