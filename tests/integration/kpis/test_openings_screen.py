"""Planning a year's rounds, moving days, and the page of rounds and agencies."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kpis.models import Criteria, Indicator, Round, RoundException, RoundLock
from kpis.services import openings, rounds
from tests import factories
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import CLOSES

BULK = reverse("round_openings", args=["60", 2570])
PLAN = reverse("round_plan", args=["60", 2570])
UNTIL = {"until_day": "10", "until_month": "8", "until_year": "2570"}


def days(code, **given):
    """The boxes of one round of the plan, as proposed for six months."""
    typed = {"opens": "1/4/2570", "closes": "30/4/2570", "cut_off": "31/3/2570", **given}
    boxes = {f"{code}-wanted": "on"}
    for name, day in typed.items():
        parts = zip(("day", "month", "year"), day.split("/"), strict=True)
        boxes |= {f"{code}-{name}_{part}": value for part, value in parts}
    return boxes


def test_it_works(signed_in, planner, line, nine, development):
    client = signed_in(planner)
    html = client.get(BULK).content.decode()
    assert "รอบ 9 เดือน" in html
    assert development.name_th in html
    chosen = {"rounds": ["9"], "agencies": [development.pk], "action": "lock"}
    assert client.post(BULK, chosen).status_code == 302
    assert RoundLock.objects.get().agency == development


def test_a_lock_shows_before_the_round_opens(
    signed_in, planner, line, nine, nakhonsawan, development
):
    rounds.create(
        area=nakhonsawan, fiscal_year=2570, kind="12", opens=dt.date(2027, 10, 1),
        closes=dt.date(2027, 10, 31), cut_off=dt.date(2027, 9, 30), by=planner,
    )  # fmt: skip
    client = signed_in(planner)
    said = "ปิดรับไว้แล้ว จะไม่เปิดรับจากหน่วยงานนี้"
    assert said not in client.get(BULK).content.decode()
    client.post(BULK, {"rounds": ["12"], "agencies": [development.pk], "action": "lock"})
    assert said in client.get(BULK).content.decode()


def test_all_agencies_at_once(signed_in, planner, line, nine):
    signed_in(planner).post(BULK, {"rounds": ["9"], "agencies": ["all"], "action": "lock"})
    nine.refresh_from_db()
    assert nine.locked_at


def test_longer_time_for_one_agency(signed_in, planner, line, nine, development):
    client = signed_in(planner)
    chosen = {"rounds": ["9"], "agencies": [development.pk], "action": "unlock", **UNTIL}
    wrong = client.post(BULK, chosen)
    assert (wrong.status_code, "โปรดบอกเหตุผล" in wrong.content.decode()) == (422, True)
    assert 'value="10"' in wrong.content.decode()
    client.post(BULK, {**chosen, "reason": "น้ำท่วม"})
    assert RoundException.objects.get().until == dt.date(2027, 8, 10)
    html = client.get(reverse("round_detail", args=["60", 2570, "9"])).content.decode()
    assert "น้ำท่วม" in html
    assert "ผ่อนผันถึง 10 ส.ค. 2570" in client.get(BULK).content.decode()


def test_the_agency_reads_that_it_has_longer_time(
    signed_in, officer, planner, line, nine, development
):
    openings.grant(
        round=nine, agency=development, until=dt.date(2027, 8, 10), reason="น้ำท่วม", by=planner
    )
    html = signed_in(officer).get(reverse("round_detail", args=["60", 2570, "9"])).content.decode()
    assert "ผ่อนผันให้รายงานถึงวันที่ 10 ส.ค. 2570" in html
    assert "เหลือ 21 วัน" in html


def test_what_was_done_is_said_by_name(signed_in, planner, line, nine, development):
    client = signed_in(planner)
    chosen = {"rounds": ["9"], "agencies": [development.pk], "action": "lock"}
    said = client.post(BULK, chosen, follow=True).content.decode()
    assert f"ปิดรับแล้ว: รอบ 9 เดือน ของ {development.label}" in said
    chosen |= {"action": "unlock", "reason": "น้ำท่วม"}
    said = client.post(BULK, chosen, follow=True).content.decode()
    assert f"เปิดรับอีกครั้งแล้ว: รอบ 9 เดือน ของ {development.label}" in said
    longer = client.post(BULK, chosen | UNTIL, follow=True).content.decode()
    assert f"ผ่อนผันแล้ว: รอบ 9 เดือน ของ {development.label}" in longer
    assert "เปิดรับอีกครั้งแล้ว" not in longer
    chosen = {"rounds": ["9"], "agencies": ["all", development.pk], "action": "lock"}
    said = client.post(BULK, chosen, follow=True).content.decode()
    assert "ปิดรับแล้ว: รอบ 9 เดือน ของ ทุกหน่วยงาน" in said


def test_what_stood_so_already_is_not_said_to_be_done(
    signed_in, planner, line, nine, nakhonsawan, development, other_officer
):
    post = other_officer.tenures.get().post
    indicator = Indicator.objects.create(
        area=nakhonsawan, code="x", name_th="แปลงใหญ่", collector=post
    )
    Criteria.objects.create(card=line.card, indicator=indicator, code="2.2", weight=5)
    month = rounds.create(
        area=nakhonsawan, fiscal_year=2570, kind="m", number=9, opens=dt.date(2027, 7, 1),
        closes=CLOSES, cut_off=dt.date(2027, 6, 30), by=planner,
    )  # fmt: skip
    openings.lock(rounds=[nine], agencies=[development], by=planner)
    client, both = signed_in(planner), [development, post.agency]
    chosen = {"rounds": ["9", month.code], "agencies": [one.pk for one in both], "action": "lock"}
    names = f"{development.label}, {post.agency.label}"
    said = client.post(BULK, chosen, follow=True).content.decode()
    assert f"ปิดรับแล้ว: รอบ 9 เดือน ของ {post.agency.label}; เดือนที่ 9 ของ {names}" in said
    said = client.post(BULK, chosen | {"action": "unlock", "reason": "ก"}, follow=True)
    told = f"เปิดรับอีกครั้งแล้ว: รอบ 9 เดือน, เดือนที่ 9 ของ {names}"
    assert told in said.content.decode()
    client.post("/language/", {"language": "en"})
    said = client.post(BULK, chosen, follow=True).content.decode()
    assert "Closed: 9-month round, Month 9 for " in said


def test_exceptions_are_listed_with_round_day_and_reason(
    signed_in, planner, line, nine, development
):
    client = signed_in(planner)
    assert "การผ่อนผันรายหน่วยงาน" not in client.get(BULK).content.decode()
    made = openings.grant(
        round=nine, agency=development, until=dt.date(2027, 8, 10), reason="น้ำท่วม", by=planner
    )
    html = client.get(BULK).content.decode()
    _before, table = html.split('<h2 id="exceptions">')
    for said in ("รอบ 9 เดือน", "10 ส.ค. 2570", "น้ำท่วม", development.label):
        assert said in table
    assert reverse("round_exception_end", args=["60", 2570, "9", made.pk]) in table


def test_on_a_phone_every_state_names_its_round(signed_in, planner, line, nine):
    html = signed_in(planner).get(BULK).content.decode()
    assert '<table class="table stack openings">' in html
    assert html.count('data-label="รอบ 9 เดือน"') == 2  # all agencies, and the one that owes


def test_a_closed_round_is_called_the_same_everywhere(signed_in, planner, line, nine):
    rounds.lock(round=nine, by=planner)
    client = signed_in(planner)
    for page in ("", "rounds/", "rounds/9/", "rounds/openings/"):
        html = client.get(f"/60/2570/{page}").content.decode()
        assert "<span>ปิดรับแล้ว</span>" in html, page
        assert "ล็อก" not in html, page
        assert "<span>ปิดแล้ว</span>" not in html, page


@pytest.mark.parametrize("left_out", ["rounds", "agencies", "action"])
def test_what_was_not_chosen_is_named(signed_in, planner, line, nine, development, left_out):
    chosen = {"rounds": ["9"], "agencies": [development.pk], "action": "lock"}
    del chosen[left_out]
    answer = signed_in(planner).post(BULK, chosen)
    assert answer.status_code == 422
    assert "โปรดเลือก" in answer.content.decode()
    assert not RoundLock.objects.exists()


def test_a_day_that_the_round_has_anyway_is_refused(signed_in, planner, line, nine, development):
    chosen = {"rounds": ["9"], "agencies": [development.pk], "action": "unlock", "reason": "ก"}
    answer = signed_in(planner).post(BULK, {**chosen, **UNTIL, "until_month": "7"})
    assert answer.status_code == 422
    assert "วันสิ้นสุดการผ่อนผัน" in answer.content.decode()
    assert not RoundException.objects.exists()


def test_doing_what_is_done_already_says_so(signed_in, planner, line, nine, development):
    client = signed_in(planner)
    chosen = {"rounds": ["9"], "agencies": [development.pk], "action": "unlock", "reason": "ก"}
    assert "ไม่มีอะไรเปลี่ยน" in client.post(BULK, chosen, follow=True).content.decode()


def test_an_exception_is_ended_with_a_reason(signed_in, planner, line, nine, development):
    made = openings.grant(
        round=nine, agency=development, until=dt.date(2027, 8, 10), reason="น้ำท่วม", by=planner
    )
    client = signed_in(planner)
    url = reverse("round_exception_end", args=["60", 2570, "9", made.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "ส่งแล้ว"}).status_code == 302
    made.refresh_from_db()
    assert made.ended_on == dt.date(2027, 7, 20)
    assert client.post(url, {"reason": "อีก"}).status_code == 422


def test_a_year_is_planned(signed_in, planner, nakhonsawan):
    client = signed_in(planner)
    html = client.get(PLAN).content.decode()
    assert html.count("form-check") == 0
    assert 'name="6-closes_day" value="30"' in html.replace("\n", "")
    twelve = {"opens": "1/10/2570", "closes": "31/10/2570", "cut_off": "30/9/2570"}
    assert client.post(PLAN, {**days("6"), **days("12", **twelve)}).status_code == 302
    assert set(Round.objects.values_list("kind", flat=True)) == {"6", "12"}


def test_one_wrong_day_stores_nothing_and_loses_nothing(signed_in, planner, nakhonsawan):
    typed = {**days("6"), **days("12", closes="30/9/48", opens="1/10/2570", cut_off="30/9/2570")}
    answer = signed_in(planner).post(PLAN, typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="48"' in html
    assert "รอบ 12 เดือน: โปรดแก้ไข" in html
    assert not Round.objects.exists()


def test_days_in_the_wrong_order_are_said_at_their_round(signed_in, planner, nakhonsawan):
    answer = signed_in(planner).post(PLAN, days("6", closes="1/3/2570"))
    assert answer.status_code == 422
    assert "วันครบกำหนดส่งต้องไม่ก่อนวันเปิดรับ" in answer.content.decode()
    assert not Round.objects.exists()


def test_months_are_offered_too(signed_in, planner, nakhonsawan):
    html = signed_in(planner).get(f"{PLAN}?months=1").content.decode()
    assert "เดือนที่ 12" in html


def test_days_move_with_a_reason(signed_in, planner, nine):
    url = reverse("round_dates", args=["60", 2570, "9"])
    client = signed_in(planner)
    assert "เปลี่ยนวันของ รอบ 9 เดือน" in client.get(url).content.decode()
    typed = {
        "opens_day": "1", "opens_month": "7", "opens_year": "2570",
        "closes_day": "10", "closes_month": "8", "closes_year": "2570",
        "cut_off_day": "30", "cut_off_month": "6", "cut_off_year": "2570",
    }  # fmt: skip
    assert client.post(url, typed).status_code == 422
    nine.refresh_from_db()
    assert nine.closes == CLOSES
    assert client.post(url, {**typed, "reason": "ข้อมูลช้า"}).status_code == 302
    nine.refresh_from_db()
    assert nine.closes == dt.date(2027, 8, 10)


@pytest.mark.parametrize("who", ["officer", "head", "executive", "inspector"])
def test_only_the_office_manages(signed_in, line, nine, who, request):
    client = signed_in(request.getfixturevalue(who))
    for url in (BULK, PLAN, reverse("round_dates", args=["60", 2570, "9"])):
        assert client.get(url).status_code == 403
    html = client.get(reverse("round_list", args=["60", 2570])).content.decode()
    assert BULK not in html


def test_a_stranger_does_not_find_it(signed_in, stranger, line, nine):
    for url in (BULK, PLAN):
        assert signed_in(stranger).get(url).status_code == 404


def test_a_year_without_rounds_leads_to_planning(signed_in, planner, nakhonsawan):
    assert PLAN in signed_in(planner).get(BULK).content.decode()


def test_the_number_of_queries_does_not_grow(signed_in, planner, line, nine, nakhonsawan):
    client = signed_in(planner)
    client.get(BULK)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(BULK).status_code == 200
        return len(queries)

    few = counted()
    assert few <= 12
    for number in range(40):
        post = factories.post(factories.agency(nakhonsawan, f"หน่วยงาน {number}"), "เจ้าหน้าที่")
        indicator = Indicator.objects.create(
            area=nakhonsawan, code=f"x{number}", name_th=f"ก{number}", collector=post
        )
        Criteria.objects.create(card=line.card, indicator=indicator, code=f"9.{number}", weight=1)
    for month in range(1, 10):
        rounds.create(
            area=nakhonsawan, fiscal_year=2570, kind="m", number=month,
            opens=dt.date(2027, 7, 1), closes=CLOSES, cut_off=dt.date(2027, 6, 30), by=planner,
        )  # fmt: skip
    assert counted() == few
