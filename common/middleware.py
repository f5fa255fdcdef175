"""Small middleware: headers, request id, language from the cookie, and the page for a refusal."""

import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from common.errors import NotAllowed, Refused

Respond = Callable[[HttpRequest], HttpResponse]

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}\Z")

# Django sets nosniff, referrer, opener and framing; the policy for content is set by csp.
_HEADERS = {
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation"),
            *("gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"),
        )
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    # Asked for anew each time and kept by no shared cache. Not no-store: that would take the back
    # button's page away with what was typed on it. Signing out empties what the browser kept.
    "Cache-Control": "private, no-cache",
}


def headers(respond: Respond) -> Respond:
    """Say on every answer what browsers and caches in between may do, unless a view said it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def request_id(respond: Respond) -> Respond:
    """Give every request an id that its log lines and history rows carry."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        token = current_request_id.set(given if _GIVEN.match(given) else uuid.uuid4().hex)
        try:
            response = respond(request)
            response["X-Request-Id"] = current_request_id.get()
            return response
        finally:
            current_request_id.reset(token)

    return middleware


def language(respond: Respond) -> Respond:
    """Thai unless the person chose English: the browser's language list decides nothing.

    Office machines are often installed in English; a Thai page is what their users expect.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        if chosen not in dict(settings.LANGUAGES):
            chosen = settings.LANGUAGE_CODE
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = respond(request)
        response.headers.setdefault("Content-Language", chosen)
        return response

    return middleware


def other_verb(respond: Respond) -> Respond:
    """Give a page to who opens an address that only takes what a form sends."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        if response.status_code != 405 or response.content or not request.accepts("text/html"):
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def refused(respond: Respond) -> Respond:
    """Show a refusal that no view caught as a page with its reason, never as a server error."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return respond(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        status = 403 if isinstance(exception, NotAllowed) else 409
        return render(request, "refused.html", {"faults": exception.faults}, status=status)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
