"""Forms of a consultation: opening it, prolonging it, a comment, an answer."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.people.forms import refuse
from common.errors import Refused
from common.fields import ThaiDateField
from provinces.models import Agency, Area
from strategies.models import Comment, Invitation
from strategies.services.consultations import places_of


class RefusedForm(forms.Form):
    """A form before a service that has the last word."""

    def refuse(self, refused: Refused) -> None:
        refuse(self, refused)


class InviteForm(RefusedForm):
    """Who is asked."""

    agencies = forms.ModelMultipleChoiceField(
        label=_("หน่วยงานที่เชิญ"),
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("ผู้ดำรงตำแหน่งในหน่วยงานที่เลือกให้ความเห็นได้"),
        error_messages={"invalid_choice": _("ไม่พบหน่วยงานที่เลือก โปรดเปิดหน้านี้ใหม่")},
    )
    users = forms.CharField(
        label=_("บัญชีที่เชิญเพิ่ม"),
        required=False,
        max_length=2000,
        help_text=_("ชื่อผู้ใช้ คั่นด้วยเว้นวรรค สำหรับผู้ที่ไม่ได้สังกัดหน่วยงานข้างบน"),
    )

    def __init__(self, area: Area, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["agencies"]
        field.queryset = agencies_of(area)
        field.label_from_instance = _agency
        self.fields["agencies"].needed = True  # type: ignore[attr-defined]

    def clean_users(self) -> list[User]:
        wanted = list(dict.fromkeys(self.cleaned_data["users"].replace(",", " ").split()))
        found = {one.username: one for one in User.objects.filter(username__in=wanted)}
        missing = [name for name in wanted if name not in found]
        if missing:
            raise forms.ValidationError(
                _("ไม่พบบัญชี %(names)s โปรดตรวจชื่อผู้ใช้"), params={"names": ", ".join(missing)}
            )
        return [found[name] for name in wanted]


class OpenForm(InviteForm):
    """Until when, what those asked are told, and who they are."""

    closes = ThaiDateField(label=_("รับความเห็นถึงวันที่"), help_text=_("วันนี้นับรวมอยู่ด้วย"))
    introduction = forms.CharField(
        label=_("คำชี้แจงถึงผู้ให้ความเห็น"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ("closes", "introduction", "agencies", "users")


def agencies_of(area: Area) -> "QuerySet[Agency]":
    """The agencies that can be asked: of the area, its districts, and of a cluster's members."""
    there = places_of(area)
    rows = Agency.objects.open().filter(Q(area__in=there) | Q(area__province__in=there))
    return rows.select_related("area").order_by("sector", "area__code", "name_th")


def _agency(one: Agency) -> str:
    return f"{one.name} ({one.get_sector_display()})"


class ProlongForm(RefusedForm):
    """A later last day, and why."""

    closes = ThaiDateField(label=_("รับความเห็นถึงวันที่"))
    reason = forms.CharField(label=_("เหตุผลที่ขยายเวลา"), max_length=300)


class CommentForm(RefusedForm):
    """What somebody says."""

    text = forms.CharField(
        label=_("ความเห็น"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("โปรดพิมพ์ความเห็น")},
    )


class NewCommentForm(CommentForm):
    """The same, and for which agency where the person speaks for several."""

    agency = forms.ModelChoiceField(
        label=_("ในนามของ"),
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": _("ไม่พบหน่วยงานที่เลือก โปรดเปิดหน้านี้ใหม่")},
    )
    field_order = ("agency", "text")

    def __init__(self, invitations: list[Invitation], data: Any = None) -> None:
        super().__init__(data)
        invited = [one.agency_id for one in invitations if one.agency_id]
        if len(invited) < 2 or len(invited) < len(invitations):
            del self.fields["agency"]
            return
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=invited)  # type: ignore[attr-defined]


class AnswerForm(RefusedForm):
    """What became of a comment, and why."""

    outcome = forms.ChoiceField(
        label=_("ผลการพิจารณา"),
        choices=Comment.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("โปรดเลือกผลการพิจารณา")},
    )
    answer = forms.CharField(
        label=_("คำตอบ"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("เมื่อไม่รับความเห็น ต้องให้เหตุผล"),
    )
