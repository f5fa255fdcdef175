"""Signing in and out."""

import pytest
from django.core.cache import cache

RIGHT = {"login": "planner", "password": "correct horse battery"}


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


def test_it_works(client, planner):
    answer = client.post("/sign-in/", RIGHT)
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200


def test_an_e_mail_address_does_as_well(client, planner):
    answer = client.post("/sign-in/", {**RIGHT, "login": planner.email})
    assert answer["Location"] == "/"


def test_the_page_asked_for_comes_next(client, planner):
    answer = client.post("/sign-in/", {**RIGHT, "next": "/60/2570/"})
    assert answer["Location"] == "/60/2570/"


def test_no_other_site_comes_next(client, planner):
    answer = client.post("/sign-in/", {**RIGHT, "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_a_wrong_password_says_what_to_check_and_keeps_the_name(client, planner):
    page = client.post("/sign-in/", {**RIGHT, "password": "wrong"}).content.decode()
    assert "<title>ผิดพลาด:" in page
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in page
    assert 'value="planner"' in page
    assert "wrong" not in page


def test_a_name_that_does_not_exist_reads_the_same(client, planner):
    known = client.post("/sign-in/", {**RIGHT, "password": "wrong"}).content.decode()
    unknown = client.post("/sign-in/", {"login": "nobody", "password": "wrong"}).content.decode()
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in known
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in unknown


def test_empty_boxes_are_named(client, db):
    page = client.post("/sign-in/", {}).content.decode()
    assert 'href="#id_login"' in page
    assert "กรอกชื่อผู้ใช้หรืออีเมล" in page
    assert 'aria-invalid="true" aria-describedby="id_login_error"' in page


def test_guessing_is_stopped_for_a_while(client, planner):
    for _attempt in range(8):
        client.post("/sign-in/", {**RIGHT, "password": "wrong"})
    page = client.post("/sign-in/", RIGHT).content.decode()
    assert "โปรดรอ 5 นาทีแล้วลองใหม่" in page
    assert client.get("/").status_code == 302


def test_a_flood_of_requests_gets_a_page_that_says_how_long(client, planner, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _attempt in range(3):
        answer = client.post("/sign-in/", {})
    assert answer.status_code == 429
    assert "โปรดรอ 1 นาทีแล้วลองใหม่" in answer.content.decode()


def test_nobody_signs_up(client, db):
    for address in ("/signup/", "/accounts/signup/"):
        assert client.get(address).status_code == 404


def test_the_way_to_verification_stands_there(client, db):
    assert 'href="/verify/"' in client.get("/sign-in/").content.decode()


def test_signing_out_takes_a_post(signed_in, planner):
    client = signed_in(planner)
    assert "ออกจากระบบ" in client.get("/sign-out/").content.decode()
    assert client.get("/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/").status_code == 302
