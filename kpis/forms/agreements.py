"""Forms of performance agreements: the parties, and the signature of one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Post
from common.clock import today
from common.fields import ThaiDateField
from kpis.forms.telling import tell
from kpis.models import Agreement, AgreementSignature, Card
from kpis.party import party
from kpis.promise import Side
from kpis.services import agreements
from provinces.models import Area

SIDES = ("giver", "receiver")


def post_label(post: Post) -> str:
    return f"{post.title} – {post.agency.label}"


class AgreementForm(forms.Form):
    """Whose card, the two parties, the place and the day; a reason where a card has one already."""

    card = forms.ModelChoiceField(
        label=_("บัญชีตัวชี้วัด"),
        queryset=Card.objects.none(),
        empty_label=None,
        error_messages={"required": _("โปรดเลือกบัญชีตัวชี้วัดที่ตกลงแล้ว")},
    )
    giver_post = forms.ModelChoiceField(
        label=_("ผู้ทำคำรับรอง: ตำแหน่งในระบบ"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("ไม่ใช่ตำแหน่งในระบบ"),
    )
    giver_office = forms.CharField(
        label=_("ผู้ทำคำรับรอง: ตำแหน่งนอกระบบ"),
        max_length=200,
        required=False,
        help_text=_("กรอกเฉพาะเมื่อไม่ได้เลือกตำแหน่งในระบบ"),
    )
    giver_name = forms.CharField(
        label=_("ชื่อผู้ทำคำรับรอง"),
        max_length=200,
        required=False,
        help_text=_("เว้นว่างเพื่อใช้ชื่อผู้ดำรงตำแหน่งในวันที่ของคำรับรอง หรือเว้นที่ไว้ให้เขียน"),
    )
    receiver_post = forms.ModelChoiceField(
        label=_("ผู้รับคำรับรอง: ตำแหน่งในระบบ"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=_("ไม่ใช่ตำแหน่งในระบบ"),
    )
    receiver_office = forms.CharField(
        label=_("ผู้รับคำรับรอง: ตำแหน่งนอกระบบ"),
        max_length=200,
        required=False,
        help_text=_("เช่น ปลัดกระทรวงมหาดไทย กรอกเฉพาะเมื่อไม่ได้เลือกตำแหน่งในระบบ"),
    )
    receiver_name = forms.CharField(label=_("ชื่อผู้รับคำรับรอง"), max_length=200, required=False)
    place = forms.CharField(label=_("ทำที่"), max_length=200, help_text=_("เช่น ศาลากลางจังหวัด"))
    dated = ThaiDateField(label=_("ลงวันที่"))
    reason = forms.CharField(
        label=_("เหตุผลที่ออกฉบับใหม่"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("กรอกเมื่อบัญชีตัวชี้วัดนี้มีคำรับรองแล้ว"),
    )

    def __init__(self, data: Any = None, *, area: Area, cards: Any, renewed: bool) -> None:
        posts = (
            Post.objects.filter(agency__area=area, roles__overlap=["executive", "agency_head"])
            .select_related("agency")
            .order_by("agency__name_th", "title_th")
        )
        first = posts.filter(roles__contains=["executive"]).order_by("pk").first()
        super().__init__(data, initial={"dated": today(), "giver_post": first})
        fields: Any = self.fields
        fields["card"].queryset = cards
        fields["card"].initial = cards.first()
        fields["card"].label_from_instance = lambda card: party(card).name
        for side in SIDES:
            fields[f"{side}_post"].queryset = posts
            fields[f"{side}_post"].label_from_instance = post_label
        if not renewed:
            del fields["reason"]

    def clean(self) -> dict[str, Any]:
        """What the service would refuse is said together with the boxes that are empty."""
        data = self.cleaned_data
        sides = self._sides()
        found = agreements.hindrances(
            data.get("card"),
            sides["giver"],
            sides["receiver"],
            place=data.get("place"),
            dated=data.get("dated"),
            reason=data.get("reason", ""),
        )
        tell(self, found)
        return data

    def _sides(self) -> dict[str, Side]:
        data = self.cleaned_data
        return {
            side: Side(
                data.get(f"{side}_post"),
                data.get(f"{side}_office", ""),
                data.get(f"{side}_name", ""),
            )
            for side in SIDES
        }

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        data, sides = self.cleaned_data, self._sides()
        rest = {name: data[name] for name in ("card", "place", "dated")}
        return {**rest, **sides, "reason": data.get("reason", "")}


class SignatureForm(forms.Form):
    """Who signed, when and how, with the signed file."""

    signer = forms.CharField(label=_("ชื่อผู้ลงนาม"), max_length=200)
    signed_on = ThaiDateField(label=_("ลงนามเมื่อวันที่"), latest=today)
    way = forms.ChoiceField(
        label=_("วิธีลงนาม"),
        choices=AgreementSignature.Way,
        initial=AgreementSignature.Way.PAPER,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("ไฟล์ที่ลงนามแล้ว"),
        help_text=_("PDF หรือภาพ (JPEG, PNG) ระบบตรวจชนิดจากเนื้อไฟล์และเก็บพร้อมลายนิ้วมือ SHA-256"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        error_messages={
            "required": _("โปรดแนบไฟล์ที่ลงนามแล้ว"),
            "empty": _("ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่"),
        },
    )

    def __init__(self, *args: Any, agreement: Agreement, party: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement, self.party = agreement, party

    def clean(self) -> dict[str, Any]:
        """What the service would refuse is said together with the boxes that are empty."""
        data = self.cleaned_data
        found = agreements.signature_faults(
            self.agreement,
            self.party,
            data.get("signer", ""),
            data.get("signed_on"),
            data.get("way", ""),
            data.get("file"),
        )
        tell(self, found)
        return data
