"""ข้อมูลส่วนบุคคลของฉัน: what is kept, why, how long, and the copy of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from accounts.personal import bundle
from accounts.personal.kept import KEPT
from accounts.services import users


@require_safe
@login_required
def personal_data(request: Request) -> HttpResponse:
    """What is kept of the person who asks."""
    return render(request, "accounts/personal/page.html", {"kept": KEPT})


@require_POST
@login_required
def personal_copy(request: Request) -> HttpResponse:
    """Everything about oneself as a file; that it was handed out is written down."""
    users.export(user=request.user, by=request.user)
    return bundle.download(request.user)
