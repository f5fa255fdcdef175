"""Home (งานของฉัน)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import selectors


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/home.html", {"page": selectors.home_page(request.user)})
