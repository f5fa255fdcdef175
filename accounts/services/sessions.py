"""Verbs on sessions: end one of one's own, all others, or everything of an account."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from accounts.models import SignInEvent, User
from accounts.permissions import Permission
from accounts.services import sign_ins


@transaction.atomic
def end(*, session: UserSession, by: User, request: HttpRequest | None = None) -> None:
    """End a session of one's own, or of another person as a system administrator does."""
    if session.user_id == by.pk:
        _end(session, SignInEvent.Note.BY_PERSON, request)
        return
    by.authority.require(Permission.REFERENCE_EDIT)
    _end(session, SignInEvent.Note.BY_ADMIN, request)


@transaction.atomic
def end_others(*, user: User, keep: str, request: HttpRequest | None = None) -> int:
    """End all sessions of a person but the one whose key is given; says how many there were.

    As the person asks for it, or because the password is another one now.
    """
    others = list(UserSession.objects.filter(user=user).exclude(session_key=keep))
    for session in others:
        _end(session, SignInEvent.Note.BY_PERSON, request)
    return len(others)


@transaction.atomic
def end_all(*, user: User, request: HttpRequest | None = None) -> int:
    """End every session of an account, because an administrator took something away from it."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        _end(session, SignInEvent.Note.BY_ADMIN, request)
    forget_unlisted(user)
    return len(sessions)


def forget_unlisted(user: User) -> None:
    """Take away the sessions of an account that stand in no list.

    Sessions are sealed; each is opened once to see whose it is. This is asked for seldom.
    """
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            SessionStore(session.session_key).delete()


def _end(session: UserSession, note: str, request: HttpRequest | None) -> None:
    """End it, and write that down where it was still open."""
    user, was_open = session.user, session.exists()
    session.end()
    if was_open:
        sign_ins.record(kind=SignInEvent.Kind.SESSION_ENDED, user=user, note=note, request=request)
