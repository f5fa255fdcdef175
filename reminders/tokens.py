"""The link in a letter by which its reader stops kinds of reminders without signing in.

Signed: it says who and which kinds, cannot be made by others, and does not grow old, because a
letter may be found again after years.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "reminders.stop"


def link(user_id: int, kinds: list[str]) -> str:
    """The whole address."""
    token = signing.dumps([user_id, *kinds], salt=SALT)
    return f"{settings.SITE_URL.rstrip('/')}{reverse('reminder_stop', args=[token])}"


def read(token: str) -> tuple[int, list[str]] | None:
    """Who and which kinds; None where the link was not made here."""
    try:
        user_id, *kinds = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return int(user_id), [str(kind) for kind in kinds]
