"""Accounts are given by the office; nobody signs up."""

import datetime as dt
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import SignInEvent
from accounts.services import sign_ins
from accounts.signing import letters, lockout

_WRONG = _("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง ตรวจการสะกดและแป้นพิมพ์ (ไทย/อังกฤษ) แล้วลองใหม่")
_LOCKED = "too_many_login_attempts"
# Which letter of ours tells what allauth wants to tell (templates/mail/account_….txt).
LETTERS = {
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "account/email/password_reset": "password_changed",
    "account/email/password_reset_key": "password_reset",
    "mfa/email/totp_activated": "factor_added",
    "mfa/email/totp_deactivated": "factor_removed",
    "mfa/email/webauthn_added": "factor_added",
    "mfa/email/webauthn_removed": "factor_removed",
    "mfa/email/recovery_codes_generated": "codes_made",
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in in the product's own words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "account_inactive": _("บัญชีนี้ถูกระงับ โปรดติดต่อผู้ดูแลระบบของจังหวัด"),
        "rate_limited": _("ส่งคำขอถี่เกินไป โปรดรอสักครู่แล้วลองใหม่"),
        "enter_current_password": _("รหัสผ่านปัจจุบันไม่ถูกต้อง"),
        "incorrect_password": _("รหัสผ่านไม่ถูกต้อง ตรวจแป้นพิมพ์ (ไทย/อังกฤษ) แล้วลองใหม่"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page that follows says enough: the name in the header, or the sign-in form."""

    # -- Lock-out ---------------------------------------------------------------------------------
    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse who failed too often, say until when, and write the refusal down."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            key = self._get_login_attempts_cache_key(request, **credentials)
            name = credentials.get("username") or credentials.get("email") or ""
            raise self.locked_out(request, key, tried=str(name)) from None

    def locked_out(
        self, request: HttpRequest, key: str, *, user: Any = None, tried: str = ""
    ) -> ValidationError:
        """The sentence for a pause, which says when it ends. Its first refusal becomes an event."""
        if lockout.is_first(request, key):
            sign_ins.record(
                kind=SignInEvent.Kind.LOCKED_OUT, user=user, tried=tried, request=request
            )
        left = lockout.pause(request, key)
        number = lockout.minutes(left)
        until = timezone.localtime(timezone.now() + dt.timedelta(seconds=left))
        return ValidationError(
            ngettext(
                "กรอกผิดหลายครั้ง ระบบพักการเข้าสู่ระบบของบัญชีนี้ชั่วคราว โปรดรอ %(number)d นาทีแล้วลองใหม่ "
                "(หลังเวลา %(until)s น.)",
                "กรอกผิดหลายครั้ง ระบบพักการเข้าสู่ระบบของบัญชีนี้ชั่วคราว โปรดรอ %(number)d นาทีแล้วลองใหม่ "
                "(หลังเวลา %(until)s น.)",
                number,
            )
            % {"number": number, "until": f"{until:%H:%M}"},
            code=_LOCKED,
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in need not say the password again a moment later."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    # -- Letters ----------------------------------------------------------------------------------
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        letters.send(email, LETTERS[template_prefix], context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        letters.tell(user, LETTERS[template_prefix], context or {})

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("my_account")
