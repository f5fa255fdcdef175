"""Verbs on what a person wants to be reminded of."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from reminders.kinds import kinds, known
from reminders.models import Stopped


@transaction.atomic
def stop(*, user_id: int, codes: list[str]) -> None:
    """No more letters about these kinds. Doing it twice changes nothing."""
    for kind in known(codes):
        Stopped.objects.get_or_create(user_id=user_id, kind=kind.code)


@transaction.atomic
def choose(*, by: User, wanted: Collection[str]) -> None:
    """Letters about these kinds and no others."""
    for kind in kinds():
        if kind.code in wanted:
            Stopped.objects.filter(user=by, kind=kind.code).delete()
        else:
            Stopped.objects.get_or_create(user=by, kind=kind.code)
