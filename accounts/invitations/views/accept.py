"""The way of the person invited: the letter's link, the page that says to what, and accepting."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.invitations import pending
from accounts.invitations.forms import AcceptForm
from accounts.limits import too_many
from accounts.models import Invitation, User
from accounts.oidc.views import lead
from accounts.people.forms import refuse
from accounts.services import identities, invitations
from common.errors import Refused

LONGEST_TOKEN = 100


@never_cache
@require_safe
def invitation_open(request: HttpRequest, token: str) -> HttpResponse:
    """The letter's link: remembered, and left at once, so that its token stays nowhere."""
    if too_many(request, "invitation"):
        return render(request, "429.html", status=429)
    pending.keep(request, token[:LONGEST_TOKEN])
    answer = redirect("invitation_accept")
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest) -> HttpResponse:
    """Who invites to what, and how to accept; or why the invitation is of no use."""
    invitation = pending.current(request)
    if invitation is None or invitation.state != invitations.OPEN:
        state = invitation.state if invitation else "unknown"
        context = {"invitation": invitation, "state": state}
        status = 409 if request.method == "POST" else 200
        return render(request, "accounts/invitations/over.html", context, status=status)
    account = invitations.account_of(invitation)
    if request.method == "POST":
        if too_many(request, "invitation"):
            return render(request, "429.html", status=429)
        if account is None:
            return _open_account(request, invitation)
        return _take(request, invitation, account)
    return _page(request, invitation, account, AcceptForm())


def _open_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """A person without an account chooses a user name, and a password or a provider."""
    provider = _provider(request)
    form = AcceptForm(request.POST, by_provider=bool(provider))
    if not form.is_valid():
        return _page(request, invitation, None, form)
    username, password = form.cleaned_data["username"], form.cleaned_data["password"]
    if provider:
        if not User.objects.filter(username__iexact=username).exists():
            return _lead(request, provider, invitation, username)
        form.add_error("username", _("มีผู้ใช้ชื่อผู้ใช้นี้แล้ว โปรดเลือกชื่ออื่น"))
        return _page(request, invitation, None, form)
    try:
        invitations.accept(invitation=invitation, username=username, password=password)
    except Refused as refused:
        refuse(form, refused)
        return _page(request, invitation, None, form)
    pending.forget(request)
    messages.success(request, _("เปิดบัญชีแล้ว โปรดเข้าสู่ระบบด้วยชื่อผู้ใช้และรหัสผ่านที่ตั้งไว้"))
    return redirect("account_login")


def _take(request: HttpRequest, invitation: Invitation, account: User) -> HttpResponse:
    """A person with an account takes what is offered to it, or links it with a provider."""
    form = AcceptForm(None)
    provider = _provider(request)
    if provider and (request.user == account or not identities.is_in_use(account)):
        return _lead(request, provider, invitation, "")
    try:
        if request.user != account or invitation.links:
            raise Refused(_("โปรดเข้าสู่ระบบด้วยบัญชีที่ได้รับเชิญก่อนตอบรับ"))
        invitations.accept_as(invitation=invitation, user=account)
    except Refused as refused:
        return _page(request, invitation, account, form, refused)
    pending.forget(request)
    messages.success(request, _("ตอบรับคำเชิญแล้ว"))
    return redirect("home")


def _lead(
    request: HttpRequest, provider: str, invitation: Invitation, username: str
) -> HttpResponse:
    kept = {"digest": invitation.token_digest, "username": username}
    return lead(request, provider, invitation=kept)


def _provider(request: HttpRequest) -> str:
    """The provider whose button was pressed; one that is not configured is not found."""
    asked = request.POST.get("provider", "")
    if asked and asked not in {provider.id for provider in settings.OIDC}:
        raise Http404
    return asked


def _page(
    request: HttpRequest,
    invitation: Invitation,
    account: User | None,
    form: AcceptForm,
    refused: Refused | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "invitation": invitation,
        "account": account,
        "form": form,
        "faults": refused.faults if refused else (),
        "is_theirs": account is not None and request.user == account,
        "needs_sign_in": account is not None
        and request.user != account
        and identities.is_in_use(account),
    }
    wrong = bool(form.errors or refused)
    return render(
        request, "accounts/invitations/accept.html", context, status=422 if wrong else 200
    )
