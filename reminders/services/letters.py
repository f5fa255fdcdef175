"""Verbs on letters: gather a day's reminders, send each letter once.

Two runs at the same time meet at the row of the person's day, and at the constraint that tells
each thing once. A letter is claimed by a conditional update before it is sent and marked after it;
a worker that dies between leaves a claim that grows old and is taken over.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from common import mail, slots
from common.both import said
from common.clock import today
from common.slots import Due
from reminders import tokens
from reminders.kinds import known
from reminders.models import Letter, Reminder, Stopped

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
STALE = dt.timedelta(minutes=10)
WORTH_SENDING = dt.timedelta(days=2)
Status = Letter.Status


def gather(day: dt.date) -> list[int]:
    """Write down what is to be told on a day; the letters that are to be sent for it."""
    stopped = set(Stopped.objects.values_list("user_id", "kind"))
    of_person: dict[int, list[Due]] = {}
    for bring in slots.reminders:
        for due in bring(day):
            if (due.user_id, due.kind) not in stopped:
                of_person.setdefault(due.user_id, []).append(due)
    told = [_write(user, day, dues) for user, dues in sorted(of_person.items())]
    return [letter for letter in told if letter is not None]


def send(letter_id: int) -> bool:
    """Send one letter, if nobody else does or did; whether it went out by this."""
    if not _claim(letter_id):
        return False
    letter = Letter.objects.select_related("user").get(pk=letter_id)
    stopped = set(letter.user.stopped_reminders.values_list("kind", flat=True))
    things = [one for one in letter.reminders.all() if one.kind not in stopped]
    if not things or not letter.user.is_active or not letter.user.email:
        _mark(letter, Status.DROPPED)
        return False
    try:
        _post(letter, things)
    except mail.UNSENT as fault:
        logger.warning("letter %s was not sent: %s", letter_id, fault)
        _mark(letter, Status.FAILED, error=str(fault)[:300])
        return False
    _mark(letter, Status.SENT, sent_at=timezone.now(), error="")
    return True


def waiting() -> list[int]:
    """Letters that are still to go: left in the queue, failed for now, or left by a lost worker."""
    old = timezone.now() - STALE
    found = Letter.objects.filter(
        Q(status=Status.QUEUED) | Q(status__in=[Status.FAILED, Status.SENDING], claimed_at__lt=old),
        attempts__lt=MOST_ATTEMPTS,
        day__gte=today() - WORTH_SENDING,
    )
    return list(found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _write(user_id: int, day: dt.date, dues: list[Due]) -> int | None:
    """The person's letter of the day with what was not told before; None where that is nothing.

    A letter that has been sent takes nothing more: what came later stands in the next one.
    """
    known_ones = Reminder.objects.filter(user=user_id, key__in=[due.key for due in dues])
    told = set(known_ones.values_list("kind", "key", "stage", "due"))
    new = [due for due in dues if (due.kind, due.key, due.stage, due.due) not in told]
    if not new:
        return None
    letter, _made = Letter.objects.get_or_create(user_id=user_id, day=day)
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.status != Status.QUEUED:
        return None
    Reminder.objects.bulk_create((_row(letter, due) for due in new), ignore_conflicts=True)
    if not letter.reminders.exists():
        letter.delete()
        return None
    return letter.pk


def _row(letter: Letter, due: Due) -> Reminder:
    text_th, text_en = said(due.words)
    return Reminder(
        letter=letter,
        user_id=due.user_id,
        kind=due.kind,
        key=due.key,
        stage=due.stage,
        due=due.due,
        text_th=text_th,
        text_en=text_en,
        url=due.url,
    )


def _claim(letter_id: int) -> bool:
    """Take a letter: one update that only one worker wins."""
    old = timezone.now() - STALE
    free = Q(status__in=[Status.QUEUED, Status.FAILED]) | Q(
        status=Status.SENDING, claimed_at__lt=old
    )
    taken = Letter.objects.filter(free, pk=letter_id, attempts__lt=MOST_ATTEMPTS)
    return bool(
        taken.update(status=Status.SENDING, claimed_at=timezone.now(), attempts=F("attempts") + 1)
    )


def _mark(letter: Letter, status: str, **facts: object) -> None:
    Letter.objects.filter(pk=letter.pk).update(status=status, **facts)


def _post(letter: Letter, things: list[Reminder]) -> None:
    kinds = known(sorted({one.kind for one in things}))
    stop = tokens.link(letter.user_id, [kind.code for kind in kinds])
    mail.send(
        to=letter.user.email,
        template="reminders",
        context={
            "person": letter.user,
            "day": letter.day,
            "count": len(things),
            "groups": [
                (
                    kind.label,
                    [one for one in things if one.kind == kind.code],
                    tokens.link(letter.user_id, [kind.code]),
                )
                for kind in kinds
            ],
        },
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            # The same letter sent twice after a lost worker is recognised as one.
            "Message-ID": f"<letter-{letter.pk}@{mail.host()}>",
        },
    )
