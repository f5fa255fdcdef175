"""The simulation: at once, by the button, by keyboard, by the link; both widths and languages."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from common import clock
from tests.browser.conftest import no_sideways_scroll
from tests.factories import cards


@pytest.fixture
def world(nakhonsawan, settings):
    settings.DEMO_TODAY = dt.date(2027, 4, 15)
    with clock.at(dt.date(2027, 4, 15)):
        yield cards.sample(nakhonsawan, 2570)


@pytest.fixture
def address(live_server, world) -> str:
    return f"{live_server.url}{world.url('scorecard/6/simulate/')}"


def box(page: Page, world, code: str):
    return page.locator(f"#id_x{world.criteria[code].pk}")


def total(page: Page):
    return page.locator("#simulated .score-number")


def test_it_works(any_page, sign_in, planner, address, axe):
    sign_in(any_page, planner)
    any_page.goto(address)
    expect(total(any_page)).to_have_text("3.4578")
    expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
    expect(any_page.locator(".button-solid")).to_have_count(1)
    no_sideways_scroll(any_page)
    axe(any_page)


def test_the_total_follows_without_loading_the_page(page, sign_in, planner, address, world):
    sign_in(page, planner)
    page.goto(address)
    page.evaluate("window.here = true")
    box(page, world, "1.1").fill("๒.๕")
    expect(total(page)).not_to_have_text("3.4578")
    expect(page.locator(f"#after-{world.criteria['1.1'].pk}")).to_have_text("5.0000")
    assert page.evaluate("window.here")
    assert box(page, world, "1.1").input_value() == "๒.๕"


def test_by_keyboard_alone_and_by_the_link(page, sign_in, planner, address, world):
    sign_in(page, planner)
    page.goto(address)
    box(page, world, "1.1").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("2.5")
    page.keyboard.press("Enter")
    link = page.locator(".simulation-link")
    expect(link).to_be_visible()
    found = total(page).inner_text()
    page.goto(address.split("/60/")[0] + str(link.get_attribute("href")))
    expect(total(page)).to_have_text(found)
    assert box(page, world, "1.1").input_value() == "2.5"


def test_without_javascript_the_button_counts(page_without_js, sign_in, planner, address, world):
    sign_in(page_without_js, planner)
    page_without_js.goto(address)
    box(page_without_js, world, "1.1").fill("2.5")
    page_without_js.locator(".button-solid").click()
    expect(total(page_without_js)).not_to_have_text("3.4578")
    assert box(page_without_js, world, "1.1").input_value() == "2.5"


def test_what_cannot_be_read_is_said_at_once(page, sign_in, planner, address, world, axe):
    sign_in(page, planner)
    page.goto(address)
    wrong, right = box(page, world, "1.1"), box(page, world, "1.2")
    wrong.fill("มาก")
    right.fill("2.5")
    said = page.locator(f"#{wrong.get_attribute('aria-describedby')}")
    expect(said).to_contain_text("“มาก” ไม่ใช่ตัวเลข")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(right).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"#after-{world.criteria['1.2'].pk}")).to_have_text("1.0000")
    axe(page)
    page.locator(".simulated-wrong a").click()
    expect(wrong).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("2.5")
    expect(wrong).not_to_have_attribute("aria-invalid", "true")
    expect(said).to_be_empty()


def test_the_total_stays_in_sight_and_covers_no_box(any_page, sign_in, planner, address, world):
    sign_in(any_page, planner)
    any_page.goto(address)
    boxes = any_page.locator(".simulated-value, .simulated-state")
    for one in (*range(boxes.count()), *reversed(range(boxes.count()))):
        boxes.nth(one).evaluate("box => box.focus({ preventScroll: false })")
        expect(total(any_page)).to_be_in_viewport()
        any_page.wait_for_function(
            """() => document.activeElement.getBoundingClientRect().top
                 >= document.querySelector("#simulated").getBoundingClientRect().bottom"""
        )
