"""Made-up values for the gallery: each state once, and a form with everything wrong."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common import clock, states
from common.errors import Fault
from common.fields import DecimalTextField, MoneyField, ThaiDateField

WAYS = [("a", _("รายงานผลเป็นตัวเลข")), ("b", _("รายงานเป็นขั้นตอน")), ("c", _("ขอยกเว้นการประเมิน"))]


class GalleryForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("ชื่อโครงการ"), help_text=_("ขึ้นต้นด้วยคำกริยา เช่น “พัฒนา”"))
    value = DecimalTextField(label=_("ผลการดำเนินงาน"), unit=_("ร้อยละ"))
    budget = MoneyField(label=_("งบประมาณ"), required=False)
    as_of = ThaiDateField(label=_("ข้อมูล ณ วันที่"), help_text=_("เช่น 30 มิถุนายน 2570"))
    way = forms.ChoiceField(label=_("วิธีรายงาน"), choices=WAYS, widget=forms.RadioSelect)
    places = forms.MultipleChoiceField(
        label=_("อำเภอ"),
        choices=[("1", "เมืองนครสวรรค์"), ("2", "ชุมแสง"), ("3", "ตาคลี")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    round = forms.ChoiceField(
        label=_("รอบรายงาน"), choices=[("", _("เลือกรอบ")), ("6", _("รอบ 6 เดือน"))]
    )
    note = forms.CharField(label=_("คำชี้แจง"), widget=forms.Textarea, required=False)
    file = forms.FileField(label=_("หลักฐาน"), help_text=_("PDF รูปภาพ หรือ Excel ไม่เกิน 20 MB"))
    sure = forms.BooleanField(label=_("ตรวจแล้วว่าข้อมูลถูกต้อง"))


@dataclass(frozen=True)
class Moved:
    """A row of a history."""

    by: str
    at: dt.datetime
    to_state: str
    reason: str = ""


def example() -> dict[str, Any]:
    """The context of the gallery."""
    day, now = clock.today(), clock.now()
    return {
        "states": states.STATES,
        "scores": [Decimal(s) for s in ("5", "4.2", "3.64", "2", "1")],
        "changes": [Decimal("0.12"), Decimal("-0.5"), Decimal(0), None],
        "levels": [Decimal(n) for n in (5, 10, 15, 20, 25)],
        "value": Decimal("17.5"),
        "target": Decimal(15),
        "soon": day + dt.timedelta(days=12),
        "late": day - dt.timedelta(days=3),
        "now": now,
        "moves": [
            Moved(str(_("ผู้ใช้ตัวอย่าง นักยุทธศาสตร์")), now, "returned", str(_("แนบหลักฐานของไตรมาส 2"))),
            Moved(str(_("ผู้ใช้ตัวอย่าง หัวหน้าหน่วยงาน")), now, "certified"),
            Moved(str(_("ผู้ใช้ตัวอย่าง เจ้าหน้าที่")), now, "submitted"),
        ],
        "sample_faults": [
            Fault(str(_("น้ำหนักรวมเป็น 95 ต้องเป็น 100"))),
            Fault(str(_("แถว 7: เกณฑ์ต้องเรียงจากน้อยไปมาก")), "D7"),
        ],
        "empty_form": GalleryForm(auto_id="empty_%s"),
        "wrong_form": GalleryForm({"value": "สิบเจ็ด", "as_of_day": "31", "as_of_month": "2"}),
        "is_sample": True,
    }
