"""Health pages: is the process alive; is everything it needs there."""

import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

WORKER_HEARTBEAT = "worker-heartbeat"
HEARTBEAT_MAX_AGE = 60


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _redis() -> str:
    cache.set("health", 1, 5)
    return "ok" if cache.get("health") == 1 else "does not answer"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} to apply" if plan else "ok"


def _worker() -> str:
    seen = cache.get(WORKER_HEARTBEAT)
    if seen is None:
        return "no heartbeat"
    age = time.time() - float(seen)
    return "ok" if age <= HEARTBEAT_MAX_AGE else f"last heartbeat {age:.0f} s ago"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "redis": _redis,
    "migrations": _migrations,
    "worker": _worker,
}


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Each need with `ok` or what is wrong; 503 while one of them is not met."""
    found = {}
    for name, check in CHECKS.items():
        try:
            found[name] = check()
        except Exception as fault:
            found[name] = type(fault).__name__
    healthy = all(state == "ok" for state in found.values())
    return JsonResponse(found, status=200 if healthy else 503)
