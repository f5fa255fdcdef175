"""The register entry of an indicator: words, and the posts that supervise and collect."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Post, User
from common.errors import Refused
from kpis.forms.telling import tell
from kpis.models import Indicator
from kpis.selectors import leading
from kpis.services import indicators
from provinces.models import Agency
from strategies import versions
from strategies.models import PlanNode


class PostChoice(forms.ModelChoiceField):
    """A post of the area's agencies, with its agency in front."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.agency.label} – {obj.title}"


class IndicatorForm(forms.ModelForm):
    """How an indicator reads and who owes its figures. Changes hold for every year."""

    collector = PostChoice(
        label=_("ผู้จัดเก็บข้อมูล"),
        queryset=Post.objects.none(),
        required=False,
        help_text=_("ตำแหน่งที่รายงานผลในทุกรอบ"),
    )
    supervisor = PostChoice(label=_("ผู้กำกับดูแลตัวชี้วัด"), queryset=Post.objects.none(), required=False)

    class Meta:
        model = Indicator
        fields = (
            "name_th",
            "name_en",
            "unit",
            "collector",
            "supervisor",
            "dimension",
            "definition",
            "formula",
            "source",
        )
        widgets = {
            "name_th": forms.Textarea({"rows": 2}),
            "name_en": forms.Textarea({"rows": 2}),
            **dict.fromkeys(("definition", "formula", "source"), forms.Textarea({"rows": 3})),
        }

    def __init__(self, indicator: Indicator, user: User, data: Any = None) -> None:
        super().__init__(data, instance=indicator)
        posts = (
            Post.objects.visible_to(user)
            .filter(agency__area=indicator.area_id)
            .select_related("agency")
            .order_by("agency__name_th", "title_th")
        )
        for name, roles in (("collector", ["officer"]), ("supervisor", ["agency_head"])):
            choice = self.fields[name]
            choice.queryset = posts.filter(roles__overlap=roles)  # type: ignore[attr-defined]
            choice.empty_label = _("ยังไม่กำหนด")  # type: ignore[attr-defined]

    def refuse(self, refused: Refused) -> None:
        """Show each fault at its box, and those without one above the form."""
        for fault in refused.faults:
            self.add_error(fault.field if fault.field in self.fields else None, str(fault))

    def clean(self) -> dict[str, Any]:
        """What the service would refuse is said together with what cannot be read."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        wording: Any = {name: value for name, value in data.items() if name != "code"}
        tell(self, indicators.faults_of(self.instance, wording))
        return data

    def _post_clean(self) -> None:
        """Leave the object alone: the service changes it, and has the last word on the rules."""


class SiftedBoxes(forms.CheckboxSelectMultiple):
    """Many boxes under headings that fold; with JavaScript a search narrows them as one types."""

    template_name = "django/forms/widgets/sifted_boxes.html"


class RegisterForm(IndicatorForm):
    """An entry of the register as a whole: its kind and whom it concerns, too."""

    kind = forms.ChoiceField(label=_("ประเภทตัวชี้วัด"), choices=Indicator.Kind.choices)
    agency = forms.ModelChoiceField(
        label=_("หน่วยงานที่ทำคำรับรอง"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("ไม่ใช่คำรับรองของหน่วยงาน"),
        help_text=_("เฉพาะประเภทคำรับรองของหน่วยงาน"),
    )
    nodes = forms.ModelMultipleChoiceField(
        label=_("ตัวชี้วัดนำของ"),
        queryset=PlanNode.objects.none(),
        required=False,
        widget=SiftedBoxes,
        help_text=_("รายการในแผนที่ตัวชี้วัดนี้ชี้นำ เฉพาะประเภทตัวชี้วัดของแผน"),
    )

    field_order = ("code", "name_th", "name_en", "unit", "kind", "agency", "nodes")

    def __init__(self, indicator: Indicator, user: User, data: Any = None) -> None:
        super().__init__(indicator, user, data)
        leads: list[int] = []
        if indicator.pk is None:
            self.fields["code"] = forms.CharField(
                label=_("รหัสทะเบียน"),
                max_length=30,
                required=False,
                help_text=_("เว้นว่างได้ ระบบให้รหัสถัดไป"),
            )
        else:
            stands = versions.current(indicator.nodes.select_related("plan")).values()
            self.initial["nodes"] = leads = [node.pk for node in stands]
        agencies = Agency.objects.filter(area=indicator.area_id).open().order_by("name_th")
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self._offer(leading.offered(indicator.area_id, leads))
        self.initial.update(kind=indicator.kind, agency=indicator.agency_id)
        self.order_fields(self.field_order)

    def _offer(self, groups: list[leading.Offered]) -> None:
        field: Any = self.fields["nodes"]
        pks = [node.pk for _heading, nodes in groups for node in nodes]
        field.queryset = PlanNode.objects.filter(pk__in=pks).select_related("plan")
        field.choices = [
            (heading, [(node.pk, str(node)) for node in nodes]) for heading, nodes in groups
        ]


class RetireForm(forms.Form):
    """Why an indicator is used no further."""

    reason = forms.CharField(
        label=_("เหตุผลที่เลิกใช้"), widget=forms.Textarea({"rows": 3}), max_length=1000
    )
