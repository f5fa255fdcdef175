"""Home (งานของฉัน) in the browser."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from common import slots
from common.registry import Slot
from common.slots import HomeItem
from tests.browser.conftest import no_sideways_scroll


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
