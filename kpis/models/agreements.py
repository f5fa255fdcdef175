"""What is promised for a year: the performance agreement (คำรับรองการปฏิบัติราชการ), and who signed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Post
from common import clock
from common.trail import governed
from evidence.models import Evidence
from kpis.models.cards import Card
from kpis.querysets import AgreementQuerySet, AgreementSignatureQuerySet


class Party(models.TextChoices):
    """The two sides of an agreement: it is one-sided, so one gives it and the other receives it."""

    GIVER = "giver", _("ผู้ทำคำรับรอง")
    RECEIVER = "receiver", _("ผู้รับคำรับรอง")


def _post_or_office(party: str) -> Q:
    return Q(**{f"{party}_post__isnull": False, f"{party}_office": ""}) | (
        Q(**{f"{party}_post__isnull": True}) & ~Q(**{f"{party}_office": ""})
    )


@governed(
    _("คำรับรองการปฏิบัติราชการ"),
    area="card.area",
    part_of="card",
    naming=("card__area",),
    kept_out=("content",),
)
class Agreement(models.Model):
    """The agreement on a card, frozen when it was prepared, in versions.

    content: canonical JSON text with the parties and the lines of the card as they were; sha256 is
    over exactly these bytes. The database refuses to change either. A party is a post of the
    product or an office outside of it, such as the ministry, by its name.
    """

    class Status(models.TextChoices):
        PREPARED = "prepared", _("จัดทำแล้ว รอลงนาม")
        SIGNING = "signing", _("ลงนามแล้วฝ่ายเดียว")
        COMPLETE = "complete", _("ลงนามครบสองฝ่าย")
        SUPERSEDED = "superseded", _("มีฉบับใหม่แทน")

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField(_("ฉบับที่"))
    status = models.CharField(max_length=10, choices=Status, default=Status.PREPARED)
    giver_post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements_given",
        verbose_name=_("ตำแหน่งผู้ทำคำรับรอง"),
    )
    giver_office = models.CharField(_("ผู้ทำคำรับรองนอกระบบ"), max_length=200, blank=True)
    receiver_post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements_received",
        verbose_name=_("ตำแหน่งผู้รับคำรับรอง"),
    )
    receiver_office = models.CharField(_("ผู้รับคำรับรองนอกระบบ"), max_length=200, blank=True)
    place = models.CharField(_("ทำที่"), max_length=200)
    dated = models.DateField(_("ลงวันที่"))
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("เหตุผลที่ออกฉบับใหม่"), blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ผู้จัดทำ"),
    )
    prepared_at = models.DateTimeField(_("จัดทำเมื่อ"), default=clock.now)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["card", "-version"]
        constraints = [
            models.UniqueConstraint(name="agreement_version_once", fields=["card", "version"]),
            models.UniqueConstraint(
                name="agreement_one_to_be_signed",
                fields=["card"],
                condition=Q(status__in=["prepared", "signing"]),
                violation_error_message=_("มีคำรับรองที่รอลงนามอยู่แล้ว"),
            ),
            models.UniqueConstraint(
                name="agreement_one_in_force",
                fields=["card"],
                condition=Q(status="complete"),
                violation_error_message=_("มีคำรับรองที่ลงนามครบแล้ว"),
            ),
            models.CheckConstraint(
                name="agreement_giver_is_a_post_or_an_office",
                condition=_post_or_office("giver"),
                violation_error_message=_("เลือกตำแหน่งในระบบ หรือกรอกชื่อนอกระบบ อย่างใดอย่างหนึ่ง"),
            ),
            models.CheckConstraint(
                name="agreement_receiver_is_a_post_or_an_office",
                condition=_post_or_office("receiver"),
                violation_error_message=_("เลือกตำแหน่งในระบบ หรือกรอกชื่อนอกระบบ อย่างใดอย่างหนึ่ง"),
            ),
            models.CheckConstraint(
                name="agreement_new_version_has_a_reason",
                condition=Q(version=1) | ~Q(reason=""),
                violation_error_message=_("การออกคำรับรองฉบับใหม่ต้องมีเหตุผล"),
            ),
            models.CheckConstraint(
                name="agreement_sha256_is_hex", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="agreement_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="agreement_is_frozen",
                fields=["card", "version", "content", "sha256", "place", "dated"],
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How papers cite it: code of the party, fiscal year, and PA (performance agreement) 1, 2 …

        The same as `kpis.party` says of the card.
        """
        agency = f"-{self.card.agency.code}" if self.card.agency else ""
        return f"{self.card.area.code}{agency}/{self.fiscal_year}-PA{self.version}"

    @property
    def fiscal_year(self) -> int:
        return self.card.fiscal_year

    @property
    def is_sample(self) -> bool:
        return self.card.is_sample

    def post_of(self, party: str) -> int | None:
        """The post by which a party stands; None for an office outside of the product."""
        post: int | None = getattr(self, f"{party}_post_id")
        return post

    def party_name(self, party: str) -> str:
        """What a party is called: its post, or the office by its name."""
        return str(getattr(self, f"{party}_post") or getattr(self, f"{party}_office"))


@governed(
    _("การลงนามในคำรับรอง"),
    area="agreement.card.area",
    part_of="agreement",
    naming=("agreement",),
    kept_out=("signer",),
)
class AgreementSignature(models.Model):
    """That one party signed: who, on which day, and the signed paper or the e-signed file."""

    class Way(models.TextChoices):
        PAPER = "paper", _("ลงนามบนกระดาษ แนบไฟล์สแกน")
        ELECTRONIC = "electronic", _("ลงนามทางอิเล็กทรอนิกส์ แนบไฟล์ที่ลงนาม")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.CharField(_("ฝ่าย"), max_length=8, choices=Party)
    signer = models.CharField(_("ผู้ลงนาม"), max_length=200)
    signed_on = models.DateField(_("ลงนามเมื่อ"))
    way = models.CharField(_("วิธีลงนาม"), max_length=10, choices=Way, default=Way.PAPER)
    file = models.ForeignKey(
        Evidence,
        on_delete=models.PROTECT,
        related_name="agreement_signatures",
        verbose_name=_("ไฟล์ที่ลงนาม"),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ผู้บันทึก"),
    )
    recorded_at = models.DateTimeField(_("บันทึกเมื่อ"), default=clock.now)

    objects = AgreementSignatureQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "party"]
        constraints = [
            models.UniqueConstraint(
                name="agreement_signed_once_a_party",
                fields=["agreement", "party"],
                violation_error_message=_("บันทึกการลงนามของฝ่ายนี้ไว้แล้ว"),
            ),
            models.CheckConstraint(
                name="agreement_party_known", condition=Q(party__in=["giver", "receiver"])
            ),
            models.CheckConstraint(
                name="agreement_signature_names_the_signer",
                condition=~Q(signer=""),
                violation_error_message=_("โปรดกรอกชื่อผู้ลงนาม"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()} {self.signer}"
