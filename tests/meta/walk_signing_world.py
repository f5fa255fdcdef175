"""What the walk through accounts needs: factors, a second session, and people who have just said
their password again."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore

from accounts.signing.factors import SHOWN
from tests import factors

# Whose factors are taken away, and who does it.
LOST_PHONE, ADMIN = "roleless", "sysadmin"


def prepare(world: Any) -> None:
    """The administrator has a factor and has shown it; somebody else's phone was lost."""
    for name in (LOST_PHONE, ADMIN):
        factors.app(world.people[name])
    for name, person in world.people.items():
        factors.confirmed(world.clients[name], person)
    session = world.clients[ADMIN].session
    session[SHOWN] = True
    session.save()
    other = SessionStore()
    other.save()
    UserSession.objects.create(
        user=world.people["planner"], ip="10.1.1.1", session_key=other.session_key, user_agent="x"
    )
    factors.key(world.people["planner"])
