"""The criteria editor: weight, target and the criteria of one line, with its parts.

What was typed is never lost: every box of every method stays in the form, those of methods not in
use as hidden boxes, and buttons other than “save” only show the same form again.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from common.errors import Fault
from common.fields import DecimalTextField, ThaiDateField
from common.language import page_language
from kpis.definition import LEVELS, Definition, problems
from kpis.forms.boxes import Boxes, read_spread
from kpis.forms.parts import (
    BOXES,
    FIVE,
    THRESHOLDS,
    CriteriaBoxes,
    PartForm,
    methods_of,
    parts_of,
)
from kpis.models import Criteria

DEFAULT_LEVEL = 3
_ = gettext_lazy
_OF_PART = re.compile(r"part(?P<place>\d+(?:\.\d+)*)\.(?P<box>\w+)")


class SpreadField(DecimalTextField):
    """A number that may be typed with the sign of its heading, “±5”."""

    def read(self, typed: Any) -> Decimal:
        return read_spread(typed)


class CriteriaForm(CriteriaBoxes):
    """Weight, target and method of a line, and the boxes of its method."""

    weight = DecimalTextField(
        label=_("น้ำหนัก"), min_value=0, max_value=100, max_digits=7, decimal_places=4
    )
    target = DecimalTextField(label=_("ค่าเป้าหมาย"), required=False, max_digits=24, decimal_places=8)
    target_level = forms.TypedChoiceField(
        label=_("ค่าเป้าหมายอยู่ที่ระดับ"), coerce=int, choices=[(n, str(n)) for n in FIVE]
    )
    method = forms.ChoiceField(label=_("วิธีให้คะแนน"), widget=forms.RadioSelect)
    spread = SpreadField(
        label=_("ช่วงปรับเกณฑ์ ± ต่อ 1 คะแนน"),
        help_text=_("เช่น 5 ใส่ค่าลบ เช่น -5 เมื่อค่ายิ่งน้อยยิ่งดี"),
        required=False,
        max_digits=24,
        decimal_places=8,
    )

    def __init__(self, scale: str, *args: Any, revising: bool = False, **options: Any) -> None:
        super().__init__(scale, *args, **options)
        self.fields["method"].choices = methods_of(scale)  # type: ignore[attr-defined]
        if revising:
            self.fields["effective_from"] = ThaiDateField(label=_("เกณฑ์ใหม่มีผลตั้งแต่"))
            self.fields["reason"] = forms.CharField(
                label=_("เหตุผลที่แก้ไข"), widget=forms.Textarea({"rows": 3})
            )


class Editor:
    """The form of a line with the forms of its parts."""

    def __init__(
        self, line: Criteria, scale: str, typed: Boxes, *, check: bool, revising: bool
    ) -> None:
        self.line, self.scale, self.typed = line, scale, dict(typed)
        self.parts_faults: list[str] = []
        kind: dict[str, Any] = {"data": self.typed} if check else {"initial": _given(self.typed)}
        self.form = CriteriaForm(scale, revising=revising, **kind)
        self.parts = parts_of(scale, self.typed, check=check)

    @property
    def method(self) -> str:
        return self.form.shown_method

    def definition(self) -> Definition | None:
        """What was typed as plain values; None where something is wrong, said all at once."""
        forms_used = self._in_use()
        for form in forms_used:
            form.is_valid()
        given = self._read()
        if any(form.errors for form in forms_used):
            told = problems(given, scale=self.scale, code=self.line.code, half_read=True)
            self.show(tuple(Fault(one.say(page_language()), one.field) for one in told))
            return None
        return None if self._would_wipe(given) or self._without_parts(given) else given

    def _read(self) -> Definition:
        """What can be read of the boxes in use; faults of empty ones are put beside them."""
        typed, method = self.form.cleaned_data, self.form.shown_method
        bounds = {
            kind: self.form.numbers(kind) if method in methods else None
            for kind, methods in (("level", ("interpolate", "step")), ("threshold", ("anchors",)))
        }
        parts = [part.part() for part in self.parts] if method == "composite" else []
        return Definition(
            weight=typed.get("weight") or Decimal(0),
            target=typed.get("target"),
            target_level=typed.get("target_level") or DEFAULT_LEVEL,
            method=method,
            levels=_whole(bounds["level"], LEVELS),
            milestones=self.form.steps() if method == "milestone" else None,
            thresholds=_whole(bounds["threshold"], THRESHOLDS),
            parts=parts or None,
        )

    def _without_parts(self, given: Definition) -> bool:
        """A composite is nothing without parts: who has none yet keeps another method so long."""
        if given.method != "composite" or given.parts:
            return False
        self.parts_faults.append(
            gettext("ตัวชี้วัดรวมต้องมีส่วนย่อย เพิ่มส่วนย่อยอย่างน้อยหนึ่งส่วน หรือเลือกวิธีให้คะแนนอื่นไว้ก่อน")
        )
        return True

    def _would_wipe(self, given: Definition) -> bool:
        """Another method chosen and left empty: the criteria that stand would be gone unasked.

        Who means to clear them empties the boxes of the method that stands; of a composite, takes
        its parts away and chooses another method.
        """
        boxes = BOXES[given.method]
        if self.line.method == "composite" and not self.parts and given.method != "composite":
            return False
        if given.has_criteria or not self.line.has_criteria or boxes == BOXES[self.line.method]:
            return False
        if given.method == "composite":
            said = gettext("เพิ่มส่วนย่อยอย่างน้อยหนึ่งส่วน หรือเลือกวิธีให้คะแนนเดิม เกณฑ์เดิมยังอยู่")
            self.parts_faults.append(said)
        else:
            said = gettext("กรอกเกณฑ์ของวิธีที่เลือก หรือเลือกวิธีให้คะแนนเดิม เกณฑ์เดิมยังอยู่")
            self.form.add_error(boxes[0], said)
        return True

    @property
    def every_part(self) -> list[PartForm]:
        """All parts, of parts in parts too."""
        return [one for part in self.parts for one in (part, *part.every())]

    def trials(self) -> list[str]:
        """What is typed into the boxes that try the criteria, in the order of what is measured."""
        if self.method != "composite":
            return [self.form.trial()]
        return [part.trial() for part in self._used_parts() if not part.nests]

    def _used_parts(self) -> list[PartForm]:
        return [one for part in self.parts for one in part.used()]

    def _in_use(self) -> list[CriteriaForm | PartForm]:
        return [self.form, *(self._used_parts() if self.method == "composite" else [])]

    def show(self, faults: tuple[Fault, ...]) -> None:
        """Put a service's faults at the boxes they name."""
        for fault in faults:
            form: CriteriaForm | PartForm = self.form
            name = fault.field
            if name == "parts" and self.method == "composite":
                self.parts_faults.append(str(fault))
                continue
            match = _OF_PART.fullmatch(name)
            if match is not None:
                found = {part.number: part for part in self.every_part}.get(match["place"])
                if found is not None and match["box"] == "parts":
                    found.parts_faults.append(str(fault))
                    continue
                if found is not None:
                    form, name = found, match["box"]
            if name not in form.errors:
                form.add_error(name if name in form.fields else None, str(fault))

    def faults(self) -> Iterator[Fault]:
        """Every fault with the box it stands at, for the summary on top; parts are named."""
        yield from (Fault(said, "parts") for said in self.parts_faults)
        for form in self._in_use():
            before = ""
            if isinstance(form, PartForm):
                before = f"{gettext('ส่วนย่อยที่ %(n)s') % {'n': form.number}} · "
                yield from (Fault(before + said, form.count_name) for said in form.parts_faults)
            for name, errors in form.errors.items():
                for error in errors:
                    if name not in form.fields:
                        yield Fault(f"{before}{error}")
                        continue
                    label = str(form[name].label)
                    said = str(error) if str(error).startswith(label) else f"{label}: {error}"
                    yield Fault(before + said, form.add_prefix(name))


def _whole(bounds: tuple[Decimal, ...] | None, count: int) -> tuple[Decimal, ...] | None:
    """The bounds where all of them can be read."""
    return bounds if bounds is not None and len(bounds) == count else None


def _given(typed: Boxes) -> dict[str, Any]:
    """Typed boxes as initial values; the three boxes of a date as their list."""
    date = [typed.get(f"effective_from_{box}", "") for box in ("day", "month", "year")]
    return {**typed, "effective_from": date} if any(date) else dict(typed)
