"""The limit of the public verification page."""

from django.http import HttpRequest

from accounts import limits

LOOKUPS = 30


def too_many(request: HttpRequest) -> bool:
    """Count one lookup of this address; True when it has had its share of the minute."""
    return limits.too_many(request, "verify", LOOKUPS)
