"""What day it is. The one place that is asked, so that the demo and tests can live on another day.

The demo province lives on a day of its own (`PRASAN_TODAY`, embedded default only), because its
story must not grow old; every page then says so. Job rows keep real time: they measure.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

_set: ContextVar[dt.datetime | None] = ContextVar("clock", default=None)


def now() -> dt.datetime:
    """The moment, aware. On a demo day, that day at the present time of day."""
    fixed = _set.get()
    if fixed is not None:
        return fixed
    moment = timezone.now()
    day: dt.date | None = getattr(settings, "DEMO_TODAY", None)
    if day is None:
        return moment
    return timezone.localtime(moment).replace(year=day.year, month=day.month, day=day.day)


def is_elsewhere() -> bool:
    """Whether now() is another moment than the real one: the demo's day, or a story's."""
    return _set.get() is not None or getattr(settings, "DEMO_TODAY", None) is not None


def today() -> dt.date:
    """The day in Thailand: what "now" means for posts, memberships and rounds."""
    return timezone.localdate(now())


@contextmanager
def at(day: dt.date, hour: int = 10) -> Iterator[None]:
    """Live on a day, at an hour: for building a story in its own time, and for tests."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
