"""What a card still lacks before it can be promised in an agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from common.codes import natural
from kpis.models import Card, Criteria
from kpis.services.cards import weights_sentence
from kpis.services.criteria import HUNDRED

WITH_A_TARGET = frozenset([str(Criteria.Method.INTERPOLATE), str(Criteria.Method.STEP)])


@dataclass(frozen=True)
class Hindrances:
    """What keeps a card from being promised: its weights, and line by line what is missing.

    sentence: on the total of the weights; empty where they total exactly 100.00.
    """

    sentence: str
    of_lines: tuple[tuple[Criteria, str], ...]

    def __bool__(self) -> bool:
        return bool(self.sentence or self.of_lines)


def lacks(line: Criteria) -> list[str]:
    """What is missing for a line to be scored against a target, in words."""
    found = []
    if not line.has_criteria:
        found.append(_("ยังไม่กำหนดเกณฑ์ จึงไม่คิดคะแนน"))
    if line.target is None and line.method in WITH_A_TARGET:
        found.append(_("ยังไม่มีค่าเป้าหมาย"))
    return found


def hindrances(cards: Sequence[Card]) -> Mapping[int, Hindrances]:
    """What keeps each card from being promised, by its pk; one query for all of them."""
    lines: dict[int, list[Criteria]] = {card.pk: [] for card in cards}
    rows = Criteria.objects.current().filter(card__in=lines).select_related("indicator")
    for line in sorted(rows, key=lambda line: natural(line.code)):
        lines[line.card_id].append(line)
    return {card: _hindrances(found) for card, found in lines.items()}


def _hindrances(lines: Sequence[Criteria]) -> Hindrances:
    total = sum((line.weight for line in lines), Decimal(0))
    return Hindrances(
        sentence="" if total == HUNDRED else weights_sentence(total),
        of_lines=tuple((line, said) for line in lines for said in _hinders(line)),
    )


def _hinders(line: Criteria) -> list[str]:
    """What keeps a line from being promised; a line without weight is only watched."""
    return lacks(line) if line.weight else []
