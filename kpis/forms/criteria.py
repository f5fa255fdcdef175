"""The criteria editor: weight, target and the criteria of one line, with its parts.

What was typed is never lost: every box of every method stays in the form, those of methods not in
use as hidden boxes, and buttons other than “save” only show the same form again.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from common.errors import Fault
from common.fields import DecimalTextField, ThaiDateField
from kpis.definition import LEVELS, Definition, Parts, plain
from kpis.forms.boxes import Boxes, part_count, read_spread
from kpis.models import Criteria

THRESHOLDS = 3
_ = gettext_lazy
FIVE = range(1, LEVELS + 1)
BOXES = {
    "interpolate": [f"level{n}" for n in FIVE],
    "step": [f"level{n}" for n in FIVE],
    "milestone": [f"milestone{n}" for n in FIVE],
    "anchors": [f"threshold{n}" for n in range(1, THRESHOLDS + 1)],
    "composite": [],
}
METHOD_CHOICES = [
    ("interpolate", _("เทียบสัดส่วนระหว่างระดับ")),
    ("step", _("ได้คะแนนเมื่อถึงระดับ")),
    ("milestone", _("ขั้นตอนความสำเร็จ 5 ขั้น")),
    ("composite", _("ตัวชี้วัดรวม")),
    ("anchors", _("เกณฑ์ 50 / 75 / 100")),
]


def methods_of(scale: str, *, part: bool = False) -> list[tuple[str, Any]]:
    """The methods that a card of this scale allows."""
    wanted = {"anchors", "composite"} if scale == "0-100" else set(BOXES) - {"anchors"}
    return [
        choice
        for choice in METHOD_CHOICES
        if choice[0] in wanted - ({"composite"} if part else set())
    ]


class _Boxes(forms.Form):
    """The boxes for levels, thresholds and milestone steps, of a line or of a part."""

    use_required_attribute = False  # buttons that store nothing must work in a form half filled

    def __init__(self, scale: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.scale = scale
        for number in FIVE:
            self.fields[f"level{number}"] = _figure(_("ระดับ %(n)s"), number)
            self.fields[f"milestone{number}"] = forms.CharField(
                label=str(_("ขั้นที่ %(n)s")) % {"n": number}, required=False, max_length=300
            )
        for number in range(1, THRESHOLDS + 1):
            self.fields[f"threshold{number}"] = _figure(_("เกณฑ์ที่ %(n)s"), number)
        for name in self._unused():
            # Kept as it was typed, whatever it is: it is not read while another method is chosen.
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def shown_method(self) -> str:
        """The method whose boxes are shown: the one chosen last."""
        given = (
            self.data.get(self.add_prefix("method"))
            if self.is_bound
            else self.initial.get("method")
        )
        chosen = str(given or "")
        return chosen if chosen in BOXES else next(iter(BOXES))

    def boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in BOXES[self.shown_method]]

    def hidden_boxes(self) -> list[forms.BoundField]:
        """Boxes of other methods, which keep what was typed into them."""
        return [self[name] for name in self._unused()]

    def _unused(self) -> list[str]:
        shown = set(BOXES[self.shown_method])
        return [name for names in _ALL_BOXES for name in names if name not in shown]

    def numbers(self, kind: str) -> tuple[Decimal, ...] | None:
        """The levels or thresholds; None where all are empty; faults at the empty ones else."""
        count = LEVELS if kind == "level" else THRESHOLDS
        names = [f"{kind}{number}" for number in range(1, count + 1)]
        values = [self.cleaned_data.get(name) for name in names]
        if all(value is None for value in values) and not any(n in self.errors for n in names):
            return None
        for name, value in zip(names, values, strict=True):
            if value is None and name not in self.errors:
                self.add_error(name, gettext("ช่องนี้ยังว่าง กรอกให้ครบทุกระดับ หรือเว้นว่างทั้งหมด"))
        return tuple(value for value in values if value is not None)

    def steps(self) -> tuple[str, ...] | None:
        texts = tuple(self.cleaned_data.get(f"milestone{n}") or "" for n in FIVE)
        return texts if any(texts) else None


_ALL_BOXES = [BOXES["interpolate"], BOXES["milestone"], BOXES["anchors"]]


def _figure(label: Any, number: int) -> DecimalTextField:
    return DecimalTextField(
        label=str(label) % {"n": number}, required=False, max_digits=24, decimal_places=8
    )


class SpreadField(DecimalTextField):
    """A number that may be typed with the sign of its heading, “±5”."""

    def read(self, typed: Any) -> Decimal:
        return read_spread(typed)


class CriteriaForm(_Boxes):
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


class PartForm(_Boxes):
    """One part of a composite indicator. A part that has parts itself is kept as it came."""

    id = forms.CharField(widget=forms.HiddenInput, max_length=30)
    nested = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("ชื่อส่วนย่อย"), max_length=300)
    weight = DecimalTextField(
        label=_("น้ำหนักของส่วน (รวมเป็น 1)"), min_value=0, max_value=1, decimal_places=8
    )
    method = forms.ChoiceField(label=_("วิธีให้คะแนน"))

    def __init__(self, scale: str, *args: Any, **options: Any) -> None:
        super().__init__(scale, *args, **options)
        self.fields["method"].choices = methods_of(scale, part=True)  # type: ignore[attr-defined]
        if self.has_parts:
            self.fields["method"] = forms.CharField(widget=forms.HiddenInput)

    @property
    def has_parts(self) -> bool:
        return bool(self["nested"].value())

    def part(self) -> dict[str, Any]:
        """The part as it is stored. Call on a valid form."""
        typed = self.cleaned_data
        base = {"id": typed["id"], "name": typed["name"], "weight": plain(typed["weight"])}
        if self.has_parts:
            return {**base, "method": "composite", "parts": _kept(typed["nested"])}
        method = typed["method"]
        if method == "milestone":
            return {**base, "method": method, "milestones": list(self.steps() or ())}
        kind = "threshold" if method == "anchors" else "level"
        bounds = self.numbers(kind)
        return {**base, "method": method, f"{kind}s": [plain(one) for one in bounds or ()]}


def _kept(nested: str) -> Parts:
    """Parts inside a part, which this screen shows but does not change."""
    try:
        parts = json.loads(nested)
    except ValueError:
        return []
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


class Editor:
    """The form of a line with the forms of its parts."""

    def __init__(
        self, line: Criteria, scale: str, typed: Boxes, *, check: bool, revising: bool
    ) -> None:
        self.line, self.scale, self.typed = line, scale, dict(typed)
        self.parts_faults: list[str] = []
        kind: dict[str, Any] = {"data": self.typed} if check else {"initial": _given(self.typed)}
        self.form = CriteriaForm(scale, revising=revising, **kind)
        self.parts = [
            PartForm(scale, prefix=f"part-{place}", **_part_kind(self.typed, place, check=check))
            for place in range(part_count(self.typed))
        ]

    @property
    def method(self) -> str:
        return self.form.shown_method

    def definition(self) -> Definition | None:
        """What was typed as plain values; None where a box cannot be read."""
        forms_used = self._in_use()
        valid = [form.is_valid() for form in forms_used]  # each of them: all faults show at once
        if not all(valid):
            return None
        typed = self.form.cleaned_data
        method = typed["method"]
        levels = self.form.numbers("level") if method in ("interpolate", "step") else None
        thresholds = self.form.numbers("threshold") if method == "anchors" else None
        parts = [part.part() for part in self.parts] if method == "composite" else []
        if any(form.errors for form in forms_used):
            return None
        given = Definition(
            weight=typed["weight"],
            target=typed["target"],
            target_level=typed["target_level"],
            method=method,
            levels=levels,
            milestones=self.form.steps() if method == "milestone" else None,
            thresholds=thresholds,
            parts=parts or None,
        )
        return None if self._would_wipe(given) else given

    def _would_wipe(self, given: Definition) -> bool:
        """Another method chosen and left empty: the criteria that stand would be gone unasked.

        Who means to clear them empties the boxes of the method that stands.
        """
        boxes = BOXES[given.method]
        if given.has_criteria or not self.line.has_criteria or boxes == BOXES[self.line.method]:
            return False
        if given.method == "composite":
            said = gettext("เพิ่มส่วนย่อยอย่างน้อยหนึ่งส่วน หรือเลือกวิธีให้คะแนนเดิม เกณฑ์เดิมยังอยู่")
            self.parts_faults.append(said)
        else:
            said = gettext("กรอกเกณฑ์ของวิธีที่เลือก หรือเลือกวิธีให้คะแนนเดิม เกณฑ์เดิมยังอยู่")
            self.form.add_error(boxes[0], said)
        return True

    def _in_use(self) -> list[CriteriaForm | PartForm]:
        return [self.form, *(self.parts if self.method == "composite" else [])]

    def show(self, faults: tuple[Fault, ...]) -> None:
        """Put a service's faults at the boxes they name."""
        for fault in faults:
            form: CriteriaForm | PartForm = self.form
            name = fault.field
            if name == "parts" and self.method == "composite":
                self.parts_faults.append(str(fault))
                continue
            if name.startswith("part") and "." in name:
                number, box = name.removeprefix("part").split(".", 1)
                if number.isdecimal() and 0 < int(number) <= len(self.parts):
                    form, name = self.parts[int(number) - 1], box
            form.add_error(name if name in form.fields else None, str(fault))

    def faults(self) -> Iterator[Fault]:
        """Every fault with the box it stands at, for the summary on top."""
        yield from (Fault(said, "parts") for said in self.parts_faults)
        for form in self._in_use():
            for name, errors in form.errors.items():
                for error in errors:
                    if name not in form.fields:
                        yield Fault(str(error))
                        continue
                    label = str(form[name].label)
                    said = str(error) if str(error).startswith(label) else f"{label}: {error}"
                    yield Fault(said, form.add_prefix(name))


def _given(typed: Boxes) -> dict[str, Any]:
    """Typed boxes as initial values; the three boxes of a date as their list."""
    date = [typed.get(f"effective_from_{box}", "") for box in ("day", "month", "year")]
    return {**typed, "effective_from": date} if any(date) else dict(typed)


def _part_kind(typed: Boxes, place: int, *, check: bool) -> dict[str, Any]:
    if check:
        return {"data": typed}
    before = f"part-{place}-"
    return {
        "initial": {k.removeprefix(before): v for k, v in typed.items() if k.startswith(before)}
    }
