"""Verbs on accounts. The office gives them; nobody signs up.

What is written into the history names the fields that changed, never what stood in them: the
history cannot be changed, and a person may ask for being forgotten (services/erasure.py).
"""

from typing import TypedDict, Unpack

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import DirectRole, User
from accounts.permissions import Permission
from accounts.services import changes, sessions
from common.cleaning import clean
from common.errors import Fault, Refused
from common.thai.text import normalise
from provinces.models import Area

ACTIVE, CLOSED, ERASED = "active", "closed", "erased"
CORRECTED, EXPORTED, TAKEN_BACK = "corrected", "exported", "taken_back"


class Facts(TypedDict, total=False):
    """What is known of a person; whatever is left out stays as it is."""

    name: str
    email: str
    phone: str


@transaction.atomic
def first_admin(*, username: str, name: str, email: str, password: str) -> User:
    """The installation's first system administrator: the one account that nobody gives."""
    if _admins().exists():
        raise Refused(_("ระบบมีผู้ดูแลระบบแล้ว โปรดให้ผู้ดูแลระบบเป็นผู้เปิดบัญชี"))
    user = new_account(username=username, name=name, email=email, password=password)
    DirectRole.objects.create(user=user, role="system_admin")
    workflow.record(user, action="create", before="", after=ACTIVE, by=user)
    return user


@transaction.atomic
def create(
    *, username: str, name: str, email: str, password: str, by: User, phone: str = ""
) -> User:
    """Open an account. What the person may do comes later, with a post or a direct role.

    Raises Refused for a username or e-mail that is taken, or a password that is too weak.
    """
    by.authority.require(Permission.REFERENCE_EDIT)
    user = new_account(username=username, name=name, email=email, password=password, phone=phone)
    workflow.record(user, action="create", before="", after=ACTIVE, by=by)
    return user


@transaction.atomic
def correct(*, user: User, by: User, **facts: Unpack[Facts]) -> User:
    """Correct the name, e-mail or telephone of a person; the history says which of them."""
    by.authority.require(Permission.REFERENCE_EDIT)
    user = locked(user)
    refuse_erased(user)
    changed = changes.make(user, facts)
    if not changed:
        return user
    _refuse_taken(user)
    clean(user)
    user.save(update_fields=changed.fields)
    labels = ", ".join(str(User._meta.get_field(name).verbose_name) for name in changed.fields)  # type: ignore[union-attr]
    workflow.record(user, action="correct", before=ACTIVE, after=CORRECTED, by=by, reason=labels)
    return user


@transaction.atomic
def grant(*, user: User, role: str, by: User, area: Area | None = None) -> DirectRole:
    """Give a role that no post gives: inspector (of an area, or of all) or system admin.

    Nobody gives one to themself, and a closed account gets none.
    """
    by.authority.require(Permission.REFERENCE_EDIT)
    if user.pk == by.pk:
        raise Refused(_("ท่านให้บทบาทแก่ตนเองไม่ได้ โปรดให้ผู้ดูแลระบบคนอื่นบันทึก"), field="role")
    if not user.is_active:
        raise Refused(_("บัญชีนี้ปิดอยู่ โปรดเปิดบัญชีก่อนให้บทบาท"), field="role")
    if area is not None and role == "system_admin":
        raise Refused(_("ผู้ดูแลระบบดูแลทั้งระบบ โปรดเว้นพื้นที่ว่างไว้"), field="area")
    granted = DirectRole(user=user, role=role, area=area)
    clean(granted)
    granted.save()
    workflow.record(user, action="grant", before="", after=role, by=by)
    return granted


@transaction.atomic
def take_back(*, granted: DirectRole, by: User, reason: str = "") -> None:
    """Take a direct role back. The last system administrator stays."""
    by.authority.require(Permission.REFERENCE_EDIT)
    if granted.user_id == by.pk:
        raise Refused(_("ท่านถอนบทบาทของตนเองไม่ได้ โปรดให้ผู้ดูแลระบบคนอื่นบันทึก"))
    if granted.role == "system_admin":
        refuse_last_admin(granted.user)
    role = granted.role
    granted.delete()
    workflow.record(
        granted.user, action="take_back", before=role, after=TAKEN_BACK, by=by, reason=reason
    )


@transaction.atomic
def close(*, user: User, by: User, reason: str) -> User:
    """Let nobody sign in with an account again. What the person did stays in the history.

    Its sessions end for good: none of them lives on when the account is opened again.
    """
    by.authority.require(Permission.REFERENCE_EDIT)
    if not reason.strip():
        raise Refused(_("โปรดบอกเหตุผลที่ปิดบัญชี"), field="reason")
    if user.pk == by.pk:
        raise Refused(_("ท่านปิดบัญชีของตนเองไม่ได้"))
    refuse_last_admin(user)
    if not locked(user).is_active:
        raise Refused(_("บัญชีนี้ปิดอยู่แล้ว"))
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions.end_all(user=user)
    workflow.record(user, action="close", before=ACTIVE, after=CLOSED, by=by, reason=reason)
    return user


@transaction.atomic
def reopen(*, user: User, by: User, reason: str) -> User:
    """Let a person sign in again who came back, or whose account was closed by mistake."""
    by.authority.require(Permission.REFERENCE_EDIT)
    if not reason.strip():
        raise Refused(_("โปรดบอกเหตุผลที่เปิดบัญชีอีกครั้ง"), field="reason")
    stored = locked(user)
    refuse_erased(stored)
    if stored.is_active:
        raise Refused(_("บัญชีนี้เปิดอยู่แล้ว"))
    user.is_active = True
    user.save(update_fields=["is_active"])
    workflow.record(user, action="reopen", before=CLOSED, after=ACTIVE, by=by, reason=reason)
    return user


@transaction.atomic
def export(*, user: User, by: User, reason: str = "") -> None:
    """Write down that a person's data is handed out: to them, or by the office with a reason."""
    if by.pk != user.pk:
        by.authority.require(Permission.REFERENCE_EDIT)
        if not reason.strip():
            raise Refused(_("โปรดบอกเหตุผลที่ส่งออกข้อมูล"), field="reason")
    now = ACTIVE if user.is_active else CLOSED
    workflow.record(user, action="export", before=now, after=EXPORTED, by=by, reason=reason)


def new_account(
    *, username: str, name: str, email: str, password: str | None, phone: str = ""
) -> User:
    """A stored account, for services that have asked who may; password None: there is none."""
    user = User(
        username=username.strip(),
        name=normalise(name),
        email=email.strip(),
        phone=normalise(phone),
    )
    if password is None:
        user.set_unusable_password()
    else:
        try:
            validate_password(password, user)
        except ValidationError as error:
            faults = [Fault(message, "password") for message in error.messages]
            raise Refused(faults=faults) from None
        user.set_password(password)
    _refuse_taken(user)
    clean(user)
    user.save()
    return user


def locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _refuse_taken(user: User) -> None:
    """One e-mail leads to one account: people sign in with it, and letters go to it."""
    others = User.objects.exclude(pk=user.pk)
    if others.filter(username__iexact=user.username).exists():
        raise Refused(_("มีผู้ใช้ชื่อผู้ใช้นี้แล้ว โปรดเลือกชื่ออื่น"), field="username")
    if user.email and others.filter(email__iexact=user.email).exists():
        raise Refused(_("อีเมลนี้เป็นของบัญชีอื่นแล้ว"), field="email")


def refuse_erased(user: User) -> None:
    if user.erased_at:
        raise Refused(_("ข้อมูลของบัญชีนี้ถูกลบแล้ว แก้ไขหรือเปิดใหม่ไม่ได้"))


def refuse_last_admin(user: User) -> None:
    """Somebody must be able to open accounts. The rows stay locked until this is through.

    Asked anew behind the lock: two administrators may be closing each other at this moment.
    """
    list(DirectRole.objects.select_for_update().filter(role="system_admin"))
    admins = set(_admins().values_list("user_id", flat=True))
    if admins == {user.pk}:
        raise Refused(_("เป็นผู้ดูแลระบบคนสุดท้าย โปรดตั้งผู้ดูแลระบบอีกคนก่อน"))


def _admins() -> models.QuerySet[DirectRole]:
    return DirectRole.objects.filter(role="system_admin", user__is_active=True)
