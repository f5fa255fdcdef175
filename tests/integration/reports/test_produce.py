"""A report: asked for once, made once, stored once, and failing in words."""

import hashlib
from pathlib import Path

import pytest

from common.errors import NotAllowed, Refused
from jobs.models import Job
from jobs.services import worker
from reports.models import EvaluationReport
from reports.services import evaluation_reports


def ask(snapshot, by, **options) -> EvaluationReport:
    return evaluation_reports.request(snapshot=snapshot, by=by, **options)


def test_it_works(snapshot, planner, produced):
    report = produced(snapshot, by=planner)

    assert report.job.status == Job.Status.DONE
    assert (report.pages, report.area) == (40, snapshot.area)
    with report.file.open("rb") as file:
        content = file.read()
    assert hashlib.sha256(content).hexdigest() == report.sha256
    assert len(content) == report.size
    assert report.file.name == f"reports/60/2570/{report.code}.pdf"


def test_the_job_is_sent_on_commit(snapshot, planner, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = ask(snapshot, planner)
    assert sent == [("jobs.tasks.run", [report.job_id], "pdf")]


def test_the_same_request_twice_is_one_report(snapshot, planner, executive, produced):
    first, second = ask(snapshot, planner), ask(snapshot, executive)
    assert (first.pk, first.job_id) == (second.pk, second.job_id)
    assert produced(snapshot, by=planner).pk == ask(snapshot, planner).pk
    assert EvaluationReport.objects.count() == Job.objects.count() == 1


def test_another_language_or_other_digits_are_another_report(snapshot, planner):
    made = [
        ask(snapshot, planner),
        ask(snapshot, planner, language="en"),
        ask(snapshot, planner, digits="thai"),
    ]
    assert len({report.code for report in made}) == 3


def test_working_twice_leaves_one_file(snapshot, planner, produced, settings):
    report = produced(snapshot, by=planner)
    assert not worker.run(report.job_id), "a job that is done is not done again"
    Job.objects.update(status="running", heartbeat_at="2020-01-01T00:00Z")
    assert worker.run(report.job_id), "taken over from a lost worker"
    folder = Path(settings.MEDIA_ROOT) / "reports" / "60" / "2570"
    assert [file.name for file in folder.iterdir()] == [f"{report.code}.pdf"]
    assert EvaluationReport.objects.count() == 1


def test_the_bytes_are_the_same_each_time(snapshot, planner, produced):
    first = produced(snapshot, by=planner).sha256
    Job.objects.update(status="running", heartbeat_at="2020-01-01T00:00Z")
    report = EvaluationReport.objects.get()
    assert worker.run(report.job_id)
    report.refresh_from_db()
    assert report.sha256 == first


def test_a_newer_snapshot_replaces(freeze, planner, produced):
    old, new = produced(freeze(), by=planner), produced(freeze(), by=planner)
    assert new.replaces == old


def test_a_failure_has_a_reason_and_can_be_tried_again(snapshot, planner, monkeypatch, produced):
    report = ask(snapshot, planner)
    monkeypatch.setattr(evaluation_reports, "book", None)
    assert not worker.run(report.job_id)

    report.job.refresh_from_db()
    assert report.job.status == Job.Status.FAILED
    assert "เกิดข้อผิดพลาดในระบบ" in report.job.error

    monkeypatch.undo()
    again = ask(snapshot, planner)
    assert again.pk == report.pk
    assert again.code == report.code
    assert again.job_id != report.job_id


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {"digits": "roman"}, {"kind": "poem"}])
def test_unknown_choices_are_refused(snapshot, planner, wrong):
    with pytest.raises(Refused):
        ask(snapshot, planner, **wrong)
    assert not EvaluationReport.objects.exists()


def test_who_may_not(snapshot, stranger, sysadmin):
    with pytest.raises(Refused):
        ask(snapshot, stranger)
    with pytest.raises(NotAllowed):
        ask(snapshot, sysadmin)
