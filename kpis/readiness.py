"""What a card still lacks before it can be promised in an agreement."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from kpis.models import Criteria

WITH_A_TARGET = frozenset([str(Criteria.Method.INTERPOLATE), str(Criteria.Method.STEP)])


def lacks(line: Criteria) -> list[str]:
    """What is missing for a line to be scored against a target, in words."""
    found = []
    if not line.has_criteria:
        found.append(_("ยังไม่กำหนดเกณฑ์ จึงไม่คิดคะแนน"))
    if line.target is None and line.method in WITH_A_TARGET:
        found.append(_("ยังไม่มีค่าเป้าหมาย"))
    return found


def hinders(line: Criteria) -> list[str]:
    """What keeps a line from being promised; a line without weight is only watched."""
    return lacks(line) if line.weight else []


def total(lines: Sequence[Criteria]) -> Decimal:
    """What the weights of the lines add up to."""
    return sum((line.weight for line in lines), Decimal(0))
