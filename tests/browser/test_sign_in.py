"""Signing in by hand, with and without JavaScript."""

from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import no_sideways_scroll


def test_it_works(any_page, live_server, planner, axe):
    any_page.goto(live_server.url + "/")
    no_sideways_scroll(any_page)
    axe(any_page)
    any_page.locator("#id_login").fill("planner")
    any_page.locator("#id_password").fill("correct horse battery")
    any_page.keyboard.press("Enter")
    any_page.wait_for_url(live_server.url + "/")
    expect(any_page.locator(".masthead")).to_contain_text("planner")


def test_without_javascript(page_without_js, live_server, planner):
    page = page_without_js
    page.goto(live_server.url + "/")
    page.get_by_label("ชื่อผู้ใช้หรืออีเมล").fill("planner")
    page.get_by_label("รหัสผ่าน").fill("correct horse battery")
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("งานของฉัน")
    page.locator(".masthead summary").click()
    page.get_by_role("button", name="ออกจากระบบ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("เข้าสู่ระบบ")


def test_a_wrong_password_is_said_and_read_out(any_page, live_server, planner, axe):
    any_page.goto(live_server.url + "/sign-in/")
    any_page.locator("#id_login").fill("planner")
    any_page.locator("#id_password").fill("wrong")
    any_page.keyboard.press("Enter")
    summary = any_page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(any_page.locator("#id_login")).to_have_value("planner")
    no_sideways_scroll(any_page)
    axe(any_page)


def test_thai_and_english_by_one_click(page, live_server, db):
    page.goto(live_server.url + "/sign-in/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="ไทย").click()
    expect(page.locator("html")).to_have_attribute("lang", "th")


def test_the_form_of_the_first_tab_outlives_a_sign_in_in_the_second(
    page, live_server, planner, office, axe
):
    """Signed in again elsewhere, the first tab sends its form with one more click."""
    post = factories.post(office, "ตำแหน่งเดิม", "planner")
    address = f"{live_server.url}/60/posts/{post.pk}/edit/"

    def enter(tab):
        tab.goto(live_server.url + "/sign-in/")
        tab.locator("#id_login").fill("planner")
        tab.locator("#id_password").fill("correct horse battery")
        tab.keyboard.press("Enter")
        tab.wait_for_url(live_server.url + "/")

    enter(page)
    page.goto(address)
    page.get_by_label("ตำแหน่ง", exact=True).fill("ตำแหน่งที่พิมพ์ไว้ในแท็บแรก")
    second = page.context.new_page()
    second.goto(live_server.url + "/")
    second.locator(".masthead summary").click()
    second.get_by_role("button", name="ออกจากระบบ").click()
    enter(second)
    page.expect_errors = True
    page.locator("main form[method=post] button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ส่งแบบอีกครั้ง")
    post.refresh_from_db()
    assert post.title_th == "ตำแหน่งเดิม", "nothing is sent by itself"
    no_sideways_scroll(page)
    axe(page)
    page.get_by_role("button", name="ส่งอีกครั้ง").click()
    page.wait_for_url(f"{live_server.url}/60/posts/{post.pk}/")
    post.refresh_from_db()
    assert post.title_th == "ตำแหน่งที่พิมพ์ไว้ในแท็บแรก"
