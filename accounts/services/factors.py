"""Verbs on second factors: an administrator takes them away, because phones get lost."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import SignInEvent, User
from accounts.permissions import Permission
from accounts.services import sessions, sign_ins
from accounts.signing import letters
from common.errors import Refused

HELD, RESET = "factor_held", "factor_reset"


@transaction.atomic
def reset(*, user: User, by: User, reason: str, request: HttpRequest | None = None) -> None:
    """Take every second factor of a person away, end the person's sessions, and say so by letter.

    Raises Refused without a reason, for one's own account, and where there is no factor.
    """
    by.authority.require(Permission.REFERENCE_EDIT)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not reason.strip():
        raise Refused(_("โปรดบอกเหตุผลที่รีเซ็ต"), field="reason")
    if user.pk == by.pk:
        raise Refused(_("ท่านรีเซ็ตของตนเองไม่ได้ โปรดใช้หน้าบัญชีของฉัน หรือให้ผู้ดูแลระบบอีกคนดำเนินการ"))
    removed, _of_which = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise Refused(_("บัญชีนี้ไม่ได้ตั้งการยืนยันขั้นที่สองไว้"))
    workflow.record(user, action="factor_reset", before=HELD, after=RESET, by=by, reason=reason)
    sessions.end_all(user=user, request=request)
    sign_ins.record(
        kind=SignInEvent.Kind.FACTOR_REMOVED,
        user=user,
        note=SignInEvent.Note.BY_ADMIN,
        request=request,
    )
    letters.tell(user, "factor_reset", {"reason": reason.strip()})
