"""A frozen scorecard, and jobs that run here instead of in a worker."""

import datetime as dt

import pytest
from celery import current_app

from common import clock
from jobs.services import worker
from reports.models import EvaluationReport
from reports.pdf.renderer import RenderedPdf
from reports.services import evaluation_reports
from scorecards.models import Snapshot
from scorecards.services import snapshots
from tests.factories import cards


@pytest.fixture
def after_the_round():
    """Live two weeks after the six months' round of FY2570 closed."""
    with clock.at(dt.date(2027, 4, 15)):
        yield


@pytest.fixture
def world(nakhonsawan, after_the_round) -> cards.World:
    return cards.sample(nakhonsawan, 2570)


@pytest.fixture
def freeze(world, planner):
    """Freeze the card of the six months' round once more: `freeze()`."""

    def make() -> Snapshot:
        return snapshots.freeze(
            area=world.area, year=2570, round=world.rounds["6"], kind="report", by=planner
        )

    return make


@pytest.fixture
def snapshot(freeze) -> Snapshot:
    return freeze()


@pytest.fixture(autouse=True)
def sent(monkeypatch) -> list:
    """What is put into the broker; nothing reaches a real one."""
    messages: list = []
    monkeypatch.setattr(
        current_app, "send_task", lambda name, args, queue: messages.append((name, args, queue))
    )
    return messages


@pytest.fixture
def quick_print(monkeypatch):
    """A printer that takes no time: pages carry what they would be printed from."""

    def printed(html, *, progress=None, **_options) -> RenderedPdf:
        import hashlib

        if progress:
            progress("layout", 50)
        content = b"%PDF-1.7 " + hashlib.sha256(html.encode()).digest()
        return RenderedPdf(content, 40, hashlib.sha256(content).hexdigest())

    monkeypatch.setattr(evaluation_reports, "render_pdf", printed)


@pytest.fixture
def produced(quick_print):
    """Ask for a report and have it made: `produced(snapshot, by=planner)`."""

    def make(snapshot: Snapshot, *, by, **options) -> EvaluationReport:
        report = evaluation_reports.request(snapshot=snapshot, by=by, **options)
        assert worker.run(report.job_id)
        report.refresh_from_db()
        return report

    return make
