"""One letter a person and day; each thing told once and sent once, whoever runs at once."""

import datetime as dt
import smtplib
import threading

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from common.mail import RULE
from reminders import tasks
from reminders.models import Letter, Reminder
from reminders.services import letters, subscriptions
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import CLOSES

DAY = CLOSES - dt.timedelta(days=3)


@pytest.fixture
def letter(line, nine, officer) -> Letter:
    (key,) = letters.gather(DAY)
    return Letter.objects.get(pk=key)


def test_it_works(letter, officer, line, settings):
    settings.SITE_URL = "https://prasan.example"
    assert letters.send(letter.pk)
    (sent,) = mail.outbox
    assert sent.to == [officer.email]
    assert sent.subject == ("เตือนงาน 1 เรื่อง 28 ก.ค. 2570 / 1 reminder 28 Jul 2027 (B.E. 2570)")
    thai, english = sent.body.split(RULE)
    assert "เหลือ 3 วัน (ครบกำหนด 31 ก.ค. 2570)" in thai
    assert "days left: 3 (due 31 Jul 2027 (B.E. 2570))" in english
    for text in (thai, english):
        assert f"https://prasan.example/60/2570/rounds/9/{line.pk}/" in text
        assert "https://prasan.example/reminders/stop/" in text
    assert "หยุดเตือน “ผลที่ต้องรายงานเหลือเวลา 7, 3 และ 1 วัน”" in thai
    assert sent.extra_headers["List-Unsubscribe"].startswith("<https://prasan.example/reminders/")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("sent", 1)


def test_each_thing_is_told_once(letter):
    assert letters.gather(DAY) == [] == letters.gather(DAY + dt.timedelta(days=1))
    assert Reminder.objects.count() == 1


def test_the_next_stage_is_another_letter(letter):
    assert len(letters.gather(CLOSES - dt.timedelta(days=1))) == 1
    assert Letter.objects.count() == 2


def test_what_comes_after_the_letter_is_gone_stands_in_the_next(letter, draft, officer, head):
    from kpis.services import results

    letters.send(letter.pk)
    results.submit(result=draft, by=officer)
    assert len(letters.gather(DAY)) == 1  # the head's
    assert set(Letter.objects.values_list("user__username", flat=True)) == {"officer", "head"}


def test_a_letter_is_sent_once(letter):
    assert [letters.send(letter.pk), letters.send(letter.pk)] == [True, False]
    assert len(mail.outbox) == 1


class Away(EmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages):
        raise smtplib.SMTPServerDisconnected("gone")


def test_a_failure_is_seen_and_tried_again(letter, settings):
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{Away.__module__}.{Away.__qualname__}"
    assert not letters.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.status, letter.error) == ("failed", "gone")
    assert letters.waiting() == []
    Letter.objects.update(claimed_at=timezone.now() - dt.timedelta(minutes=11))
    settings.EMAIL_BACKEND = kept
    tasks.send_waiting()
    letter.refresh_from_db()
    assert (letter.status, letter.attempts, letter.error) == ("sent", 2, "")


def test_a_lost_workers_letter_is_taken_over(letter):
    Letter.objects.update(status="sending", claimed_at=timezone.now(), attempts=1)
    assert not letters.send(letter.pk)
    Letter.objects.update(claimed_at=timezone.now() - dt.timedelta(minutes=11))
    assert letters.waiting() == [letter.pk]
    assert letters.send(letter.pk)


def test_it_is_not_tried_for_ever_nor_days_later(letter, settings):
    Letter.objects.update(attempts=letters.MOST_ATTEMPTS)
    assert letters.waiting() == []
    assert not letters.send(letter.pk)
    Letter.objects.update(attempts=0, day=DAY - dt.timedelta(days=12))
    assert letters.waiting() == []


def test_stopped_kinds_are_left_out(line, nine, officer):
    subscriptions.stop(user_id=officer.pk, codes=["result_due"])
    assert letters.gather(DAY) == []
    subscriptions.choose(by=officer, wanted=["result_due"])
    assert len(letters.gather(DAY)) == 1


@pytest.mark.parametrize("why", ["stopped", "no address", "account closed"])
def test_a_letter_nobody_wants_any_more_is_dropped(letter, officer, why):
    if why == "stopped":
        subscriptions.stop(user_id=officer.pk, codes=["result_due"])
    elif why == "no address":
        officer.email = ""
    else:
        officer.is_active = False
    officer.save()
    assert not letters.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.status, mail.outbox) == ("dropped", [])


def test_the_morning_task_sends_by_the_queue(line, nine, officer, monkeypatch):
    from common import clock

    sent = []
    monkeypatch.setattr(
        tasks.current_app, "send_task", lambda name, args, queue: sent.append((name, args, queue))
    )
    with clock.at(DAY):
        tasks.remind()
    letter = Letter.objects.get()
    assert sent == [("reminders.tasks.send", [letter.pk], "default")]
    tasks.send(letter.pk)
    assert len(mail.outbox) == 1


def test_the_timetable_knows_the_tasks(settings):
    timetable = {one["task"]: one["schedule"] for one in settings.CELERY_BEAT_SCHEDULE.values()}
    assert timetable["reminders.tasks.remind"].hour == {7}
    assert "reminders.tasks.send_waiting" in timetable
    assert settings.CELERY_TIMEZONE == "Asia/Bangkok"


def at_once(work, times=2):
    """Run something in several threads that begin together, each with its own connection."""
    gate = threading.Barrier(times)
    faults: list[BaseException] = []

    def run():
        try:
            gate.wait(timeout=10)
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert faults == []


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_once_and_send_once(line, nine, officer, head):
    def morning():
        for key in letters.gather(DAY):
            letters.send(key)

    at_once(morning, times=4)
    for key in letters.waiting():
        letters.send(key)
    assert Reminder.objects.count() == 1
    assert [(one.status, one.attempts) for one in Letter.objects.all()] == [("sent", 1)]
    assert len(mail.outbox) == 1
