"""Three invitations of the demo: one that waits for an answer, one that ran out, one accepted."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import Invitation, Post, User
from accounts.services import invitations
from common import clock
from demo import areas, people
from demo.password import PASSWORD
from demo.told import Built, Tally

INVITER = "planner"
ACCEPTED_AS = "invited"


@dataclass(frozen=True)
class Invited:
    """One of them: how many days before the story's present it was written, from when it holds."""

    email: str
    name: str
    days_ago: int
    holds_in: int
    accepted: bool = False


STORY = (
    Invited("open@demo.invalid", "ผู้ใช้ตัวอย่าง ผู้รอตอบรับคำเชิญ", 1, 12),
    Invited("expired@demo.invalid", "ผู้ใช้ตัวอย่าง ผู้ไม่ได้ตอบรับคำเชิญ", 20, 0),
    Invited("invited@demo.invalid", "ผู้ใช้ตัวอย่าง ผู้ตอบรับคำเชิญแล้ว", 12, 73, accepted=True),
)


def build(password: str = PASSWORD) -> list[Built]:
    """Written by the planner, to hold a post of the office acting; letters as if sent then."""
    tally = Tally()
    there = set(Invitation.objects.values_list("email", flat=True))
    present = clock.today()
    for one in STORY:
        if one.email in there:
            tally.there("invitations")
            continue
        with clock.at(present - dt.timedelta(days=one.days_ago)):
            invitation = _invite(one, present)
        if one.accepted:
            with clock.at(present - dt.timedelta(days=one.days_ago - 1)):
                invitations.accept(invitation=invitation, username=ACCEPTED_AS, password=password)
        tally.added("invitations")
    return tally.told()


def _invite(one: Invited, present: dt.date) -> Invitation:
    made = invitations.invite(
        email=one.email,
        name=one.name,
        post=_post(),
        acting=True,
        valid_from=present + dt.timedelta(days=one.holds_in),
        by=User.objects.get(username=INVITER),
    )
    invitations.letter_is(invitation=made, state=Invitation.Letter.SENT)
    return made


def _post() -> Post:
    return people.officer_post(people.agency(areas.nakhonsawan(), "office"))
