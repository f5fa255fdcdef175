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
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty

from common.facts import moment, telling
from common.middleware import current_request_id


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
            at=moment,
        ):
            return respond(request)

    return middleware


@contextmanager
def acting(
    *, by: Any = None, reason: str = "", in_move: bool = False, machine: str = ""
) -> Iterator[None]:
    """Changes made inside are by this person and for this reason (empty: as said outside).

    For services, commands and tasks; a request says who acts by itself. machine: what the change
    goes through where no request does, such as `job:12` or `command:load_demo`; it stands in the
    trail in place of an address.
    """
    facts: dict[str, Any] = {}
    if by is not None:
        facts |= {"user": by.pk, "posts": lambda: _posts(by)}
    if reason.strip():
        facts["reason"] = reason.strip()
    if in_move:
        facts["in_move"] = True
    if machine:
        facts["url"] = machine
    with telling(**facts):
        yield


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
