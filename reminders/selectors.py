"""What the pages of reminders show."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from reminders.kinds import kinds
from reminders.models import Letter

LAST = 10


@dataclass(frozen=True)
class RemindersPage:
    """The kinds a person wants, and the last letters with how they went."""

    wanted: tuple[str, ...]
    letters: tuple[Letter, ...]


def reminders_page(user: Any) -> RemindersPage:
    """Two queries."""
    stopped = set(user.stopped_reminders.values_list("kind", flat=True))
    letters = Letter.objects.filter(user=user).annotate(count=Count("reminders"))
    return RemindersPage(
        wanted=tuple(kind.code for kind in kinds() if kind.code not in stopped),
        letters=tuple(letters.order_by("-day")[:LAST]),
    )
