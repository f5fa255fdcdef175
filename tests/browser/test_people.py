"""The register in the browser: from a new agency to a signed-over post, also without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import no_sideways_scroll


@pytest.fixture
def addresses(nakhonsawan, planner, head, head_post, officer, officer_post):
    tenure = head.tenures.get()
    return {
        "list": "/60/agencies/",
        "search": "/60/agencies/?q=พัฒนา&sector=regional_state",
        "nothing": "/60/agencies/?q=ไม่มีชื่อนี้",
        "agency": f"/60/agencies/{head_post.agency_id}/",
        "agency form": f"/60/agencies/{head_post.agency_id}/edit/",
        "new agency": "/60/agencies/new/",
        "post": f"/60/posts/{head_post.pk}/",
        "post form": f"/60/posts/{head_post.pk}/edit/",
        "begin": f"/60/posts/{head_post.pk}/begin/?q=officer",
        "end": f"/60/tenures/{tenure.pk}/end/",
        "vacant": "/60/posts/vacant/",
        "sheet": f"/60/posts/{head_post.pk}/handover/",
    }


def test_every_page_is_accessible_and_fits(any_page, live_server, sign_in, planner, addresses, axe):
    sign_in(any_page, planner)
    for address in addresses.values():
        any_page.goto(live_server.url + address)
        expect(any_page.get_by_role("heading", level=1)).to_be_visible()
        axe(any_page)
        no_sideways_scroll(any_page)


def test_a_refused_form_is_accessible_and_keeps_what_was_typed(
    page_at, live_server, sign_in, planner, addresses, axe
):
    page = page_at(360)
    page.expect_errors = True
    sign_in(page, planner)
    page.goto(live_server.url + addresses["begin"])
    page.get_by_role("radio", name="officer").check()
    page.get_by_role("button", name="บันทึกผู้ดำรงตำแหน่ง").click()
    expect(page.get_by_role("alert")).to_contain_text("ผู้ใช้ head ดำรงตำแหน่งนี้อยู่ตั้งแต่")
    expect(page.get_by_role("radio", name="officer")).to_be_checked()
    axe(page)
    no_sideways_scroll(page)


def test_hand_a_post_over_without_javascript(
    page_without_js, live_server, sign_in, planner, addresses
):
    page = page_without_js
    sign_in(page, planner)
    page.goto(live_server.url + addresses["post"])
    page.get_by_role("link", name="พ้นตำแหน่ง").click()
    for label, typed in (("วัน", "30"), ("ปี พ.ศ.", "2570")):
        page.get_by_label(label, exact=True).fill(typed)
    page.get_by_label("เดือน", exact=True).select_option("9")
    page.get_by_label("เหตุผล").fill("เกษียณอายุราชการ")
    page.get_by_role("button", name="บันทึก แล้วเปิดใบส่งมอบงาน").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ใบส่งมอบงานในหน้าที่")
    expect(page.get_by_text("ถึงวันที่ ๓๐ เดือนกันยายน พ.ศ. ๒๕๗๐")).to_be_visible()
    expect(page.get_by_text("(ผู้ใช้ head)")).to_be_visible()
    page.get_by_role("link", name="กลับไปที่ตำแหน่ง").click()
    page.get_by_role("link", name="บันทึกผู้ดำรงตำแหน่ง").click()
    page.get_by_role("searchbox").fill("officer")
    page.get_by_role("button", name="ค้นหา").click()
    page.get_by_role("radio", name="officer").check()
    since = page.get_by_role("group", name="ตั้งแต่วันที่")
    for label, typed in (("วัน", "1"), ("ปี พ.ศ.", "2570")):
        since.get_by_label(label, exact=True).fill(typed)
    since.get_by_label("เดือน", exact=True).select_option("10")
    page.get_by_role("button", name="บันทึกผู้ดำรงตำแหน่ง").click()
    expect(page.get_by_role("row", name="ผู้ใช้ officer 1 ต.ค. 2570")).to_be_visible()
