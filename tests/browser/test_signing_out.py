"""After signing out the back button shows nothing of the person who was there."""

import os

import pytest
from playwright.sync_api import expect

TYPED = "sessionStorage.getItem('kept:/60/')"


@pytest.fixture
def keeping(browser, live_server):
    """A page of a Chromium that keeps pages for the back button, as it does outside of tests."""
    made = browser.browser_type.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield made.new_page()
    made.close()


@pytest.fixture
def read(keeping, live_server, sign_in, planner):
    """A page that was read, and kept by the browser when the person went on to another one."""
    sign_in(keeping, planner)
    keeping.goto(f"{live_server.url}/permissions/")
    keeping.evaluate("window.kept = true; sessionStorage.setItem('kept:/60/', 'typed')")
    keeping.goto(f"{live_server.url}/")
    return keeping


def test_while_signed_in_the_back_button_shows_the_page_as_it_was(read):
    read.go_back(wait_until="commit")
    read.wait_for_timeout(300)
    assert read.evaluate("window.kept") is True


def test_after_signing_out_it_leads_to_the_sign_in_page(read, live_server):
    read.locator(".masthead details.menu > summary").click()
    read.get_by_role("button", name="ออกจากระบบ").click()
    read.wait_for_url("**/sign-in/")
    read.go_back(wait_until="commit")
    expect(read.get_by_label("รหัสผ่าน")).to_be_visible()
    read.go_back(wait_until="commit")
    expect(read.get_by_label("รหัสผ่าน")).to_be_visible()
    assert read.evaluate("window.kept") is None
    assert read.evaluate(TYPED) is None, "what was typed is forgotten, too"
