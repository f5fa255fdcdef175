"""Who holds a role that asks for a second factor and has none is led to set one up."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.signing import factors

# What stays open meanwhile: the account itself, signing in and out, the language, and what is
# for everybody anyway.
OPEN = {"set_language", "health_live", "health_ready", "verify", "verify_code", "my_account"}
OPEN_BEGINNINGS = ("account_", "mfa_", "session_")

Respond = Callable[[HttpRequest], HttpResponse]


def second_factor(respond: Respond) -> Respond:
    """Middleware: nothing but the account's own pages until the factor is there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return respond(request)

    def process_view(request: HttpRequest, view: Any, *_given: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = match.url_name or "" if match else ""
        if name in OPEN or name.startswith(OPEN_BEGINNINGS) or not _is_missing(request):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": why()}, status=403)
        return redirect("my_account")

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def why() -> str:
    """The sentence for who is held back."""
    return _("บทบาทของท่านต้องใช้การยืนยันขั้นที่สอง โปรดตั้งแอปยืนยันตัวตนหรือกุญแจความปลอดภัยก่อน แล้วจึงทำงานต่อได้")


def _is_missing(request: HttpRequest) -> bool:
    """Asks the session first, so that whoever has shown a factor costs no query."""
    user = request.user
    if factors.has_shown(request) or not user.is_authenticated or not factors.is_required_of(user):
        return False
    return not factors.has_factor(user)
