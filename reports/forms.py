"""What a person says when asking for a report, and when checking one."""

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports import codes
from reports.models import EvaluationReport
from reports.services.verification import MAX_BYTES
from scorecards.models import Snapshot

MAX_TYPED = 200  # a code, or the whole address that is printed with it


class WordsForm(forms.Form):
    """In which language and with which digits a paper is to be printed."""

    language = forms.ChoiceField(
        label=_("ภาษา"), choices=settings.LANGUAGES, initial="th", widget=forms.RadioSelect
    )
    digits = forms.ChoiceField(
        label=_("ตัวเลข"),
        choices=EvaluationReport.Digits,
        initial=EvaluationReport.Digits.ARABIC,
        widget=forms.RadioSelect,
    )


class ReportForm(WordsForm):
    """Which frozen scorecard, in which language, with which digits."""

    field_order = ("snapshot", "language", "digits")

    snapshot = forms.ModelChoiceField(
        label=_("สกอร์การ์ดที่ตรึงไว้"),
        queryset=Snapshot.objects.none(),
        empty_label=None,
        help_text=_("รายงานจัดทำจากข้อมูลที่ตรึงไว้เท่านั้น ตัวเลขจึงไม่เปลี่ยนภายหลัง"),
        error_messages={"invalid_choice": _("ไม่พบสกอร์การ์ดที่ตรึงไว้ โปรดเลือกจากรายการ")},
    )

    def __init__(self, *args: Any, snapshots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["snapshot"]
        field.queryset = snapshots
        field.label_from_instance = _snapshot_label


def _snapshot_label(one: Snapshot) -> str:
    parts = [one.reference, one.round.label, one.get_kind_display(), one.title]
    return " · ".join(part for part in parts if part)


class CodeForm(forms.Form):
    """A code typed from paper."""

    code = forms.CharField(
        label=_("รหัสตรวจสอบ"),
        max_length=MAX_TYPED,
        strip=True,
        help_text=_("12 ตัว อยู่ท้ายทุกหน้าของเอกสาร เช่น 7K3M-Q9TD-04XZ พิมพ์ตัวเล็กหรือเว้นขีดก็ได้"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("พิมพ์รหัส 12 ตัวที่อยู่ท้ายหน้าเอกสาร")},
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if fault := wrong_count(code):
            raise forms.ValidationError(fault)
        return code


class FileForm(forms.Form):
    """A file to compare; nothing of it is kept."""

    file = forms.FileField(
        label=_("ไฟล์ PDF"),
        help_text=_("ไม่เกิน 50 MB ระบบเทียบลายนิ้วมือของไฟล์ (SHA-256) แล้วทิ้งไฟล์ ไม่เก็บไว้"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": _("เลือกไฟล์ PDF ที่ต้องการตรวจสอบ"),
            "empty": _("ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์อื่น"),
        },
    )
    code = forms.CharField(
        label=_("รหัสบนเอกสาร"),
        required=False,
        max_length=MAX_TYPED,
        help_text=_("ถ้ามี ระบบจะบอกได้ว่าไฟล์ถูกแก้ไขจากฉบับใด"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(too_large())
        return file


def too_large() -> str:
    return gettext("ไฟล์ใหญ่เกิน %(size)s เอกสารของระบบนี้ไม่ใหญ่ขนาดนั้น") % {
        "size": filesizeformat(MAX_BYTES)
    }


def wrong_count(code: str) -> str:
    """What to say of a code with too few or too many characters; empty when the number is right."""
    typed = codes.count(code)
    if typed == codes.LENGTH:
        return ""
    return gettext("พิมพ์มา %(typed)s ตัว รหัสมี %(length)s ตัว โปรดเทียบกับท้ายหน้าเอกสารอีกครั้ง") % {
        "typed": typed,
        "length": codes.LENGTH,
    }
