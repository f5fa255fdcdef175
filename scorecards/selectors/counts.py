"""Where each line of a card is counted: every line in one place, so that the numbers add up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REPORTED, MISSING, AWAITED = "reported", "missing", "awaited"
NO_CRITERIA, EXEMPT, UNASKED = "no_criteria", "exempt", "unasked"

WORDS: dict[str, Promise] = {
    MISSING: _("ยังไม่รายงาน"),
    AWAITED: _("รอรายงาน"),
    NO_CRITERIA: _("ยังไม่กำหนดเกณฑ์"),
    EXEMPT: _("ยกเว้นการประเมิน"),
    UNASKED: _("ไม่ต้องรายงานในรอบนี้"),
}
"""What is not reported, named by why."""

ASKED = (MISSING, AWAITED, NO_CRITERIA)
"""Together with what is reported: all that the round asks for."""

PLACES = (REPORTED, *WORDS)


@dataclass(frozen=True)
class Count:
    """How many lines are counted in one place."""

    place: str
    word: Promise
    number: int

    @property
    def asked(self) -> bool:
        """Whether the round asks for a result of these lines."""
        return self.place in ASKED


def place_of(*, due: bool, reported: bool, state: str) -> str:
    """Where a line is counted: by whether the round asks for it, by its result, by its state."""
    if not due:
        return UNASKED
    if reported:
        return REPORTED
    return {"not_applicable": EXEMPT, "not_due": AWAITED, "not_reported": MISSING}.get(
        state, NO_CRITERIA
    )


def counts(places: Iterable[str]) -> tuple[Count, ...]:
    """What is not reported, in the order of how much it matters; only where there are lines."""
    found = Counter(places)
    return tuple(Count(place, word, found[place]) for place, word in WORDS.items() if found[place])
