"""The list of accounts, one account, its form, a role given, a link offered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import frames
from accounts.administration import selectors
from accounts.administration.forms import CorrectForm, RoleForm
from accounts.administration.places import data, find_account
from accounts.administration.selectors import Filters
from accounts.http import Request
from accounts.people.forms import refuse
from accounts.permissions import Permission
from accounts.roles import DIRECT_ROLES, ROLES
from accounts.services import identities, invitations, users
from common.errors import Refused

LONGEST_SEARCH = 100

STATE_WORDS = {
    "active": gettext_lazy("ใช้งานอยู่"),
    "closed": gettext_lazy("ปิดแล้ว"),
    "erased": gettext_lazy("ลบข้อมูลแล้ว"),
}
HISTORY = {
    users.ACTIVE: gettext_lazy("เปิดบัญชี"),
    users.CORRECTED: gettext_lazy("แก้ไขบัญชี"),
    users.CLOSED: gettext_lazy("ปิดบัญชี"),
    users.ERASED: gettext_lazy("ลบข้อมูลส่วนบุคคล"),
    users.EXPORTED: gettext_lazy("ส่งออกข้อมูลส่วนบุคคล"),
    users.TAKEN_BACK: gettext_lazy("ถอนบทบาท"),
    identities.LINKED: gettext_lazy("เชื่อมกับผู้ให้บริการยืนยันตัวตน"),
    identities.UNLINKED: gettext_lazy("ยกเลิกการเชื่อม"),
} | {code: ROLES[code].label for code in DIRECT_ROLES}


@require_safe
@login_required
def account_list(request: Request) -> HttpResponse:
    """All accounts, to be searched by name, user name, e-mail and state."""
    request.user.authority.require(Permission.REFERENCE_EDIT)
    asked = {
        name: request.GET[name].strip()[:LONGEST_SEARCH].replace("\x00", "")
        for name in ("q", "state")
        if name in request.GET
    }
    page = selectors.account_list(Filters(**asked), request.GET.get("page"))
    context = {"page": page, "states": STATE_WORDS}
    return render(request, "accounts/administration/list.html", context)


@require_safe
@login_required
def account_detail(request: Request, pk: int) -> HttpResponse:
    """One account with everything that gives it rights, and what was done with it."""
    user = find_account(request.user, pk)
    context = {
        "account": selectors.account_page(user),
        "states": STATE_WORDS,
        "history_words": HISTORY,
        "is_self": user.pk == request.user.pk,
        "second_factor": frames.address("account_mfa_reset", user.pk),
    }
    return render(request, "accounts/administration/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_edit(request: Request, pk: int) -> HttpResponse:
    """Correct name, e-mail, telephone."""
    user = find_account(request.user, pk)
    form = CorrectForm(user, data(request))
    if request.method == "POST" and form.is_valid():
        try:
            users.correct(user=user, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("บันทึกบัญชีแล้ว"))
            return redirect("account_detail", user.pk)
    return _form(request, "accounts/administration/edit.html", user.pk, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def role_give(request: Request, pk: int) -> HttpResponse:
    """Give a role that no post gives."""
    user = find_account(request.user, pk)
    form = RoleForm(data(request))
    if request.method == "POST" and form.is_valid():
        try:
            users.grant(user=user, by=request.user, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("ให้บทบาทแล้ว มีผลทันที"))
            return redirect("account_detail", user.pk)
    return _form(request, "accounts/administration/role.html", user.pk, form)


@require_POST
@login_required
def account_link(request: Request, pk: int) -> HttpResponse:
    """Send the person a letter with which to link the account with a provider of identities."""
    user = find_account(request.user, pk)
    invitations.offer_link(user=user, by=request.user)
    messages.success(request, _("บันทึกคำเชิญแล้ว ระบบกำลังส่งจดหมาย"))
    return redirect("account_detail", user.pk)


def _form(request: Request, template: str, pk: int, form: CorrectForm | RoleForm) -> HttpResponse:
    account = find_account(request.user, pk)  # as stored, not as typed
    context = {"account": account, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)
