"""How it is scored in a year: the card and the criteria of its lines."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.trail import governed
from kpis.models.indicators import Indicator, figure
from kpis.querysets import CardQuerySet, CriteriaQuerySet
from provinces.models import Agency, Area
from strategies.models import PlanNode


@governed(_("บัญชีตัวชี้วัดประจำปี"), area="area", naming=("area", "agency"))
class Card(models.Model):
    """The indicators by which an area is scored in one fiscal year, with the rules of scoring.

    With an agency it is that agency's card, under its agreement with the area; without one it is
    the area's own, which plans, snapshots and reports mean when they speak of the card of a year.
    Agreed only when the weights of its lines total exactly 100.00.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        AGREED = "agreed", _("ตกลงแล้ว")

    class Scale(models.TextChoices):
        FIVE = "1-5", _("ระดับ 1–5")
        HUNDRED = "0-100", _("0–100 คะแนน")

    class Redistribute(models.TextChoices):
        ALL = "all", _("เกลี่ยให้ทุกตัวชี้วัด")
        GROUP = "group", _("เกลี่ยภายในประเด็น")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="cards")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="cards"
    )
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    rules_version = models.CharField(_("ชุดกติกา"), max_length=40, default="opdc-2548")
    scale = models.CharField(max_length=6, choices=Scale, default=Scale.FIVE)
    floor = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    places = models.PositiveSmallIntegerField(default=4)
    redistribute = models.CharField(max_length=6, choices=Redistribute, default=Redistribute.ALL)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_sample = models.BooleanField(_("ข้อมูลตัวอย่าง"), default=False)

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["area", "fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                name="card_once_an_area_agency_and_year",
                fields=["area", "fiscal_year", "agency"],
                nulls_distinct=False,
                violation_error_message=_("มีบัญชีตัวชี้วัดของปีนี้อยู่แล้ว"),
            ),
            models.CheckConstraint(
                name="card_agreed_says_who_and_when",
                condition=Q(status="draft", agreed_at__isnull=True, agreed_by__isnull=True)
                | Q(status="agreed", agreed_at__isnull=False, agreed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="card_year_is_be", condition=Q(fiscal_year__range=(2400, 2700))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency or self.area} {self.fiscal_year}"


RISING = Q(
    levels__0__lt=F("levels__1"),
    levels__1__lt=F("levels__2"),
    levels__2__lt=F("levels__3"),
    levels__3__lt=F("levels__4"),
)
FALLING = Q(
    levels__0__gt=F("levels__1"),
    levels__1__gt=F("levels__2"),
    levels__2__gt=F("levels__3"),
    levels__3__gt=F("levels__4"),
)


@governed(
    _("เกณฑ์ของตัวชี้วัด"),
    area="card.area",
    part_of="indicator",
    naming=("indicator",),
    versions_of=("card_id", "indicator_id"),
)
class Criteria(models.Model):
    """How one indicator is scored in one fiscal year: its line on the card, in versions.

    levels: five values, strictly rising (higher is better) or falling; milestones: five step
    texts; parts: composite parts as the engine reads them, each with `name` added; thresholds:
    three values for the 0–100 scale. All absent: "ยังไม่กำหนดเกณฑ์", not scorable, not an error.
    """

    class Method(models.TextChoices):
        INTERPOLATE = "interpolate", _("เทียบสัดส่วนระหว่างระดับ")
        STEP = "step", _("ได้คะแนนเมื่อถึงระดับ")
        MILESTONE = "milestone", _("ขั้นตอนความสำเร็จ 5 ขั้น")
        COMPOSITE = "composite", _("ตัวชี้วัดรวม")
        ANCHORS = "anchors", _("เกณฑ์ 50 / 75 / 100")

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="criteria")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="criteria")
    version = models.PositiveSmallIntegerField(default=1)
    code = models.CharField(_("ลำดับในบัญชี"), max_length=20)
    node = models.ForeignKey(
        PlanNode,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="criteria",
        verbose_name=_("อยู่ภายใต้"),
    )
    weight = models.DecimalField(
        _("น้ำหนัก"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    target = figure(null=True, blank=True, verbose_name=_("ค่าเป้าหมาย"))
    target_level = models.PositiveSmallIntegerField(_("ค่าเป้าหมายอยู่ที่ระดับ"), default=3)
    method = models.CharField(
        _("วิธีให้คะแนน"), max_length=12, choices=Method, default=Method.INTERPOLATE
    )
    levels = ArrayField(figure(), size=5, null=True, blank=True)
    milestones = ArrayField(models.CharField(max_length=300), size=5, null=True, blank=True)
    parts = models.JSONField(null=True, blank=True)
    thresholds = ArrayField(figure(), size=3, null=True, blank=True)
    baseline = models.JSONField(
        default=list, blank=True, help_text=_("ผลย้อนหลัง: [[ปีงบประมาณ, ค่า], …]")
    )
    due_in = ArrayField(
        models.CharField(max_length=4),
        default=list,
        blank=True,
        help_text=_("รอบที่ต้องรายงาน (ว่าง = ทุกรอบ)"),
    )
    effective_from = models.DateField(null=True, blank=True)
    reason = models.TextField(_("เหตุผลที่แก้ไข"), blank=True)
    superseded_on = models.DateField(null=True, blank=True)

    objects = CriteriaQuerySet.as_manager()

    class Meta:
        ordering = ["card", "code", "version"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                name="criteria_version_once", fields=["card", "indicator", "version"]
            ),
            models.UniqueConstraint(
                name="criteria_code_once_a_card",
                fields=["card", "code"],
                condition=Q(superseded_on__isnull=True),
                violation_error_message=_("ลำดับนี้มีอยู่แล้วในบัญชีตัวชี้วัดของปี"),
            ),
            models.CheckConstraint(
                name="criteria_weight_0_to_100",
                condition=Q(weight__gte=0, weight__lte=100),
                violation_error_message=_("น้ำหนักต้องอยู่ระหว่าง 0 ถึง 100"),
            ),
            models.CheckConstraint(
                name="criteria_target_level_1_to_5",
                condition=Q(target_level__gte=1, target_level__lte=5),
            ),
            models.CheckConstraint(
                name="criteria_five_levels_strictly_monotonic",
                condition=Q(levels__isnull=True) | (Q(levels__len=5) & (RISING | FALLING)),
                violation_error_message=_("เกณฑ์ทั้งห้าระดับต้องเพิ่มขึ้นหรือลดลงตามลำดับโดยไม่ซ้ำกัน"),
            ),
            models.CheckConstraint(
                name="criteria_first_version_needs_no_reason",
                condition=Q(version=1) | (~Q(reason="") & Q(effective_from__isnull=False)),
                violation_error_message=_("การแก้ไขเกณฑ์ที่ตกลงแล้วต้องมีเหตุผลและวันที่มีผล"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.indicator}"

    @property
    def comes_later(self) -> bool:
        """Whether this version is not in force yet today."""
        return self.effective_from is not None and self.effective_from > clock.today()

    @property
    def has_criteria(self) -> bool:
        """Whether anything can be scored yet."""
        return any(
            x is not None for x in (self.levels, self.milestones, self.parts, self.thresholds)
        )

    @property
    def lower_is_better(self) -> bool:
        return bool(self.levels and self.levels[0] > self.levels[-1])
