"""Facts about who writes and why, told to the database with every statement that writes.

They travel as a setting of the transaction (pghistory.context), where the triggers of the trail
read them. accounts/trail/context.py knows the people; commands of apps below it name themselves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.db import connection

from common import clock

SILENCE = "SELECT set_config('pghistory.context_metadata', '', true)"


def moment() -> str | None:
    """The product's clock where it differs from the real one (demo); else the database's own."""
    return clock.now().isoformat() if clock.is_elsewhere() else None


@contextmanager
def telling(**facts: Any) -> Iterator[None]:
    """Changes made inside carry these facts, beside those told outside."""
    with pghistory.context() as told:
        outside = dict(told.metadata)
        told.metadata.update({"at": moment} | facts)
        try:
            yield
        finally:
            told.metadata.clear()
            told.metadata.update(outside)
    if not outside and connection.in_atomic_block and not connection.needs_rollback:
        # Nobody speaks outside: what follows in this transaction is not told so.
        with connection.cursor() as cursor:
            cursor.execute(SILENCE)
