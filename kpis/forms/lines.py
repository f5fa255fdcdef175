"""The forms in which lines of a card are numbered and weighed at once, and placed one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from common.errors import Fault
from common.fields import ThaiDateField
from common.language import page_language
from common.thai.digits import number_or_none, read_number
from common.thai.language import Unreadable
from kpis.definition import plain
from kpis.models import Criteria, Indicator
from kpis.services.changes import Addition, ChangeSet
from kpis.services.lines import Placing
from strategies.editing.forms import SEARCHED
from strategies.models import PlanNode

_ = gettext_lazy


class ChangeForm(forms.Form):
    """Why an agreed card changes, and from which day on."""

    use_required_attribute = False  # the button that only adds up must work without them

    effective_from = ThaiDateField(label=_("มีผลตั้งแต่"))
    reason = forms.CharField(label=_("เหตุผลที่แก้ไข"), widget=forms.Textarea({"rows": 3}))


class PlaceForm(ChangeForm):
    """Under which entry of the plan a line stands; of an agreed card with reason and day."""

    node = forms.ModelChoiceField(
        label=_("อยู่ภายใต้"),
        queryset=PlanNode.objects.none(),
        required=False,
        empty_label=_("ไม่อยู่ใต้รายการใดในแผน"),
        help_text=_("รายการในแผนของปีที่รับตัวชี้วัดได้ เว้นว่างเมื่อไม่อยู่ใต้รายการใด"),
        widget=forms.Select(SEARCHED),
    )
    field_order = ("node", "effective_from", "reason")

    def __init__(self, nodes: Sequence[PlanNode], *args: Any, agreed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        node_choice(self.fields["node"], nodes)
        if not agreed:
            del self.fields["effective_from"], self.fields["reason"]


def node_choice(choice: Any, nodes: Sequence[PlanNode]) -> None:
    """Give a field these entries of a plan to choose from, in their order."""
    choice.queryset = PlanNode.objects.filter(pk__in=[one.pk for one in nodes])
    choice.choices = [("", choice.empty_label), *((one.pk, str(one)) for one in nodes)]


@dataclass(eq=False)
class Row:
    """The boxes of one line, as typed; `add` is the indicator of a line that is to come."""

    key: str
    name: str
    code: str
    weight: str
    line: Criteria | None = None
    add: Indicator | None = None
    removed: bool = False
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def boxes(self) -> tuple[str, str]:
        """The names of the boxes for number and weight."""
        before = "added_" if self.add else ""
        return f"{before}code-{self.key}", f"{before}weight-{self.key}"


class LinesForm:
    """The lines of a card with numbers and weights. What was typed stays, whatever it is."""

    def __init__(
        self,
        lines: Sequence[Criteria],
        added: Sequence[Indicator] = (),
        typed: Mapping[str, Any] | None = None,
        first_code: str = "",
    ) -> None:
        typed = {} if typed is None else typed
        self.faults: list[Fault] = []
        self.rows = [
            Row(
                key=str(line.pk),
                name=line.indicator.name,
                code=str(typed.get(f"code-{line.pk}", line.code)),
                weight=str(typed.get(f"weight-{line.pk}", plain(line.weight))),
                line=line,
                removed=f"remove-{line.pk}" in typed,
            )
            for line in lines
        ]
        for place, one in enumerate(added):
            self.rows.append(
                Row(
                    key=str(one.pk),
                    name=one.name,
                    code=str(typed.get(f"added_code-{one.pk}", _counted(first_code, place))),
                    weight=str(typed.get(f"added_weight-{one.pk}", "")),
                    add=one,
                )
            )

    @property
    def total(self) -> Decimal:
        """The sum of the weights that can be read, without lines that are taken off."""
        read = (number_or_none(row.weight) for row in self.rows if not row.removed)
        return sum((weight for weight in read if weight is not None), Decimal(0))

    def placings(self) -> list[Placing] | None:
        """Numbers and weights of a draft card; None where a box cannot be read."""
        read = {row.key: self._weight(row) for row in self.rows}
        if self.faults:
            return None
        return [Placing(int(row.key), row.code, read[row.key] or Decimal(0)) for row in self.rows]

    def changes(self, under: PlanNode | None = None) -> ChangeSet | None:
        """What changes on an agreed card; None where a box cannot be read.

        under: the entry of the plan under which added lines come to stand.
        """
        read = {row.boxes: self._weight(row) for row in self.rows if not row.removed}
        if self.faults:
            return None
        weighed = {row: read[row.boxes] or Decimal(0) for row in self._kept()}
        return ChangeSet(
            weights={int(row.key): weight for row, weight in weighed.items() if row.line},
            removed=frozenset(int(row.key) for row in self.rows if row.removed),
            added=tuple(
                Addition(row.add, row.code.strip(), weight, under)
                for row, weight in weighed.items()
                if row.add
            ),
        )

    def show(self, faults: Sequence[Fault]) -> None:
        """Put a service's faults at the boxes they name."""
        for fault in faults:
            self._show(str(fault), fault.field)

    def _kept(self) -> list[Row]:
        return [row for row in self.rows if not row.removed]

    def _weight(self, row: Row) -> Decimal | None:
        try:
            return read_number(row.weight)
        except Unreadable as fault:
            self._show(fault.say(page_language()), row.boxes[1])
            return None

    def _show(self, said: str, box: str) -> None:
        for row in self.rows:
            if box in row.boxes:
                word = gettext("ลำดับ") if box == row.boxes[0] else gettext("น้ำหนัก")
                row.faults["code" if box == row.boxes[0] else "weight"] = said
                self.faults.append(Fault(f"{row.code or row.name} · {word}: {said}", box))
                return
        self.faults.append(Fault(said, box))


def _counted(first: str, place: int) -> str:
    """The number so many places behind the first: 4.5, 4.6, …"""
    group, dot, last = first.rpartition(".")
    return f"{group}{dot}{int(last) + place}" if last.isdecimal() else ""
