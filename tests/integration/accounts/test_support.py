"""The support pages: who enters, and that nothing governed is changed there."""

import datetime as dt
import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from accounts import workflow
from accounts.models import Change, SignInEvent, WorkflowMove
from accounts.signing.factors import SHOWN
from accounts.support import columns
from accounts.support.site import site, word_of
from tests import factors
from tests.meta.walk import Watch

INDEX = "/support/"


@pytest.fixture
def admin(signed_in, sysadmin, planner):
    """An administrator who has shown the second factor."""
    factors.app(sysadmin)
    client = signed_in(sysadmin)
    session = client.session
    session[SHOWN] = True
    session.save()
    return client


def test_it_works(admin, planner):
    assert "หน่วยงาน" in admin.get(INDEX).content.decode()
    html = admin.get("/support/accounts/user/", {"q": "planner"}).content.decode()
    assert "ผู้ใช้ planner" in html
    page = admin.get(f"/support/accounts/user/{planner.pk}/change/").content.decode()
    assert planner.email in page
    assert planner.password not in page
    assert "md5$" not in page


def test_the_trail_can_be_read(admin, planner):
    post = planner.tenures.get().post
    assert admin.get("/support/accounts/change/").status_code == 200
    answer = admin.get(f"/support/accounts/post/{post.pk}/history/")
    assert answer["Location"] == reverse("history", args=["post", post.pk])


def test_without_a_factor_one_is_led_to_set_it_up(signed_in, sysadmin):
    answer = signed_in(sysadmin).get(INDEX, follow=True)
    assert answer.redirect_chain == [("/account/", 302)]
    assert "ต้องใช้การยืนยันขั้นที่สอง" in answer.content.decode()


def test_a_factor_that_was_not_shown_in_this_session_is_asked_for(signed_in, sysadmin):
    factors.app(sysadmin)
    answer = signed_in(sysadmin).get(INDEX)
    assert answer["Location"] == "/account/confirm/code/?next=%2Fsupport%2F"


@pytest.mark.parametrize("who", ["planner", "inspector", "officer"])
def test_other_roles_do_not_find_it(signed_in, request, who):
    person = request.getfixturevalue(who)
    factors.app(person)
    assert signed_in(person).get(INDEX).status_code == 404


def test_staff_and_superusers_are_nothing_here(signed_in, planner):
    planner.is_staff = planner.is_superuser = True
    planner.save()
    assert signed_in(planner).get(INDEX).status_code == 404


def test_without_an_account_one_signs_in_first(client, db):
    assert client.get(INDEX)["Location"] == "/sign-in/?next=/support/"


def test_no_post_changes_anything(admin, planner):
    """Each address of the site, with everything that a form of it could send."""
    post = planner.tenures.get().post
    forged = {"_save": "1", "title_th": "x", "username": "x", "action": "delete_selected",
              "_selected_action": post.pk, "post": "yes"}  # fmt: skip
    watch, asked = Watch(), 0
    for pattern in site.get_urls():
        for one in getattr(pattern, "url_patterns", [pattern]):
            if str(one.name).endswith("usersession_delete"):
                continue
            for pk in (post.pk, planner.pk):
                args = [pk] if "object_id" in str(one.pattern) else []
                args = ["accounts"] if one.name == "app_list" else args
                answer = admin.post(reverse(f"admin:{one.name}", args=args), forged)
                assert answer.status_code == 405, one.name
                asked += 1
    assert asked > 100
    assert not watch.changed()


def test_nothing_offers_to_change(admin):
    for model, page in site._registry.items():
        assert not page.has_add_permission(None), model
        assert not page.has_change_permission(None), model
        assert page.has_delete_permission(None) is (model is UserSession), model


def test_a_session_is_ended_and_that_is_written_down(admin, sysadmin, planner):
    store = SessionStore()
    store.save()
    session = UserSession.objects.create(
        user=planner, ip="10.0.0.1", session_key=store.session_key, user_agent=""
    )
    there = f"/support/usersessions/usersession/{session.pk}/delete/"
    assert "10.0.0.1" in admin.get(there).content.decode()
    assert admin.post(there, {"post": "yes"}).status_code == 302
    assert not SessionStore().exists(store.session_key)
    event = SignInEvent.objects.of(planner).get()
    assert (event.kind, event.note) == ("session_ended", "by_admin")


def test_every_kind_and_column_has_a_word():
    for model, page in site._registry.items():
        words = [word_of(model), *map(columns.word_of, page.shown_fields())]
        assert not [one for one in words if not re.search("[\u0e01-\u0e4e]", one)], model


def test_rows_read_as_on_the_other_pages(admin, planner):
    """Codes by their names, days of the Buddhist era, no English beside the Thai."""
    SignInEvent.objects.create(
        user=planner, kind="code_used", at=dt.datetime(2027, 7, 20, 3, tzinfo=dt.UTC)
    )
    workflow.record(planner, action="close", before="active", after="closed", by=planner)
    html = admin.get("/support/accounts/signinevent/").content.decode().split("<main")[1]
    assert "20 ก.ค. 2570 10.00 น." in html
    assert "ใช้รหัสสำรอง" in html
    assert "2027" not in html
    html = admin.get("/support/accounts/workflowmove/").content.decode().split("<main")[1]
    for one in ("บัญชีผู้ใช้", "ปิดบัญชีแล้ว", "ใช้งานอยู่"):
        assert one in html
    for raw in ("accounts.user", ">closed<", ">active<", "from state"):
        assert raw not in html
    move = WorkflowMove.objects.get(action="close")
    page = admin.get(f"/support/accounts/workflowmove/{move.pk}/change/").content.decode()
    assert "เป็นสถานะ" in page
    assert "accounts.user" not in page


def test_a_recorded_change_reads_by_the_words_of_its_fields(admin, planner):
    change = Change.objects.filter(subject="accounts.tenure", verb="insert").first()
    page = admin.get(f"/support/accounts/change/{change.pk}/change/").content.decode()
    assert "รักษาการ: ไม่ใช่" in page
    assert "valid_from" not in page


def test_in_english_there_is_no_thai_of_ours(admin, planner):
    admin.cookies["django_language"] = "en"
    SignInEvent.objects.create(user=planner, kind="code_used")
    html = admin.get("/support/accounts/signinevent/").content.decode().split("<main")[1]
    assert "Recovery code used" in html
    assert "(B.E. " in html
    assert "ใช้รหัสสำรอง" not in html
