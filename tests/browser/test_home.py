"""Home (งานของฉัน) in the browser."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from common import clock, slots
from common.registry import Slot
from common.slots import HomeItem
from kpis.models import Result
from kpis.services import rounds
from scorecards.services import snapshots
from tests import factories
from tests.browser.conftest import no_sideways_scroll
from tests.factories import cards, plans


@pytest.fixture
def waiting(monkeypatch):
    """Two things wait."""
    due = dt.date(2026, 4, 30)
    slot = Slot("items")
    slot.fill(
        lambda user: [
            HomeItem(
                "ร้อยละที่เพิ่มขึ้นของมูลค่าการจำหน่ายผลิตภัณฑ์ OTOP",
                "/60/2570/plan/",
                "ผลรอบ 6 เดือน",
                "returned",
                due,
                "โปรดแนบหลักฐานยอดจำหน่ายของไตรมาสที่ 2",
            ),
            HomeItem("จำนวนผลิตภัณฑ์ OTOP ที่ได้รับมาตรฐาน", "/60/2570/plan/", "ผลรอบ 6 เดือน", "draft"),
        ]
    )
    monkeypatch.setattr(slots, "home_items", slot)


@pytest.fixture
def district(nakhonsawan):
    return factories.district(nakhonsawan, "6001", "เมืองนครสวรรค์", "Mueang Nakhon Sawan")


@pytest.fixture
def district_officer(district):
    return factories.district_officer(district)


@pytest.fixture
def something_happened(settings, nakhonsawan, district, development, officer, planner):
    """A card frozen, worse since then, its round opened again, and a project in the district."""
    settings.DEMO_TODAY = dt.date(2027, 4, 15)
    plans.project(nakhonsawan, officer, development, districts=[district])
    round = cards.sample(nakhonsawan, 2570).rounds["6"]
    snapshots.freeze(area=nakhonsawan, year=2570, round=round, kind="meeting", by=planner)
    Result.objects.filter(round=round, value__isnull=False).update(value=1)
    rounds.lock(round=round, by=planner)
    rounds.reopen(round=round, closes=clock.today(), reason="ข้อมูลล่าช้า", by=planner)


def test_it_works(any_page, live_server, sign_in, planner, cluster, waiting, axe):
    sign_in(any_page, planner)
    any_page.goto(live_server.url + "/")
    expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
    expect(any_page.locator(".button-solid")).to_have_count(1)
    no_sideways_scroll(any_page)
    axe(any_page)


def test_the_first_item_is_one_click_away_without_javascript(
    page_without_js, live_server, sign_in, planner, waiting
):
    page = page_without_js
    sign_in(page, planner)
    page.goto(live_server.url + "/")
    page.get_by_role("link", name="เปิดเรื่องแรก").click()
    page.wait_for_url(live_server.url + "/60/2570/plan/")


def test_nothing_waits(any_page, live_server, sign_in, planner, monkeypatch, axe):
    monkeypatch.setattr(slots, "home_items", Slot("items"))
    sign_in(any_page, planner)
    any_page.goto(live_server.url + "/")
    expect(any_page.locator(".empty")).to_be_visible()
    no_sideways_scroll(any_page)
    axe(any_page)


def test_what_leaders_inspectors_and_districts_read(
    any_page, live_server, sign_in, planner, executive, inspector, district_officer, axe,
    something_happened,
):  # fmt: skip
    """The parts below the list, each with something in it."""
    readers = ((executive, "#since"), (inspector, "#unusual"), (district_officer, "#districts"))
    for user, part in readers:
        sign_in(any_page, user)
        any_page.goto(live_server.url + "/")
        expect(any_page.locator(part)).to_be_visible()
        no_sideways_scroll(any_page)
        axe(any_page)
    any_page.locator("#districts + .area-list a").click()
    expect(any_page.get_by_role("heading", level=1)).to_contain_text(
        re.compile("นครสวรรค์|Nakhon Sawan")
    )
    expect(any_page.get_by_role("row", name="70-1-01")).to_be_visible()
    no_sideways_scroll(any_page)
    axe(any_page)
