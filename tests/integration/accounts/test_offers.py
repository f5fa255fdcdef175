"""What stands beside an invitation to the same e-mail: named in full, and asked about once."""

import datetime as dt

import pytest

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
