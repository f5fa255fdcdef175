"""Signing in with a second factor: app, security key, recovery code; and setting them up."""

import time
from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests import factors
from tests.browser.conftest import no_sideways_scroll


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


@pytest.fixture
def begin(live_server) -> Callable[..., None]:
    """Enter name and password; the second step, or what was asked for, comes next."""

    def enter(page: Page, name: str = "planner", at: str = "/") -> None:
        page.goto(live_server.url + at)
        page.locator("#id_login").fill(name)
        page.locator("#id_password").fill(factors.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/sign-in/?" not in url and not url.endswith("/sign-in/"))

    return enter


def with_key(page: Page) -> Page:
    """Plug a security key into the browser, which answers without being touched."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True,
            "automaticPresenceSimulation": True}  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    return page


def fresh_code(secret: str) -> str:
    """A code with some seconds left, so that it does not change while it is typed."""
    if time.time() % 30 > 25:
        time.sleep(30 - time.time() % 30)
    return factors.code_of(secret)


def looks_well(page: Page, axe: Callable[..., None]) -> None:
    no_sideways_scroll(page)
    axe(page)


def test_it_works(any_page, live_server, planner, begin, axe):
    secret = factors.app(planner)
    begin(any_page)
    looks_well(any_page, axe)
    any_page.locator("#id_code").fill("000000")
    any_page.keyboard.press("Enter")
    expect(any_page.locator(".error-summary")).to_be_focused()
    looks_well(any_page, axe)
    any_page.locator("#id_code").fill(fresh_code(secret))
    any_page.keyboard.press("Enter")
    any_page.wait_for_url(live_server.url + "/")
    expect(any_page.locator(".masthead")).to_contain_text("planner")


def test_without_javascript(page_without_js, live_server, planner, begin):
    secret = factors.app(planner)
    begin(page_without_js)
    page_without_js.get_by_label("รหัสยืนยัน").fill(fresh_code(secret))
    page_without_js.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    page_without_js.wait_for_url(live_server.url + "/")


def test_a_recovery_code(page, live_server, planner, begin):
    factors.app(planner)
    code = factors.codes(planner)[3]
    begin(page)
    page.locator("#id_code").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + "/")


def test_a_key_is_added_and_signs_in(page, live_server, planner, begin, axe):
    with_key(page)
    begin(page)
    page.goto(live_server.url + "/account/factors/keys/add/")
    looks_well(page, axe)
    page.get_by_label("ชื่อกุญแจ").fill("กุญแจสีดำ")
    page.get_by_role("button", name="เพิ่มกุญแจ").click()
    page.wait_for_url("**/account/factors/codes/")
    page.goto(live_server.url + "/account/")
    expect(page.locator(".factor-list")).to_contain_text("กุญแจสีดำ")
    page.context.clear_cookies(name="sessionid")
    begin(page)
    looks_well(page, axe)
    page.get_by_role("button", name="ใช้กุญแจความปลอดภัย").click()
    page.wait_for_url(live_server.url + "/")
    expect(page.locator(".masthead")).to_contain_text("planner")


def test_a_key_confirms_before_something_sensitive(page, live_server, planner, begin, axe):
    with_key(page)
    begin(page)
    page.goto(live_server.url + "/account/factors/keys/add/")
    page.get_by_role("button", name="เพิ่มกุญแจ").click()
    page.wait_for_url("**/account/factors/codes/")
    page.goto(live_server.url + "/account/confirm/key/?next=/account/password/")
    looks_well(page, axe)
    page.get_by_role("button", name="ใช้กุญแจความปลอดภัย").click()
    page.wait_for_url(live_server.url + "/account/password/")


def test_without_a_key_it_says_so_and_the_code_still_works(page, live_server, planner, begin):
    secret = factors.app(planner)
    factors.key(planner)
    with_key(page)
    begin(page)
    page.get_by_role("button", name="ใช้กุญแจความปลอดภัย").click()
    expect(page.locator("[data-webauthn-note]")).to_contain_text("อ่านกุญแจไม่ได้")
    page.locator("#id_code").fill(fresh_code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + "/")


def test_a_required_factor_is_set_up_at_the_first_sign_in(
    any_page, live_server, planner, settings, begin, axe
):
    settings.MFA_REQUIRED_ROLES = {"planner"}
    begin(any_page)
    assert any_page.url == live_server.url + "/account/"
    expect(any_page.locator(".notice-warning")).to_be_visible()
    looks_well(any_page, axe)
    any_page.locator(".factor-list a.button-solid").click()
    looks_well(any_page, axe)
    secret = any_page.locator(".factor-secret").inner_text()
    any_page.locator("#id_code").fill(fresh_code(secret))
    any_page.keyboard.press("Enter")
    any_page.wait_for_url("**/account/factors/codes/")
    looks_well(any_page, axe)
    assert any_page.locator(".factor-codes li").count() == 10
    with any_page.expect_download() as kept:
        any_page.locator("a[download]").click()
    lines = kept.value.path().read_text().splitlines()
    assert lines[2:12] == any_page.locator(".factor-codes code").all_inner_texts()
    any_page.goto(live_server.url + "/permissions/")
    assert any_page.url.endswith("/permissions/"), "everything is open now"


def test_a_session_is_ended_from_another_browser(any_page, live_server, planner, begin, page_at):
    begin(any_page)
    other = page_at(1200)
    begin(other)
    any_page.goto(live_server.url + "/account/")
    any_page.locator("main form[action$='/end/'] button").click()
    expect(any_page.locator(".messages")).to_be_visible()
    other.goto(live_server.url + "/permissions/")
    assert "/sign-in/" in other.url
    any_page.goto(live_server.url + "/permissions/")
    assert any_page.url.endswith("/permissions/")


def test_a_password_is_changed(any_page, live_server, planner, begin, axe):
    begin(any_page)
    any_page.goto(live_server.url + "/account/password/")
    looks_well(any_page, axe)
    any_page.locator("#id_oldpassword").fill(factors.PASSWORD)
    any_page.locator("#id_password1").fill("qwertyuiop[]")
    any_page.locator("#id_password2").fill("qwertyuiop[]")
    any_page.keyboard.press("Enter")
    expect(any_page.locator(".error-summary")).to_be_focused()
    looks_well(any_page, axe)
    any_page.locator("#id_oldpassword").fill(factors.PASSWORD)
    for box in ("#id_password1", "#id_password2"):
        any_page.locator(box).fill("ทะเลสาบ ตะกร้า จักรยาน")
    any_page.keyboard.press("Enter")
    any_page.wait_for_url(live_server.url + "/account/")


OF_ADMIN = (
    "/account/confirm/",
    "/account/confirm/code/",
    "/account/factors/app/remove/",
    "/account/factors/codes/new/",
    "/account/factors/codes/",
    "/sign-ins/",
    "/sign-ins/?person=nobody-at-all",
    "/sign-ins/?since_day=31&since_month=2&since_year=2570",
)
FOR_ALL = (
    "/sign-in/forgotten/",
    "/sign-in/forgotten/sent/",
    "/sign-in/forgotten/1-x/",
    "/sign-in/forgotten/done/",
    "/sign-in/closed/",
)


def test_other_pages_of_accounts(any_page, live_server, sysadmin, sign_in, axe):
    factors.app(sysadmin)
    factors.codes(sysadmin)
    sign_in(any_page, sysadmin, confirmed=True)
    for address in OF_ADMIN:
        any_page.expect_errors = "since_" in address
        any_page.goto(live_server.url + address)
        assert any_page.url == live_server.url + address
        looks_well(any_page, axe)


def test_pages_without_an_account(any_page, live_server, db, axe):
    for address in FOR_ALL:
        any_page.goto(live_server.url + address)
        looks_well(any_page, axe)


SUPPORT = ("", "accounts/user/", "accounts/signinevent/", "accounts/change/", "jobs/job/")


def test_the_support_pages(any_page, live_server, sysadmin, sign_in, axe):
    """Django's admin under our policy: nothing inline, no other host; its own tables scroll."""
    factors.app(sysadmin)
    sign_in(any_page, sysadmin, confirmed=True)
    for address in SUPPORT:
        any_page.goto(f"{live_server.url}/support/{address}")
        axe(any_page, within="#content")
    any_page.goto(f"{live_server.url}/support/accounts/user/{sysadmin.pk}/change/")
    # Not by axe: to read a style sheet that imports another one, it writes a <style> of its own.
    expect(any_page.locator("#content")).to_contain_text("sysadmin@example.test")


def test_a_reset_by_an_administrator(any_page, live_server, sysadmin, planner, sign_in, axe):
    factors.app(planner)
    sign_in(any_page, sysadmin, confirmed=True)
    any_page.goto(f"{live_server.url}/people/{planner.pk}/second-factor/reset/")
    looks_well(any_page, axe)
    any_page.expect_errors = True
    any_page.locator("main form button").click()
    expect(any_page.locator(".error-summary")).to_be_focused()
    looks_well(any_page, axe)
    any_page.locator("#id_reason").fill("โทรศัพท์หาย")
    any_page.locator("main form button").click()
    any_page.wait_for_url("**/sign-ins/?person=planner")
    assert factors.kinds(planner) == []
