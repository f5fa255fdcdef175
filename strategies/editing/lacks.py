"""What a version of a plan still lacks, entry by entry, for the editor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from strategies.levels import Rules
from strategies.trees import Node
from strategies.weights import Total

NO_HOST, NO_INDICATOR, NO_PROJECT = "host", "indicator", "project"
NO_WEIGHT, NOTHING_BELOW, NOT_WHOLE = "weight", "below", "total"
WORDS: dict[str, Promise] = {
    NO_HOST: _("ไม่มีเจ้าภาพ"),
    NO_WEIGHT: _("ยังไม่กำหนดน้ำหนัก"),
    NOTHING_BELOW: _("ยังไม่มีอะไรอยู่ภายใต้"),
    NO_INDICATOR: _("ไม่มีตัวชี้วัด"),
    NO_PROJECT: _("ไม่มีโครงการ"),
}


@dataclass(frozen=True)
class Lack:
    """One thing that an entry lacks, for the list on top.

    total: the weights of its level, where they do not total 100; told at the first such entry.
    """

    kind: str
    node: Node
    total: Total | None = None

    @property
    def words(self) -> Promise:
        return WORDS[self.kind]


def missing(siblings: tuple[Node, ...], rules: Rules) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Of each node what it, or the branch below it, has not got."""
    for node in siblings:
        yield node, tuple(_kinds(node, rules))
        yield from missing(node.children, rules)


def lacks(
    found: Iterable[tuple[Node, tuple[str, ...]]], totals: Iterable[Total]
) -> tuple[Lack, ...]:
    """Weights that do not total 100 first, each at the first entry of its level; then the rest."""
    found = list(found)
    first: dict[str, Node] = {}
    for node, _kinds_of_it in found:
        first.setdefault(node.level, node)
    wrong = [Lack(NOT_WHOLE, first[total.level], total) for total in totals if not total.whole]
    return (*wrong, *(Lack(kind, node) for node, kinds in found for kind in kinds))


def _kinds(node: Node, rules: Rules) -> Iterator[str]:
    """Where nothing at all stands below, the indicator and the project are not asked for too."""
    rule = rules[node.level]
    if rule.weighted and node.weight is None:
        yield NO_WEIGHT
    if not rule.needs_host:
        return
    if not node.host:
        yield NO_HOST
    if node.is_bare:
        yield NOTHING_BELOW
        return
    measured = rule.weighted or (rule.takes_indicators and not rule.takes_projects)
    if measured and not _has_indicator(node):
        yield NO_INDICATOR
    if (rule.weighted or rule.takes_projects) and not node.project_count:
        yield NO_PROJECT


def _has_indicator(node: Node) -> bool:
    return bool(node.indicators) or any(_has_indicator(child) for child in node.children)
