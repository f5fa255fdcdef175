"""The second step of signing in, and setting factors up and taking them away."""

import base64
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache

from accounts.models import SignInEvent
from tests import factors

APP, CODES, CODE = "/account/factors/app/", "/account/factors/codes/", "/sign-in/second-step/"


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


@pytest.fixture
def confirmed(signed_in, planner):
    """The planner, signed in, who has just said the password again."""
    return factors.confirmed(signed_in(planner), planner)


def told(user) -> list[str]:
    return list(SignInEvent.objects.of(user).values_list("kind", flat=True))


def test_it_works(client, planner):
    secret = factors.app(planner)
    assert factors.sign_in(client, "planner")["Location"] == CODE
    assert client.get("/").status_code == 302, "the password alone opens nothing"
    page = client.get(CODE).content.decode()
    assert "รหัสยืนยัน" in page
    assert "ผู้ใช้ planner" in page
    assert client.post(CODE, {"code": factors.code_of(secret)})["Location"] == "/"
    assert client.get("/").status_code == 200


def test_without_a_factor_the_password_is_enough(client, planner):
    assert factors.sign_in(client, "planner")["Location"] == "/"


def test_the_page_asked_for_comes_next(client, planner):
    secret = factors.app(planner)
    factors.sign_in(client, "planner", next="/permissions/")
    answer = client.post(CODE, {"code": factors.code_of(secret)})
    assert answer["Location"] == "/permissions/"


def test_a_wrong_code_says_what_to_do(client, planner):
    factors.app(planner)
    factors.sign_in(client, "planner")
    page = client.post(CODE, {"code": "000000"}).content.decode()
    assert "<title>ผิดพลาด:" in page
    assert "รหัสไม่ถูกต้องหรือหมดอายุแล้ว" in page
    assert client.get("/").status_code == 302
    assert told(planner) == ["factor_failed"]


def test_a_code_is_good_once(client, planner):
    secret = factors.app(planner)
    code = factors.code_of(secret)
    factors.sign_in(client, "planner")
    client.post(CODE, {"code": code})
    client.post("/sign-out/")
    factors.sign_in(client, "planner")
    assert "รหัสไม่ถูกต้อง" in client.post(CODE, {"code": code}).content.decode()


def test_guessing_codes_is_stopped_and_says_until_when(client, planner):
    secret = factors.app(planner)
    factors.sign_in(client, "planner")
    for _attempt in range(8):
        client.post(CODE, {"code": "000000"})
    page = client.post(CODE, {"code": factors.code_of(secret)}).content.decode()
    assert re.search(r"โปรดรอ 5 นาทีแล้วลองใหม่ \(หลังเวลา \d\d:\d\d น\.\)", page)
    client.post(CODE, {"code": factors.code_of(secret)})
    assert told(planner).count("locked_out") == 1, "once for each pause"


def test_a_recovery_code_does_as_well_and_only_once(client, planner):
    factors.app(planner)
    code = factors.codes(planner)[0]
    factors.sign_in(client, "planner")
    assert client.post(CODE, {"code": code})["Location"] == "/"
    client.post("/sign-out/")
    factors.sign_in(client, "planner")
    assert "รหัสไม่ถูกต้อง" in client.post(CODE, {"code": code}).content.decode()


def test_a_recovery_code_used_is_told_on_the_account_page_and_by_letter(
    client, planner, django_capture_on_commit_callbacks
):
    factors.app(planner)
    codes = factors.codes(planner)
    factors.sign_in(client, "planner")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(CODE, {"code": codes[0]})
    assert told(planner) == ["signed_in", "code_used"]
    assert "ใช้รหัสสำรอง" in [event.what for event in client.get("/account/").context["page"].events]
    (letter,) = mail.outbox
    assert letter.to == [planner.email]
    assert "มีการใช้รหัสสำรองของท่าน" in letter.subject
    assert "เหลือ 9 รหัส" in letter.body
    assert "9 are left" in letter.body


def test_the_last_codes_ask_for_a_new_set(client, planner, django_capture_on_commit_callbacks):
    factors.app(planner)
    for code in factors.codes(planner)[:8]:
        assert Authenticator.objects.get(type="recovery_codes").wrap().validate_code(code)
    factors.sign_in(client, "planner")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(CODE, {"code": factors.codes(planner)[8]})
    assert "1 is left" in mail.outbox[0].body
    assert "โปรดสร้างรหัสสำรองชุดใหม่" in mail.outbox[0].body


def test_the_code_of_the_app_is_no_recovery_code(
    client, planner, django_capture_on_commit_callbacks
):
    secret = factors.app(planner)
    factors.codes(planner)
    factors.sign_in(client, "planner")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(CODE, {"code": factors.code_of(secret)})
    assert told(planner) == ["signed_in"]
    assert mail.outbox == []


def test_a_key_that_answers_nonsense_is_refused_and_written_down(client, planner):
    factors.app(planner)
    factors.sign_in(client, "planner")
    page = client.post(CODE, {"credential": '{"a": 1}'}).content.decode()
    assert "<title>" in page
    assert client.get("/").status_code == 302
    assert told(planner) == ["factor_failed"]


def test_going_back_from_the_second_step_ends_it(client, planner):
    factors.app(planner)
    factors.sign_in(client, "planner")
    answer = client.post("/sign-out/")
    assert "Clear-Site-Data" not in answer, "half-typed forms stay for who signs in again"
    assert client.get(CODE)["Location"] == "/sign-in/"


# -- Setting up -----------------------------------------------------------------------------------
def set_up(client, capture) -> str:
    page = client.get(APP).content.decode()
    secret = re.search(r'factor-secret">(\w+)<', page)[1]
    with capture(execute=True):
        answer = client.post(APP, {"code": factors.code_of(secret)})
    assert answer["Location"] == CODES
    return secret


def test_an_app_is_set_up_with_its_first_code(
    confirmed, planner, django_capture_on_commit_callbacks
):
    page = confirmed.get(APP).content.decode()
    picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)[1]
    assert b'xmlns="http://www.w3.org/2000/svg"' in base64.b64decode(picture)
    set_up(confirmed, django_capture_on_commit_callbacks)
    assert factors.kinds(planner) == ["recovery_codes", "totp"]
    assert told(planner) == ["factor_added", "factor_added"]
    (letter,) = mail.outbox
    assert letter.to == [planner.email]
    assert "เพิ่มการยืนยันขั้นที่สองแล้ว" in letter.subject
    assert "one more second factor" in letter.body


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_key(confirmed, planner):
    key = re.search(r'factor-secret">(\w+)<', confirmed.get(APP).content.decode())[1]
    page = confirmed.post(APP, {"code": "000000"}).content.decode()
    assert "รหัสไม่ถูกต้อง" in page
    assert key in page
    assert factors.kinds(planner) == []


def test_its_key_lies_encrypted_in_the_database(planner):
    secret = factors.app(planner)
    stored = Authenticator.objects.get(user=planner).data["secret"]
    assert secret not in stored
    assert Authenticator.objects.get(user=planner).wrap().validate_code(factors.code_of(secret))


def test_a_changed_secret_key_still_opens_it(planner, settings):
    secret = factors.app(planner)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    assert Authenticator.objects.get(user=planner).wrap().validate_code(factors.code_of(secret))


def test_recovery_codes_are_shown_once_with_a_file_to_keep(
    confirmed, planner, django_capture_on_commit_callbacks
):
    set_up(confirmed, django_capture_on_commit_callbacks)
    first = confirmed.get(CODES)
    shown = re.findall(r"<code>(\d{8})</code>", first.content.decode())
    assert len(shown) == 10
    assert "no-store" in first["Cache-Control"]
    assert 'download="prasan-recovery-codes.txt"' in first.content.decode()
    assert f"%0D%0A{shown[0]}%0D%0A" in first.content.decode()
    again = confirmed.get(CODES).content.decode()
    assert "เหลือ 10 รหัส" in again
    assert not re.findall(r"\d{8}", again.split("<main")[1])


def test_a_new_set_of_codes_replaces_the_old_one(
    confirmed, planner, django_capture_on_commit_callbacks
):
    factors.app(planner)
    old = factors.codes(planner)
    with django_capture_on_commit_callbacks(execute=True):
        assert confirmed.post("/account/factors/codes/new/")["Location"] == CODES
    shown = re.findall(r"<code>(\d{8})</code>", confirmed.get(CODES).content.decode())
    assert len(shown) == 10
    assert set(shown) != set(old)
    assert "สร้างรหัสสำรองชุดใหม่แล้ว" in mail.outbox[0].subject


def test_without_a_factor_there_are_no_codes(confirmed):
    assert confirmed.get(CODES)["Location"] == "/account/"
    page = confirmed.post("/account/factors/codes/new/").content.decode()
    assert "สร้างรหัสสำรองได้เมื่อตั้งแอป" in page


def test_taking_the_app_away_takes_the_codes_with_it(
    confirmed, planner, django_capture_on_commit_callbacks
):
    factors.app(planner)
    factors.codes(planner)
    with django_capture_on_commit_callbacks(execute=True):
        assert confirmed.post("/account/factors/app/remove/").status_code == 302
    assert factors.kinds(planner) == []
    assert "เลิกใช้การยืนยันขั้นที่สองแล้ว" in mail.outbox[0].subject


@pytest.mark.parametrize(
    "address",
    [
        APP,
        "/account/factors/app/remove/",
        "/account/factors/keys/add/",
        "/account/factors/codes/new/",
    ],
)
def test_what_changes_factors_asks_for_the_password_again(signed_in, planner, address):
    factors.app(planner)
    if address == APP:
        Authenticator.objects.all().delete()
    client = signed_in(planner)
    answer = client.post(address, {"code": "000000"})
    assert answer["Location"].startswith("/account/confirm/?next=%2Faccount%2Ffactors%2F")
    page = client.post(answer["Location"], {"password": "wrong"}).content.decode()
    assert "รหัสผ่านไม่ถูกต้อง" in page


def test_who_has_just_signed_in_is_not_asked_again(client, planner):
    factors.sign_in(client, "planner")
    assert client.get(APP).status_code == 200


def test_the_second_factor_confirms_as_well(signed_in, planner):
    secret = factors.app(planner)
    client = signed_in(planner)
    page = client.get("/account/confirm/?next=/account/").content.decode()
    assert "รหัสจากแอปหรือรหัสสำรอง" in page
    answer = client.post(
        "/account/confirm/code/", {"code": factors.code_of(secret), "next": "/account/"}
    )
    assert answer["Location"] == "/account/"


def test_the_key_of_another_person_is_not_found(confirmed, officer):
    key = factors.key(officer)
    for address in (f"/account/factors/keys/{key.pk}/", f"/account/factors/keys/{key.pk}/remove/"):
        assert confirmed.get(address).status_code == 404
        assert confirmed.post(address, {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()
