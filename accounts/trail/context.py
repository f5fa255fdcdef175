"""Who acts and why: told to the database with every statement that writes.

The facts travel as a setting of the transaction (pghistory.context) and are read by the function
`trail_write`. They are looked up when a statement is sent: a sign-in inside of a request counts
from then on, and no query is made to learn who asks.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty

from common import clock
from common.middleware import current_request_id

SILENCE = "SELECT set_config('pghistory.context_metadata', '', true)"


class Encoder(json.JSONEncoder):
    """Facts given as functions are asked when the statement is sent."""

    def default(self, fact: Any) -> Any:
        return fact() if callable(fact) else super().default(fact)


def remember(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: what an answer changes says by whom, in which posts, request and address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with pghistory.context(
            user=lambda: getattr(_known(request), "pk", None),
            posts=lambda: _posts(_known(request)),
            request=current_request_id.get(),
            url=request.path,
            at=_moment,
        ):
            return respond(request)

    return middleware


@contextmanager
def acting(*, by: Any = None, reason: str = "", in_move: bool = False) -> Iterator[None]:
    """Changes made inside are by this person and for this reason (empty: as said outside).

    For services, commands and tasks; a request says who acts by itself.
    """
    facts: dict[str, Any] = {"at": _moment}
    if by is not None:
        facts |= {"user": by.pk, "posts": lambda: _posts(by)}
    if reason.strip():
        facts["reason"] = reason.strip()
    if in_move:
        facts["in_move"] = True
    with pghistory.context() as told:
        outside = dict(told.metadata)
        told.metadata.update(facts)
        try:
            yield
        finally:
            told.metadata.clear()
            told.metadata.update(outside)
    if not outside and connection.in_atomic_block and not connection.needs_rollback:
        # Nobody speaks outside: what follows in this transaction is not by this person.
        with connection.cursor() as cursor:
            cursor.execute(SILENCE)


def because(reason: str) -> Any:
    """Changes made inside are for this reason."""
    return acting(reason=reason)


def _known(request: HttpRequest) -> Any:
    """The signed-in person, where the answer has already asked who it is."""
    user = request.__dict__.get("user")
    if isinstance(user, SimpleLazyObject) and user.__dict__.get("_wrapped") is empty:
        return None
    return user if getattr(user, "pk", None) else None


def _posts(user: Any) -> list[int]:
    """The posts held, where they are already known: each check of a permission asks for them."""
    authority = getattr(user, "__dict__", {}).get("authority")
    if isinstance(user, SimpleLazyObject):
        authority = user._wrapped.__dict__.get("authority")
    if authority is None or "grants" not in authority.__dict__:
        return []
    return sorted(authority.posts)


def _moment() -> str | None:
    """The product's clock where it differs from the real one (demo); else the database's own."""
    return clock.now().isoformat() if clock.is_elsewhere() else None
