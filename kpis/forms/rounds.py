"""Forms of reporting rounds: plan a year, move days, close and open in bulk, longer time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.clock import today
from common.fields import ThaiDateField
from common.thai.fiscal import month_end
from kpis.models import Round
from kpis.services.rounds import Planned
from provinces.models import Agency

PERIODS = ("6", "9", "12")
MONTHS = tuple(f"m{number}" for number in range(1, 13))
FIELDS = ("opens", "closes", "cut_off")
LOCK, UNLOCK = "lock", "unlock"
ALL = "all"


def proposed(fiscal_year: int, code: str) -> Planned:
    """The customary days of a round: data to the end of the period, reports in the month after;
    of a single month until the tenth."""
    monthly = code.startswith("m")
    number = int(code.removeprefix("m"))
    cut_off = month_end(fiscal_year, number)
    opens = cut_off + dt.timedelta(days=1)
    closes = opens.replace(day=10) if monthly else _end_of_month(opens)
    return Planned(
        Round.Kind.MONTH if monthly else code, opens, closes, cut_off, number if monthly else 0
    )


def _end_of_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


class PlannedForm(forms.Form):
    """One round of the year: whether it is to be set up, and its three days.

    Left unticked, nothing of it is read.
    """

    wanted = forms.BooleanField(required=False)
    opens = ThaiDateField(label=_("เปิดรับ"))
    closes = ThaiDateField(label=_("ครบกำหนดส่ง"))
    cut_off = ThaiDateField(label=_("ตัดข้อมูล ณ วันที่"))

    def __init__(self, fiscal_year: int, code: str, data: Any = None) -> None:
        known = proposed(fiscal_year, code)
        initial = {name: getattr(known, name) for name in FIELDS} | {"wanted": code in PERIODS}
        super().__init__(data, prefix=code, initial=initial)
        self.round = Round(fiscal_year=fiscal_year, kind=known.kind, number=known.number)
        self.fields["wanted"].label = gettext("กำหนด%(round)s") % {"round": self.round.label}

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.is_wanted:
            self.errors.clear()

    @property
    def code(self) -> str:
        return self.round.code

    @property
    def is_wanted(self) -> bool:
        return bool(self["wanted"].value())

    def planned(self) -> Planned:
        days = {name: self.cleaned_data[name] for name in FIELDS}
        return Planned(self.round.kind, number=self.round.number, **days)


class DatesForm(forms.Form):
    """New days of a round that is not closed, and why."""

    opens = ThaiDateField(label=_("เปิดรับ"))
    closes = ThaiDateField(label=_("ครบกำหนดส่ง"), earliest=today)
    cut_off = ThaiDateField(label=_("ตัดข้อมูล ณ วันที่"))
    reason = forms.CharField(label=_("เหตุผล"), widget=forms.Textarea({"rows": 2}))


class EndForm(forms.Form):
    """Why an exception ends before its day."""

    reason = forms.CharField(label=_("เหตุผลที่ยกเลิก"), widget=forms.Textarea({"rows": 2}))


class OpeningsForm(forms.Form):
    """Rounds and agencies that are ticked, and what is to be done with them."""

    rounds = forms.MultipleChoiceField(
        label=_("รอบ"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("โปรดเลือกอย่างน้อยหนึ่งรอบ")},
    )
    agencies = forms.MultipleChoiceField(
        label=_("หน่วยงาน"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("โปรดเลือกอย่างน้อยหนึ่งหน่วยงาน หรือเลือกทุกหน่วยงาน")},
    )
    action = forms.ChoiceField(
        label=_("ทำอะไร"),
        choices=[
            (LOCK, _("ปิดรับ")),
            (UNLOCK, _("เปิดรับอีกครั้ง หรือผ่อนผันให้หน่วยงานที่เลือก")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("โปรดเลือกว่าจะปิดหรือเปิดรับ")},
    )
    until = ThaiDateField(
        label=_("เปิดรับถึงวันที่"),
        required=False,
        help_text=_("กรอกเมื่อเปิดรับรอบที่ปิดรับแล้ว หรือผ่อนผันให้หน่วยงานส่งหลังวันครบกำหนด"),
    )
    reason = forms.CharField(
        label=_("เหตุผล"),
        required=False,
        help_text=_("ต้องกรอกเมื่อเปิดรับหรือผ่อนผัน"),
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self, data: Any = None, *, of_year: Sequence[Round], owing: Iterable[Agency]
    ) -> None:
        super().__init__(data)
        self.known_rounds = {one.code: one for one in of_year}
        self.known_agencies = {str(one.pk): one for one in owing}
        self._choices("rounds", [(one.code, one.label) for one in of_year])
        self._choices(
            "agencies",
            [(ALL, gettext("ทุกหน่วยงาน")), *((x, y.label) for x, y in self.known_agencies.items())],
        )

    def chosen(self) -> tuple[list[Round], list[Agency] | None]:
        """The rounds and the agencies; None where all were ticked."""
        picked = self.cleaned_data["agencies"]
        agencies = None if ALL in picked else [self.known_agencies[one] for one in picked]
        return [self.known_rounds[code] for code in self.cleaned_data["rounds"]], agencies

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices
