"""Invitations: asked by an office, sent as a letter, accepted once by the person invited."""

import datetime as dt
import os
import re
import smtplib
import subprocess
import sys

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts import tasks, workflow
from accounts.invitations import letters
from accounts.models import Invitation, Tenure, User
from accounts.services import invitations, tenures, users
from common import clock
from common.errors import NotAllowed, Refused
from common.mail import MOST_TRIES
from tests import factories

DAY = dt.date(2027, 7, 20)
PASSWORD = "น้ำปิงไหลผ่านปากน้ำโพ"
CHOSEN = {"username": "newcomer", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture(autouse=True)
def _on_the_day():
    cache.clear()
    with clock.at(DAY):
        yield


@pytest.fixture
def post(office):
    return factories.post(office, "นักวิเคราะห์คนใหม่", "planner")


@pytest.fixture
def invitation(post, planner) -> Invitation:
    return asked(planner, post=post, valid_from=DAY)


def asked(by: User, email: str = "new@example.test", **offer) -> Invitation:
    return invitations.invite(email=email, name="ผู้ใช้ คนใหม่", by=by, **offer)


def link(invitation: Invitation) -> str:
    """The address in the letter, as the person reads it."""
    mail.outbox.clear()
    letters.send(invitation.pk)
    return re.search(r"https?://[^/\s]+(/invitation/[^\s]+)", mail.outbox[0].body)[1]


def came(invitation: Invitation, client: Client) -> Client:
    """A visitor who has followed the letter's link."""
    assert client.get(link(invitation))["Location"] == "/invitation/"
    return client


def test_it_works(client, invitation, post, planner):
    address = link(invitation)
    assert mail.outbox[0].to == ["new@example.test"]
    opened = client.get(address)
    assert opened["Location"] == "/invitation/"
    assert opened["Referrer-Policy"] == "no-referrer"
    assert "no-store" in opened["Cache-Control"]
    page = client.get("/invitation/")
    assert "no-store" in page["Cache-Control"]
    text = page.content.decode()
    assert "ผู้ใช้ planner" in text
    assert post.title_th in text
    sent = client.post("/invitation/", CHOSEN, headers={"referer": "http://testserver/invitation/"})
    assert sent["Location"] == "/sign-in/"
    person = User.objects.get(username="newcomer")
    assert (person.name, person.email) == ("ผู้ใช้ คนใหม่", "new@example.test")
    assert person.authority.roles == {"planner"}
    assert workflow.history(person)[0].by == planner
    assert client.post("/sign-in/", {"login": "newcomer", "password": PASSWORD})["Location"] == "/"


def test_only_a_digest_of_the_token_is_kept(invitation):
    token = link(invitation).strip("/").split("/")[-1]
    invitation.refresh_from_db()
    assert token not in str(vars(invitation))
    assert invitation.token_digest == invitations.digest(token)
    assert invitation.letter == "sent"


def test_the_letter_is_thai_and_english(invitation):
    link(invitation)
    letter = mail.outbox[0]
    assert "ขอเชิญเปิดบัญชีในระบบประสาน / " in letter.subject
    assert "ตั้งแต่วันที่ 20 กรกฎาคม 2570" in letter.body
    assert "ผู้ใช้ planner" in letter.body
    assert "27 ก.ค. 2570" in letter.body


def test_a_link_works_once(client, invitation):
    came(invitation, client).post("/invitation/", CHOSEN)
    address = f"/invitation/{'x' * 43}/"
    assert client.get(address)["Location"] == "/invitation/"
    assert "เปิดลิงก์จากจดหมายเชิญฉบับล่าสุดอีกครั้ง" in client.get("/invitation/").content.decode()
    assert client.post("/invitation/", CHOSEN).status_code == 409
    assert User.objects.filter(email="new@example.test").count() == 1


def test_what_is_over_says_why(client, invitation, planner):
    address = link(invitation)
    client.get(address)
    with clock.at(DAY + dt.timedelta(days=8)):
        text = client.get("/invitation/").content.decode()
        assert "หมดอายุเมื่อ 27 ก.ค. 2570" in text
        assert "ผู้ใช้ planner" in text
        assert client.post("/invitation/", CHOSEN).status_code == 409
    client.post("/invitation/", CHOSEN)
    client.get(address)
    assert "คำเชิญนี้ตอบรับแล้ว" in client.get("/invitation/").content.decode()
    other = asked(
        planner, email="other@example.test", post=invitation.post, valid_from=DAY, acting=True
    )
    came(other, client)
    invitations.revoke(invitation=other, by=planner)
    assert "ผู้เชิญยกเลิกคำเชิญนี้แล้ว" in client.get("/invitation/").content.decode()
    assert client.post("/invitation/", CHOSEN).status_code == 409


def test_sending_again_ends_the_earlier_link(client, invitation, planner):
    first = link(invitation)
    invitations.resend(invitation=invitation, by=planner)
    invitation.refresh_from_db()
    assert (invitation.letter, invitation.token_digest) == ("queued", None)
    client.get(first)
    assert client.post("/invitation/", CHOSEN).status_code == 409
    came(invitation, client)
    assert client.post("/invitation/", CHOSEN).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password": "short", "again": "short"}, "password"),
        ({"again": "something else entirely"}, "again"),
        ({"username": ""}, "username"),
        ({"username": "planner"}, "username"),
        ({"username": "PLANNER"}, "username"),
        ({"username": "มี วรรค"}, "username"),
    ],
)
def test_wrong_input_is_named_and_opens_nothing(client, invitation, wrong, field):
    page = came(invitation, client).post("/invitation/", {**CHOSEN, **wrong})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not User.objects.filter(email="new@example.test").exists()
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_an_account_of_this_e_mail_is_offered_the_post(client, signed_in, post, planner, officer):
    invitation = asked(planner, email="OFFICER@example.test", post=post, valid_from=DAY)
    assert invitation.user == officer
    page = came(invitation, client).get("/invitation/").content.decode()
    assert "อีเมลนี้มีบัญชีอยู่แล้ว" in page
    assert client.post("/invitation/", CHOSEN).status_code == 422
    theirs = came(invitation, signed_in(officer))
    assert theirs.post("/invitation/")["Location"] == "/"
    assert post.tenures.get().user == officer
    assert User.objects.filter(email__iexact="officer@example.test").count() == 1


def test_the_way_through_the_sign_in_page_keeps_the_invitation(client, post, planner, officer):
    invitation = asked(planner, email=officer.email, post=post, valid_from=DAY)
    came(invitation, client)
    asked_next = {"login": "officer", "password": "correct horse battery", "next": "/invitation/"}
    assert client.post("/sign-in/", asked_next)["Location"] == "/invitation/"
    assert client.post("/invitation/")["Location"] == "/"
    assert post.tenures.get().user == officer


def test_another_account_does_not_take_it(signed_in, post, planner, officer, head):
    invitation = asked(planner, email=officer.email, post=post, valid_from=DAY)
    page = came(invitation, signed_in(head)).post("/invitation/")
    assert page.status_code == 422
    assert not Tenure.objects.filter(post=post).exists()


def test_an_account_opened_meanwhile_is_not_doubled(client, invitation, sysadmin):
    came(invitation, client)
    users.create(username="a", name="ก", email="new@example.test", password=PASSWORD, by=sysadmin)
    assert client.post("/invitation/", CHOSEN).status_code == 422
    assert User.objects.filter(email="new@example.test").count() == 1


def test_what_the_inviter_may_is_asked_again(client, invitation, planner):
    came(invitation, client)
    Tenure.objects.filter(user=planner).update(valid_to=DAY - dt.timedelta(days=1))
    page = client.post("/invitation/", CHOSEN)
    assert page.status_code == 422
    assert "ผู้เชิญไม่มีสิทธิเชิญแล้ว" in page.content.decode()
    assert not User.objects.filter(username="newcomer").exists()


def test_a_closed_inviter_lets_nobody_in(client, invitation, planner):
    came(invitation, client)
    User.objects.filter(pk=planner.pk).update(is_active=False)
    assert client.post("/invitation/", CHOSEN).status_code == 422


def test_a_post_taken_meanwhile_is_refused_and_nothing_half_stored(
    client, invitation, post, planner, officer
):
    came(invitation, client)
    tenures.begin(post=post, user=officer, valid_from=DAY, by=planner)
    page = client.post("/invitation/", CHOSEN)
    assert "ผู้ใช้ officer ดำรงตำแหน่งนี้อยู่" in page.content.decode()
    assert not User.objects.filter(username="newcomer").exists()


def test_a_direct_role_comes_with_it(client, sysadmin, nakhonsawan):
    invitation = asked(sysadmin, role="inspector", area=nakhonsawan)
    came(invitation, client).post("/invitation/", CHOSEN)
    role = User.objects.get(username="newcomer").direct_roles.get()
    assert (role.role, role.area) == ("inspector", nakhonsawan)


def test_the_administrator_cannot_be_invited_for_one_area(sysadmin, nakhonsawan):
    with pytest.raises(Refused, match="เว้นพื้นที่ว่างไว้"):
        asked(sysadmin, role="system_admin", area=nakhonsawan)


@pytest.mark.parametrize("who", ["officer", "head", "inspector", "executive"])
def test_others_invite_nobody(request, who, post):
    by = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        asked(by, post=post, valid_from=DAY)
    with pytest.raises(NotAllowed):
        asked(by)


def test_the_planner_invites_to_posts_of_the_own_area_alone(planner, stranger, post):
    for offer in (
        {"role": "inspector"},
        {},
        {"post": post, "valid_from": DAY, "role": "inspector"},
    ):
        with pytest.raises(NotAllowed):
            asked(planner, **offer)
    with pytest.raises(NotAllowed):
        asked(stranger, post=post, valid_from=DAY)


def test_nobody_invites_themself(planner, post):
    with pytest.raises(Refused, match="เชิญตนเองไม่ได้"):
        asked(planner, email="PLANNER@example.test", post=post, valid_from=DAY)


def test_a_post_needs_a_day(planner, post):
    with pytest.raises(Refused, match="วันเริ่มดำรงตำแหน่ง"):
        asked(planner, post=post)


def test_a_held_post_is_not_offered(planner, officer_post, officer):
    with pytest.raises(Refused, match="ดำรงตำแหน่งนี้อยู่"):
        asked(planner, post=officer_post, valid_from=DAY)
    asked(planner, post=officer_post, valid_from=DAY, acting=True)


def test_the_same_is_not_offered_twice(invitation, planner, post):
    with pytest.raises(Refused, match="ยังรอตอบรับ"):
        asked(planner, post=post, valid_from=DAY)


def test_a_second_offer_to_one_e_mail_is_refused_or_takes_the_place_of_the_first(
    invitation, planner, office
):
    other = factories.post(office, "ตำแหน่งอื่น", "planner")
    with pytest.raises(Refused, match="นักวิเคราะห์คนใหม่") as refused:
        asked(planner, email="NEW@example.test", post=other, valid_from=DAY)
    assert refused.value.faults[0].field == "instead"
    assert Invitation.objects.count() == 1
    second = asked(planner, post=other, valid_from=DAY, instead=True)
    invitation.refresh_from_db()
    assert (invitation.state, second.state) == ("revoked", "open")
    assert workflow.history(invitation)[0].reason == "มีคำเชิญใหม่แทน"


def test_the_same_offer_may_take_the_place_of_the_first(invitation, planner, post):
    asked(planner, post=post, valid_from=DAY + dt.timedelta(days=1), instead=True)
    invitation.refresh_from_db()
    assert invitation.state == "revoked"


def test_who_ended_their_invitation_may_be_invited_to_something_else(invitation, planner, office):
    invitations.revoke(invitation=invitation, by=planner)
    asked(planner, post=factories.post(office, "ตำแหน่งอื่น", "planner"), valid_from=DAY)


def test_invitations_of_another_area_are_neither_told_nor_taken_back(invitation, phichit, stranger):
    there = factories.agency(phichit, "สำนักงานที่พิจิตร")
    asked(stranger, post=factories.post(there, "ตำแหน่งที่พิจิตร"), valid_from=DAY, instead=True)
    invitation.refresh_from_db()
    assert invitation.state == "open"


def test_the_form_asks_whether_the_earlier_invitation_is_given_up(
    signed_in, invitation, planner, office
):
    other = factories.post(office, "ตำแหน่งอื่น", "planner")
    client, address = signed_in(planner), f"/60/posts/{other.pk}/invite/"
    assert "instead" not in client.get(address).content.decode()
    page = client.post(address, TYPED)
    assert page.status_code == 422
    text = page.content.decode()
    assert "ยกเลิกคำเชิญเดิมถึงอีเมลนี้" in text
    assert "นักวิเคราะห์คนใหม่" in text
    assert 'value="ผู้ใช้ คนใหม่"' in text
    kept = client.post(address, {**TYPED, "instead": "on", "name": ""})
    assert "checked" in kept.content.decode().split('name="instead"')[1][:200]
    assert client.post(address, {**TYPED, "instead": "on"})["Location"] == "/invitations/"
    assert Invitation.objects.open().get().post == other


def test_a_closed_account_is_opened_first(planner, sysadmin, post, officer):
    users.close(user=officer, by=sysadmin, reason="ย้าย")
    with pytest.raises(Refused, match="เปิดบัญชีอีกครั้งก่อน"):
        asked(planner, email=officer.email, post=post, valid_from=DAY)


def test_what_is_accepted_is_not_taken_back(client, invitation, planner):
    came(invitation, client).post("/invitation/", CHOSEN)
    with pytest.raises(Refused, match="มีผู้ตอบรับแล้ว"):
        invitations.revoke(invitation=invitation, by=planner)
    with pytest.raises(Refused, match="มีผู้ตอบรับแล้ว"):
        invitations.resend(invitation=invitation, by=planner)


# -- The letter ----------------------------------------------------------------------------------
def test_the_letter_goes_to_a_worker_on_commit(
    planner, post, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(
        invitations.current_app, "send_task", lambda name, args: sent.append((name, args))
    )
    with django_capture_on_commit_callbacks(execute=True):
        invitation = asked(planner, post=post, valid_from=DAY)
        assert sent == []
    assert sent == [("accounts.tasks.send_invitation", [invitation.pk])]
    tasks.send_invitation.apply(args=[invitation.pk])
    assert len(mail.outbox) == 1


def test_a_broker_that_does_not_answer_is_told(
    planner, post, monkeypatch, django_capture_on_commit_callbacks
):
    def silent(name, args):
        raise OSError("no broker")

    monkeypatch.setattr(invitations.current_app, "send_task", silent)
    with django_capture_on_commit_callbacks(execute=True):
        invitation = asked(planner, post=post, valid_from=DAY)
    invitation.refresh_from_db()
    assert invitation.letter == "failed"


def test_a_mail_server_that_never_answers_is_told_in_words(
    invitation, signed_in, planner, monkeypatch
):
    tries = []

    def refused(**letter):
        tries.append(letter["to"])
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(letters.mail, "send", refused)
    tasks.send_invitation.apply(args=[invitation.pk])
    assert len(tries) == 1 + MOST_TRIES
    invitation.refresh_from_db()
    assert invitation.letter == "failed"
    assert "ส่งจดหมายไม่สำเร็จ" in signed_in(planner).get("/invitations/").content.decode()


def settings_say(**environment: str) -> "subprocess.CompletedProcess[str]":
    """The mail settings as a process with this environment reads them."""
    asked = "from django.conf import settings; print(settings.EMAIL_BACKEND)"
    return subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
    )  # fmt: skip


def test_without_a_mail_server_letters_stand_in_the_log():
    assert "console.EmailBackend" in settings_say(PRASAN_EMBEDDED="1").stdout
    assert "EMAIL_URL is not usable" in settings_say(EMAIL_URL="consolemail://").stderr


def test_what_is_over_is_sent_to_nobody(invitation, planner):
    invitations.revoke(invitation=invitation, by=planner)
    letters.send(invitation.pk)
    tasks.send_invitation.apply(args=[invitation.pk + 1000])
    assert mail.outbox == []


def test_invitations_nobody_accepted_are_forgotten(client, invitation, planner, post):
    came(invitation, client).post("/invitation/", CHOSEN)
    asked(planner, email="b@example.test", post=post, valid_from=DAY, acting=True)
    with clock.at(DAY + dt.timedelta(days=96)):
        assert invitations.sweep() == 0
    with clock.at(DAY + dt.timedelta(days=99)):
        tasks.sweep()
    assert [one.email for one in Invitation.objects.all()] == ["new@example.test"]


# -- Screens -------------------------------------------------------------------------------------
TYPED = {
    "name": "ผู้ใช้ คนใหม่",
    "email": "new@example.test",
    "acting": "",
    "valid_from_day": "20",
    "valid_from_month": "7",
    "valid_from_year": "2570",
}


def test_a_planner_invites_on_the_page_of_the_post(signed_in, planner, post):
    client = signed_in(planner)
    assert f"/60/posts/{post.pk}/invite/" in client.get(f"/60/posts/{post.pk}/").content.decode()
    made = client.post(f"/60/posts/{post.pk}/invite/", TYPED)
    assert made["Location"] == "/invitations/"
    text = client.get("/invitations/").content.decode()
    assert "new@example.test" in text
    assert "รอตอบรับ" in text
    assert "/invitations/new/" not in text
    invitation = Invitation.objects.get()
    assert (invitation.post, invitation.valid_from, invitation.acting) == (post, DAY, False)
    assert client.post(f"/invitations/{invitation.pk}/resend/")["Location"] == "/invitations/"
    assert (
        "ลิงก์ในจดหมายจะใช้ไม่ได้ทันที"
        in client.get(f"/invitations/{invitation.pk}/revoke/").content.decode()
    )
    client.post(f"/invitations/{invitation.pk}/revoke/", {"reason": "ผิดคน"})
    assert workflow.history(invitation)[0].reason == "ผิดคน"
    assert "ยกเลิกแล้ว" in client.get("/invitations/").content.decode()


def test_what_was_typed_stays(signed_in, planner, post):
    page = signed_in(planner).post(
        f"/60/posts/{post.pk}/invite/", {**TYPED, "email": "ไม่ใช่อีเมล", "valid_from_day": "31 ก.พ."}
    )
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"email", "valid_from"}
    assert "ผู้ใช้ คนใหม่" in page.content.decode()
    assert not Invitation.objects.exists()


def test_the_administrator_invites_to_a_role(signed_in, sysadmin, nakhonsawan):
    client = signed_in(sysadmin)
    typed = {**TYPED, "role": "inspector", "area": nakhonsawan.pk}
    assert client.post("/invitations/new/", typed)["Location"] == "/invitations/"
    assert Invitation.objects.get().area == nakhonsawan
    page = client.post("/invitations/new/", typed)
    assert page.status_code == 422
    assert "ยังรอตอบรับ" in page.content.decode()


def test_who_may_not_sees_nothing(signed_in, invitation, stranger, officer, planner):
    assert signed_in(officer).get("/invitations/").status_code == 403
    assert signed_in(planner).get("/invitations/new/").status_code == 403
    client = signed_in(stranger)
    assert "new@example.test" not in client.get("/invitations/").content.decode()
    for address in (
        f"/invitations/{invitation.pk}/revoke/",
        f"/invitations/{invitation.pk}/resend/",
    ):
        assert client.post(address).status_code == 404
        assert signed_in(officer).post(address).status_code == 404
    assert client.get(f"/60/posts/{invitation.post_id}/invite/").status_code == 404
    invitation.refresh_from_db()
    assert invitation.revoked_at is None


def test_the_list_asks_the_same_of_few_and_of_many(
    signed_in, sysadmin, invitation, django_assert_max_num_queries
):
    client = signed_in(sysadmin)
    with django_assert_max_num_queries(9) as few:
        client.get("/invitations/")
    Invitation.objects.bulk_create(
        Invitation(
            email=f"n{n}@example.test", name=f"ผู้ใช้ {n}", post=invitation.post, valid_from=DAY,
            invited_by=sysadmin, expires_at=clock.now() + dt.timedelta(days=7),
        )
        for n in range(500)
    )  # fmt: skip
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get("/invitations/?page=2")
    assert len(page.context["page"].page.object_list) == 50


def test_guessing_is_slowed(client, db):
    answers = [client.get(f"/invitation/{n}/").status_code for n in range(32)]
    assert answers[0] == 302
    assert answers[-1] == 429
