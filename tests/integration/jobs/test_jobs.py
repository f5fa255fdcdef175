"""One job: requested once, claimed once, done once; lost workers are noticed."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Change
from accounts.trail.telling import tell
from common.errors import Refused
from jobs import registry
from jobs.models import Job
from jobs.services import queue, worker
from provinces.models import Agency


@pytest.fixture
def work():
    """A kind of work that notes what it did: `work.done` counts stored outcomes."""

    class Work:
        def __init__(self):
            self.started = self.done = 0
            self.fault: Exception | None = None

        def __call__(self, job, progress):
            self.started += 1
            progress("เตรียมข้อมูล", 40)
            if self.fault:
                raise self.fault
            return self.finish

        def finish(self):
            self.done += 1

    made = Work()
    registry.register("test", made)
    return made


@pytest.fixture
def sent(monkeypatch):
    """What was put into the broker."""
    messages = []
    monkeypatch.setattr(
        queue.current_app,
        "send_task",
        lambda name, args, queue: messages.append((name, args, queue)),
    )
    return messages


def ask(by=None, key="k"):
    return queue.request(kind="test", key=key, subject_id=1, by=by, queue="pdf")


def test_it_works(work, sent, planner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(planner)
    assert sent == [("jobs.tasks.run", [job.pk], "pdf")]
    assert worker.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.percent, work.done) == ("done", 100, 1)


def test_the_trail_names_the_job_and_who_asked_for_it(work, sent, planner, office, monkeypatch):
    def rename():
        Agency.objects.filter(pk=office.pk).update(phone="056")

    monkeypatch.setattr(work, "finish", rename)
    job = ask(planner)
    assert worker.run(job.pk)
    change = Change.objects.filter(subject="provinces.agency", subject_id=office.pk).first()
    assert (change.user, change.url) == (planner, f"job:{job.pk}")
    assert change.posts == [planner.tenures.get().post_id]
    (told,) = tell([change])
    assert told.by.endswith(f"ผ่านระบบ: งานเบื้องหลัง #{job.pk}")
    assert told.by.startswith(planner.name)


def test_what_the_clock_asked_for_is_done_by_the_system_alone(work, sent, office, monkeypatch):
    monkeypatch.setattr(
        work, "finish", lambda: Agency.objects.filter(pk=office.pk).update(phone="1")
    )
    job = ask()
    assert worker.run(job.pk)
    change = Change.objects.filter(subject="provinces.agency", subject_id=office.pk).first()
    assert tell([change])[0].by == f"ระบบ: งานเบื้องหลัง #{job.pk}"


def test_the_same_request_gives_the_same_job(work, sent, planner):
    assert ask(planner) == ask(planner)
    assert Job.objects.count() == 1


def test_a_done_job_answers_the_same_request(work, sent, planner):
    job = ask(planner)
    worker.run(job.pk)
    assert ask(planner).pk == job.pk


def test_the_message_delivered_twice_works_once(work, sent, planner):
    job = ask(planner)
    worker.run(job.pk)
    assert not worker.run(job.pk)
    assert (work.started, work.done) == (1, 1)


def test_a_failed_job_says_why_and_may_be_asked_again(work, sent, planner):
    work.fault = Refused("ไม่มีข้อมูลให้รายงาน")
    job = ask(planner)
    worker.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", "ไม่มีข้อมูลให้รายงาน")
    assert ask(planner).pk != job.pk


def test_an_unexpected_fault_names_the_job_not_the_traceback(work, sent, planner):
    work.fault = ZeroDivisionError("secret detail")
    job = ask(planner)
    worker.run(job.pk)
    job.refresh_from_db()
    assert job.status == "failed"
    assert str(job.pk) in job.error
    assert "secret detail" not in job.error


def make_stale(job, **more):
    past = timezone.now() - dt.timedelta(minutes=5)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=past, **more)


def test_a_lost_worker_is_replaced(work, sent, planner):
    job = ask(planner)
    worker.claim(job.pk)
    assert worker.claim(job.pk) is None
    make_stale(job)
    assert queue.rescue() == 1
    assert worker.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempt) == ("done", 2)


def test_the_first_worker_stores_nothing_once_taken_over(work, sent, planner):
    job = ask(planner)

    def stolen(job, progress):
        make_stale(job)
        assert worker.claim(job.pk) is not None
        return work.finish

    registry.register("test", stolen)
    assert not worker.run(job.pk)
    assert work.done == 0
    job.refresh_from_db()
    assert job.status == "running"


def test_a_lost_message_is_sent_again(work, sent, planner):
    ask(planner)
    assert queue.rescue() == 1
    assert queue.rescue() == 0
    assert queue.rescue(now=timezone.now() + dt.timedelta(minutes=1)) == 1


def test_a_job_that_kills_its_workers_is_given_up(work, sent, planner):
    job = ask(planner)
    worker.claim(job.pk)
    make_stale(job, attempt=queue.MAX_ATTEMPTS)
    assert queue.rescue() == 0
    job.refresh_from_db()
    assert job.status == "failed"
    assert "ผู้ดูแลระบบ" in job.error


def test_a_silent_broker_loses_nothing(
    work, monkeypatch, planner, django_capture_on_commit_callbacks
):
    def refuse(*args, **kwargs):
        raise queue.OperationalError

    monkeypatch.setattr(queue.current_app, "send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(planner)
    job.refresh_from_db()
    assert (job.status, job.enqueued_at) == ("queued", None)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_claims(work, sent, planner):
    job = ask(planner)
    wins = []

    def compete():
        wins.append(worker.claim(job.pk) is not None)
        connection.close()

    threads = [threading.Thread(target=compete) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(wins) == 1
