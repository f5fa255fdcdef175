"""When it is reported, and what was achieved: rounds and results."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.trail import governed
from evidence.models import Evidence
from kpis.models.cards import Criteria
from kpis.models.indicators import figure
from kpis.querysets import ResultQuerySet, RoundQuerySet
from provinces.models import Agency, Area


@governed(_("รอบรายงาน"), area="area")
class Round(models.Model):
    """A reporting round of an area: 6, 9 or 12 months, or a month."""

    class Kind(models.TextChoices):
        MONTH = "m", _("รายเดือน")
        SIX = "6", _("รอบ 6 เดือน")
        NINE = "9", _("รอบ 9 เดือน")
        TWELVE = "12", _("รอบ 12 เดือน")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="rounds")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    kind = models.CharField(max_length=2, choices=Kind)
    number = models.PositiveSmallIntegerField(
        default=0, help_text=_("เดือนที่ของปีงบประมาณ เฉพาะรอบรายเดือน")
    )
    opens = models.DateField(_("เปิดรับ"))
    closes = models.DateField(_("ครบกำหนดส่ง"))
    cut_off = models.DateField(_("ตัดข้อมูล ณ วันที่"))
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["area", "fiscal_year", "cut_off"]
        constraints = [
            models.UniqueConstraint(
                name="round_once", fields=["area", "fiscal_year", "kind", "number"]
            ),
            models.CheckConstraint(
                name="round_dates_in_order",
                condition=Q(opens__lte=F("closes")),
                violation_error_message=_("วันครบกำหนดต้องไม่ก่อนวันเปิดรับ"),
            ),
            models.CheckConstraint(
                name="round_month_1_to_12",
                condition=Q(kind="m", number__gte=1, number__lte=12) | (~Q(kind="m") & Q(number=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def code(self) -> str:
        """How the round stands in addresses: `6`, `9`, `12`, `m1`…`m12`."""
        return f"m{self.number}" if self.kind == self.Kind.MONTH else self.kind

    @property
    def label(self) -> str:
        if self.kind == self.Kind.MONTH:
            return str(_("เดือนที่ %(n)s") % {"n": self.number})
        return str(self.get_kind_display())


@governed(_("ผลของตัวชี้วัด"), area="criteria.card.area", naming=("criteria__indicator", "round"))
class Result(models.Model):
    """What was achieved on one line of the card in one round, with its note card and evidence.

    "Not due" and "not reported" are derived, never stored. A verified result does not change: a
    correction is a new row that supersedes it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        SUBMITTED = "submitted", _("ส่งแล้ว รอหัวหน้ารับรอง")
        CERTIFIED = "certified", _("รับรองแล้ว รอตรวจรับ")
        VERIFIED = "verified", _("ตรวจรับแล้ว")
        RETURNED = "returned", _("ขอข้อมูลเพิ่มเติม")
        SUPERSEDED = "superseded", _("มีผลฉบับแก้ไขแทน")

    criteria = models.ForeignKey(Criteria, on_delete=models.PROTECT, related_name="results")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="results")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    value = figure(null=True, blank=True, verbose_name=_("ผลการดำเนินงาน"))
    steps = ArrayField(
        models.PositiveSmallIntegerField(), null=True, blank=True, verbose_name=_("ขั้นที่ทำเสร็จ")
    )
    parts = models.JSONField(
        null=True, blank=True, help_text=_("ผลของส่วนย่อย: {รหัส: {value|steps|state}}")
    )
    not_applicable = models.BooleanField(_("ขอยกเว้นตัวชี้วัดในรอบนี้"), default=False)
    not_applicable_reason = models.TextField(_("เหตุผลที่ขอยกเว้น"), blank=True)
    as_of = models.DateField(_("ข้อมูล ณ วันที่"), null=True, blank=True)
    statement = models.TextField(_("คำชี้แจงการปฏิบัติงาน / มาตรการที่ได้ดำเนินการ"), blank=True)
    supporting = models.TextField(_("ปัจจัยสนับสนุนต่อการดำเนินงาน"), blank=True)
    obstacles = models.TextField(_("อุปสรรคต่อการดำเนินงาน"), blank=True)
    suggestions = models.TextField(_("ข้อเสนอแนะ"), blank=True)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="results")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    edition = models.PositiveIntegerField(
        default=1, help_text=_("เพิ่มขึ้นทุกครั้งที่บันทึก ใช้ตรวจว่ามีผู้อื่นแก้ไขพร้อมกันหรือไม่")
    )
    created_at = models.DateTimeField(default=clock.now)
    updated_at = models.DateTimeField(default=clock.now)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["round", "criteria"]
        constraints = [
            models.UniqueConstraint(
                name="result_one_open_entry",
                fields=["criteria", "round"],
                condition=Q(status__in=["draft", "submitted", "certified", "returned"]),
                violation_error_message=_("ตัวชี้วัดนี้มีผลที่กำลังดำเนินการในรอบนี้แล้ว"),
            ),
            models.UniqueConstraint(
                name="result_one_verified",
                fields=["criteria", "round"],
                condition=Q(status="verified"),
                violation_error_message=_("ตัวชี้วัดนี้มีผลที่ตรวจรับแล้วในรอบนี้"),
            ),
            models.CheckConstraint(
                name="result_not_applicable_has_reason",
                condition=Q(not_applicable=False)
                | Q(status__in=["draft", "returned"])
                | ~Q(not_applicable_reason=""),
                violation_error_message=_("โปรดบอกเหตุผลที่ขอยกเว้น"),
            ),
            models.CheckConstraint(
                name="result_certified_says_by_whom",
                condition=~Q(status__in=["certified", "verified"]) | Q(certified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="result_verified_says_by_whom",
                condition=~Q(status="verified") | Q(verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="result_certifier_did_not_enter",
                condition=Q(certified_by__isnull=True) | ~Q(certified_by=F("entered_by")),
                violation_error_message=_("ผู้กรอกผลรับรองผลของตนเองไม่ได้"),
            ),
            models.CheckConstraint(
                name="result_verifier_did_not_certify",
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("certified_by")),
                violation_error_message=_("ผู้รับรองผลตรวจรับผลนั้นไม่ได้"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criteria} / {self.round}"

    @property
    def agency(self) -> Agency | None:
        """The agency that owes this result: that of the collector's post."""
        collector = self.criteria.indicator.collector
        return collector.agency if collector else None
