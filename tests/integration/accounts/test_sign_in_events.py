"""The search through sign-in events, its export, and that the record cannot be changed."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import SignInEvent
from accounts.services import sign_ins
from accounts.tasks import sweep
from tests import factories

PAGE, EXPORT = "/sign-ins/", "/sign-ins/export/"


@pytest.fixture
def events(planner, stranger) -> None:
    sign_ins.record(kind="signed_in", user=planner)
    sign_ins.record(kind="failed", tried="=nobody()")
    sign_ins.record(kind="failed", user=stranger)


def listed(client, **query: str) -> str:
    return client.get(PAGE, query).content.decode().split("<main")[1]


def test_it_works(signed_in, sysadmin, events):
    html = listed(signed_in(sysadmin))
    assert "พบ 3 รายการ" in html
    for words in ("ผู้ใช้ planner", "(stranger)", "“=nobody()”", "ไม่มีบัญชีนี้"):
        assert words in html


def test_by_person_kind_and_day(signed_in, sysadmin, events):
    client = signed_in(sysadmin)
    assert "พบ 1 รายการ" in listed(client, person="planner")
    assert "พบ 1 รายการ" in listed(client, person="nobody")
    assert "พบ 2 รายการ" in listed(client, kind="failed")
    tomorrow = timezone.localdate() + dt.timedelta(1)
    later = {"since_day": tomorrow.day, "since_month": tomorrow.month,
             "since_year": tomorrow.year + 543}  # fmt: skip
    assert "ไม่พบเหตุการณ์ตามที่ค้น" in listed(client, **later)


def test_wrong_days_are_said(signed_in, sysadmin, events):
    query = {"since_day": "31", "since_month": "2", "since_year": "2570"}
    answer = signed_in(sysadmin).get(PAGE, query)
    assert answer.status_code == 422
    assert "<title>ผิดพลาด:" in answer.content.decode()
    assert signed_in(sysadmin).get(EXPORT, query).status_code == 422


def test_its_export_is_a_table_that_calculates_nothing(signed_in, sysadmin, events):
    answer = signed_in(sysadmin).get(EXPORT, {"kind": "failed"})
    assert "no-store" in answer["Cache-Control"]
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("เวลา,เวลา (ISO 8601),เหตุการณ์")
    assert len(lines) == 3
    assert "'=nobody()" in lines[2]


def test_an_inspector_of_an_area_reads_that_area_alone(signed_in, nakhonsawan, events):
    person = factories.user("area_inspector", direct="inspector", area=nakhonsawan)
    html = listed(signed_in(person))
    assert "พบ 1 รายการ" in html
    assert "ผู้ใช้ planner" in html


@pytest.mark.parametrize("who", ["planner", "executive", "officer"])
def test_for_everybody_else_the_page_does_not_exist(signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get(PAGE).status_code == client.get(EXPORT).status_code == 404


def test_its_queries_do_not_grow(signed_in, inspector, events, django_assert_num_queries):
    client = signed_in(inspector)
    with django_assert_num_queries(5):
        client.get(PAGE)
    for number in range(60):
        sign_ins.record(kind="failed", user=factories.user(f"person{number}"))
    with django_assert_num_queries(5):
        client.get(PAGE)


# -- Kept as it was -------------------------------------------------------------------------------
def old(days: int) -> SignInEvent:
    return SignInEvent.objects.create(kind="failed", at=timezone.now() - dt.timedelta(days=days))


def test_nobody_changes_an_event(events):
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        SignInEvent.objects.update(kind="signed_in")


def test_nobody_deletes_a_young_one(events):
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        SignInEvent.objects.all().delete()
    assert SignInEvent.objects.count() == 3


def test_old_ones_are_forgotten(events, settings):
    settings.SIGN_IN_EVENTS_DAYS = 100
    kept, _gone = old(99), old(101)
    sweep()
    assert SignInEvent.objects.filter(at__lt=timezone.now() - dt.timedelta(1)).get() == kept


def test_it_is_done_every_night(settings):
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert sweep.name in named
