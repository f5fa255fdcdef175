"""One's own settings, and the link in a letter that stops a kind without signing in."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.personal.parts import parts
from reminders import tokens
from reminders.models import Letter, Reminder, Stopped
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures

PAGE = reverse("reminders")


def stop_link(user, *kinds) -> str:
    return "/" + tokens.link(user.pk, list(kinds or ["result_due"])).split("/", 3)[3]


def test_it_works(signed_in, officer):
    client = signed_in(officer)
    html = client.get(PAGE).content.decode()
    assert officer.email in html
    assert len(re.findall(r"checked", html)) == 6
    assert client.post(PAGE, {"wanted": ["result_due", "to_certify"]}).status_code == 302
    assert set(Stopped.objects.values_list("kind", flat=True)) == {
        "result_overdue", "result_returned", "to_verify", "exception_ends",
    }  # fmt: skip
    client.post(PAGE, {"wanted": ["result_due", "result_overdue"]})
    assert not Stopped.objects.filter(kind="result_overdue").exists()


def test_a_kind_that_does_not_exist_is_refused(signed_in, officer):
    assert signed_in(officer).post(PAGE, {"wanted": ["spam"]}).status_code == 422
    assert not Stopped.objects.exists()


def test_the_last_letters_and_how_they_went(signed_in, officer):
    Letter.objects.create(user=officer, day="2027-07-20", status="failed", error="gone")
    html = signed_in(officer).get(PAGE).content.decode()
    assert "ส่งไม่สำเร็จ จะลองอีก" in html
    assert "20 ก.ค. 2570" in html


def test_somebody_without_an_address_is_told(signed_in, officer):
    officer.email = ""
    officer.save()
    assert "ยังไม่มีอีเมล" in signed_in(officer).get(PAGE).content.decode()


def test_it_needs_a_sign_in(client):
    assert client.get(PAGE).status_code == 302


def test_the_link_asks_then_stops(officer):
    client = Client(enforce_csrf_checks=True)
    url = stop_link(officer, "result_due", "to_certify")
    asked = client.get(url)
    assert asked.status_code == 200
    assert "ผลที่รอท่านรับรอง" in asked.content.decode()
    assert not Stopped.objects.exists()
    done = client.post(url, {"List-Unsubscribe": "One-Click"})
    assert "หยุดการแจ้งเตือนแล้ว" in done.content.decode()
    assert Stopped.objects.filter(user=officer).count() == 2
    assert client.post(url).status_code == 200
    assert Stopped.objects.count() == 2


def test_the_link_is_for_its_person_alone(officer, head):
    Client().post(stop_link(officer))
    assert list(Stopped.objects.values_list("user__username", flat=True)) == ["officer"]


@pytest.mark.parametrize("bad", ["nonsense", "W10:1abc:def"])
def test_a_made_up_link_stops_nothing(officer, bad):
    url = reverse("reminder_stop", args=[bad])
    for answer in (Client().get(url), Client().post(url)):
        assert answer.status_code == 404
        assert "ลิงก์นี้ใช้ไม่ได้" in answer.content.decode()
    assert not Stopped.objects.exists()


def test_a_link_changed_by_hand_is_refused(officer):
    url = stop_link(officer)
    assert Client().post(url[:-2] + "x/").status_code == 404
    assert not Stopped.objects.exists()


def test_the_page_is_found_from_every_page(signed_in, officer):
    assert PAGE in signed_in(officer).get("/").content.decode()


def test_the_copy_of_a_persons_data_holds_letters_and_settings(officer, planner):
    letter = Letter.objects.create(user=officer, day="2027-07-20", status="queued")
    Reminder.objects.create(
        letter=letter, user=officer, kind="result_due", key="1", stage="3", text_th="เหลือ 3 วัน",
        text_en="days left: 3", url="/",
    )  # fmt: skip
    Stopped.objects.create(user=officer, kind="to_certify")
    told = {part.code: part.rows for part in parts(officer)}
    assert [row[-1] for row in told["reminders"]] == ["เหลือ 3 วัน"]
    assert len(told["stopped_reminders"]) == 1
    told = {part.code: part.rows for part in parts(planner)}
    assert told["reminders"] == told["stopped_reminders"] == ()
