"""Coming back to the right page after an expired sign-in."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def return_to_form(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Lead a POST that met the sign-in page back to the page with the form, not to its action.

    Many actions answer to POST alone; opening them after sign-in would end on an error. Who signs
    out is not led back: the next person at the machine may be another one. Nor is whoever has just
    accepted an invitation: only a sign-in page that says what comes next interrupted something.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        without_sign_in = request.method == "POST" and not request.user.is_authenticated
        response = respond(request)
        sign_in = resolve_url(settings.LOGIN_URL)
        if not without_sign_in or response.status_code != 302:
            return response
        leads_to = urlsplit(response["Location"])
        if leads_to.path != sign_in or request.path == sign_in or not leads_to.query:
            return response
        came_from = request.headers.get("Referer", "")
        if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
            page = urlsplit(came_from)
            back = page.path + (f"?{page.query}" if page.query else "")
            response["Location"] = f"{sign_in}?{urlencode({'next': back})}"
        return response

    return middleware
