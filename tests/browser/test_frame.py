"""The header in the browser: menus by mouse, by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from common import slots
from common.registry import Slot
from common.slots import AreaYear
from tests.browser.conftest import no_sideways_scroll


@pytest.fixture(autouse=True)
def years(monkeypatch):
    """Two years to switch between, the older one made up."""
    slot = Slot("years")
    slot.fill(lambda area: [AreaYear(2548, is_sample=True), AreaYear(2570)])
    monkeypatch.setattr(slots, "area_years", slot)


def test_it_works(any_page, live_server, sign_in, planner, cluster, axe):
    sign_in(any_page, planner)
    any_page.goto(live_server.url + "/60/2570/plan/")
    expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
    assert any_page.locator(".button-solid:visible").count() <= 1
    no_sideways_scroll(any_page)
    axe(any_page)


def test_switching_the_year_without_javascript(
    page_without_js, live_server, sign_in, planner, cluster
):
    page = page_without_js
    sign_in(page, planner)
    page.goto(live_server.url + "/60/2570/plan/")
    page.locator(".areabar summary", has_text="2570").click()
    page.locator(".areabar").get_by_role("link", name="2548").click()
    page.wait_for_url(live_server.url + "/60/2548/plan/")
    expect(page.locator(".sample-strip")).to_be_visible()


def test_switching_the_area(page, live_server, sign_in, planner, cluster):
    sign_in(page, planner)
    page.goto(live_server.url + "/60/2570/plan/")
    page.locator(".areabar summary", has_text="นครสวรรค์").click()
    other = page.locator(".areabar").get_by_role("link", name=cluster.name_th)
    assert other.get_attribute("href") == "/N-L2/"


def test_the_open_menu_fits_a_phone(page_at, live_server, sign_in, planner, cluster, axe):
    page = page_at(360)
    sign_in(page, planner)
    page.goto(live_server.url + "/60/2570/plan/")
    for summary in page.locator("summary:visible").all():
        summary.click()
        no_sideways_scroll(page)
        box = page.locator(".menu[open] .menu-list").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        axe(page, within=".menu[open]")
        page.keyboard.press("Escape")


def test_one_menu_at_a_time_closed_by_escape(page, live_server, sign_in, planner, cluster):
    sign_in(page, planner)
    page.goto(live_server.url + "/60/2570/plan/")
    area, year = page.locator(".areabar summary:visible").all()[:2]
    area.click()
    year.click()
    expect(page.locator(".menu[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".menu[open]")).to_have_count(0)
    expect(year).to_be_focused()


def test_the_first_tab_skips_to_the_content(page, live_server, sign_in, planner, cluster):
    sign_in(page, planner)
    page.goto(live_server.url + "/60/2570/plan/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_page_that_does_not_exist(any_page, live_server, sign_in, planner, axe):
    any_page.expect_errors = True
    sign_in(any_page, planner)
    any_page.goto(live_server.url + "/no-such-page/")
    no_sideways_scroll(any_page)
    axe(any_page)
