"""The card, its import and the criteria editor in the browser: widths, languages, no JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from kpis.models import Card, Criteria
from tests.browser.conftest import no_sideways_scroll
from tests.integration.kpis.card_fixtures import TABLE, YEAR, card, otop, sheet, stars

__all__ = ["card", "otop", "stars"]
WRONG = ["1.1", "ผลผลิตข้าวนาปีเฉลี่ยต่อไร่", "กก./ไร่", "แปด", 600, 560, 580, 580, 620, 640]


@pytest.fixture
def address(live_server, otop, stars) -> str:
    return f"{live_server.url}/60/{YEAR}/card/"


def file(data: bytes | None = None) -> dict:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    content = TABLE.read_bytes() if data is None else data
    return {"name": "ตัวชี้วัด.xlsx", "mimeType": kind, "buffer": content}


def upload(page: Page, address: str, data: bytes | None = None) -> None:
    page.goto(f"{address}import/")
    page.set_input_files("[name=file]", file(data))
    page.locator(".button-solid").click()


def test_it_works(any_page, sign_in, planner, address, axe):
    sign_in(any_page, planner)
    any_page.goto(address)
    expect(any_page.locator(".button-solid")).to_have_count(1)
    expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
    no_sideways_scroll(any_page)
    axe(any_page)


def test_the_card_on_paper(page, sign_in, planner, address):
    sign_in(page, planner)
    page.set_viewport_size({"width": 794, "height": 1123})  # a sheet of A4
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.locator("a[href$='/criteria/']").first).to_be_hidden()
    expect(page.locator(".card-lines thead th:visible")).to_have_count(10)
    name = page.locator(".card-lines th[scope=row]").first
    assert name.bounding_box()["width"] > 200
    group = page.locator(".card-lines .group").first
    assert group.evaluate("row => getComputedStyle(row).breakAfter") == "avoid"
    no_sideways_scroll(page)


@pytest.mark.parametrize("path", ["agree/", "weights/", "import/"])
def test_the_pages_around_it(any_page, sign_in, planner, address, axe, path):
    sign_in(any_page, planner)
    any_page.goto(address + path)
    no_sideways_scroll(any_page)
    axe(any_page)


def test_looking_before_importing(any_page, sign_in, planner, address, axe):
    sign_in(any_page, planner)
    upload(any_page, address)
    expect(any_page.locator("main")).to_contain_text("จำนวนผลิตภัณฑ์ OTOP ที่ได้รับมาตรฐาน 4-5 ดาว")
    expect(any_page.locator(".button-solid")).to_have_count(1)
    no_sideways_scroll(any_page)
    axe(any_page)


def test_faults_before_importing(any_page, sign_in, planner, address, axe):
    sign_in(any_page, planner)
    upload(any_page, address, sheet(WRONG))
    expect(any_page.locator(".error-summary li")).to_have_count(2)
    expect(any_page.locator(".button-solid")).to_have_count(0)
    no_sideways_scroll(any_page)
    axe(any_page)


def test_the_editor_with_faults(any_page, sign_in, planner, address, otop, axe):
    sign_in(any_page, planner)
    any_page.expect_errors = True
    any_page.goto(f"{address}{otop.pk}/criteria/")
    axe(any_page)
    for number, level in enumerate(("5", "10", "10", "20", "25"), start=1):
        any_page.fill(f"#id_level{number}", level)
    any_page.locator(".form-foot [value=save]").click()
    summary = any_page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(any_page.locator("#id_level3")).to_be_focused()
    no_sideways_scroll(any_page)
    axe(any_page)


def test_the_editor_of_parts(any_page, sign_in, planner, address, otop, axe):
    sign_in(any_page, planner)
    any_page.goto(f"{address}{otop.pk}/criteria/")
    any_page.locator("[name=method][value=composite]").check()
    expect(any_page.locator(".part")).to_have_count(1)
    any_page.locator("[value=add_part]").click()
    expect(any_page.locator(".part")).to_have_count(2)
    no_sideways_scroll(any_page)
    axe(any_page)


def test_the_drawing_follows_while_typing(page, sign_in, planner, address, otop):
    sign_in(page, planner)
    page.goto(f"{address}{otop.pk}/criteria/")
    for number, level in enumerate(("5", "10", "15", "20", "25"), start=1):
        page.fill(f"#id_level{number}", level)
    expect(page.locator("#criteria-look svg")).to_be_visible()
    page.fill("#id_weight", "4.5")
    expect(page.locator("#criteria-look")).to_contain_text("99.50")
    page.fill("#id_level3", "10")
    expect(page.locator("#criteria-look")).to_contain_text("ระดับ 3 (10) ต้องมากกว่าระดับ 2 (10)")
    assert Criteria.objects.get(pk=otop.pk).levels is None


def test_from_the_sheet_to_the_agreed_card_without_javascript(
    page_without_js, sign_in, planner, live_server, nakhonsawan
):
    page = page_without_js
    address = f"{live_server.url}/60/2548/card/"
    sign_in(page, planner)
    upload(page, address)
    page.locator(".button-solid").click()
    expect(page.locator("main")).to_contain_text("น้ำหนักรวม 8.00 ต้องเป็น 100.00 (ขาด 92.00)")
    page.locator("a[href$='/criteria/']").first.click()
    page.fill("#id_spread", "5")
    page.locator("[value=fill]").click()
    expect(page.locator("#id_level5")).to_have_value("25")
    page.locator(".form-foot [value=save]").click()
    page.get_by_role("link", name="ปรับน้ำหนักให้ครบ 100").click()
    page.locator(".button-solid").click()
    page.get_by_role("link", name="ตกลงบัญชีตัวชี้วัด").click()
    page.locator(".button-solid").click()
    expect(page.locator("main")).to_contain_text("ตกลงแล้ว")
    agreed = Card.objects.get(fiscal_year=2548)
    assert agreed.status == Card.Status.AGREED
    assert sum(line.weight for line in agreed.criteria.all()) == 100


def test_by_keyboard_alone(page, sign_in, planner, address, otop):
    sign_in(page, planner)
    page.goto(f"{address}{otop.pk}/criteria/")
    page.focus("#id_level1")
    for level in ("5", "10", "15", "20", "25"):
        page.keyboard.type(level)
        page.keyboard.press("Tab")
    page.locator(".form-foot [value=save]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    assert Criteria.objects.get(pk=otop.pk).levels[-1] == 25
