"""Until when signing in is paused: read from the counters of allauth's rate limits."""

import math
import time
from collections.abc import Iterator

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

APP, ACTION = "allauth.account", "login_failed"


def pause(request: HttpRequest, key: str) -> float:
    """Seconds until one more attempt is let through; 0 where none is held back."""
    return max(_pauses(request, key), default=0.0)


def minutes(seconds: float) -> int:
    """Whole minutes to wait, at least one."""
    return max(1, math.ceil(seconds / 60))


def is_first(request: HttpRequest, key: str) -> bool:
    """Whether this is the first refusal of a pause: one row for each, not one for each attempt."""
    left = max(1, math.ceil(pause(request, key)))
    return bool(cache.add(f"lockout:{key}", "told", timeout=left))


def _pauses(request: HttpRequest, key: str) -> Iterator[float]:
    for rate in ratelimit.get_rates(app=APP, action=ACTION):
        counter = ratelimit.get_cache_key(request, app=APP, action=ACTION, rate=rate, key=key)
        attempts: list[float] = cache.get(counter, [])
        if len(attempts) >= rate.amount:
            yield max(0.0, attempts[rate.amount - 1] + rate.duration - time.time())
