"""Forgetting a person who asks for it, without breaking the trail of what was decided.

What belongs to the person goes: name, user name, e-mail, telephone, password, every way of signing
in, sessions, invitations. What the person did for an office stays, under a number instead of a name
(docs/adr/0010-forgetting-a-person.md).
"""

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Invitation, User
from accounts.permissions import Permission
from accounts.services import sessions, users
from common import clock, slots
from common.errors import Refused

# Rows that would be deleted with an account, yet tell what an office did with the register.
STAYS = {"admin.logentry"}


@transaction.atomic
def erase(*, user: User, by: User, reason: str) -> User:
    """Close the account and take away everything that names the person.

    Raises Refused while the person holds a post, a seat or a direct role, from today on.
    """
    by.authority.require(Permission.REFERENCE_EDIT)
    if not reason.strip():
        raise Refused(_("โปรดบอกเหตุผลที่ลบข้อมูล"), field="reason")
    if user.pk == by.pk:
        raise Refused(_("ท่านลบข้อมูลของบัญชีตนเองไม่ได้ โปรดให้ผู้ดูแลระบบคนอื่นดำเนินการ"))
    users.refuse_last_admin(user)
    user = users.locked(user)
    users.refuse_erased(user)
    _refuse_holder(user)
    before = users.ACTIVE if user.is_active else users.CLOSED
    _forget_rows(user)
    sessions.forget_unlisted(user)
    _forget_facts(user)
    workflow.record(user, action="erase", before=before, after=users.ERASED, by=by, reason=reason)
    return user


def pseudonym(user: User) -> str:
    """What stands in place of a name: enough to tell two people apart, and no more."""
    with translation.override("th"):
        return str(User(pk=user.pk, erased_at=clock.now()))


def _refuse_holder(user: User) -> None:
    held = list(_held(user))
    if held:
        raise Refused(
            _("ผู้นี้ยังดำรงตำแหน่งหรือบทบาท: %(what)s โปรดบันทึกการพ้นก่อนลบข้อมูล")
            % {"what": ", ".join(held[:5])}
        )


def _held(user: User) -> Iterator[str]:
    tenures = user.tenures.from_day_on(clock.today()).select_related("post")
    yield from (str(tenure.post) for tenure in tenures)
    yield from (role.get_role_display() for role in user.direct_roles.all())
    for held in slots.held_by:
        yield from held(user)


def _forget_rows(user: User) -> None:
    """Whatever would be deleted with the account: sign-ins, identities, factors, invitations."""
    for relation in User._meta.related_objects:
        label = relation.related_model._meta.label_lower
        if relation.on_delete is models.CASCADE and label not in STAYS:
            rows: Any = relation.related_model._base_manager
            rows.filter(**{relation.field.name: user}).delete()
    if user.email:
        Invitation.objects.filter(email__iexact=user.email).delete()
    user.groups.clear()
    user.user_permissions.clear()


def _forget_facts(user: User) -> None:
    user.name, user.username = pseudonym(user), f"erased-{user.pk}"
    user.email = user.phone = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login, user.erased_at = None, clock.now()
    user.set_unusable_password()
    user.save()
