"""Home (งานของฉัน), who may do what, and signing out."""

from allauth.account.views import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import selectors


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/home.html", {"page": selectors.home_page(request.user)})


@require_safe
@login_required
def permissions(request: HttpRequest) -> HttpResponse:
    """Who may do what, read from the roles and from the tables of states."""
    page = selectors.permissions_page(request.user)
    return render(request, "accounts/permissions.html", {"page": page})


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and let the browser forget the pages and half-typed forms that it kept."""
    was_signed_in = request.user.is_authenticated  # not half-way, between password and second step
    response: HttpResponse = logout(request)
    if was_signed_in and request.method == "POST" and response.status_code == 302:
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response
