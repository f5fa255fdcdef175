"""When a session ends by itself: after idleness, and at the latest after its whole time."""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import SignInEvent
from accounts.services import sign_ins

# When the session began and when it was last seen, as seconds; the second one is kept roughly.
BEGAN, SEEN = "session_began", "session_seen"
LONGEST_STEP = 300

Respond = Callable[[HttpRequest], HttpResponse]


def end_in_time(respond: Respond) -> Respond:
    """End sessions that were idle or lasted too long; the page asked for leads to the sign-in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "_auth_user_id" in request.session:
            why = _why_over(request.session)
            if why:
                _end(request, why)
            else:
                _see(request.session)
        return respond(request)

    return middleware


def _why_over(session: SessionBase) -> str:
    now = time.time()
    if now - session.get(SEEN, now) > settings.SESSION_IDLE_MINUTES * 60:
        return SignInEvent.Note.IDLE
    if now - session.get(BEGAN, now) > settings.SESSION_COOKIE_AGE:
        return SignInEvent.Note.TOO_OLD
    return ""


def _end(request: HttpRequest, why: str) -> None:
    user: Any = request.user
    if user.is_authenticated:
        sign_ins.record(kind=SignInEvent.Kind.SESSION_ENDED, user=user, note=why, request=request)
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.flush()
    request.user = AnonymousUser()


def _see(session: SessionBase) -> None:
    """Note that the session is in use, once in a while: not every page need write."""
    now = time.time()
    session.setdefault(BEGAN, now)
    if now - session.get(SEEN, 0) < min(LONGEST_STEP, settings.SESSION_IDLE_MINUTES * 6):
        return
    session[SEEN] = now
    UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
