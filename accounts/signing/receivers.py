"""Events of signing in, written down when allauth and Django say that they happened.

The one place with receivers of signals: who signs in, fails or leaves is decided inside of allauth
and Django, in many flows (password, second factor, reset, another provider). Their signals are the
only thing that all of these flows have in common.
"""

import time
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.http import HttpRequest

from accounts.models import SignInEvent
from accounts.services import sessions, sign_ins
from accounts.signing import factors, letters, resend
from accounts.signing.endings import BEGAN, SEEN

Kind, Note = SignInEvent.Kind, SignInEvent.Note


def connect() -> None:
    """Listen; asked for once when the product starts."""
    auth.user_logged_in.connect(_session_began, dispatch_uid="session began")
    auth.user_login_failed.connect(_failed, dispatch_uid="sign-in failed")
    auth.user_logged_out.connect(_signed_out, dispatch_uid="signed out")
    account.user_logged_in.connect(_signed_in, dispatch_uid="signed in")
    for signal in (account.password_changed, account.password_set):
        signal.connect(_password_changed, dispatch_uid="password changed")
    account.password_reset.connect(_password_reset, dispatch_uid="password reset")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="factor added")
    mfa.authenticator_reset.connect(_factor_added, dispatch_uid="codes made anew")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="factor removed")
    mfa.authenticator_used.connect(_factor_shown, dispatch_uid="factor shown")
    mfa.authentication_failed.connect(_factor_failed, dispatch_uid="factor failed")


def _session_began(request: HttpRequest | None, user: Any, **_rest: Any) -> None:
    if request is not None and hasattr(request, "session"):
        request.session[BEGAN] = request.session[SEEN] = time.time()
        resend.remember(request, user)


def _signed_in(request: HttpRequest, user: Any, **_rest: Any) -> None:
    sign_ins.record(kind=Kind.SIGNED_IN, user=user, request=request)


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_rest: Any) -> None:
    name = credentials.get("username") or credentials.get("email") or ""
    sign_ins.record(kind=Kind.FAILED, tried=str(name), request=request)


def _signed_out(user: Any, request: HttpRequest | None = None, **_rest: Any) -> None:
    if user is not None:
        sign_ins.record(kind=Kind.SIGNED_OUT, user=user, request=request)


def _password_changed(request: HttpRequest, user: Any, **_rest: Any) -> None:
    sign_ins.record(kind=Kind.PASSWORD_CHANGED, user=user, request=request)
    sessions.end_others(user=user, keep=request.session.session_key or "", request=request)


def _password_reset(request: HttpRequest, user: Any, **_rest: Any) -> None:
    sign_ins.record(kind=Kind.PASSWORD_CHANGED, user=user, note=Note.RESET, request=request)
    sessions.end_others(user=user, keep="", request=request)


def _factor_added(
    request: HttpRequest, user: Any, authenticator: Authenticator, **_rest: Any
) -> None:
    sign_ins.record(kind=Kind.FACTOR_ADDED, user=user, note=authenticator.type, request=request)
    if authenticator.type in factors.REAL:
        request.session[factors.SHOWN] = True


def _factor_removed(
    request: HttpRequest, user: Any, authenticator: Authenticator, **_rest: Any
) -> None:
    sign_ins.record(kind=Kind.FACTOR_REMOVED, user=user, note=authenticator.type, request=request)
    if not factors.has_factor(user):
        request.session.pop(factors.SHOWN, None)


def _factor_shown(
    request: HttpRequest, user: Any, authenticator: Authenticator, **_rest: Any
) -> None:
    request.session[factors.SHOWN] = True
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _code_used(request, user, Authenticator.objects.get(pk=authenticator.pk))


def _code_used(request: HttpRequest, user: Any, codes: Authenticator) -> None:
    """A code on paper may have been found by somebody else: its owner is told each time."""
    sign_ins.record(kind=Kind.CODE_USED, user=user, request=request)
    letters.tell(user, "code_used", {"left": factors.codes_left(codes)})


def _factor_failed(
    request: HttpRequest, user: Any, authenticator: Authenticator, **_rest: Any
) -> None:
    sign_ins.record(kind=Kind.FACTOR_FAILED, user=user, note=authenticator.type, request=request)
