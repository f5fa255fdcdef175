"""Forms of invitations: what an office types to invite, and what a person types to accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import DIRECT_ROLES, choices
from common import clock
from common.fields import ThaiDateField
from provinces.models import Area

ACTING = [("", _("ดำรงตำแหน่งเต็ม")), ("acting", _("รักษาการ"))]


class PersonForm(forms.Form):
    """Who is invited.

    Whether an earlier invitation is given up is asked only where there is one.
    """

    name = forms.CharField(label=_("ชื่อและนามสกุล"), max_length=200)
    email = forms.EmailField(
        label=_("อีเมล"),
        max_length=254,
        help_text=_("จดหมายเชิญจะส่งไปที่นี่ ควรเป็นอีเมลของผู้นั้นเอง ไม่ใช่อีเมลกลาง"),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        if data and data.get("instead"):
            self.ask_instead()

    def ask_instead(self) -> None:
        """Ask whether the new invitation takes the place of the earlier one."""
        self.fields["instead"] = forms.BooleanField(
            label=_("ยกเลิกคำเชิญเดิมถึงอีเมลนี้ แล้วส่งฉบับนี้แทน"), required=False
        )


class PostInvitationForm(PersonForm):
    """Who is invited to a post, and from when."""

    acting = forms.ChoiceField(
        label=_("ดำรงตำแหน่งแบบใด"), choices=ACTING, required=False, widget=forms.RadioSelect
    )
    valid_from = ThaiDateField(label=_("ตั้งแต่วันที่"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"valid_from": clock.today(), "acting": ""})
        self.fields["acting"].needed = True  # type: ignore[attr-defined]

    def clean_acting(self) -> bool:
        return bool(self.cleaned_data["acting"])


class RoleField(forms.ChoiceField):
    """A direct role, or none."""

    def __init__(self, *, empty: Any, **kwargs: Any) -> None:
        super().__init__(choices=[("", empty), *choices(DIRECT_ROLES)], **kwargs)


def areas() -> Any:
    """Where an inspector's role may hold: provinces and clusters."""
    return Area.objects.planning().order_by("kind", "name_th")


class RoleInvitationForm(PersonForm):
    """Who is invited to an account, perhaps with a direct role."""

    role = RoleField(
        label=_("บทบาทโดยตรง"),
        empty=_("ไม่มี (เปิดบัญชีอย่างเดียว)"),
        required=False,
        help_text=_("บทบาทอื่นได้จากตำแหน่ง เชิญได้จากหน้าของตำแหน่งนั้น"),
    )
    area = forms.ModelChoiceField(
        label=_("พื้นที่ที่ตรวจราชการ"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("ทุกพื้นที่"),
        help_text=_("เฉพาะบทบาทผู้ตรวจราชการ"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["area"].queryset = areas()  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """The user name and password that the invited person chooses.

    by_provider: the person signs in through a provider of identities, and needs no password.
    """

    username = forms.CharField(
        label=_("ชื่อผู้ใช้"),
        max_length=150,
        validators=[User.username_validator],
        help_text=_("ตัวอักษร ตัวเลข และ @ . + - _ ไม่เว้นวรรค"),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("กรอกชื่อผู้ใช้")},
    )
    password = forms.CharField(
        label=_("รหัสผ่าน"),
        strip=False,
        help_text=_("อย่างน้อย 12 ตัวอักษร วลีที่จำได้ดีกว่าคำสั้นที่ซับซ้อน วางจากโปรแกรมจัดการรหัสผ่านได้"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("กรอกรหัสผ่าน")},
    )
    again = forms.CharField(
        label=_("รหัสผ่านอีกครั้ง"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("กรอกรหัสผ่านอีกครั้ง")},
    )

    def __init__(self, data: Any = None, *, by_provider: bool = False) -> None:
        super().__init__(data)
        if by_provider:
            self.fields["password"].required = self.fields["again"].required = False
        for name in ("password", "again"):
            self.fields[name].needed = True  # type: ignore[attr-defined]

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        typed = self.cleaned_data.get("password")
        if typed and typed != again:
            raise forms.ValidationError(_("รหัสผ่านสองช่องไม่ตรงกัน"))
        return again


class ReasonForm(forms.Form):
    """Why something is done; one line for the history."""

    reason = forms.CharField(
        label=_("เหตุผล"),
        max_length=300,
        help_text=_("จะอยู่ในประวัติตลอดไป โปรดอย่าใส่ข้อมูลส่วนบุคคล"),
        error_messages={"required": _("โปรดบอกเหตุผล")},
    )

    def __init__(self, data: Any = None, *, required: bool = True) -> None:
        super().__init__(data)
        self.fields["reason"].required = required
