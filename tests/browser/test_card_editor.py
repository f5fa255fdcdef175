"""The register and the card editor: both widths and languages, the sum, without JavaScript."""

import pytest
from playwright.sync_api import expect

from kpis.services import cards, indicators
from tests.browser.conftest import no_sideways_scroll
from tests.factories import plans as plants
from tests.integration.kpis.card_fixtures import YEAR, card, otop, stars

__all__ = ["card", "otop", "stars"]


@pytest.fixture
def base(live_server, otop, stars, planner) -> str:
    indicators.create(area=otop.card.area, by=planner, name_th="ยังไม่อยู่ในบัญชี")
    return f"{live_server.url}/60/"


@pytest.mark.parametrize(
    "path",
    ["indicators/", "indicators/new/", "{year}/card/choose/", "{year}/card/lines/",
     "{year}/cards/", "{year}/card/versions/"],
)  # fmt: skip
def test_it_works(any_page, sign_in, planner, base, axe, path):
    sign_in(any_page, planner)
    any_page.goto(base + path.format(year=YEAR))
    expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
    assert any_page.locator(".button-solid").count() <= 1
    no_sideways_scroll(any_page)
    axe(any_page)


@pytest.mark.parametrize("path", ["card/lines/", "card/copy/", "card/choose/"])
def test_once_agreed(any_page, sign_in, planner, base, otop, axe, path):
    cards.agree(card=otop.card, by=planner)
    sign_in(any_page, planner)
    any_page.goto(f"{base}{YEAR}/{path}")
    no_sideways_scroll(any_page)
    axe(any_page)


def test_the_sum_follows_what_is_typed(page, sign_in, planner, base, otop):
    sign_in(page, planner)
    page.goto(f"{base}{YEAR}/card/lines/")
    page.locator(f"#id_weight-{otop.pk}").fill("4.99")
    expect(page.locator("#id_total")).to_contain_text("99.99")
    page.locator(f"#id_weight-{otop.pk}").fill("5")
    expect(page.locator("#id_total strong")).to_have_count(0)


def test_without_javascript_a_button_adds_up(page_without_js, sign_in, planner, base, otop):
    page = page_without_js
    sign_in(page, planner)
    page.goto(f"{base}{YEAR}/card/lines/")
    page.locator(f"#id_weight-{otop.pk}").fill("4.99")
    page.locator("button[value=sum]").click()
    expect(page.locator("#id_total")).to_contain_text("99.99")
    assert page.locator(f"#id_weight-{otop.pk}").input_value() == "4.99"


def test_parts_in_parts_and_a_trial(page, sign_in, planner, base, otop, axe):
    sign_in(page, planner)
    page.goto(f"{base}{YEAR}/card/{otop.pk}/criteria/")
    page.locator("input[name=method][value=composite]").check()
    expect(page.locator("#id_part-0-name")).to_be_visible()  # it comes without a second button
    expect(page.locator("button[value=method]:visible")).to_have_count(0)
    page.locator("#id_part-0-weight").fill("60")
    expect(page.locator("#parts-sums")).to_contain_text("ขาด 40.00")
    page.locator("button[value=add_part]").click()
    expect(page.locator("#id_part-1-name")).to_be_visible()
    assert page.locator("#id_part-0-weight").input_value() == "60"
    page.locator("#id_part-0-method").select_option("composite")
    page.locator("button[value=add_part-0]").click()
    expect(page.locator("#id_part-0-part-0-name")).to_be_visible()
    no_sideways_scroll(page)
    axe(page)


def test_without_javascript_a_button_shows_the_boxes_of_a_method(
    page_without_js, sign_in, planner, base, otop
):
    page = page_without_js
    sign_in(page, planner)
    page.goto(f"{base}{YEAR}/card/{otop.pk}/criteria/")
    page.locator("input[name=method][value=composite]").check()
    page.locator("button[value=method]").click()
    expect(page.locator("#id_part-0-name")).to_be_visible()


def test_the_entries_of_a_plan_are_sifted_while_typing(
    page, sign_in, planner, base, nakhonsawan, head_post
):
    plants.adopted(nakhonsawan, planner, head_post)
    sign_in(page, planner)
    page.goto(f"{base}indicators/new/")
    page.locator("#id_nodes_sift").fill("ผลิต 2")
    found = page.locator("#id_nodes .choice:visible")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("2.1.1 ส่งเสริมการผลิต 2")
    page.locator("#id_nodes_sift").fill("zzz")
    expect(page.locator("[data-sift-found]")).to_contain_text("ไม่พบ")
    page.locator("#id_nodes_sift").press("Enter")
    assert page.url.endswith("/new/")


def test_what_was_saved_is_seen_after_a_jump(page, sign_in, planner, base, otop):
    sign_in(page, planner)
    page.set_viewport_size({"width": 360, "height": 500})
    page.goto(f"{base}{YEAR}/card/lines/")
    page.locator("button[value=save]").last.click()
    said = page.locator(".messages")
    expect(said).to_contain_text("บันทึกลำดับและน้ำหนักแล้ว")
    page.evaluate("document.querySelector('main > :last-child').id = 'far'; location.hash = 'far'")
    assert page.evaluate("scrollY") > 100
    expect(said).to_be_in_viewport()
