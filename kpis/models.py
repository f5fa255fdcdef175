"""Measure: indicators, the card of a year with its criteria, rounds, and results."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Post
from common import clock
from common.trail import governed
from evidence.models import Evidence
from kpis.querysets import (
    CardQuerySet,
    CriteriaQuerySet,
    IndicatorQuerySet,
    ResultQuerySet,
    RoundQuerySet,
)
from provinces.models import THAI_COLLATION, Agency, Area
from strategies.models import PlanNode


def figure(**options: object) -> models.DecimalField:
    """A measured figure: exact, wide enough for baht and rates."""
    return models.DecimalField(max_digits=24, decimal_places=8, **options)  # type: ignore[arg-type]


@governed(_("ตัวชี้วัด"), area="area")
class Indicator(models.Model):
    """What is measured. Lives across years and plans; its criteria belong to a year."""

    class Kind(models.TextChoices):
        NODE = "node", _("ตัวชี้วัดของแผน")
        PROJECT = "project", _("ตัวชี้วัดของโครงการ")
        AREA = "area", _("ตัวชี้วัดของพื้นที่")
        AGREEMENT = "agreement", _("คำรับรองของหน่วยงาน")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(_("รหัสทะเบียน"), max_length=30)
    name_th = models.CharField(_("ชื่อตัวชี้วัด"), max_length=500, db_collation=THAI_COLLATION)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=500, blank=True)
    unit = models.CharField(_("หน่วยวัด"), max_length=60, blank=True)
    definition = models.TextField(_("คำอธิบาย / นิยาม"), blank=True)
    formula = models.TextField(_("สูตรการคำนวณ"), blank=True)
    source = models.TextField(_("แหล่งข้อมูล"), blank=True)
    dimension = models.CharField(_("มิติ"), max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NODE)
    supervisor = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supervised_indicators",
        verbose_name=_("ผู้กำกับดูแลตัวชี้วัด"),
    )
    collector = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="collected_indicators",
        verbose_name=_("ผู้จัดเก็บข้อมูล"),
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["area", "code"]
        constraints = [
            models.UniqueConstraint(
                name="indicator_code_once_an_area",
                fields=["area", "code"],
                violation_error_message=_("รหัสทะเบียนนี้มีอยู่แล้วในพื้นที่"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        if get_language() == "en" and self.name_en:
            return self.name_en
        return self.name_th


@governed(_("บัญชีตัวชี้วัดประจำปี"), area="area", naming=("area",))
class Card(models.Model):
    """The indicators by which an area is scored in one fiscal year, with the rules of scoring.

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
                name="card_once_an_area_and_year", fields=["area", "fiscal_year"]
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
        return f"{self.area} {self.fiscal_year}"


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


@governed(_("เกณฑ์ของตัวชี้วัด"), area="card.area", part_of="indicator", naming=("indicator",))
class Criteria(models.Model):
    """How one indicator is scored in one fiscal year: its line on the card, in versions.

    levels: five values, strictly rising (higher is better) or falling; milestones: five step
    texts; parts: composite parts as the engine reads them, each with `name` added; thresholds:
    three values for the 0–100 scale. All absent: "ยังไม่กำหนดเกณฑ์", not scorable, not an error.
    """

    class Method(models.TextChoices):
        INTERPOLATE = "interpolate", _("เทียบบัญญัติไตรยางศ์ระหว่างระดับ")
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
    def has_criteria(self) -> bool:
        """Whether anything can be scored yet."""
        return any(
            x is not None for x in (self.levels, self.milestones, self.parts, self.thresholds)
        )

    @property
    def lower_is_better(self) -> bool:
        return bool(self.levels and self.levels[0] > self.levels[-1])


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
