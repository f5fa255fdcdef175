"""Plan, projects and committees in the browser: two languages, two widths, without scripts."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from committees.services import committees, seats
from projects.services import budgets
from projects.services.budgets import Money
from strategies.services import nodes
from tests.browser.conftest import no_sideways_scroll
from tests.factories import plans as plants

SINCE = dt.date(2025, 10, 1)


@pytest.fixture
def province(nakhonsawan, planner, officer, head_post, development, agriculture):
    """A plan with two issues, one project under a strategy, and a board of two seats."""
    _, made = plants.adopted(nakhonsawan, planner, head_post)
    project = plants.project(
        nakhonsawan,
        officer,
        development,
        name_en="Good rice seed",
        node=made["1.1.1"],
        whole_area=True,
        joint_agencies=[agriculture],
        is_sample=True,
    )
    money = [Money("province", "operating", Decimal("3200000"))]
    budgets.set_lines(project=project, lines=money, by=officer)
    board = committees.create(
        area=nakhonsawan,
        type="province_board",
        name_th="คณะกรรมการบริหารงานจังหวัดแบบบูรณาการ",
        abbreviation="ก.บ.จ.",
        valid_from=SINCE,
        by=planner,
    )
    for position, given in (("chair", {"post": head_post}), ("member", {"represents": "ผู้แทน"})):
        seats.add(
            committee=board,
            position=position,
            sector="regional_state",
            valid_from=SINCE,
            by=planner,
            **given,
        )
    return {
        "plan": "/60/2570/plan/",
        "search": "/60/2570/plan/?q=เมล็ดพันธุ์",
        "no plan": "/60/2590/plan/",
        "projects": "/60/2570/projects/?order=name",
        "no projects": "/60/2590/projects/",
        "project": "/60/2570/projects/70-1-01/",
        "committees": "/60/committees/",
        "committee": f"/60/committees/{board.pk}/",
    }


def test_it_works(any_page, live_server, sign_in, planner, province, axe):
    sign_in(any_page, planner)
    for address in province.values():
        any_page.goto(live_server.url + address)
        expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
        no_sideways_scroll(any_page)
        axe(any_page)


def test_the_tree_opens_without_scripts(page_without_js, live_server, sign_in, planner, province):
    page = page_without_js
    sign_in(page, planner)
    page.goto(live_server.url + province["plan"])
    link = page.get_by_role("link", name="ส่งเสริมเมล็ดพันธุ์ดี")
    expect(link).to_be_hidden()
    page.locator("summary", has_text="ส่งเสริมการผลิต 1").click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ส่งเสริมเมล็ดพันธุ์ดี")


def test_search_opens_what_it_finds(page_without_js, live_server, sign_in, planner, province):
    page = page_without_js
    sign_in(page, planner)
    page.goto(live_server.url + province["plan"])
    page.get_by_label("ค้นในแผน ตัวชี้วัด และโครงการ").fill("เมล็ดพันธุ์")
    page.get_by_role("button", name="ค้นหา").click()
    expect(page.locator("mark")).to_have_text("เมล็ดพันธุ์")
    expect(page.get_by_text("ท่องเที่ยว", exact=True)).to_have_count(0)


def test_the_tree_is_walked_by_keyboard(page, live_server, sign_in, planner, province):
    sign_in(page, planner)
    page.goto(live_server.url + province["plan"])
    summary = page.locator("summary", has_text="ส่งเสริมการผลิต 1")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="ส่งเสริมเมล็ดพันธุ์ดี")).to_be_visible()


def test_weights_that_are_not_100_stand_out(
    page, live_server, sign_in, nakhonsawan, planner, head_post, axe
):
    draft = plants.draft(nakhonsawan, planner)
    made = plants.grown(draft, planner, head_post)
    nodes.set_weight(node=made["2"], weight=Decimal(35), by=planner)
    sign_in(page, planner)
    page.goto(live_server.url + "/60/2570/plan/")
    expect(page.locator(".notice-danger")).to_contain_text("95 ต้องเป็น 100")
    axe(page)
