"""Verbs on the events of signing in: write one down, forget the old ones."""

import datetime as dt

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import SignInEvent, User
from accounts.signing.event import LONGEST_AGENT, LONGEST_NAME
from common.middleware import current_request_id


@transaction.atomic
def record(
    *,
    kind: str,
    request: HttpRequest | None = None,
    user: User | None = None,
    tried: str = "",
    note: str = "",
) -> SignInEvent:
    """Write down what happened. A name that was tried is cut to what a user name may have."""
    if user is None and tried:
        user = _called(tried)
    return SignInEvent.objects.create(
        kind=kind,
        user=user,
        tried="" if user else tried.replace("\x00", "")[:LONGEST_NAME],
        note=note,
        address=_address(request),
        user_agent=_agent(request),
        request_id=current_request_id.get(),
    )


@transaction.atomic
def forget_old() -> int:
    """Delete the events that are older than SIGN_IN_EVENTS_DAYS; says how many there were."""
    before = timezone.now() - dt.timedelta(days=settings.SIGN_IN_EVENTS_DAYS)
    return SignInEvent.objects.filter(at__lt=before).delete()[0]


def _called(name: str) -> User | None:
    """The account that answers to a user name or an e-mail address."""
    if "\x00" in name:
        return None
    return (
        User.objects.filter(username=name).first()
        or User.objects.filter(email__iexact=name).first()
    )


def _address(request: HttpRequest | None) -> str | None:
    if request is None:
        return None
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return None


def _agent(request: HttpRequest | None) -> str:
    if request is None:
        return ""
    return request.headers.get("User-Agent", "").replace("\x00", "")[:LONGEST_AGENT]
