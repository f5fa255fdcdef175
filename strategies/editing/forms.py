"""Forms on plans, their nodes and their labels. The services have the last word."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.people import forms as people
from common.errors import Refused
from common.fields import DecimalTextField, ThaiDateField, WholeNumberField
from strategies import hosts
from strategies.levels import LevelRule, Rules
from strategies.models import Plan, PlanNode, PlanTemplate

SEARCHED = {
    "data-search": "yes",
    "data-few": _("พิมพ์เพื่อค้นหา แล้วใช้ลูกศรขึ้นลงเลือก"),
    "data-none": _("ไม่พบรายการที่ตรงกัน"),
    "data-found": _("จำนวนที่พบ"),
}
EARLIEST, LATEST = 2400, 2599  # years that have an address


class HostChoice(forms.ModelChoiceField):
    """A post, with its agency in front."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.agency.label} – {obj.title}"


class RefusableForm(forms.Form):
    """A form whose service may refuse: each fault goes to its box."""

    def refuse(self, refused: Refused) -> None:
        people.refuse(self, refused)


class ReviseForm(RefusableForm):
    """The title of the next version."""

    title = forms.CharField(label=_("ชื่อแผน"), max_length=300, widget=forms.Textarea({"rows": 2}))
    title_en = forms.CharField(
        label=_("ชื่อแผนภาษาอังกฤษ"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class PlanForm(ReviseForm):
    """A plan: its title and years; with its template where it is a new one."""

    template = forms.ModelChoiceField(
        label=_("แม่แบบของแผน"),
        queryset=PlanTemplate.objects.all(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=_("แม่แบบกำหนดระดับของแผนและชื่อเรียก ซึ่งปรับชื่อเรียกได้ภายหลัง"),
    )
    first_year = WholeNumberField(label=_("ปีงบประมาณแรก"), help_text=_("ปี พ.ศ. เช่น 2571"))
    last_year = WholeNumberField(label=_("ปีงบประมาณสุดท้าย"), help_text=_("ปี พ.ศ. เช่น 2575"))

    field_order = ("template", "title", "title_en", "first_year", "last_year")

    def __init__(self, data: Any = None, *, plan: Plan | None = None) -> None:
        super().__init__(data)
        if plan is not None:
            del self.fields["template"]
            self.initial = {
                name: getattr(plan, name)
                for name in ("title", "title_en", "first_year", "last_year")
            }
        else:
            newest = PlanTemplate.objects.order_by("-last_year").first()
            self.initial = {"template": newest.pk if newest else None}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for name in ("first_year", "last_year"):
            year = given.get(name)
            if year is not None and not EARLIEST <= year <= LATEST:
                self.add_error(name, gettext("กรอกปี พ.ศ. 4 หลัก เช่น 2571"))
        if not self.errors and given["last_year"] < given["first_year"]:
            self.add_error("last_year", gettext("ปีสุดท้ายต้องไม่ก่อนปีแรก"))
        return given


class NodeForm(RefusableForm):
    """One entry: its words, code, host, joint agencies, and its weight where it carries one."""

    title_th = forms.CharField(label=_("ชื่อ"), max_length=500, widget=forms.Textarea({"rows": 2}))
    title_en = forms.CharField(
        label=_("ชื่อภาษาอังกฤษ"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    code = forms.CharField(
        label=_("รหัส"), max_length=20, required=False, widget=forms.TextInput({"size": 12})
    )
    weight = DecimalTextField(
        label=_("น้ำหนัก"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
        help_text=_("น้ำหนักของทุกรายการในระดับนี้รวมกันต้องเป็น 100"),
    )
    host = HostChoice(
        label=_("เจ้าภาพ"),
        queryset=PlanNode.objects.none(),
        required=False,
        empty_label=_("ยังไม่กำหนด"),
        widget=forms.Select(SEARCHED),
        help_text=_("ตำแหน่งเดียวที่รับผิดชอบ พิมพ์ชื่อหน่วยงานหรือตำแหน่งเพื่อค้นหา"),
    )
    joint_agencies = forms.ModelMultipleChoiceField(
        label=_("หน่วยงานร่วม"),
        queryset=PlanNode.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, plan: Plan, rule: LevelRule, data: Any = None, *, node: PlanNode | None = None
    ) -> None:
        super().__init__(data)
        self.fields["host"].queryset = hosts.posts(plan.area)  # type: ignore[attr-defined]
        self.fields["joint_agencies"].queryset = hosts.agencies(plan.area)  # type: ignore[attr-defined]
        if not rule.weighted:
            del self.fields["weight"]
        if node is None:
            self.fields["code"].help_text = _("เว้นว่างไว้เพื่อใช้รหัสถัดไป")
            return
        self.initial = {
            name: getattr(node, name)
            for name in ("title_th", "title_en", "code", "weight", "edition")
        }
        self.initial["host"] = node.host_id
        self.initial["joint_agencies"] = [one.pk for one in node.joint_agencies.all()]

    def values(self) -> dict[str, Any]:
        """What `nodes.add` and `nodes.edit` take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "edition"}


class MoveForm(RefusableForm):
    """What a node is to stand under, and whether first or last there."""

    parent = forms.TypedChoiceField(
        label=_("ย้ายไปอยู่ภายใต้"), coerce=int, widget=forms.Select(SEARCHED)
    )
    place = forms.ChoiceField(
        label=_("วางไว้"),
        choices=[("last", _("ท้ายสุด")), ("first", _("แรกสุด"))],
        widget=forms.RadioSelect,
        initial="last",
    )

    def __init__(self, parents: list[tuple[int, str]], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["parent"].choices = parents  # type: ignore[attr-defined]


class ReasonForm(RefusableForm):
    """Why a submitted version goes back."""

    reason = forms.CharField(label=_("เหตุผล"), max_length=500, widget=forms.Textarea({"rows": 3}))


class AdoptForm(RefusableForm):
    """The resolution that adopted the version, as its paper names it."""

    committee = forms.CharField(
        label=_("คณะกรรมการ"),
        max_length=200,
        help_text=_("เช่น คณะกรรมการบริหารงานจังหวัดแบบบูรณาการ (ก.บ.จ.)"),
    )
    number = forms.CharField(label=_("มติครั้งที่"), max_length=60, help_text=_("เช่น 3/2570"))
    adopted_on = ThaiDateField(label=_("วันที่มีมติ"))
    file = forms.FileField(
        label=_("เอกสารมติหรือรายงานการประชุม"),
        required=False,
        max_length=200,
        help_text=_("PDF หรือรูปภาพ"),
    )


class SheetForm(RefusableForm, people.SheetForm):
    """One workbook of a plan's tree."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("ไฟล์แผน (.xlsx)")


class LabelsForm(RefusableForm):
    """What the plan calls each level; an empty box takes the word of the template."""

    def __init__(self, rules: Rules, data: Any = None) -> None:
        super().__init__(data)
        for rule in rules.values():
            for language, usual, now in (
                ("th", rule.usual_th, rule.label_th),
                ("en", rule.usual_en, rule.label_en),
            ):
                name = f"{rule.level}_{language}"
                spoken = _("%(usual)s (ไทย)") if language == "th" else _("%(usual)s (อังกฤษ)")
                self.fields[name] = forms.CharField(
                    label=spoken % {"usual": usual}, max_length=100, required=False
                )
                self.initial[name] = now if now != usual else ""

    def labels(self) -> dict[str, tuple[str, str]]:
        """Thai and English word of each level; empty ones are the template's."""
        given = self.cleaned_data
        names = dict.fromkeys(name.rpartition("_")[0] for name in given)
        return {level: (given[f"{level}_th"], given[f"{level}_en"]) for level in names}
