"""Home (งานของฉัน) in the browser."""

from playwright.sync_api import expect

from tests.browser.conftest import no_sideways_scroll


def test_it_works(any_page, live_server, sign_in, planner, cluster, axe):
    sign_in(any_page, planner)
    any_page.goto(live_server.url + "/")
    expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
    no_sideways_scroll(any_page)
    axe(any_page)
