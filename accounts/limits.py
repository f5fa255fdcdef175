"""A gentle limit for pages without an account: enough for people, too slow for guessing."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

LOOKUPS, SECONDS = 30, 60


def too_many(request: HttpRequest, what: str, most: int = LOOKUPS) -> bool:
    """Count one lookup of this address; True when it has had its share of the minute."""
    key = f"{what}:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, SECONDS)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # it ran out between the two lines
        return False
