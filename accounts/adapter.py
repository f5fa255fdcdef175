"""Accounts are given by the office; nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

_WRONG = _("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง ตรวจการสะกดและแป้นพิมพ์ (ไทย/อังกฤษ) แล้วลองใหม่")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in in the product's own words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "account_inactive": _("บัญชีนี้ถูกระงับ โปรดติดต่อผู้ดูแลระบบของจังหวัด"),
        "too_many_login_attempts": _(
            "กรอกรหัสผ่านผิดหลายครั้ง ระบบพักการเข้าสู่ระบบของบัญชีนี้ชั่วคราว โปรดรอ 5 นาทีแล้วลองใหม่"
        ),
        "rate_limited": _("ส่งคำขอถี่เกินไป โปรดรอสักครู่แล้วลองใหม่"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The page that follows says enough: the name in the header, or the sign-in form."""
