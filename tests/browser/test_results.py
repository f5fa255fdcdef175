"""Reporting a result in the browser: phone and desk, Thai and English, keyboard, no JavaScript."""

import pytest
from playwright.sync_api import expect

from kpis.models import Result
from kpis.services import results, rounds
from tests.browser.conftest import no_sideways_scroll
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import IN_TIME


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    """The server runs in a thread of its own; it lives on the demo's day."""
    settings.DEMO_TODAY = IN_TIME


@pytest.fixture
def address(live_server, line, nine):
    return f"{live_server.url}/60/2570/rounds/9/{line.pk}/"


@pytest.fixture
def round_address(live_server, line, nine):
    return f"{live_server.url}/60/2570/rounds/9/"


def test_it_works(any_page, sign_in, officer, address, draft, axe):
    sign_in(any_page, officer)
    any_page.goto(address)
    expect(any_page.locator("[name=value]")).to_have_value("18")
    expect(any_page.locator(".button-solid")).to_have_count(1)
    no_sideways_scroll(any_page)
    axe(any_page)


def test_what_is_wrong_is_said_on_top_and_at_the_box(any_page, sign_in, officer, address, axe):
    sign_in(any_page, officer)
    any_page.expect_errors = True
    any_page.goto(address)
    any_page.fill("[name=value]", "abc")
    any_page.locator(".button-solid").click()
    summary = any_page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(any_page.locator("[name=value]")).to_be_focused()
    expect(any_page.locator("[name=value]")).to_have_value("abc")
    no_sideways_scroll(any_page)
    axe(any_page)


def test_the_round_and_its_lines(any_page, sign_in, planner, round_address, draft, axe):
    sign_in(any_page, planner)
    any_page.goto(round_address)
    expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
    no_sideways_scroll(any_page)
    axe(any_page)
    any_page.goto(round_address.replace("rounds/9/", "rounds/"))
    no_sideways_scroll(any_page)
    axe(any_page)


def test_the_page_of_who_checks(any_page, sign_in, planner, certified, address, axe):
    sign_in(any_page, planner)
    any_page.goto(address)
    expect(any_page.locator("form [name=action][value=verify]")).to_have_count(1)
    no_sideways_scroll(any_page)
    axe(any_page)


def test_without_javascript_from_entry_to_verification(
    page_without_js, sign_in, officer, head, planner, address
):
    page = page_without_js
    sign_in(page, officer)
    page.goto(address)
    page.fill("[name=value]", "๑๘")
    page.fill("[name=as_of_day]", "30")
    page.select_option("[name=as_of_month]", "6")
    page.fill("[name=as_of_year]", "2570")
    page.get_by_role("button", name="ส่งให้หัวหน้ารับรอง").click()
    sign_in(page, head)
    page.goto(address)
    page.get_by_role("button", name="รับรองผล").click()
    sign_in(page, planner)
    page.goto(address)
    page.get_by_role("button", name="ตรวจรับผล").click()
    expect(page.locator("#main")).to_contain_text("ตรวจรับแล้ว")
    assert Result.objects.get().status == "verified"


def test_by_keyboard_alone(page, sign_in, officer, address):
    sign_in(page, officer)
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(30):
        if page.evaluate("document.activeElement.name") == "value":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("18.5")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("บันทึกแล้ว")
    assert str(Result.objects.get().value) == "18.50000000"


def test_typing_is_kept_as_a_draft_by_itself(page, sign_in, officer, address):
    sign_in(page, officer)
    page.goto(address)
    page.fill("[name=statement]", "ออกร้านแล้ว 4 ครั้ง")
    expect(page.locator("[data-draft-note]")).to_contain_text("บันทึกร่างแล้ว", timeout=15_000)
    assert Result.objects.get().statement == "ออกร้านแล้ว 4 ครั้ง"
    page.fill("[name=statement]", "ออกร้านแล้ว 5 ครั้ง")
    page.get_by_role("button", name="บันทึกร่าง").click()
    expect(page.locator(".messages")).to_contain_text("บันทึกแล้ว")
    assert Result.objects.get().statement == "ออกร้านแล้ว 5 ครั้ง"


@pytest.mark.parametrize("who", ["head", "planner"])
def test_a_reason_outlives_an_expired_sign_in(page, sign_in, officer, address, draft, who, request):
    person = request.getfixturevalue(who)
    results.submit(result=draft, by=officer)
    if who == "planner":
        results.certify(result=draft, by=request.getfixturevalue("head"))
    sign_in(page, person)
    page.goto(address)
    page.fill("[name=reason]", "ขอตารางรายอำเภอ")
    page.context.clear_cookies(name="sessionid")
    page.locator("form", has=page.locator("[name=reason]")).get_by_role("button").click()
    page.locator("#id_login").fill(person.username)
    page.locator("#id_password").fill("correct horse battery")
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    expect(page.locator("[name=reason]")).to_have_value("ขอตารางรายอำเภอ")
    expect(page.locator(".move [data-draft-note]")).to_contain_text("กลับให้แล้ว")
    assert Result.objects.get().status != "returned"


def test_a_closed_round_says_what_to_do(page, sign_in, officer, planner, address, nine, axe):
    rounds.lock(round=nine, by=planner)
    sign_in(page, officer)
    page.goto(address)
    expect(page.locator(".empty")).to_contain_text("ติดต่อสำนักงานจังหวัด")
    axe(page)


def test_a_returned_result_shows_why(page, sign_in, officer, planner, certified, address):
    results.return_(result=certified, reason="ขอที่มาของตัวเลข", by=planner)
    sign_in(page, officer)
    page.goto(address)
    expect(page.locator(".notice-warning")).to_contain_text("ขอที่มาของตัวเลข")
