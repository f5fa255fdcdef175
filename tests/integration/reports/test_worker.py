"""A real worker killed in the middle of a book: the book is ready soon after the next one is there.

Its own Redis on a private socket, the test's database, real printing. Bar R1: 60 seconds.
"""

import contextlib
import functools
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.db import connection

from jobs.models import Job
from reports.models import EvaluationReport
from reports.services import evaluation_reports, verification

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

BAR_SECONDS = 60


def wait(until: Callable[[], object], seconds: float, what: str) -> float:
    """Seconds until it came true; fails with `what` when it does not."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        if until():
            return time.monotonic() - start
        time.sleep(0.1)
    pytest.fail(f"after {seconds:.0f} s still not: {what}")


@pytest.fixture
def broker(tmp_path_factory, monkeypatch):
    """A Redis of this test alone; what the test enqueues goes there."""
    binary = shutil.which("redis-server")
    if binary is None:
        pytest.fail("redis-server is missing: the test needs one of its own on this machine.")
    folder = tmp_path_factory.mktemp("redis")
    socket = folder / "r.sock"
    server = subprocess.Popen(
        [binary, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
    )
    wait(socket.exists, 20, "Redis is there")
    app = current_app._get_current_object()
    link = app.connection(f"redis+socket://{socket}?virtual_host=0")
    monkeypatch.setattr(app, "send_task", functools.partial(Celery.send_task, app, connection=link))
    yield f"unix://{socket}?db=0"
    link.release()
    server.kill()
    server.wait()


@pytest.fixture
def start_worker(broker, tmp_path):
    """Start a worker with the clock that rescues; every one is gone after the test."""
    started: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        number = len(started)
        with (tmp_path / f"worker-{number}.log").open("wb") as log:
            worker = subprocess.Popen(
                [
                    *(sys.executable, "-m", "celery", "-A", "config", "worker", "--beat"),
                    *("-Q", "default,pdf", "--concurrency", "1", "--loglevel", "INFO"),
                    *("-n", f"killed{number}@%h", "-s", str(tmp_path / f"beat-{number}")),
                ],
                cwd=settings.BASE_DIR,
                env=os.environ
                | {
                    "DATABASE_NAME": connection.settings_dict["NAME"],
                    "REDIS_URL": broker,
                    "MEDIA_ROOT": str(settings.MEDIA_ROOT),
                    "PRASAN_TODAY": "",
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        kill(worker)


def kill(worker: subprocess.Popen) -> None:
    """SIGKILL to the worker and every process it made."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def job_of(report: EvaluationReport) -> Job:
    return Job.objects.get(report=report)


def test_a_book_survives_the_death_of_its_worker(broker, start_worker, snapshot, planner):
    report = evaluation_reports.request(snapshot=snapshot, by=planner)
    first = start_worker()
    wait(lambda: job_of(report).percent >= 10, 90, "the first worker prints")
    kill(first)
    lost = job_of(report)
    assert (lost.status, lost.attempt) == (Job.Status.RUNNING, 1)
    assert not EvaluationReport.objects.ready().exists()

    start_worker()
    taken = wait(EvaluationReport.objects.ready().exists, BAR_SECONDS, "the book is ready")

    done = job_of(report)
    assert (done.status, done.attempt) == (Job.Status.DONE, 2)
    assert EvaluationReport.objects.count() == Job.objects.count() == 1
    files = [file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()]
    assert [file.name for file in files] == [f"{report.code}.pdf"]
    ready = EvaluationReport.objects.get()
    assert hashlib.sha256(files[0].read_bytes()).hexdigest() == ready.sha256
    assert verification.by_code(report.code).genuine
    assert taken < BAR_SECONDS
