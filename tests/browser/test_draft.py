"""Drafts (static/js/draft.js): what is typed is not lost."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

PAGE = "/developers/gallery/"
BOX = "#empty_name"


@pytest.fixture
def form(page: Page, live_server, sign_in, sysadmin) -> Page:
    """The gallery with a form that keeps drafts; the server's answers are played by the tests."""
    sign_in(page, sysadmin)
    page.goto(live_server.url + PAGE)
    return page


def answer(page: Page, status: int, **content: object) -> list[str]:
    """Answer drafts so, and collect what was sent."""
    sent: list[str] = []

    def handle(route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
            return
        assert route.request.headers["x-draft"] == "1"
        sent.append(route.request.post_data or "")
        route.fulfill(status=status, body=json.dumps(content), content_type="application/json")

    page.route("**" + PAGE, handle)
    return sent


def test_it_works(form):
    sent = answer(form, 200, saved_at="2026-11-22T14:02:00+07:00", edition=4)
    form.locator(BOX).fill("พัฒนาโอทอป")
    expect(form.locator("[data-draft-note]")).to_have_text("บันทึกร่างแล้ว 14:02")
    assert "พัฒนาโอทอป" in sent[0]
    assert "csrfmiddlewaretoken" in sent[0]
    expect(form.locator("form[data-draft-url] [name=edition]")).to_have_value("4")


def test_a_conflict_is_said_and_nothing_is_overwritten(form):
    form.expect_errors = True
    sent = answer(form, 409)
    form.locator(BOX).fill("พัฒนา")
    expect(form.locator("[data-draft-note]")).to_contain_text("มีผู้อื่นแก้ไขรายการนี้แล้ว")
    form.locator(BOX).fill("พัฒนาต่อ")
    form.wait_for_timeout(2500)
    assert len(sent) == 1
    expect(form.locator(BOX)).to_have_value("พัฒนาต่อ")


def test_a_lost_connection_is_said_and_what_was_typed_stays(form):
    form.expect_errors = True
    form.route("**" + PAGE, lambda route: route.abort())
    form.locator(BOX).fill("พัฒนา")
    expect(form.locator("[data-draft-note]")).to_contain_text("บันทึกร่างไม่ได้")
    expect(form.locator(BOX)).to_have_value("พัฒนา")


def test_leaving_with_unsaved_words_asks_first(form, live_server):
    asked = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.locator(BOX).press_sequentially("พัฒนา")
    form.goto(live_server.url + "/")
    assert asked == ["beforeunload"]


def meet_the_sign_in_page(form: Page, live_server) -> None:
    """Send the form after the session ended: the server answers with the sign-in page."""
    form.context.clear_cookies(name="sessionid")
    there = f"{live_server.url}/sign-in/?next={PAGE}"

    def handle(route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
            return
        route.fulfill(status=302, headers={"location": there})

    form.route("**" + PAGE, handle)
    form.locator("form[data-keep] .form-foot button").click()
    form.wait_for_url(there)
    form.unroute("**" + PAGE)


def sign_in_as(form: Page, name: str) -> None:
    form.locator("#id_login").fill(name)
    form.locator("#id_password").fill("correct horse battery")
    form.keyboard.press("Enter")


def test_an_expired_sign_in_gives_back_what_was_typed(form, live_server):
    form.locator(BOX).fill("พัฒนาโอทอป")
    form.locator("#empty_as_of_1").select_option("6")
    form.locator("#empty_way_1").check()
    form.locator("#empty_places_2").check()
    meet_the_sign_in_page(form, live_server)
    sign_in_as(form, "sysadmin")
    form.wait_for_url(live_server.url + PAGE)
    expect(form.locator("[data-draft-note]")).to_contain_text("ใส่สิ่งที่ท่านพิมพ์ไว้ก่อนเข้าสู่ระบบกลับให้แล้ว")
    expect(form.locator(BOX)).to_have_value("พัฒนาโอทอป")
    expect(form.locator("#empty_as_of_1")).to_have_value("6")
    expect(form.locator("#empty_way_1")).to_be_checked()
    expect(form.locator("#empty_places_2")).to_be_checked()
    expect(form.locator("#empty_places_0")).not_to_be_checked()


def test_what_was_given_back_is_saved_without_being_touched(form, live_server):
    form.locator(BOX).fill("พัฒนาโอทอป")
    meet_the_sign_in_page(form, live_server)
    sent = answer(form, 200, saved_at="2026-11-22T14:02:00+07:00", edition=4)
    sign_in_as(form, "sysadmin")
    form.wait_for_url(live_server.url + PAGE)
    expect(form.locator("[data-draft-note]")).to_contain_text("ใส่สิ่งที่ท่านพิมพ์ไว้")
    expect(form.locator("[data-draft-note]")).to_contain_text("บันทึกร่างแล้ว 14:02")
    assert len(sent) == 1
    assert "พัฒนาโอทอป" in sent[0]


def test_another_person_does_not_get_it(form, live_server, db):
    from tests import factories

    factories.user("second", direct="system_admin")
    form.locator(BOX).fill("พัฒนาโอทอป")
    meet_the_sign_in_page(form, live_server)
    sign_in_as(form, "second")
    form.wait_for_url(live_server.url + PAGE)
    expect(form.locator(BOX)).to_have_value("")
