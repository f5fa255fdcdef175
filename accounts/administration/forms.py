"""Forms of the administration of accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.invitations.forms import RoleField, areas
from accounts.models import User
from accounts.people.forms import ServedForm
from provinces.models import Area


class CorrectForm(ServedForm):
    """What is known of a person."""

    class Meta:
        model = User
        fields = ("name", "email", "phone")

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, instance=user)
        self.fields["email"].help_text = _("ใช้เข้าสู่ระบบและรับจดหมายจากระบบ ไม่ซ้ำกับบัญชีอื่น")


class RoleForm(forms.Form):
    """A role that no post gives, and where it holds."""

    role = RoleField(
        label=_("บทบาทโดยตรง"),
        empty=_("เลือกบทบาท"),
        error_messages={"required": _("เลือกบทบาท")},
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
