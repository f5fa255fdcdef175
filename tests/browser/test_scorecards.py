"""Scorecards in the browser: phone and desk, Thai and English, keyboard, no JavaScript, print."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from common import clock
from scorecards.models import Snapshot
from scorecards.services import snapshots
from tests.browser.conftest import no_sideways_scroll
from tests.factories import cards

AFTER = dt.date(2027, 4, 15)


@pytest.fixture
def world(settings, nakhonsawan):
    """The sample card, reported; the server's thread lives on the same day."""
    settings.DEMO_TODAY = AFTER
    with clock.at(AFTER):
        yield cards.sample(nakhonsawan, 2570)


@pytest.fixture
def snapshot(world, planner):
    return snapshots.freeze(
        area=world.area, year=2570, round=world.rounds["6"], kind="round", by=planner
    )


@pytest.fixture
def addresses(live_server, world, snapshot):
    """The screens of this app."""
    indicators = [world.indicator(code).pk for code in ("2.1", "2.3", "4.4")]
    return [
        f"{live_server.url}{path}"
        for path in (
            "/60/2570/",
            "/60/2570/scorecard/6/",
            "/60/2570/scorecard/6/?sort=plan",
            "/60/2570/scorecard/6/freeze/",
            "/60/2570/snapshots/",
            f"/snapshots/{snapshot.pk}/",
            f"/snapshots/{snapshot.pk}/changes/",
            *(f"/60/2570/indicators/{pk}/" for pk in indicators),
            "/api/docs/",
        )
    ]


def test_it_works(any_page, sign_in, planner, addresses, axe):
    sign_in(any_page, planner)
    for address in addresses:
        any_page.goto(address)
        expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
        assert any_page.locator(".button-solid").count() <= 1
        no_sideways_scroll(any_page)
        axe(any_page)


def test_a_score_opens_to_its_reason_by_keyboard(page, sign_in, planner, live_server, world):
    sign_in(page, planner)
    page.goto(f"{live_server.url}/60/2570/scorecard/6/")
    summary = page.locator(".line-why summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".line-why p").first).to_be_visible()


def test_freezing_without_javascript(page_without_js, sign_in, planner, live_server, world):
    page = page_without_js
    sign_in(page, planner)
    page.goto(f"{live_server.url}/60/2570/scorecard/6/")
    page.get_by_role("link", name="ตรึงสกอร์การ์ด").click()
    page.fill("[name=title]", "เสนอ กบจ.")
    page.get_by_role("button", name="ตรึงสกอร์การ์ด").click()
    expect(page.get_by_text("60/2570-1").first).to_be_visible()
    assert Snapshot.objects.get().title == "เสนอ กบจ."


def test_a_fault_in_the_form_is_said(any_page, sign_in, planner, live_server, snapshot, axe):
    sign_in(any_page, planner)
    any_page.expect_errors = True
    any_page.goto(f"{live_server.url}/60/2570/scorecard/6/freeze/")
    any_page.check("[name=kind][value=meeting]")
    any_page.select_option("[name=replaces]", str(snapshot.pk))
    any_page.locator(".button-solid").click()
    expect(any_page.locator(".error-summary")).to_be_focused()
    expect(any_page.locator("[name=kind][value=meeting]")).to_be_checked()
    no_sideways_scroll(any_page)
    axe(any_page)


def test_printed_it_is_the_whole_card(page, sign_in, planner, live_server, world):
    sign_in(page, planner)
    page.goto(f"{live_server.url}/60/2570/scorecard/6/?sort=plan")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")  # as the browser does
    expect(page.locator(".card-lines tbody tr.line")).to_have_count(16)
    expect(page.locator(".card-why p").first).to_be_visible()
    for clicked in (".card-order", ".tabs", ".crumbs", ".actions"):
        expect(page.locator(clicked)).to_be_hidden()
