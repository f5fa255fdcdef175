"""Choosing, changing and resetting a password."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import SignInEvent
from accounts.signing import letters
from tests import factors

CHANGE, FORGOTTEN = "/account/password/", "/sign-in/forgotten/"
NEW = "ทะเลสาบ ตะกร้า จักรยาน"


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


def sent(old: str = factors.PASSWORD, new: str = NEW, again: str = "") -> dict[str, str]:
    return {"oldpassword": old, "password1": new, "password2": again or new}


def test_it_works(planner, signed_in, django_capture_on_commit_callbacks):
    client = signed_in(planner)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(CHANGE, sent())["Location"] == "/account/"
    planner.refresh_from_db()
    assert planner.check_password(NEW)
    assert client.get("/").status_code == 200, "the one who changed it stays"
    assert SignInEvent.objects.get().kind == "password_changed"
    (letter,) = mail.outbox
    assert letter.to == [planner.email]
    assert letter.subject == ("ประสาน: รหัสผ่านของท่านเปลี่ยนแล้ว / Prasan: your password has changed")


def test_all_other_sessions_end(planner):
    here, there = Client(), Client()
    for client in (here, there):
        factors.sign_in(client, "planner")
    here.post(CHANGE, sent())
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert UserSession.objects.count() == 1
    kinds = list(SignInEvent.objects.values_list("kind", flat=True))
    assert kinds.count("session_ended") == 1, "one's own goes on"


@pytest.mark.parametrize(
    ("form", "field", "words"),
    [
        (sent(old="wrong"), "oldpassword", "รหัสผ่านปัจจุบันไม่ถูกต้อง"),
        (sent(again="something else altogether"), "password2", "รหัสผ่าน"),
        (sent(new="สั้นไป"), "password1", "12"),
        (sent(new="qwertyuiop[]"), "password1", "เดาได้ง่าย"),
        (sent(new="planner@example.test"), "password1", "เดาได้ง่าย"),
        ({}, "oldpassword", "กรอกรหัสผ่าน"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(planner, signed_in, form, field, words):
    html = signed_in(planner).post(CHANGE, form).content.decode()
    assert f'href="#id_{field}"' in html
    assert words in html
    assert 'value="' + NEW not in html
    planner.refresh_from_db()
    assert planner.check_password(factors.PASSWORD)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "ทะเลสาบ ตะกร้า จักรยาน", "x" * 10 + " แม่น้ำสี่สาย " * 20],
)
def test_no_kind_of_character_is_asked_for(planner, password):
    validate_password(password, planner)


@pytest.mark.parametrize(
    "password",
    [
        "123456789012", "P@ssw0rd1234", "prasan12345678", "ผู้ใช้ planner", "planner2025!!",
        "a" * 100, "สำนักงานจังหวัดนครสวรรค์",
    ],
)  # fmt: skip
def test_what_others_would_try_first_is_refused(planner, password):
    with pytest.raises(ValidationError):
        validate_password(password, planner)


def test_the_rule_stands_above_the_box(planner, signed_in):
    html = signed_in(planner).get(CHANGE).content.decode()
    assert "ไม่ต้องมีตัวเลขหรือเครื่องหมาย" in html
    assert html.count('autocomplete="new-password"') == 2


def test_an_account_without_a_password_sets_its_first_one(planner, signed_in):
    planner.set_unusable_password()
    planner.save()
    client = signed_in(planner)
    assert client.get(CHANGE)["Location"] == "/account/password/set/"
    answer = client.post("/account/password/set/", {"password1": NEW, "password2": NEW})
    assert answer["Location"] == "/account/"
    planner.refresh_from_db()
    assert planner.check_password(NEW)


# -- Forgotten ------------------------------------------------------------------------------------
@pytest.fixture
def asked_for(django_capture_on_commit_callbacks):
    """Ask for the link; the address of the form behind it."""

    def ask(client: Client, email: str) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(FORGOTTEN, {"email": email})["Location"] == f"{FORGOTTEN}sent/"
        link = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]
        answer = client.get(link)
        assert answer.status_code == 302, "the key leaves the address"
        return answer["Location"]

    return ask


def test_a_forgotten_password_is_set_anew_by_a_letter(client, planner, asked_for):
    elsewhere = Client()
    factors.sign_in(elsewhere, "planner")
    form = asked_for(client, "Planner@example.test")
    assert "ตั้งรหัสผ่านใหม่" in client.get(form).content.decode()
    answer = client.post(form, {"password1": NEW, "password2": NEW})
    assert answer["Location"] == f"{FORGOTTEN}done/"
    assert elsewhere.get("/").status_code == 302, "every session has ended"
    assert factors.sign_in(client, "planner", password=NEW)["Location"] == "/"
    kinds = list(SignInEvent.objects.of(planner).values_list("kind", flat=True))
    assert kinds == ["signed_in", "session_ended", "password_changed", "reset_asked", "signed_in"]


def test_the_second_factor_is_asked_for_all_the_same(client, planner, asked_for):
    factors.app(planner)
    form = asked_for(client, planner.email)
    client.post(form, {"password1": NEW, "password2": NEW})
    assert client.get("/").status_code == 302
    answer = factors.sign_in(client, "planner", password=NEW)
    assert answer["Location"] == "/sign-in/second-step/"


def test_a_link_is_good_once(client, planner, asked_for):
    form = asked_for(client, planner.email)
    client.post(form, {"password1": NEW, "password2": NEW})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว" in client.get(link).content.decode()


@pytest.mark.parametrize("closed", [False, True])
def test_an_address_that_nobody_has_reads_the_same_and_gets_nothing(
    client, planner, closed, django_capture_on_commit_callbacks
):
    if closed:
        planner.is_active = False
        planner.save()
    email = planner.email if closed else "nobody@example.test"
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(FORGOTTEN, {"email": email}, follow=True)
    assert "หากอีเมลนั้นเป็นของบัญชีที่ใช้อยู่" in answer.content.decode()
    assert mail.outbox == []
    assert SignInEvent.objects.get().kind == "reset_asked"


def test_asking_too_often_is_stopped(client, planner):
    answers = [client.post(FORGOTTEN, {"email": planner.email}) for _time in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [429]


def test_a_weak_new_password_is_refused(client, planner, asked_for):
    form = asked_for(client, planner.email)
    html = client.post(form, {"password1": "password1234", "password2": "password1234"})
    assert "เดาได้ง่าย" in html.content.decode()


def test_a_mail_server_that_is_down_breaks_nothing(
    client, planner, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def fail(_letter: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(letters.mail, "deliver", fail)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(FORGOTTEN, {"email": planner.email}).status_code == 302
    assert "a letter could not be sent" in caplog.text


def test_the_way_there_stands_on_the_sign_in_page(client, db):
    assert f'href="{FORGOTTEN}"' in client.get("/sign-in/").content.decode()
