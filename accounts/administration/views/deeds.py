"""Deeds on an account that ask why: close, reopen, take back, unlink, hand out and erase data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.administration.places import data, find_account
from accounts.http import Request
from accounts.invitations.forms import ReasonForm
from accounts.models import User
from accounts.people.forms import refuse
from accounts.personal import bundle
from accounts.services import erasure, identities, users
from common.errors import Refused
from common.querysets import one_or_404

Act = Callable[[str], object]


@dataclass(frozen=True)
class Deed:
    """What is asked before something is done: the question, what will happen, the button."""

    title: str | Promise
    words: str | Promise
    button: str | Promise
    done: str | Promise
    kind: str = "solid"


CLOSE = Deed(
    gettext_lazy("ปิดบัญชี"),
    gettext_lazy("ผู้นี้จะออกจากระบบทันทีและเข้าสู่ระบบไม่ได้ สิ่งที่ทำไว้ยังอยู่ในประวัติ เปิดบัญชีอีกครั้งได้"),
    gettext_lazy("ปิดบัญชี"),
    gettext_lazy("ปิดบัญชีแล้ว"),
    "danger",
)
REOPEN = Deed(
    gettext_lazy("เปิดบัญชีอีกครั้ง"),
    gettext_lazy("ผู้นี้จะเข้าสู่ระบบได้อีก สิทธิเป็นไปตามตำแหน่งและบทบาทที่ดำรงอยู่วันนี้"),
    gettext_lazy("เปิดบัญชีอีกครั้ง"),
    gettext_lazy("เปิดบัญชีแล้ว"),
)
TAKE = Deed(
    gettext_lazy("ถอนบทบาท"),
    gettext_lazy("บทบาทนี้สิ้นสุดทันที ตำแหน่งที่ดำรงอยู่ไม่เปลี่ยน"),
    gettext_lazy("ถอนบทบาท"),
    gettext_lazy("ถอนบทบาทแล้ว"),
    "danger",
)
UNLINK = Deed(
    gettext_lazy("ยกเลิกการเชื่อมกับผู้ให้บริการ"),
    gettext_lazy("ผู้นี้จะเข้าสู่ระบบด้วยผู้ให้บริการนี้ไม่ได้ หากไม่มีรหัสผ่าน ต้องส่งคำเชิญเพื่อเชื่อมใหม่"),
    gettext_lazy("ยกเลิกการเชื่อม"),
    gettext_lazy("ยกเลิกการเชื่อมแล้ว"),
    "danger",
)
ERASE = Deed(
    gettext_lazy("ลบข้อมูลส่วนบุคคล"),
    gettext_lazy(
        "ชื่อ ชื่อผู้ใช้ อีเมล โทรศัพท์ รหัสผ่าน และวิธีเข้าสู่ระบบทั้งหมดจะถูกลบ บัญชีปิดถาวร เรียกคืนไม่ได้ "
        "สิ่งที่ตัดสินใจไว้ยังอยู่ในชื่อแทน และสกอร์การ์ดที่ตรึงแล้วไม่เปลี่ยน"
    ),
    gettext_lazy("ลบข้อมูลส่วนบุคคล"),
    gettext_lazy("ลบข้อมูลส่วนบุคคลแล้ว"),
    "danger",
)
EXPORT = Deed(
    gettext_lazy("ส่งออกข้อมูลส่วนบุคคล"),
    gettext_lazy("ไฟล์มีทุกอย่างที่ระบบเก็บเกี่ยวกับผู้นี้ โปรดส่งให้เจ้าของข้อมูลเท่านั้น"),
    gettext_lazy("ส่งออกเป็นไฟล์ zip"),
    "",
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_close(request: Request, pk: int) -> HttpResponse:
    user = find_account(request.user, pk)
    return _ask(
        request, user, CLOSE, lambda why: users.close(user=user, by=request.user, reason=why)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_reopen(request: Request, pk: int) -> HttpResponse:
    user = find_account(request.user, pk)
    return _ask(
        request, user, REOPEN, lambda why: users.reopen(user=user, by=request.user, reason=why)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def role_take(request: Request, pk: int, role: int) -> HttpResponse:
    user = find_account(request.user, pk)
    granted = one_or_404(user.direct_roles.select_related("area"), pk=role)

    def act(why: str) -> None:
        users.take_back(granted=granted, by=request.user, reason=why)

    return _ask(request, user, TAKE, act, of=granted.get_role_display())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def identity_unlink(request: Request, pk: int, identity: int) -> HttpResponse:
    user = find_account(request.user, pk)
    found = one_or_404(SocialAccount.objects.filter(user=user), pk=identity)

    def act(why: str) -> None:
        identities.unlink(identity=found, by=request.user, reason=why)

    return _ask(request, user, UNLINK, act)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_erase(request: Request, pk: int) -> HttpResponse:
    """Erase what names a person; refused while a post, a seat or a role is held."""
    user = find_account(request.user, pk)
    return _ask(
        request, user, ERASE, lambda why: erasure.erase(user=user, by=request.user, reason=why)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_export(request: Request, pk: int) -> HttpResponse:
    """Hand a person's data out, for a person who asked the office for it."""
    user = find_account(request.user, pk)
    form = ReasonForm(data(request))
    if request.method == "POST" and form.is_valid():
        users.export(user=user, by=request.user, **form.cleaned_data)
        return bundle.download(user)
    return _page(request, user, EXPORT, form)


def _ask(request: Request, user: User, deed: Deed, act: Act, **more: Any) -> HttpResponse:
    """Show the question; with a reason, do it and go back to the account."""
    form = ReasonForm(data(request))
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, str(deed.done))
            return redirect("account_detail", user.pk)
    return _page(request, user, deed, form, **more)


def _page(request: Request, user: User, deed: Deed, form: ReasonForm, **more: Any) -> HttpResponse:
    return render(
        request,
        "accounts/administration/deed.html",
        {"account": user, "deed": deed, "form": form, **more},
        status=422 if form.errors else 200,
    )
