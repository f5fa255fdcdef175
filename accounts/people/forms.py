"""Forms of the register: agencies, posts, and who holds them from when to when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Post, Tenure, User
from accounts.roles import POST_ROLES, choices
from accounts.services.posts import ANOTHER_AREA
from common.errors import Refused
from common.fields import ThaiDateField
from provinces.models import Agency, Area


class ServedForm(forms.ModelForm):
    """A form over a row that a service writes: it checks boxes, the service has the last word."""

    def _post_clean(self) -> None:
        """Leave the object alone."""

    def refuse(self, refused: Refused) -> None:
        refuse(self, refused)


def refuse(form: forms.BaseForm, refused: Refused) -> None:
    """Show each fault at its box, and those without one above the form."""
    for fault in refused.faults:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault))


class AgencyForm(ServedForm):
    """An office of the area or of one of its districts."""

    area = forms.ModelChoiceField(label=_("พื้นที่"), queryset=Area.objects.none(), empty_label=None)
    closed_on = ThaiDateField(
        label=_("เลิกใช้เมื่อ"),
        required=False,
        help_text=_("วันสุดท้ายที่มีหน่วยงานนี้ เว้นว่างไว้ถ้ายังมีอยู่"),
    )

    class Meta:
        model = Agency
        fields = (
            "code",
            "name_th",
            "name_en",
            "short_name",
            "sector",
            "line_ministry",
            "phone",
            "email",
        )

    def __init__(self, area: Area, data: Any = None, *, agency: Agency | None = None) -> None:
        super().__init__(data, instance=agency)
        places = Area.objects.filter(pk=area.pk) | Area.objects.filter(province=area)
        if agency is not None or not area.districts.exists():
            del self.fields["area"]
        else:
            self.fields["area"].queryset = places.order_by("kind", "name_th")  # type: ignore[attr-defined]
            self.initial["area"] = area.pk
        if agency is None:
            del self.fields["closed_on"]
        else:
            self.initial["closed_on"] = agency.closed_on
        self.fields["code"].help_text = _("รหัสที่ใช้ในพื้นที่นี้ ไม่ซ้ำกัน เช่น NS-CDD")
        self.fields["line_ministry"].help_text = _("กระทรวงหรือกรมต้นสังกัด ถ้ามี")


class PostForm(ServedForm):
    """A post with the roles that whoever holds it has."""

    agency = forms.ModelChoiceField(
        label=_("หน่วยงาน"),
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": ANOTHER_AREA},
    )
    roles = forms.MultipleChoiceField(
        label=_("บทบาท"),
        choices=choices(POST_ROLES),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("ผู้ดำรงตำแหน่งทำได้ตามบทบาทที่เลือก ไม่เลือกเลยหมายถึงไม่มีสิทธิในระบบ"),
    )

    class Meta:
        model = Post
        fields = ("title_th", "title_en", "phone")

    field_order = ("agency", "title_th", "title_en", "roles", "phone")

    def __init__(self, agencies: Any, data: Any = None, *, post: Post | None = None) -> None:
        super().__init__(data, instance=post)
        if post is None:
            del self.fields["agency"]
            return
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.initial["agency"] = post.agency_id
        self.initial["roles"] = post.roles


class TenureBeginForm(forms.Form):
    """Who takes a post, from when, in full or acting."""

    user = forms.ModelChoiceField(
        label=_("ผู้ที่จะดำรงตำแหน่ง"),
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("เลือกผู้ที่จะดำรงตำแหน่ง"),
            "invalid_choice": _("ไม่พบบัญชีนี้ในผลการค้นหา โปรดค้นหาแล้วเลือกใหม่"),
        },
    )
    acting = forms.ChoiceField(
        label=_("ดำรงตำแหน่งแบบใด"),
        choices=[("", _("ดำรงตำแหน่งเต็ม")), ("acting", _("รักษาการ"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("ผู้ดำรงตำแหน่งเต็มมีได้คนเดียวในวันเดียวกัน ผู้รักษาการมีเพิ่มได้"),
    )
    valid_from = ThaiDateField(label=_("ตั้งแต่วันที่"))
    valid_to = ThaiDateField(label=_("ถึงวันที่"), required=False, help_text=_("เว้นว่างไว้ถ้ายังไม่รู้วันสิ้นสุด"))

    def __init__(self, found: Any, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        people = self.fields["user"]
        people.queryset = found  # type: ignore[attr-defined]
        people.label_from_instance = _account  # type: ignore[attr-defined]
        self.fields["acting"].needed = True  # type: ignore[attr-defined]

    def clean_acting(self) -> bool:
        return bool(self.cleaned_data["acting"])


class TenureEndForm(forms.Form):
    """The last day of a tenure, and why."""

    valid_to = ThaiDateField(label=_("วันสุดท้ายที่ดำรงตำแหน่ง"))
    reason = forms.CharField(
        label=_("เหตุผล"), required=False, max_length=300, help_text=_("เช่น ย้าย เกษียณ คำสั่งที่ …")
    )

    def __init__(self, tenure: Tenure, data: Any = None) -> None:
        super().__init__(data, initial={"valid_to": tenure.valid_to})


class SheetForm(forms.Form):
    """One workbook of agencies and posts."""

    file = forms.FileField(
        label=_("ไฟล์หน่วยงานและตำแหน่ง (.xlsx)"),
        help_text=_("ยังไม่บันทึกอะไรจนกว่าท่านจะตรวจและยืนยัน"),
        error_messages=dict.fromkeys(("required", "missing", "invalid"), _("โปรดเลือกไฟล์"))
        | {"empty": _("ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่")},
        max_length=200,
        widget=forms.FileInput({"accept": ".xlsx"}),
    )


def _account(user: User) -> str:
    return f"{user.name} · {user.username}" + (f" · {user.email}" if user.email else "")
