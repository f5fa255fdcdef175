"""My account, and ending sessions."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from accounts.services import sessions
from accounts.signing import requirement, selectors


@require_safe
@login_required
def my_account(request: Request) -> HttpResponse:
    """Name, posts, password, second factors, sessions and the last events."""
    page = selectors.my_account(request.user, request.session.session_key)
    why = requirement.why() if page.factors.missing else ""
    return render(request, "accounts/signing/my_account.html", {"page": page, "why": why})


@require_POST
@login_required
def session_end(request: Request, pk: int) -> HttpResponse:
    """End one session of one's own; the one in use ends by signing out."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        return redirect("account_logout")
    sessions.end(session=session, by=request.user, request=request)
    messages.success(request, _("สิ้นสุดการเข้าสู่ระบบในเครื่องนั้นแล้ว"))
    return redirect("my_account")


@require_POST
@login_required
def session_end_others(request: Request) -> HttpResponse:
    """End all sessions but this one."""
    sessions.end_others(user=request.user, keep=request.session.session_key or "", request=request)
    messages.success(request, _("สิ้นสุดการเข้าสู่ระบบในเครื่องอื่นทั้งหมดแล้ว"))
    return redirect("my_account")
