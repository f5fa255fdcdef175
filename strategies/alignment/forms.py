"""The form of an area's own framework."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.people.forms import refuse
from common.errors import Refused
from common.fields import WholeNumberField
from strategies.alignment.models import Framework
from strategies.alignment.selectors import typed_items


class FrameworkForm(forms.Form):
    """Names, years and the items, one on each line. The code is given once and stays."""

    code = forms.RegexField(
        r"^[A-Za-z0-9-]+$",
        label=_("รหัสกรอบ"),
        max_length=30,
        help_text=_("ตัวอักษรอังกฤษ ตัวเลข หรือขีด เช่น agenda-2570 ตั้งแล้วไม่เปลี่ยน"),
        error_messages={"invalid": _("ใช้ตัวอักษรอังกฤษ ตัวเลข หรือขีดเท่านั้น")},
    )
    name_th = forms.CharField(label=_("ชื่อกรอบ"), max_length=200)
    name_en = forms.CharField(label=_("ชื่อภาษาอังกฤษ"), max_length=200, required=False)
    short_th = forms.CharField(label=_("ชื่อย่อ"), max_length=60, help_text=_("ใช้เป็นหัวตาราง"))
    short_en = forms.CharField(label=_("ชื่อย่อภาษาอังกฤษ"), max_length=60, required=False)
    first_year = WholeNumberField(label=_("ปี พ.ศ. แรก"), required=False, min_value=2400)
    last_year = WholeNumberField(label=_("ปี พ.ศ. สุดท้าย"), required=False, min_value=2400)
    items = forms.CharField(
        label=_("รายการ"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "หนึ่งรายการต่อบรรทัด: รหัส เว้นวรรค ชื่อ ถ้ามีชื่อภาษาอังกฤษให้คั่นด้วย | เช่น 1 เมืองสะอาด | Clean town"
        ),
    )

    def __init__(self, data: Any = None, *, framework: Framework | None = None) -> None:
        super().__init__(data)
        if framework is None:
            return
        del self.fields["code"]
        for name in self.fields:
            if name != "items":
                self.initial[name] = getattr(framework, name)
        self.initial["items"] = typed_items(framework)

    def refuse(self, refused: Refused) -> None:
        refuse(self, refused)
