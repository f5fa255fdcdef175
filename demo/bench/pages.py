"""Q2 and Q4: how long the server takes for a page, against a bare view in the same run."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.conf import settings
from django.db import connection
from django.urls import reverse

from accounts.models import User
from demo.bench import ground
from demo.bench.ground import YEAR, Place
from demo.bench.queries import signed_in
from demo.bench.server import CLOCK, PROCESSOR
from demo.bench.table import Measure
from demo.bench.world import Bench
from kpis.models import Result

BARE_ROWS = 40
WARM = 10
HOW = (
    "one gunicorn worker; the time from the request being read to the answer being whole, measured "
    "inside the server, so that neither the network nor the client is in it; pages by turns, "
    "ratio of the medians"
)


@dataclass(frozen=True)
class Times:
    """Medians of one page, in milliseconds: on the clock and of the processor."""

    clock: float
    processor: float
    size: int

    def __str__(self) -> str:
        return f"{self.clock:.1f} ms (processor {self.processor:.1f} ms, {self.size / 1000:.0f} kB)"


def scorecard(bench: Bench) -> list[Measure]:
    place = bench.area
    address = reverse("scorecard", args=[place.area.code, YEAR, "9"])
    what = f"scorecard of {place.shape.lines} lines, times the bare view"
    return [_ratio(bench, "Q2", what, 2.5, place, address)]


def plan_tree(bench: Bench) -> list[Measure]:
    place = bench.tree
    address = reverse("plan_tree", args=[place.area.code, YEAR])
    shape = place.shape
    what = f"plan tree, {shape.nodes} nodes, {shape.lines} indicators, {shape.projects} projects"
    return [_ratio(bench, "Q4", what, 4, place, address)]


def _ratio(bench: Bench, id: str, what: str, bar: float, place: Place, address: str) -> Measure:
    addresses = [
        _bare(place),
        address,
        reverse("committee_list", args=[place.area.code]),
    ]
    with served() as base:
        bare, page, frame = by_turns(base, addresses, place.people["planner"], bench.sizes.requests)
    notes = (
        f"{page} against {bare} for {min(BARE_ROWS, place.shape.lines)} rows, "
        f"{bench.sizes.requests} times each; "
        f"ratio of processor times {page.processor / bare.processor:.2f}",
        f"for scale, a nearly empty page of the product (who it is, what may be seen, head and "
        f"menu; the committees of the area): {frame}",
        _after_a_change(bench, place, address),
        HOW,
    )
    return Measure(id, what, page.clock / bare.clock, bar, " ×", notes)


def _after_a_change(bench: Bench, place: Place, address: str) -> str:
    """The page when a result on it is another one each time, so that the score is as well."""
    results = Result.objects.filter(round=place.rounds["9"], value__isnull=False)
    result = results.earliest("pk")

    def change(turn: int) -> None:
        results.filter(pk=result.pk).update(value=Decimal(62 + turn % 30))

    addresses = [_bare(place), address]
    with served() as base:
        bare, page = by_turns(
            base, addresses, place.people["planner"], bench.sizes.requests, first=change
        )
    return (
        "the same with a result changed before each request, so that the card is scored anew: "
        f"{page}, {page.clock / bare.clock:.1f} × the bare view "
        f"(processor {page.processor / bare.processor:.1f} ×)"
    )


def _bare(place: Place) -> str:
    return f"/bench/bare/{place.card.pk}/{BARE_ROWS}/"


def by_turns(
    base: str,
    addresses: list[str],
    person: User,
    times: int,
    first: Callable[[int], None] = lambda turn: None,
) -> list[Times]:
    """Medians of pages that are asked for one after the other, again and again.

    first: what happens before each turn, outside of what is measured.
    """
    session = signed_in(person).cookies[settings.SESSION_COOKIE_NAME]
    headers = {"Cookie": f"{session.key}={session.value}"}
    found: list[list[tuple[float, float]]] = [[] for _ in addresses]
    sizes = [0] * len(addresses)
    for turn in range(WARM + times):
        first(turn)
        for n, address in enumerate(addresses):
            request = urllib.request.Request(base + address, headers=headers)  # noqa: S310 - our own server
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                sizes[n] = len(answer.read())
                taken = float(answer.headers[CLOCK]) * 1000, float(answer.headers[PROCESSOR]) * 1000
            if turn >= WARM:
                found[n].append(taken)
    return [
        Times(median(clock for clock, _ in one), median(own for _, own in one), size)
        for one, size in zip(found, sizes, strict=True)
    ]


@contextmanager
def served() -> Iterator[str]:
    """The product on a free port, one worker, on the bench's database and day."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    command += ["--workers", "1", "--bind", f"127.0.0.1:{port}"]
    command += ["--access-logfile", os.devnull, "--log-level", "error"]
    process = subprocess.Popen(  # noqa: S603 - our own server
        [*command, "demo.bench.server:application"], env=_environment(), cwd=settings.BASE_DIR
    )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(base, process)
        yield base
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment() -> dict[str, str]:
    return os.environ | {
        "DATABASE_NAME": str(connection.settings_dict["NAME"]),
        "PRASAN_TODAY": ground.TODAY.isoformat(),
        "DEBUG": "0",
    }


def _wait(base: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("The bench's web server stopped at once; it says why above.")
        try:
            with urllib.request.urlopen(f"{base}/health/live", timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The bench's web server did not answer within half a minute.")
