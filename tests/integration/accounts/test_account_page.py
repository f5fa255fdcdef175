"""My account: what stands there, ending sessions, and the events of one's own."""

import datetime as dt
import time

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from accounts.models import SignInEvent
from accounts.services import users
from accounts.signing.endings import BEGAN, SEEN
from tests import factors

PAGE = "/account/"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


def arrive(user, agent: str = CHROME) -> Client:
    """Sign in by the page, as a browser of one's own."""
    client = Client(headers={"user-agent": agent})
    assert factors.sign_in(client, user.username).status_code == 302
    return client


def kinds(user) -> list[str]:
    return list(SignInEvent.objects.of(user).values_list("kind", flat=True))


def test_it_works(planner):
    html = arrive(planner).get(PAGE).content.decode()
    person = ("ผู้ใช้ planner", "planner@example.test", "นักวิเคราะห์นโยบายและแผน", "เจ้าหน้าที่ยุทธศาสตร์")
    for words in (*person, "Chrome · Windows", "เครื่องนี้", "เข้าสู่ระบบ", "ยังไม่ตั้ง"):
        assert words in html, words


def test_it_is_linked_from_the_menu_of_the_person(signed_in, officer):
    assert f'href="{PAGE}"' in signed_in(officer).get("/").content.decode()


def test_without_an_account_one_signs_in_first(client, db):
    assert client.get(PAGE)["Location"] == f"/sign-in/?next={PAGE}"


def test_its_queries_do_not_grow(planner, django_assert_num_queries):
    client = arrive(planner)
    with django_assert_num_queries(7):
        client.get(PAGE)
    for _time in range(3):
        arrive(planner)
        factors.key(planner)
    with django_assert_num_queries(7):
        client.get(PAGE)


def test_other_pages_ask_nothing_about_factors(planner, settings, django_assert_num_queries):
    client = arrive(planner)
    with django_assert_num_queries(3):
        client.get("/permissions/")
    settings.MFA_REQUIRED_ROLES = {"system_admin"}
    with django_assert_num_queries(3):
        client.get("/permissions/")


# -- Sessions -------------------------------------------------------------------------------------
def test_a_session_is_ended_from_another_device(planner):
    here, there = arrive(planner), arrive(planner, "Mozilla/5.0 (Android 14) Firefox/130.0")
    html = here.get(PAGE).content.decode()
    assert "Firefox · Android" in html
    other = UserSession.objects.exclude(session_key=here.session.session_key).get()
    assert here.post(f"/account/sessions/{other.pk}/end/")["Location"] == PAGE
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200
    assert kinds(planner)[0] == "session_ended"


def test_all_others_are_ended_at_once(planner):
    here, *others = arrive(planner), arrive(planner), arrive(planner)
    here.post("/account/sessions/end-others/")
    assert [client.get("/").status_code for client in (here, *others)] == [200, 302, 302]
    assert kinds(planner).count("session_ended") == 2


def test_the_session_in_use_ends_by_signing_out(planner):
    here = arrive(planner)
    own = UserSession.objects.get()
    assert here.post(f"/account/sessions/{own.pk}/end/")["Location"] == "/sign-out/"
    assert here.get("/").status_code == 200


def test_the_session_of_another_person_is_not_found(planner, officer):
    arrive(officer)
    other = UserSession.objects.get(user=officer)
    assert arrive(planner).post(f"/account/sessions/{other.pk}/end/").status_code == 404
    assert UserSession.objects.filter(pk=other.pk).exists()


def test_closing_an_account_ends_its_sessions_for_good(planner, officer, sysadmin, signed_in):
    others = arrive(officer)
    listed, unlisted = arrive(planner), signed_in(planner)
    UserSession.objects.filter(session_key=unlisted.session.session_key).delete()
    users.close(user=planner, by=sysadmin, reason="ลาออก")
    assert kinds(planner)[0] == "session_ended"
    assert SignInEvent.objects.of(planner).first().note == "by_admin"
    users.reopen(user=planner, by=sysadmin, reason="กลับเข้ารับราชการ")
    assert [client.get("/account/").status_code for client in (listed, unlisted)] == [302, 302]
    assert others.get("/account/").status_code == 200


def test_a_session_that_has_expired_is_not_listed(planner):
    here, there = arrive(planner), arrive(planner, "Firefox/130.0 Linux")
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    Session.objects.filter(session_key=there.session.session_key).update(expire_date=past)
    assert "Firefox" not in here.get(PAGE).content.decode().split("เหตุการณ์ล่าสุด")[0]


def put_back(client: Client, name: str, seconds: float) -> None:
    session = client.session
    session[name] = time.time() - seconds
    session.save()


def test_idleness_ends_a_session(planner, settings):
    client = arrive(planner)
    put_back(client, SEEN, settings.SESSION_IDLE_MINUTES * 60 + 1)
    answer = client.get("/permissions/")
    assert answer["Location"] == "/sign-in/?next=/permissions/"
    assert (kinds(planner)[0], SignInEvent.objects.first().note) == ("session_ended", "idle")
    assert not UserSession.objects.exists()


def test_whoever_goes_on_stays_signed_in(planner, settings):
    client = arrive(planner)
    seen = UserSession.objects.get().last_seen_at
    put_back(client, SEEN, settings.SESSION_IDLE_MINUTES * 60 - 60)
    assert client.get("/permissions/").status_code == 200
    assert time.time() - client.session[SEEN] < 60
    assert UserSession.objects.get().last_seen_at > seen


def test_no_session_lasts_longer_than_its_whole_time(planner, settings):
    client = arrive(planner)
    put_back(client, BEGAN, settings.SESSION_COOKIE_AGE + 1)
    assert client.get("/permissions/").status_code == 302
    assert SignInEvent.objects.first().note == "too_old"


def test_a_form_sent_after_idleness_leads_back_to_its_page(planner, settings):
    client = arrive(planner)
    put_back(client, SEEN, settings.SESSION_IDLE_MINUTES * 60 + 1)
    form = "http://testserver/account/password/"
    answer = client.post("/account/sessions/end-others/", headers={"referer": form})
    assert answer["Location"] == "/sign-in/?next=%2Faccount%2Fpassword%2F"


# -- Events ---------------------------------------------------------------------------------------
def test_what_happens_is_written_down(client, planner):
    factors.sign_in(client, "planner", password="wrong")
    factors.sign_in(client, "planner@example.test", password="wrong")
    factors.sign_in(client, "planner")
    client.post("/sign-out/")
    assert kinds(planner) == ["signed_out", "signed_in", "failed", "failed"]
    event = SignInEvent.objects.first()
    assert event.address == "127.0.0.1"
    assert event.request_id


def test_a_name_that_nobody_has_is_kept_as_it_was_typed(client, db):
    factors.sign_in(client, "nobody" * 50, password="wrong")
    event = SignInEvent.objects.get()
    assert (event.user_id, event.tried) == (None, ("nobody" * 50)[:150])


def test_an_impossible_name_is_no_error(client, db):
    assert factors.sign_in(client, "a\x00b", password="wrong").status_code == 200


def test_a_password_never_stands_in_an_event(client, planner):
    factors.sign_in(client, "planner", password="a secret that was mistyped")
    assert "secret" not in str(SignInEvent.objects.values().get())


def test_a_pause_is_written_down_once(client, planner):
    for _attempt in range(11):
        factors.sign_in(client, "planner", password="wrong")
    assert kinds(planner).count("failed") == 8
    assert kinds(planner).count("locked_out") == 1


def test_somebody_elses_events_are_not_shown(planner, officer):
    factors.sign_in(Client(), "officer", password="wrong")
    assert "เข้าสู่ระบบไม่สำเร็จ" not in arrive(planner).get(PAGE).content.decode()


def test_who_signs_in_to_a_closed_account_is_told_so(client, planner):
    planner.is_active = False
    planner.save()
    answer = factors.sign_in(client, "planner")
    assert answer["Location"] == "/sign-in/closed/"
    assert "บัญชีนี้ถูกระงับ" in client.get(answer["Location"]).content.decode()
