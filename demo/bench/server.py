"""The product as it is served, which says of every answer how long it took to make.

`gunicorn demo.bench.server:application`; the figures stand in two headers, in seconds.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

CLOCK, PROCESSOR = "X-Bench-Clock", "X-Bench-Processor"

django = get_wsgi_application()
settings.ROOT_URLCONF = "demo.bench.urls"


def _hearing(told: list[Any]) -> Any:
    """A start_response that only listens."""
    return lambda *values: told.extend(values)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer, whole, and then say how long that took."""
    told: list[Any] = []
    clock, processor = time.perf_counter(), time.thread_time()
    answer = django(environ, _hearing(told))
    body = b"".join(answer)
    clock, processor = time.perf_counter() - clock, time.thread_time() - processor
    close = getattr(answer, "close", None)
    if close:
        close()
    status, headers, *_ = told
    start_response(status, [*headers, (CLOCK, f"{clock:.7f}"), (PROCESSOR, f"{processor:.7f}")])
    return [body]
