"""Roles that ask for a second factor, and a factor that an administrator takes away."""

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import workflow
from accounts.models import SignInEvent
from accounts.services import factors as service
from common.errors import NotAllowed, Refused
from tests import factors

SENTENCE = "บทบาทของท่านต้องใช้การยืนยันขั้นที่สอง"


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


@pytest.fixture
def required(settings) -> None:
    settings.MFA_REQUIRED_ROLES = {"planner"}


def test_it_works(required, client, planner):
    factors.sign_in(client, "planner")
    assert client.get("/")["Location"] == "/account/"
    html = client.get("/account/").content.decode()
    assert SENTENCE in html
    assert client.get("/account/factors/app/").status_code == 200
    assert client.post("/language/", {"language": "en"}).status_code == 302
    assert client.post("/sign-out/").status_code == 302


def test_with_the_factor_everything_is_open(required, client, planner):
    secret = factors.app(planner)
    factors.sign_in(client, "planner")
    client.post("/sign-in/second-step/", {"code": factors.code_of(secret)})
    assert client.get("/").status_code == 200
    assert SENTENCE not in client.get("/account/").content.decode()


def test_a_form_is_held_back_as_well(required, signed_in, planner):
    assert signed_in(planner).post("/language/").status_code == 302
    answer = signed_in(planner).post("/60/2570/card/open/")
    assert answer["Location"] == "/account/"


def test_the_api_says_why(required, signed_in, planner):
    answer = signed_in(planner).get(reverse("api:area_list"))
    assert answer.status_code == 403
    assert SENTENCE in answer.json()["detail"]


def test_other_roles_are_not_asked(required, signed_in, officer):
    assert signed_in(officer).get("/").status_code == 200


def test_it_holds_from_the_day_the_role_is_held(settings, signed_in, planner):
    client = signed_in(planner)
    assert client.get("/").status_code == 200
    settings.MFA_REQUIRED_ROLES = {"planner"}
    assert client.get("/").status_code == 302


def test_taking_the_last_factor_away_holds_back_again(required, client, planner):
    secret = factors.app(planner)
    factors.sign_in(client, "planner")
    client.post("/sign-in/second-step/", {"code": factors.code_of(secret)})
    client.post("/account/factors/app/remove/")
    assert client.get("/")["Location"] == "/account/"


def test_the_page_of_permissions_names_the_roles(required, signed_in, officer):
    rows = signed_in(officer).get("/permissions/").content.decode().split("<tr>")
    asking = [row for row in rows if "ต้องใช้การยืนยันขั้นที่สอง" in row]
    assert len(asking) == 1
    assert "เจ้าหน้าที่ยุทธศาสตร์" in asking[0]


# -- Reset by an administrator --------------------------------------------------------------------
def address(user) -> str:
    return f"/people/{user.pk}/second-factor/reset/"


@pytest.fixture
def admin(signed_in, sysadmin) -> Client:
    return factors.confirmed(signed_in(sysadmin), sysadmin)


def test_a_lost_phone(admin, sysadmin, planner, django_capture_on_commit_callbacks):
    factors.app(planner)
    factors.codes(planner)
    UserSession.objects.create(user=planner, ip="10.0.0.1", session_key="x", user_agent="")
    assert "รีเซ็ต" in admin.get(address(planner)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = admin.post(address(planner), {"reason": "โทรศัพท์หาย"})
    assert answer["Location"] == "/sign-ins/?person=planner"
    assert factors.kinds(planner) == []
    assert not UserSession.objects.filter(user=planner).exists()
    move = workflow.history(planner)[0]
    assert (move.action, move.by, move.reason) == ("factor_reset", sysadmin, "โทรศัพท์หาย")
    event = SignInEvent.objects.of(planner).first()
    assert (event.kind, event.note) == ("factor_removed", "by_admin")
    assert mail.outbox[0].to == [planner.email]
    assert "เหตุผล: โทรศัพท์หาย" in mail.outbox[0].body
    assert "Reason: โทรศัพท์หาย" in mail.outbox[0].body


def test_it_takes_a_reason(admin, planner):
    factors.app(planner)
    answer = admin.post(address(planner), {"reason": " "})
    assert answer.status_code == 422
    assert 'href="#id_reason"' in answer.content.decode()
    assert factors.kinds(planner) == ["totp"]


def test_where_there_is_nothing_to_reset_it_says_so(admin, planner):
    assert "ไม่มีสิ่งที่ต้องรีเซ็ต" in admin.get(address(planner)).content.decode()
    assert admin.post(address(planner), {"reason": "x"}).status_code == 422


def test_nobody_resets_their_own(admin, sysadmin):
    factors.app(sysadmin)
    assert admin.post(address(sysadmin), {"reason": "x"}).status_code == 422
    assert factors.kinds(sysadmin) == ["totp"]


def test_it_asks_for_the_password_again(signed_in, sysadmin, planner):
    answer = signed_in(sysadmin).get(address(planner))
    assert answer["Location"].startswith("/account/confirm/")


def test_for_others_it_does_not_exist(signed_in, planner, officer):
    factors.app(officer)
    client = factors.confirmed(signed_in(planner), planner)
    assert client.get(address(officer)).status_code == 404
    assert client.post(address(officer), {"reason": "x"}).status_code == 404
    assert factors.kinds(officer) == ["totp"]


def test_the_service_refuses_by_itself(planner, officer, sysadmin):
    factors.app(officer)
    with pytest.raises(NotAllowed):
        service.reset(user=officer, by=planner, reason="x")
    with pytest.raises(Refused):
        service.reset(user=officer, by=sysadmin, reason="  ")
