"""Verbs on accounts. The office gives them; nobody signs up."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import DirectRole, User
from accounts.permissions import Permission
from common.cleaning import clean
from common.errors import Fault, Refused
from common.thai.text import normalise
from provinces.models import Area

ACTIVE, CLOSED = "active", "closed"


@transaction.atomic
def first_admin(*, username: str, name: str, email: str, password: str) -> User:
    """The installation's first system administrator: the one account that nobody gives."""
    if DirectRole.objects.filter(role="system_admin", user__is_active=True).exists():
        raise Refused(_("ระบบมีผู้ดูแลระบบแล้ว โปรดให้ผู้ดูแลระบบเป็นผู้เปิดบัญชี"))
    user = _new(username=username, name=name, email=email, password=password, phone="")
    DirectRole.objects.create(user=user, role="system_admin")
    workflow.record(user, action="create", before="", after=ACTIVE, by=user)
    return user


@transaction.atomic
def create(
    *, username: str, name: str, email: str, password: str, by: User, phone: str = ""
) -> User:
    """Open an account. What the person may do comes later, with a post or a direct role.

    Raises Refused for a username that is taken or a password that is too weak.
    """
    by.authority.require(Permission.REFERENCE_EDIT)
    user = _new(username=username, name=name, email=email, password=password, phone=phone)
    workflow.record(user, action="create", before="", after=ACTIVE, by=by)
    return user


@transaction.atomic
def grant(*, user: User, role: str, by: User, area: Area | None = None) -> DirectRole:
    """Give a role that no post gives: inspector (of an area, or of all) or system admin."""
    by.authority.require(Permission.REFERENCE_EDIT)
    granted = DirectRole(user=user, role=role, area=area)
    clean(granted)
    granted.save()
    workflow.record(user, action="grant", before="", after=role, by=by)
    return granted


@transaction.atomic
def close(*, user: User, by: User, reason: str) -> User:
    """Let nobody sign in with an account again. What the person did stays in the history."""
    by.authority.require(Permission.REFERENCE_EDIT)
    if not reason.strip():
        raise Refused(_("โปรดบอกเหตุผลที่ปิดบัญชี"), field="reason")
    if user.pk == by.pk:
        raise Refused(_("ท่านปิดบัญชีของตนเองไม่ได้"))
    user.is_active = False
    user.save(update_fields=["is_active"])
    workflow.record(user, action="close", before=ACTIVE, after=CLOSED, by=by, reason=reason)
    return user


def _new(*, username: str, name: str, email: str, password: str, phone: str) -> User:
    user = User(username=username.strip(), name=normalise(name), email=email.strip(), phone=phone)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(faults=[Fault(message, "password") for message in error.messages]) from None
    user.set_password(password)
    clean(user)
    user.save()
    return user
