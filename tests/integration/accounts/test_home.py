"""Home (งานของฉัน)."""

import datetime as dt

import pytest

from common import clock, slots
from common.registry import Slot
from common.slots import HomeItem
from tests import factories

DAY = dt.date(2026, 11, 23)


@pytest.fixture
def waiting(monkeypatch):
    """Three things wait for everybody, brought in the wrong order."""

    def bring(user):
        yield HomeItem("เรื่องไม่มีกำหนด", "/c/", "งาน")
        yield HomeItem("เรื่องไกล", "/b/", "ผลรอบ 6 เดือน", "draft", dt.date(2027, 4, 30))
        yield HomeItem(
            "เรื่องด่วน", "/a/", "ผลรอบ 6 เดือน", "returned", dt.date(2026, 11, 20), "แนบหลักฐาน"
        )

    slot = Slot("items")
    slot.fill(bring)
    monkeypatch.setattr(slots, "home_items", slot)


@pytest.fixture
def nothing_waits(monkeypatch):
    monkeypatch.setattr(slots, "home_items", Slot("items"))


def test_it_works(signed_in, planner, waiting):
    with clock.at(DAY):
        page = signed_in(planner).get("/").content.decode()
    assert page.index("เรื่องด่วน") < page.index("เรื่องไกล") < page.index("เรื่องไม่มีกำหนด")
    assert "ต้องทำ 3 เรื่อง เลยกำหนดแล้ว 1 เรื่อง" in page
    assert "แนบหลักฐาน" in page
    assert "ขอข้อมูลเพิ่มเติม" in page


def test_the_first_item_is_one_click_away(signed_in, planner, waiting):
    page = signed_in(planner).get("/").content.decode()
    assert '<a class="button button-solid" href="/a/"' in page


def test_an_empty_desk_says_what_will_come(signed_in, planner, nothing_waits):
    page = signed_in(planner).get("/").content.decode()
    assert "ไม่มีเรื่องที่รอท่าน" in page
    assert "button-solid" not in page


def test_the_areas_that_the_post_lets_see_are_linked(signed_in, planner, cluster, nothing_waits):
    page = signed_in(planner).get("/").content.decode()
    assert "จังหวัดนครสวรรค์" in page
    assert 'href="/N-L2/"' in page
    assert "พิจิตร" not in page


def test_a_person_without_a_post_learns_whom_to_ask(signed_in, db, nothing_waits):
    page = signed_in(factories.user("newcomer")).get("/").content.decode()
    assert "โปรดติดต่อสำนักงานจังหวัดเพื่อบันทึกตำแหน่ง" in page


def test_as_many_queries_with_many_areas(
    signed_in, inspector, cluster, nothing_waits, django_assert_max_num_queries
):
    client = signed_in(inspector)
    with django_assert_max_num_queries(7) as few:  # session, person, what the roles say, areas
        client.get("/")
    for number in range(30):
        factories.province(f"{number:02}", f"จังหวัด {number}")
    with django_assert_max_num_queries(len(few)):
        client.get("/")


def test_a_stranger_is_sent_to_sign_in(client, db):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=/"
