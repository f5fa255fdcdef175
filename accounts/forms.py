"""Forms of accounts."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """User name or e-mail and password; paste and password managers work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("ชื่อผู้ใช้หรืออีเมล"),
            widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
            error_messages={"required": _("กรอกชื่อผู้ใช้หรืออีเมล")},
        )
        self.fields["password"] = forms.CharField(
            label=_("รหัสผ่าน"),
            strip=False,
            widget=forms.PasswordInput({"autocomplete": "current-password"}),
            error_messages={"required": _("กรอกรหัสผ่าน")},
        )
        self.fields["remember"].label = _(
            "จำการเข้าสู่ระบบในเครื่องนี้ไว้ 12 ชั่วโมง (ไม่ควรใช้กับเครื่องส่วนกลาง)"
        )
        self.order_fields(["login", "password", "remember"])
