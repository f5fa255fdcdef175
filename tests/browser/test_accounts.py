"""Accounts and invitations in the browser, and a sign-in that goes to a provider and back."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from accounts.invitations import letters
from accounts.models import Invitation, User
from accounts.services import invitations
from common import clock
from tests import factories
from tests.browser.conftest import no_sideways_scroll
from tests.identities import at, running

PASSWORD = "น้ำปิงไหลผ่านปากน้ำโพ"


@pytest.fixture
def invitation(office, planner) -> Invitation:
    post = factories.post(office, "นักวิเคราะห์คนใหม่", "planner")
    return invitations.invite(
        email="new@example.test", name="ผู้ใช้ คนใหม่", by=planner, post=post, valid_from=clock.today()
    )


def link(invitation: Invitation) -> str:
    """The path of the letter's link."""
    mail.outbox.clear()
    letters.send(invitation.pk)
    return re.search(r"https?://[^/\s]+(/invitation/[^\s]+)", mail.outbox[0].body)[1]


def test_every_page_is_accessible_and_fits(
    any_page, live_server, sign_in, sysadmin, officer, invitation, axe
):
    sign_in(any_page, sysadmin)
    for address in (
        "/accounts/",
        "/accounts/?q=ไม่มีใคร",
        f"/accounts/{officer.pk}/",
        f"/accounts/{officer.pk}/edit/",
        f"/accounts/{officer.pk}/roles/new/",
        f"/accounts/{officer.pk}/close/",
        f"/accounts/{officer.pk}/erase/",
        "/invitations/",
        "/invitations/new/",
        f"/invitations/{invitation.pk}/revoke/",
        f"/60/posts/{invitation.post_id}/invite/",
        "/personal-data/",
        link(invitation),
    ):
        any_page.goto(live_server.url + address)
        expect(any_page.get_by_role("heading", level=1)).to_be_visible()
        axe(any_page)
        no_sideways_scroll(any_page)


def test_an_invitation_is_accepted_on_a_phone_without_javascript(
    page_at, live_server, invitation, axe
):
    page = page_at(360, javascript=False)
    page.expect_errors = True
    page.goto(live_server.url + link(invitation))
    assert page.url == f"{live_server.url}/invitation/"
    page.get_by_label("ชื่อผู้ใช้", exact=True).fill("newcomer")
    page.get_by_label("รหัสผ่าน", exact=True).fill("สั้นไป")
    page.get_by_label("รหัสผ่านอีกครั้ง").fill("สั้นไป")
    page.get_by_role("button", name="เปิดบัญชีด้วยรหัสผ่าน").click()
    expect(page.get_by_role("alert")).to_contain_text("รหัสผ่าน")
    expect(page.get_by_label("ชื่อผู้ใช้", exact=True)).to_have_value("newcomer")
    no_sideways_scroll(page)
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_label("รหัสผ่านอีกครั้ง").fill(PASSWORD)
    page.get_by_role("button", name="เปิดบัญชีด้วยรหัสผ่าน").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("เข้าสู่ระบบ")
    page.get_by_label("ชื่อผู้ใช้หรืออีเมล").fill("newcomer")
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("งานของฉัน")


def test_from_an_invitation_to_signing_in_with_a_provider(
    page_at, live_server, settings, invitation, axe
):
    """To the provider, back, signed in; out again; and in again from the sign-in page."""
    with running() as issuer:
        at(settings, issuer)
        page = page_at(1200)
        page.expect_errors = True  # the provider's own page has no icon
        page.goto(live_server.url + link(invitation))
        axe(page)
        page.get_by_label("ชื่อผู้ใช้", exact=True).fill("newcomer")
        page.get_by_role("button", name="ดำเนินการต่อด้วย ThaiD").click()
        _agree(page, issuer, "a person")
        expect(page.get_by_role("heading", level=1)).to_have_text("งานของฉัน")
        assert User.objects.get(username="newcomer").authority.roles == {"planner"}
        page.goto(f"{live_server.url}/sign-out/")
        page.get_by_role("main").get_by_role("button", name="ออกจากระบบ").click()
        axe(page)
        page.get_by_role("button", name="เข้าสู่ระบบด้วย ThaiD").click()
        _agree(page, issuer, "a person")
        expect(page.get_by_role("heading", level=1)).to_have_text("งานของฉัน")
        page.context.clear_cookies()
        page.goto(f"{live_server.url}/sign-in/")
        page.get_by_role("button", name="เข้าสู่ระบบด้วย ThaiD").click()
        _agree(page, issuer, "somebody else")
        expect(page.get_by_role("heading", level=1)).to_have_text("ยังไม่ได้เชื่อมกับบัญชีใด")
        axe(page)


def _agree(page, issuer: str, subject: str) -> None:
    page.wait_for_url(f"{issuer}/**")
    page.locator("input[name=sub]").fill(subject)
    page.locator("input[name=sub]").press("Enter")
