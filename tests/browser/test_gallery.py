"""Every component in the browser: both languages, phone and desk, without barriers."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import no_sideways_scroll

PAGE = "/developers/gallery/"


def test_it_works(any_page, live_server, sign_in, sysadmin, axe):
    sign_in(any_page, sysadmin)
    any_page.goto(live_server.url + PAGE)
    no_sideways_scroll(any_page)
    axe(any_page)


@pytest.mark.parametrize("width", [320, 640], ids=["zoom-400", "zoom-200"])
def test_zoomed_in_nothing_is_lost(page_at, live_server, sign_in, sysadmin, width):
    """1280 px at 400 % is a window of 320 px."""
    page = page_at(width)
    sign_in(page, sysadmin)
    page.goto(live_server.url + PAGE)
    no_sideways_scroll(page)


def test_targets_are_large_enough(page_at, live_server, sign_in, sysadmin):
    """44 px for what is tapped; links within text and tables may be smaller."""
    page = page_at(360)
    sign_in(page, sysadmin)
    page.goto(live_server.url + PAGE)
    small = page.evaluate(
        "() => [...document.querySelectorAll('.button, summary, select, .masthead a, .tabs a,"
        " .pager a, input:not([type=checkbox],[type=radio],[type=hidden])')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)"
        ".map(e => e.outerHTML.slice(0, 90))"
    )
    assert small == []


def test_errors_take_the_focus(page, live_server, sign_in, sysadmin):
    sign_in(page, sysadmin)
    page.goto(live_server.url + PAGE)
    assert page.evaluate("document.activeElement.className") == "error-summary"


def test_the_links_of_the_error_summary_reach_their_boxes(page, live_server, sign_in, sysadmin):
    sign_in(page, sysadmin)
    page.goto(live_server.url + PAGE)
    for box in ("id_name", "id_as_of_0", "id_way_0", "id_file", "id_sure"):
        page.locator(f'.error-summary a[href="#{box}"]').click()
        expect(page.locator(f"#{box}")).to_be_focused()


def test_focus_is_visible_on_everything(page, live_server, sign_in, sysadmin):
    sign_in(page, sysadmin)
    page.goto(live_server.url + PAGE)
    page.locator(".skip").focus()
    for _step in range(40):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth), document.activeElement.outerHTML"
            ".slice(0, 80)] })()"
        )
        assert outline[0] == "solid", outline
        assert outline[1] >= 3, outline


def test_paper_has_no_menus_and_shows_what_was_folded(page, live_server, sign_in, sysadmin):
    sign_in(page, sysadmin)
    page.goto(live_server.url + PAGE)
    page.emulate_media(media="print")
    expect(page.locator(".masthead-tools")).to_be_hidden()
    expect(page.locator(".filter-bar")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("details.fold table")).to_be_visible()
