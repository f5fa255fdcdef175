"""The register entry of an indicator: words, and the posts that supervise and collect."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Post, User
from kpis.models import Indicator


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

    def _post_clean(self) -> None:
        """Leave the object alone: the service changes it, and has the last word on the rules."""
