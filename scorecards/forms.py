"""What a person says when freezing a scorecard."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpis.models import Round
from kpis.services.rounds import is_locked
from scorecards.models import Snapshot


class FreezeForm(forms.Form):
    """Purpose, a title for the papers, and which earlier snapshot this one replaces, if any."""

    kind = forms.ChoiceField(
        label=_("ตรึงเพื่อ"),
        choices=Snapshot.Kind,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("ชื่อเรื่อง"),
        required=False,
        max_length=300,
        help_text=_("เช่น เสนอที่ประชุมครั้งใด ใช้แสดงในเอกสาร"),
    )
    replaces = forms.ModelChoiceField(
        label=_("แทนฉบับ"),
        queryset=Snapshot.objects.none(),
        required=False,
        empty_label=_("ไม่แทนฉบับใด"),
        help_text=_("ฉบับเดิมยังเปิดดูได้ และจะบอกว่ามีฉบับใดแทน"),
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        over = is_locked(round)
        self.fields["kind"].initial = Snapshot.Kind.ROUND if over else Snapshot.Kind.MEETING
        field: Any = self.fields["replaces"]
        field.queryset = (
            Snapshot.objects.without_content()
            .filter(round=round, replaced_by__isnull=True)
            .select_related("area")
            .order_by("-number")
        )
        field.label_from_instance = lambda one: " · ".join(
            filter(None, [one.reference, one.get_kind_display(), one.title])
        )
