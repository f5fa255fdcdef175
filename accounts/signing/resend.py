"""A form whose person has signed in again meanwhile, in another tab: asked for once more, not lost.

Signing in changes the secret that a form's token proves, so the form of the first tab is refused.
Whose forms an earlier secret belonged to is remembered for a few days. A form with such a token,
of the person who is signed in now and from a page of this host, is shown again with a new token
and a button. Nothing is done before the button is pressed.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware import csrf
from django.shortcuts import render
from django.views.csrf import csrf_failure

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
DAYS = 3
LENGTH = 64
# Pages that ask for passwords and codes: what is typed there is shown by nothing, ever.
NEVER = re.compile(r"account_|mfa_|invitation_|openid_|socialaccount_")
SECRET = re.compile(r"pass(word|phrase)?|secret|credential", re.IGNORECASE)
# What a page notes in its form for itself, rather than what somebody typed or chose there.
KEYS = re.compile(
    r"(.+-)?(id|[A-Z]+_FORMS)|action|edition|fingerprint|item|key|member_node|next|parts|shown"
)
TICKED = "on"


@dataclass(frozen=True)
class Field:
    """One value of the form that is sent again."""

    name: str
    value: str

    @property
    def is_chosen(self) -> bool:
        """Whether somebody typed or chose it."""
        return bool(self.value.strip()) and not KEYS.fullmatch(self.name)


@dataclass(frozen=True)
class Upload:
    """A file that has to be chosen again: a browser gives no file twice."""

    field: str
    names: tuple[str, ...]

    @property
    def several(self) -> bool:
        return len(self.names) > 1


def remember(request: HttpRequest, user: Any) -> None:
    """Note to whom the forms belong that are shown from this sign-in on."""
    secret = request.META.get("CSRF_COOKIE")
    if secret:
        cache.set(_key(secret), user.pk, DAYS * 24 * 3600)


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form without a valid token: the form once more, where it is the person's."""
    if not _is_own(request):
        return csrf_failure(request, reason)
    fields = [
        Field(name, value)
        for name, values in request.POST.lists()
        if name != TOKEN
        for value in values
    ]
    context = {
        "action": request.get_full_path(),
        "fields": fields,
        "written": [one.value for one in fields if one.is_chosen and one.value != TICKED],
        "ticked": sum(one.is_chosen and one.value == TICKED for one in fields),
        "uploads": [
            Upload(name, tuple(str(one.name) for one in files))
            for name, files in request.FILES.lists()
        ],
    }
    return render(request, "accounts/signing/resend.html", context, status=403)


def _is_own(request: HttpRequest) -> bool:
    """Whether the form came from a page of ours that was shown to the person signed in now."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated or request.method != "POST":
        return False
    if request.headers.get("HX-Request") or request.headers.get("X-Draft"):
        return False
    name = request.resolver_match.url_name if request.resolver_match else ""
    if NEVER.match(name or "") or any(SECRET.search(field) for field in request.POST):
        return False
    return _is_from_here(request) and _owner(request.POST.get(TOKEN, "")) == user.pk


def _is_from_here(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    try:
        came_from = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    except ValueError:
        return False
    safe = {"https"} if request.is_secure() else {"http", "https"}
    return came_from.scheme in safe and came_from.netloc == request.get_host()


def _owner(token: str) -> Any:
    """Whose forms carry this token; None where it is none that was given out of late."""
    # Django masks a secret anew on each page; only its own function takes the mask away.
    own: Any = csrf
    try:
        own._check_token_format(token)
    except own.InvalidTokenFormat:
        return None
    return cache.get(_key(own._unmask_cipher_token(token))) if len(token) == LENGTH else None


def _key(secret: str) -> str:
    return "form-of:" + hashlib.sha256(f"{settings.SECRET_KEY}{secret}".encode()).hexdigest()
