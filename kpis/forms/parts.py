"""The boxes in which criteria are typed, and the parts of a composite indicator, in one another.

What was typed is never lost: every box of every method stays in the form, those of methods not in
use as hidden boxes.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from common.fields import DecimalTextField
from kpis.definition import LEVELS, plain
from kpis.forms.boxes import Boxes, part_count
from kpis.models import Criteria
from kpis.part_weights import share
from kpis.scoring.values import MAX_DEPTH

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


def methods_of(scale: str, *, composite: bool = True) -> list[tuple[str, Any]]:
    """The methods that a card of this scale allows, in the words of the model."""
    wanted = {"anchors", "composite"} if scale == "0-100" else set(BOXES) - {"anchors"}
    return [
        choice
        for choice in Criteria.Method.choices
        if choice[0] in wanted - (set() if composite else {"composite"})
    ]


class _Trial(forms.TextInput):
    """A box that stores nothing: the criteria are tried with what is typed into it."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"})


class CriteriaBoxes(forms.Form):
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
        self.fields["trial"] = forms.CharField(
            label=gettext("ลองผล"),
            help_text=gettext("กรอกผลสมมติเพื่อดูคะแนน ไม่มีการบันทึก"),
            required=False,
            max_length=40,
            widget=_Trial(),
        )
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

    @property
    def trial_box(self) -> forms.BoundField:
        return self["trial"]

    def trial(self) -> str:
        """The result with which the criteria are tried, as typed."""
        return str(self["trial"].value() or "").strip()

    def steps(self) -> tuple[str, ...] | None:
        texts = tuple(self.cleaned_data.get(f"milestone{n}") or "" for n in FIVE)
        return texts if any(texts) else None


_ALL_BOXES = [BOXES["interpolate"], BOXES["milestone"], BOXES["anchors"]]


def _figure(label: Any, number: int) -> DecimalTextField:
    return DecimalTextField(
        label=str(label) % {"n": number}, required=False, max_digits=24, decimal_places=8
    )


class PartForm(CriteriaBoxes):
    """One part of a composite indicator, with the parts inside of it."""

    id = forms.CharField(widget=forms.HiddenInput, max_length=30)
    name = forms.CharField(label=_("ชื่อส่วนย่อย"), max_length=300)
    weight = DecimalTextField(
        label=_("น้ำหนักของส่วน (รวมเป็น 100)"), min_value=0, max_value=100, decimal_places=6
    )
    method = forms.ChoiceField(label=_("วิธีให้คะแนน"))

    def __init__(self, scale: str, typed: Boxes, place: tuple[int, ...], *, check: bool) -> None:
        self.place = place
        prefix = prefix_of(place)
        kind: dict[str, Any] = {"data": typed} if check else {"initial": _within(typed, prefix)}
        super().__init__(scale, prefix=prefix, **kind)
        self.may_nest = len(place) < MAX_DEPTH
        self.fields["method"].choices = methods_of(scale, composite=self.may_nest)  # type: ignore[attr-defined]
        self.parts = parts_of(scale, typed, place, check=check) if self.may_nest else []
        self.parts_faults: list[str] = []

    @property
    def path(self) -> str:
        """The part's place as its buttons name it: 0, 0-2."""
        return "-".join(map(str, self.place))

    @property
    def number(self) -> str:
        """The part's place as people count: 1, 1.3."""
        return ".".join(str(one + 1) for one in self.place)

    @property
    def count_name(self) -> str:
        """The hidden box that says how many parts are inside."""
        return f"{self.prefix}-parts"

    @property
    def nests(self) -> bool:
        """Whether the part is made up of parts itself."""
        return self.shown_method == "composite"

    def used(self) -> Iterator["PartForm"]:
        """The part and, where it is made up of parts, those in use inside of it."""
        yield self
        if self.nests:
            for inner in self.parts:
                yield from inner.used()

    def every(self) -> Iterator["PartForm"]:
        """All parts inside, used or not: what was typed into them stays."""
        for inner in self.parts:
            yield inner
            yield from inner.every()

    def part(self) -> dict[str, Any]:
        """The part as it is stored; what cannot be read is left out, with its fault at its box."""
        typed, method = self.cleaned_data, self.shown_method
        weight = typed.get("weight")
        base = {
            "id": typed.get("id", ""),
            "name": typed.get("name", ""),
            "weight": None if weight is None else plain(share(weight)),
            "method": method,
        }
        if method == "composite":
            return {**base, "parts": [inner.part() for inner in self.parts]}
        if method == "milestone":
            return {**base, "milestones": list(self.steps() or ())}
        kind = "threshold" if method == "anchors" else "level"
        bounds = self.numbers(kind)
        return {**base, f"{kind}s": [plain(one) for one in bounds or ()]}


def prefix_of(place: tuple[int, ...]) -> str:
    """The prefix of a part's boxes: part-0, part-0-part-2."""
    return "-".join(f"part-{one}" for one in place)


def parts_of(
    scale: str, typed: Boxes, place: tuple[int, ...] = (), *, check: bool
) -> list[PartForm]:
    """The forms of the parts of a line, or of those inside a part."""
    count = part_count(typed, prefix_of(place))
    return [PartForm(scale, typed, (*place, one), check=check) for one in range(count)]


def _within(typed: Boxes, prefix: str) -> Boxes:
    """What stands in the boxes of a part, without its prefix."""
    before = f"{prefix}-"
    return {k.removeprefix(before): v for k, v in typed.items() if k.startswith(before)}
