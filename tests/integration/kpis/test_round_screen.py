"""The rounds of a year, and the lines of one round for each who works on them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from kpis.models import Criteria, Indicator
from kpis.selectors.home import home_items
from kpis.selectors.rounds import round_page, rounds_of
from kpis.services import results
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import TYPED


@pytest.fixture
def page(line, nine):
    return reverse("round_detail", args=["60", 2570, "9"])


def test_it_works(signed_in, officer, page, draft):
    html = signed_in(officer).get(page).content.decode()
    assert "มูลค่าการจำหน่าย OTOP" in html
    assert "ส่งแล้ว 0 จาก 1 รายการ" in html


def test_the_list_of_rounds(signed_in, officer, nine):
    html = signed_in(officer).get(reverse("round_list", args=["60", 2570])).content.decode()
    assert "รอบ 9 เดือน" in html
    assert "31 ก.ค. 2570" in html


def test_a_year_without_rounds_says_so(signed_in, officer):
    html = signed_in(officer).get(reverse("round_list", args=["60", 2569])).content.decode()
    assert "ยังไม่มีรอบรายงาน" in html


def test_another_agency_sees_its_own_lines_only(signed_in, other_officer, page):
    html = signed_in(other_officer).get(page).content.decode()
    assert "มูลค่าการจำหน่าย OTOP" not in html
    assert "ไม่มีตัวชี้วัดของหน่วยงานท่าน" in html


@pytest.mark.parametrize("who", ["planner", "executive", "inspector"])
def test_the_office_sees_all_lines(signed_in, page, who, request):
    html = signed_in(request.getfixturevalue(who)).get(page).content.decode()
    assert "มูลค่าการจำหน่าย OTOP" in html


def test_a_stranger_does_not_find_it(signed_in, stranger, page):
    assert signed_in(stranger).get(page).status_code == 404


def test_a_line_due_in_another_round_is_not_asked_for(line, nine, officer):
    line.due_in = ["12"]
    line.save()
    assert round_page(officer, nine).lines == ()


def test_the_office_closes_and_reopens(signed_in, planner, page, nine):
    client = signed_in(planner)
    client.post(f"{page}lock/")
    nine.refresh_from_db()
    assert nine.locked_at
    wrong = client.post(f"{page}reopen/", {"reason": ""})
    assert wrong.status_code == 422
    day = {"closes_day": "10", "closes_month": "8", "closes_year": "2570"}
    client.post(f"{page}reopen/", {**day, "reason": "ข้อมูลล่าช้า"})
    nine.refresh_from_db()
    assert (nine.locked_at, nine.closes) == (None, dt.date(2027, 8, 10))


@pytest.mark.parametrize("who", ["officer", "head", "executive", "inspector"])
def test_others_do_not_close(signed_in, page, nine, who, request):
    assert signed_in(request.getfixturevalue(who)).post(f"{page}lock/").status_code == 403
    nine.refresh_from_db()
    assert nine.locked_at is None


def titles(user):
    return [(item.status, item.title) for item in home_items(user)]


def test_what_waits_stands_on_the_home_page(line, nine, officer, head, planner, executive):
    assert titles(officer) == [("not_started", "2.1 มูลค่าการจำหน่าย OTOP")]
    result = results.save(criteria=line, round=nine, entry=TYPED, by=officer)
    results.submit(result=result, by=officer)
    assert titles(officer) == []
    assert [state for state, _ in titles(head)] == ["submitted"]
    results.certify(result=result, by=head)
    assert [state for state, _ in titles(planner)] == ["certified", "draft"]  # and the card
    assert titles(executive) == []


def test_a_returned_one_comes_back_with_its_reason(certified, officer, planner):
    results.return_(result=certified, reason="ขอที่มา", by=planner)
    assert [item.note for item in home_items(officer)] == ["ขอที่มา"]


def test_after_the_last_day_it_stands_as_overdue(line, nine, officer):
    with clock.at(dt.date(2027, 8, 1)):
        assert titles(officer) == [("overdue", "2.1 มูลค่าการจำหน่าย OTOP")]


def test_the_number_of_queries_does_not_grow(signed_in, planner, page, line, officer_post):
    client = signed_in(planner)
    client.get(page)

    def counted(lines: int) -> int:
        for number in range(Criteria.objects.count(), lines):
            indicator = Indicator.objects.create(
                area=line.card.area, code=f"x{number}", name_th=f"ก{number}", collector=officer_post
            )
            Criteria.objects.create(
                card=line.card, indicator=indicator, code=f"9.{number}", weight=1
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    few = counted(3)
    assert few <= 12
    assert counted(300) == few


def test_rounds_are_counted_in_one_query(nakhonsawan, nine, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = rounds_of(nakhonsawan, 2570)
    assert [row.round for row in rows] == [nine]
