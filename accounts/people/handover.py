"""What is handed over with a post: the open work that stays with it, and who gives and receives."""

from dataclasses import dataclass

from accounts.models import Post, Tenure
from common import clock, slots
from common.slots import WorkItem


@dataclass(frozen=True)
class Work:
    """The open work of one kind."""

    kind: str
    items: tuple[WorkItem, ...]


@dataclass(frozen=True)
class Sheet:
    """A handover sheet: one post, its open work, who gives it over and who receives it."""

    post: Post
    works: tuple[Work, ...]
    giver: Tenure | None
    receiver: Tenure | None

    @property
    def number(self) -> int:
        return sum(len(work.items) for work in self.works)


def open_work(post: Post) -> tuple[Work, ...]:
    """Everything that waits for whoever holds the post, by kind; dated things first."""
    kinds: dict[str, list[WorkItem]] = {}
    for bring in slots.open_work:
        for item in bring(post):
            kinds.setdefault(item.kind, []).append(item)
    return tuple(Work(kind, tuple(items)) for kind, items in kinds.items())


def sheet(post: Post, giver: Tenure | None = None) -> Sheet:
    """The sheet for the giver named, else for who left last or holds the post in full now.

    The receiver is who holds the post in full from a later day on, as far as that is known.
    """
    tenures = list(
        Tenure.objects.filter(post=post).select_related("user").order_by("-valid_from", "-pk")
    )
    giver = giver or _giver(tenures)
    return Sheet(post=post, works=open_work(post), giver=giver, receiver=_receiver(tenures, giver))


def _giver(tenures: list[Tenure]) -> Tenure | None:
    """Who is leaving or left last; where nobody is, the full holder of today."""
    ended = [one for one in tenures if one.valid_to]
    if ended:
        return max(ended, key=lambda one: one.valid_to or clock.today())
    return next((one for one in tenures if not one.acting), None)


def _receiver(tenures: list[Tenure], giver: Tenure | None) -> Tenure | None:
    if giver is None or giver.valid_to is None:
        return None
    last = giver.valid_to
    later = [one for one in tenures if one.valid_from > last and one.pk != giver.pk]
    full = [one for one in later if not one.acting]
    return min(full or later, key=lambda one: one.valid_from, default=None)
