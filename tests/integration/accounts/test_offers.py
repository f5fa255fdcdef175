"""What stands beside an invitation to the same e-mail: named in full, and asked about once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import Invitation, Post, User
from accounts.services import invitations
from common import clock
from common.errors import Refused
from tests import factories

DAY = dt.date(2027, 7, 20)


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.at(DAY):
        yield


@pytest.fixture
def post(office) -> Post:
    return factories.post(office, "นักวิเคราะห์คนใหม่", "planner")


@pytest.fixture
def other(office) -> Post:
    return factories.post(office, "ตำแหน่งอื่น", "planner")


def asked(by: User, email: str = "new@example.test", **offer) -> Invitation:
    return invitations.invite(email=email, name="ผู้ใช้ คนใหม่", by=by, **offer)


def beside(invitation: Invitation, post: Post) -> Invitation:
    """A further open one to the same person, from a time when nobody asked."""
    return Invitation.objects.create(
        email=invitation.email, name=invitation.name, post=post, valid_from=DAY,
        invited_by=invitation.invited_by, expires_at=invitation.expires_at,
    )  # fmt: skip


def test_every_offer_that_would_be_taken_back_is_named(planner, office, post, other):
    first = asked(planner, post=post, valid_from=DAY)
    second = beside(first, other)
    third = factories.post(office, "ตำแหน่งที่สาม", "planner")
    with pytest.raises(Refused) as refused:
        asked(planner, post=third, valid_from=DAY)
    said = str(refused.value.faults[0].message)
    assert first.offer in said
    assert second.offer in said
    asked(planner, post=third, valid_from=DAY, instead=True)
    assert Invitation.objects.open().get().post == third


def test_posts_of_two_areas_stand_beside_each_other(sysadmin, planner, post, phichit):
    """Who sees both does not take one back with the other."""
    there = factories.post(factories.agency(phichit, "สำนักงานที่พิจิตร"), "ตำแหน่งที่พิจิตร")
    first = asked(planner, post=post, valid_from=DAY)
    asked(sysadmin, post=there, valid_from=DAY, instead=True)
    first.refresh_from_db()
    assert first.state == "open"


def test_a_role_and_a_post_stand_beside_each_other(sysadmin, post, other):
    held = asked(sysadmin, post=post, valid_from=DAY)
    role = asked(sysadmin, role="inspector")
    with pytest.raises(Refused) as refused:
        asked(sysadmin, post=other, valid_from=DAY)
    said = str(refused.value.faults[0].message)
    assert held.offer in said
    assert role.offer not in said
    asked(sysadmin, post=other, valid_from=DAY, instead=True)
    role.refresh_from_db()
    assert role.state == "open"


def test_a_second_role_takes_the_place_of_the_first(sysadmin, nakhonsawan):
    first = asked(sysadmin, role="inspector", area=nakhonsawan)
    with pytest.raises(Refused, match=nakhonsawan.full_name):
        asked(sysadmin, role="inspector")
    asked(sysadmin, role="inspector", instead=True)
    first.refresh_from_db()
    assert first.state == "revoked"


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_at_the_same_moment_do_not_both_pass(planner, post, other, monkeypatch):
    """One is asked whether the other's is given up; the case of the e-mail is no way around."""
    monkeypatch.setattr(invitations, "_send", lambda _pk: None)
    offered = [("new@example.test", post), ("NEW@example.test", other)]

    def one(which: int) -> bool:
        email, to = offered[which % 2]
        try:
            with clock.at(DAY):
                asked(planner, email, post=to, valid_from=DAY)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        passed = sum(pool.map(one, range(4)))
    assert passed == Invitation.objects.open().count() == 1


def test_one_whose_time_is_over_does_not_come_back_beside_a_newer_one(planner, post, other):
    late = asked(planner, post=post, valid_from=DAY)
    with clock.at(DAY + dt.timedelta(days=30)):
        newer = asked(planner, post=other, valid_from=DAY)
        with pytest.raises(Refused, match="โปรดยกเลิกฉบับนั้นก่อน"):
            invitations.resend(invitation=late, by=planner)
        assert list(Invitation.objects.open()) == [newer]
        invitations.revoke(invitation=newer, by=planner)
        invitations.resend(invitation=late, by=planner)
        assert list(Invitation.objects.open()) == [late]
