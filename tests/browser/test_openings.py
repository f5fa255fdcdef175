"""Rounds by agency, performance agreements and reminders: phone and desk, both languages."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from kpis.models import Agreement, RoundException, RoundLock
from reminders import tokens
from tests.browser.conftest import no_sideways_scroll
from tests.integration.kpis.agreeing import agreement as agreement
from tests.integration.kpis.agreeing import card as card
from tests.integration.kpis.agreeing import governor_post as governor_post
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import IN_TIME


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    """The server runs in a thread of its own; it lives on the demo's day."""
    settings.DEMO_TODAY = IN_TIME


def well(page, axe) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.locator(".button-solid").count() <= 1
    no_sideways_scroll(page)
    axe(page)


def test_it_works(any_page, sign_in, live_server, planner, line, nine, development, axe):
    page = any_page
    sign_in(page, planner)
    page.goto(f"{live_server.url}/60/2570/rounds/openings/")
    well(page, axe)
    page.locator("[name=rounds][value='9']").check()
    page.locator(f"[name=agencies][value='{development.pk}']").check()
    page.locator("[name=action][value=lock]").check()
    page.locator(".button-solid").click()
    expect(page.locator(".messages")).to_be_visible()
    assert RoundLock.objects.get().agency == development


def test_a_wrong_date_keeps_what_was_chosen(
    page, sign_in, live_server, planner, line, nine, development, axe
):
    page.expect_errors = True
    sign_in(page, planner)
    page.goto(f"{live_server.url}/60/2570/rounds/openings/")
    page.locator("[name=rounds][value='9']").check()
    page.locator(f"[name=agencies][value='{development.pk}']").check()
    page.locator("[name=action][value=unlock]").check()
    page.fill("[name=until_day]", "1")
    page.select_option("[name=until_month]", "7")
    page.fill("[name=until_year]", "2570")
    page.fill("[name=reason]", "น้ำท่วม")
    page.locator(".button-solid").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("[name=rounds][value='9']")).to_be_checked()
    axe(page)
    page.select_option("[name=until_month]", "8")
    page.locator(".button-solid").click()
    expect(page.locator(".messages")).to_be_visible()
    assert RoundException.objects.get().until == dt.date(2027, 8, 1)


def test_a_year_is_planned_without_javascript(page_without_js, sign_in, live_server, planner, axe):
    page = page_without_js
    sign_in(page, planner)
    page.goto(f"{live_server.url}/60/2571/rounds/plan/")
    no_sideways_scroll(page)
    page.locator(".button-solid").click()
    expect(page.locator("#main")).to_contain_text("รอบ 12 เดือน")


def test_an_agreement_from_the_card_to_the_last_signature(
    page, sign_in, live_server, planner, card, governor_post, tmp_path, axe
):
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(b"%PDF-1.7\nsigned\n%%EOF\n")
    sign_in(page, planner)
    page.goto(f"{live_server.url}/60/2570/card/")
    page.get_by_role("link", name="คำรับรองการปฏิบัติราชการ").click()
    page.get_by_role("link", name="จัดทำคำรับรอง").click()
    well(page, axe)
    page.fill("[name=receiver_office]", "ปลัดกระทรวงมหาดไทย")
    page.fill("[name=place]", "ศาลากลางจังหวัด")
    page.locator(".button-solid").click()
    for party in ("ผู้ทำคำรับรอง", "ผู้รับคำรับรอง"):
        page.get_by_role("link", name=f"บันทึกการลงนามของ{party}").click()
        page.fill("[name=signer]", "ผู้ลงนาม")
        page.fill("[name=signed_on_day]", "20")
        page.select_option("[name=signed_on_month]", "7")
        page.fill("[name=signed_on_year]", "2570")
        page.set_input_files("[name=file]", signed)
        page.locator(".button-solid").click()
    expect(page.locator("#main")).to_contain_text("ลงนามครบสองฝ่าย")
    assert Agreement.objects.get().status == "complete"


def test_the_pages_of_an_agreement(any_page, sign_in, live_server, planner, agreement, axe):
    sign_in(any_page, planner)
    for path in ("", f"{agreement.pk}/", f"{agreement.pk}/sign/giver/", f"{agreement.pk}/paper/"):
        any_page.goto(f"{live_server.url}/60/2570/agreements/{path}")
        well(any_page, axe)


def test_reminders_and_the_link_that_stops_them(any_page, sign_in, live_server, officer, axe):
    token = tokens.link(officer.pk, ["result_due"]).rstrip("/").split("/")[-1]
    any_page.goto(f"{live_server.url}/reminders/stop/{token}/")
    well(any_page, axe)
    any_page.locator(".button-solid").click()
    expect(any_page.locator(".notice-success")).to_be_visible()
    sign_in(any_page, officer)
    any_page.goto(f"{live_server.url}/reminders/")
    well(any_page, axe)
    box = any_page.locator("[name=wanted][value=result_due]")
    expect(box).not_to_be_checked()
    box.check()
    any_page.locator(".button-solid").click()
    expect(any_page.locator("[name=wanted][value=result_due]")).to_be_checked()
