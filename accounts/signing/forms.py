"""Forms of passwords, second factors and events, in the product's own words."""

from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.fields import SetPasswordField
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import SignInEvent
from accounts.services import sign_ins
from accounts.signing.passwords import GuessableValidator
from accounts.signing.selectors import WantedEvents
from common.fields import ThaiDateField

LOCKED = "too_many_login_attempts"


# -- Passwords ------------------------------------------------------------------------------------
def _old(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": _("กรอกรหัสผ่าน")},
    )


class _NewPassword:
    """The two boxes for a new password; paste and password managers work."""

    fields: dict[str, Any]
    user: Any

    def set_up(self) -> None:
        first = SetPasswordField(
            label=_("รหัสผ่านใหม่"),
            help_text=GuessableValidator().get_help_text(),
            error_messages={"required": _("กรอกรหัสผ่านใหม่")},
        )
        first.user = self.user
        self.fields["password1"] = first
        self.fields["password2"] = forms.CharField(
            label=_("รหัสผ่านใหม่อีกครั้ง"),
            strip=False,
            widget=forms.PasswordInput({"autocomplete": "new-password"}),
            error_messages={"required": _("กรอกรหัสผ่านใหม่อีกครั้ง")},
        )
        first.widget.attrs = {"autocomplete": "new-password"}


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = _old(_("รหัสผ่านปัจจุบัน"))
        self.set_up()


class SetPasswordForm(_NewPassword, account.SetPasswordForm):
    """The first password of an account that had none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up()


class ResetPasswordKeyForm(_NewPassword, account.ResetPasswordKeyForm):
    """The new password behind the link of a letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up()


class ResetPasswordForm(account.ResetPasswordForm):
    """Ask for the link. An address that nobody has reads the same and sends nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("อีเมลของบัญชี")
        self.fields["email"].error_messages["required"] = _("กรอกอีเมลของบัญชี")
        self.fields["email"].widget.attrs = {"type": "email", "autocomplete": "email"}

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = super().save(request, **kwargs)
        sign_ins.record(kind=SignInEvent.Kind.RESET_ASKED, tried=email, request=request)
        return email


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _old(_("รหัสผ่าน"))


# -- Second factors -------------------------------------------------------------------------------
def _code(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none"}
        ),
        error_messages={"required": _("กรอกรหัส")},
    )


def _counted(user: Any, check: Callable[[], Any], *, tell: bool = False) -> Any:
    """The outcome of a check; a pause says until when, and where allauth is silent, we record."""
    try:
        return check()
    except ValidationError as error:
        if getattr(error, "code", "") == LOCKED:
            key = f"mfa-auth-user-{user.pk}"
            raise get_adapter().locked_out(context.request, key, user=user) from None
        if tell:
            sign_ins.record(
                kind=SignInEvent.Kind.FACTOR_FAILED,
                user=user,
                note=Authenticator.Type.WEBAUTHN,
                request=context.request,
            )
        raise


class CodeForm(mfa.AuthenticateForm):
    """The code asked for after the password: of the app, or one of the recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("รหัสยืนยัน"), _("รหัส 6 หลักจากแอป หรือรหัสสำรอง 8 หลัก"))

    def clean_code(self) -> Any:
        return _counted(self.user, super().clean_code)


class CodeAgainForm(mfa.ReauthenticateForm):
    """The same before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("รหัสยืนยัน"), _("รหัส 6 หลักจากแอป หรือรหัสสำรอง 8 หลัก"))

    def clean_code(self) -> Any:
        return _counted(self.user, super().clean_code)


class AppForm(totp.ActivateTOTPForm):
    """The first code of an app, which shows that it has taken the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code(_("รหัสจากแอป"), _("ตัวเลข 6 หลักที่แอปแสดงอยู่ขณะนี้"))


class _OfKey:
    """The hidden box into which the browser's answer goes, for the summary of errors."""

    fields: dict[str, Any]

    def name_box(self) -> None:
        box = self.fields["credential"]
        box.label = _("กุญแจความปลอดภัย")
        box.error_messages["required"] = _(
            "ยังไม่ได้อ่านกุญแจ กดปุ่มแล้วทำตามที่เบราว์เซอร์บอก (ต้องเปิด JavaScript)"
        )


class KeyForm(_OfKey, webauthn.AuthenticateWebAuthnForm):
    """What a security key answers after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_box()

    def clean_credential(self) -> Any:
        return _counted(self.user, super().clean_credential, tell=True)


class KeyAgainForm(_OfKey, webauthn.ReauthenticateWebAuthnForm):
    """The same before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_box()

    def clean_credential(self) -> Any:
        return _counted(self.user, super().clean_credential, tell=True)


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("ชื่อกุญแจ"),
        help_text=_("ชื่อที่ท่านจำได้ เช่น กุญแจสีดำ หรือโทรศัพท์เครื่องงาน"),
        max_length=60,
        error_messages={"required": _("ตั้งชื่อกุญแจ")},
    )


class AddKeyForm(_OfKey, webauthn.AddWebAuthnForm):
    """A new security key with a name; without a name it gets a number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name()
        self.fields["name"].required = False
        self.name_box()


class NameKeyForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name()


class ReasonForm(forms.Form):
    """Why an administrator takes a person's second factor away."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        help_text=_("เช่น โทรศัพท์หาย ยืนยันตัวบุคคลทางโทรศัพท์ของสำนักงานแล้ว เหตุผลนี้ส่งให้เจ้าของบัญชีด้วย"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("โปรดบอกเหตุผลที่รีเซ็ต")},
    )


# -- Events ---------------------------------------------------------------------------------------
class EventsForm(forms.Form):
    """Person, kind and days; all may stay empty."""

    person = forms.CharField(label=_("ชื่อหรือชื่อผู้ใช้"), required=False, max_length=150)
    kind = forms.ChoiceField(
        label=_("เหตุการณ์"),
        required=False,
        choices=[("", _("ทุกเหตุการณ์")), *SignInEvent.Kind.choices],
    )
    since = ThaiDateField(label=_("ตั้งแต่วันที่"), required=False)
    until = ThaiDateField(label=_("ถึงวันที่"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"))
        return given

    def wanted(self) -> WantedEvents:
        """What is looked for, of a form that is valid."""
        return WantedEvents(**{**self.cleaned_data, "person": self.cleaned_data["person"].strip()})
