"""Forms of importing indicators: the file, and how its columns are to be read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import WholeNumberField
from common.language import page_language
from kpis.sheets.columns import LABELS, LEVELS, THRESHOLDS, Column
from kpis.sheets.reading import Choice, Reading


class UploadForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label=_("ไฟล์ตารางตัวชี้วัด (.xlsx)"),
        help_text=_("ใช้ไฟล์ของหน่วยงานได้เลย ระบบจะหาหัวตารางเอง แล้วให้ท่านตรวจก่อนบันทึก"),
        error_messages={
            "required": _("โปรดเลือกไฟล์"),
            "empty": _("ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่"),
            "missing": _("โปรดเลือกไฟล์"),
            "invalid": _("โปรดเลือกไฟล์"),
        },
        max_length=200,
        widget=forms.FileInput({"accept": ".xlsx"}),
    )


class MappingForm(forms.Form):
    """Which sheet, where its rows begin, and what each column holds (fields `column-A`, …)."""

    sheet = forms.ChoiceField(label=_("แผ่น"))
    first_row = WholeNumberField(label=_("แถวแรกของข้อมูล"), min_value=1)

    def __init__(self, reading: Reading, scale: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reading = reading
        self.fields["sheet"].choices = [  # type: ignore[attr-defined]
            (name, str(_("%(name)s (ซ่อนอยู่)") % {"name": name}) if name in reading.hidden else name)
            for name in reading.sheets
        ]
        self.initial.setdefault("sheet", reading.sheet)
        self.initial.setdefault("first_row", reading.layout.first_row + 1)
        choices = column_choices(scale)
        for column in reading.columns:
            name = f"column-{column.letter}"
            self.fields[name] = forms.ChoiceField(
                label=_("คอลัมน์ %(letter)s") % {"letter": column.letter},
                choices=choices,
                required=False,
            )
            self.initial.setdefault(name, column.column.value)

    def columns(self) -> list[tuple[Any, forms.BoundField]]:
        """Each column of the sheet with its select."""
        return [(column, self[f"column-{column.letter}"]) for column in self.reading.columns]

    def choice(self) -> Choice:
        """What was chosen. Call on a valid form. Another sheet is read afresh."""
        typed = self.cleaned_data
        if typed["sheet"] != self.reading.sheet:
            return Choice(sheet=typed["sheet"])
        columns = tuple(
            Column(typed[f"column-{column.letter}"] or "") for column in self.reading.columns
        )
        return Choice(typed["sheet"], columns, typed["first_row"])


def column_choices(scale: str) -> list[tuple[str, str]]:
    """What a column can hold, on a card of this scale."""
    left_out = LEVELS if scale == "0-100" else THRESHOLDS
    language = page_language()
    return [
        (column.value, said.say(language))
        for column, said in LABELS.items()
        if column not in left_out
    ]
