"""The way of the office: whom it invited, a new invitation, the letter again, taking back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from accounts.invitations import selectors
from accounts.invitations.forms import (
    PersonForm,
    PostInvitationForm,
    ReasonForm,
    RoleInvitationForm,
)
from accounts.models import Invitation
from accounts.people.forms import refuse
from accounts.people.views.places import find_post, require_edit
from accounts.permissions import Permission
from accounts.scope import planning_area
from accounts.services import invitations
from common.errors import Refused
from common.querysets import one_or_404


@require_safe
@login_required
def invitation_list(request: Request) -> HttpResponse:
    """The invitations that a person may see: all, or those to posts of the own area."""
    request.user.authority.require(Permission.PEOPLE_EDIT)
    page = selectors.invitation_list(request.user, request.GET.get("page"))
    return render(request, "accounts/invitations/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation_create(request: Request) -> HttpResponse:
    """Invite to an account without a post, perhaps with a direct role."""
    request.user.authority.require(Permission.REFERENCE_EDIT)
    form = RoleInvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(by=request.user, **form.cleaned_data)
        except Refused as refused:
            _refuse(form, refused)
        else:
            return _invited(request)
    return render(
        request,
        "accounts/invitations/create.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def post_invite(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Invite to a post of the area: for who keeps its register."""
    area = planning_area(request.user, area_code)
    post = find_post(area, pk)
    require_edit(request.user, area)
    form = PostInvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(post=post, by=request.user, **form.cleaned_data)
        except Refused as refused:
            _refuse(form, refused)
        else:
            return _invited(request)
    context = {"form": form, "area": area, "post": post}
    return render(
        request, "accounts/invitations/create.html", context, status=422 if form.errors else 200
    )


@require_POST
@login_required
def invitation_resend(request: Request, pk: int) -> HttpResponse:
    """Send the letter again, with a new link."""
    invitation = _find(request, pk)
    invitations.resend(invitation=invitation, by=request.user)
    messages.success(request, _("กำลังส่งจดหมายฉบับใหม่ ลิงก์เดิมใช้ไม่ได้แล้ว"))
    return redirect("invitation_list")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation_revoke(request: Request, pk: int) -> HttpResponse:
    """Ask once, and take the invitation back."""
    invitation = _find(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None, required=False)
    if request.method == "POST" and form.is_valid():
        invitations.revoke(invitation=invitation, by=request.user, **form.cleaned_data)
        messages.success(request, _("ยกเลิกคำเชิญแล้ว"))
        return redirect("invitation_list")
    context = {"invitation": invitation, "form": form}
    return render(
        request, "accounts/invitations/revoke.html", context, status=422 if form.errors else 200
    )


def _refuse(form: PersonForm, refused: Refused) -> None:
    """Show why; where an earlier invitation is in the way, ask whether it is given up."""
    if any(fault.field == "instead" for fault in refused.faults):
        form.ask_instead()
    refuse(form, refused)


def _find(request: Request, pk: int) -> Invitation:
    rows = Invitation.objects.visible_to(request.user).select_related("post__agency__area", "area")
    return one_or_404(rows, pk=pk)


def _invited(request: Request) -> HttpResponse:
    messages.success(request, _("บันทึกคำเชิญแล้ว ระบบกำลังส่งจดหมาย"))
    return redirect("invitation_list")
