"""The form of one line's result in one round; its figure boxes follow the line's method."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.clock import today
from common.fields import DecimalTextField, ThaiDateField
from common.thai.digits import format_number
from kpis.models import Criteria, Result
from kpis.services.results import NOTES, Entry, leaves

NONE_DONE = "0"
LONG = {"rows": 4}
NOTE_LABELS = {
    "statement": _("คำชี้แจงการปฏิบัติงาน / มาตรการที่ได้ดำเนินการ"),
    "supporting": _("ปัจจัยสนับสนุนต่อการดำเนินงาน"),
    "obstacles": _("อุปสรรคต่อการดำเนินงาน"),
    "suggestions": _("ข้อเสนอแนะ"),
}


class ResultForm(forms.Form):
    """What an officer types. Everything is optional here: a draft may be incomplete.

    The figure is a value in the indicator's unit, the completed steps of a milestone, or a value
    or steps for each part of a composite (fields `part-<id>`).
    """

    not_applicable = forms.BooleanField(label=_("ขอยกเว้นตัวชี้วัดนี้ในรอบนี้"), required=False)
    not_applicable_reason = forms.CharField(
        label=_("เหตุผลที่ขอยกเว้น"),
        help_text=_("กรอกเฉพาะเมื่อขอยกเว้น สำนักงานจังหวัดจะพิจารณา"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, criteria: Criteria, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        figures = _figure_fields(criteria)
        self.figure_names = list(figures)
        as_of = ThaiDateField(label=_("ข้อมูล ณ วันที่"), required=False, latest=today)
        notes = {
            name: forms.CharField(label=label, required=False, widget=forms.Textarea(LONG))
            for name, label in NOTE_LABELS.items()
        }
        for field in (*figures.values(), as_of):
            # A draft may lack it, handing in may not: the template leaves "(optional)" out.
            field.needed = True  # type: ignore[attr-defined]
        self.fields = {**figures, "as_of": as_of, **notes, **self.fields}

    def figures(self) -> list[forms.BoundField]:
        return [self[name] for name in self.figure_names]

    def notes(self) -> list[forms.BoundField]:
        return [self[name] for name in NOTES]

    def entry(self) -> Entry:
        """What was typed, for the service. Call on a valid form."""
        typed = self.cleaned_data
        parts = {
            name.removeprefix("part-"): found
            for name in self.figure_names
            if name.startswith("part-") and (found := _part(typed[name])) is not None
        }
        return Entry(
            value=typed.get("value"),
            steps=_steps(typed.get("steps")),
            parts=parts or None,
            not_applicable=typed["not_applicable"],
            not_applicable_reason=typed["not_applicable_reason"],
            as_of=typed["as_of"],
            notes={name: typed[name] for name in NOTES},
        )


def initial(result: Result | None) -> dict[str, Any]:
    """What the boxes show when the form is opened."""
    if result is None:
        return {}
    shown: dict[str, Any] = {
        "value": result.value,
        "steps": _ticked(result.steps),
        "not_applicable": result.not_applicable,
        "not_applicable_reason": result.not_applicable_reason,
        "as_of": result.as_of,
        **{name: getattr(result, name) for name in NOTES},
    }
    for part, figure in (result.parts or {}).items():
        shown[f"part-{part}"] = _ticked(figure["steps"]) if "steps" in figure else figure["value"]
    return shown


def _figure_fields(criteria: Criteria) -> dict[str, forms.Field]:
    if criteria.has_criteria and criteria.method == Criteria.Method.MILESTONE:
        return {"steps": _steps_field(_("ขั้นที่ทำเสร็จแล้ว"), criteria.milestones or [])}
    if criteria.has_criteria and criteria.method == Criteria.Method.COMPOSITE:
        return {f"part-{part['id']}": _part_field(part) for part in leaves(criteria.parts or [])}
    return {
        "value": DecimalTextField(
            label=_("ผลการดำเนินงาน"),
            unit=criteria.indicator.unit,
            required=False,
            max_digits=24,
            decimal_places=8,
        )
    }


def _part_field(part: dict[str, Any]) -> forms.Field:
    name = part.get("name") or part["id"]
    if part["method"] == Criteria.Method.MILESTONE:
        return _steps_field(name, part.get("milestones") or [""] * 5)
    return DecimalTextField(
        label=name, unit=part.get("unit", ""), required=False, max_digits=24, decimal_places=8
    )


def _steps_field(label: Any, texts: list[str]) -> forms.Field:
    choices = [
        (str(number), _("ขั้นที่ %(n)s %(text)s") % {"n": number, "text": text})
        for number, text in enumerate(texts, 1)
    ]
    return forms.MultipleChoiceField(
        label=label,
        choices=[*choices, (NONE_DONE, _("ยังไม่เสร็จขั้นใด"))],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _steps(chosen: list[str] | None) -> tuple[int, ...] | None:
    """None while nothing is ticked; () for "none is done"."""
    if not chosen:
        return None
    return tuple(int(step) for step in chosen if step != NONE_DONE)


def _ticked(steps: list[int] | None) -> list[str]:
    if steps is None:
        return []
    return [str(step) for step in steps] or [NONE_DONE]


def _part(typed: Any) -> dict[str, Any] | None:
    if isinstance(typed, list):
        steps = _steps(typed)
        return None if steps is None else {"steps": list(steps)}
    return None if typed is None else {"value": format_number(typed).replace(",", "")}


class EvidenceForm(forms.Form):
    """A file or a link, with what it shows."""

    file = forms.FileField(
        label=_("ไฟล์หลักฐาน"),
        required=False,
        help_text=_("PDF, ภาพ, Word, Excel หรือ PowerPoint ไม่เกิน 20 MB"),
    )
    url = forms.CharField(label=_("หรือลิงก์"), required=False, max_length=500)
    shows = forms.CharField(label=_("หลักฐานนี้แสดงอะไร"), required=False, max_length=300)


class ReopenForm(forms.Form):
    """Until when a round takes reports again, and why."""

    closes = ThaiDateField(label=_("เปิดรับถึงวันที่"), earliest=today)
    reason = forms.CharField(label=_("เหตุผล"), widget=forms.Textarea({"rows": 2}))
