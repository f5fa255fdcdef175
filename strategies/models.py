"""Aim: plan templates of an era, plans in versions, and their nodes."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Post
from common.trail import governed
from evidence.models import Evidence
from provinces.models import THAI_COLLATION, Agency, Area
from strategies.closed import ClosedPlan, PartOfClosedPlan
from strategies.querysets import PlanNodeQuerySet, PlanQuerySet, StandingNodes


class Level(models.TextChoices):
    """The levels of a plan. What they are called is data of the template."""

    VISION = "vision", _("วิสัยทัศน์")
    MISSION = "mission", _("พันธกิจ")
    ISSUE = "issue", _("ประเด็นยุทธศาสตร์")
    OBJECTIVE = "objective", _("เป้าประสงค์")
    STRATEGY = "strategy", _("กลยุทธ์")
    PROGRAMME = "programme", _("แผนงาน")


class YearRange(Func):
    """`int4range(first, last, '[]')`: both fiscal years belong to it."""

    function = "INT4RANGE"
    output_field = IntegerRangeField()


class PlanTemplate(models.Model):
    """How plans of an era are built; the words and the allowed tree are data."""

    code = models.CharField(max_length=20, unique=True)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField(_("ปีงบประมาณแรก"))
    last_year = models.PositiveSmallIntegerField(_("ปีงบประมาณสุดท้าย"))
    target_level = models.PositiveSmallIntegerField(default=3)

    class Meta:
        ordering = ["first_year"]
        constraints = [
            models.CheckConstraint(
                name="plan_template_years_in_order", condition=Q(last_year__gte=F("first_year"))
            ),
            models.CheckConstraint(
                name="plan_template_target_level_1_to_5",
                condition=Q(target_level__gte=1, target_level__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_th


class TemplateLevel(models.Model):
    """One level of a template: what it is called and where it may stand."""

    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="levels")
    level = models.CharField(max_length=10, choices=Level)
    label_th = models.CharField(max_length=100)
    label_en = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField()
    parents = ArrayField(models.CharField(max_length=10, choices=Level), default=list, blank=True)
    needs_host = models.BooleanField(default=False)
    weighted = models.BooleanField(default=False)
    takes_indicators = models.BooleanField(default=False)
    takes_projects = models.BooleanField(default=False)

    class Meta:
        ordering = ["template", "order"]
        constraints = [
            models.UniqueConstraint(name="template_level_once", fields=["template", "level"])
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.label_en if get_language() == "en" else self.label_th


@governed(_("แผน"), area="area")
class Plan(models.Model):
    """A version of an area's plan over a span of fiscal years. An adopted one never changes."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        CONSULTATION = "consultation", _("รับฟังความคิดเห็น")
        SUBMITTED = "submitted", _("เสนอคณะกรรมการ")
        ADOPTED = "adopted", _("เห็นชอบแล้ว")
        SUPERSEDED = "superseded", _("มีฉบับใหม่แทน")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="plans")
    template = models.ForeignKey(PlanTemplate, on_delete=models.PROTECT)
    title = models.CharField(_("ชื่อแผน"), max_length=300)
    title_en = models.CharField(_("ชื่อแผนภาษาอังกฤษ"), max_length=300, blank=True)
    first_year = models.PositiveSmallIntegerField(_("ปีงบประมาณแรก"))
    last_year = models.PositiveSmallIntegerField(_("ปีงบประมาณสุดท้าย"))
    version = models.PositiveSmallIntegerField(_("ฉบับที่"), default=1)
    revises = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    adopted_on = models.DateField(_("เห็นชอบเมื่อ"), null=True, blank=True)
    adopted_by = models.CharField(_("มติที่ให้ความเห็นชอบ"), max_length=300, blank=True)
    adopted_committee = models.CharField(_("คณะกรรมการที่ให้ความเห็นชอบ"), max_length=200, blank=True)
    adopted_number = models.CharField(_("มติครั้งที่"), max_length=60, blank=True)
    resolution = models.ForeignKey(
        Evidence,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="adopted_plans",
        verbose_name=_("เอกสารมติ"),
    )
    is_sample = models.BooleanField(_("ข้อมูลตัวอย่าง"), default=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["area", "first_year", "version"]
        triggers = [ClosedPlan()]
        constraints = [
            models.CheckConstraint(
                name="plan_years_in_order",
                condition=Q(last_year__gte=F("first_year"), first_year__gte=2400),
                violation_error_message=_("ปีสุดท้ายต้องไม่ก่อนปีแรก และปีต้องเป็น พ.ศ."),
            ),
            models.CheckConstraint(
                name="plan_adopted_says_when_and_by",
                condition=~Q(status__in=["adopted", "superseded"])
                | Q(adopted_on__isnull=False) & ~Q(adopted_by=""),
                violation_error_message=_("แผนที่เห็นชอบแล้วต้องระบุวันที่และมติ"),
            ),
            ExclusionConstraint(
                name="plan_one_adopted_an_area_and_year",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    (
                        YearRange(F("first_year"), F("last_year"), models.Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(status="adopted"),
                violation_error_message=_("พื้นที่นี้มีแผนที่เห็นชอบแล้วในปีงบประมาณดังกล่าว"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> str:
        """The fiscal years of the plan: 2571–2575, or the only one."""
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"

    @property
    def name(self) -> str:
        """The title in the language of the reader; Thai where no English one is known."""
        if get_language() == "en" and self.title_en:
            return self.title_en
        return self.title


@governed(_("ชื่อเรียกระดับของแผน"), area="plan.area", part_of="plan")
class PlanLabel(models.Model):
    """What one version of a plan calls a level, where the words of its template do not fit."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="labels")
    level = models.CharField(max_length=10, choices=Level)
    label_th = models.CharField(_("ชื่อเรียก"), max_length=100)
    label_en = models.CharField(_("ชื่อเรียกภาษาอังกฤษ"), max_length=100)

    class Meta:
        ordering = ["plan", "pk"]
        triggers = [PartOfClosedPlan()]
        constraints = [
            models.UniqueConstraint(name="plan_label_once_a_level", fields=["plan", "level"]),
            models.CheckConstraint(
                name="plan_label_in_both_languages",
                condition=~Q(label_th="") & ~Q(label_en=""),
                violation_error_message=_("โปรดกรอกชื่อเรียกทั้งภาษาไทยและภาษาอังกฤษ"),
            ),
        ]

    def __str__(self) -> str:
        return self.label_en if get_language() == "en" else self.label_th


@governed(_("รายการในแผน"), area="plan.area", part_of="plan")
class PlanNode(models.Model):
    """One entry of a plan's tree. `identity` stays the same from version to version.

    `retired`: a revision gives the entry up. The row stays, so that versions can be compared, but
    `objects` and `plan.nodes` leave it out; `with_retired` does not.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="nodes")
    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    level = models.CharField(max_length=10, choices=Level)
    code = models.CharField(_("รหัส"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    title_th = models.CharField(_("ชื่อ"), max_length=500, db_collation=THAI_COLLATION)
    title_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=500, blank=True)
    host = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_nodes"
    )
    joint_agencies = models.ManyToManyField(Agency, blank=True, related_name="joint_nodes")
    weight = models.DecimalField(_("น้ำหนัก"), max_digits=7, decimal_places=4, null=True, blank=True)
    retired = models.BooleanField(_("นำออกในฉบับนี้"), default=False)
    edition = models.PositiveIntegerField(default=1)

    objects = StandingNodes.from_queryset(PlanNodeQuerySet)()
    with_retired = PlanNodeQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "position", "pk"]
        triggers = [PartOfClosedPlan()]
        constraints = [
            models.UniqueConstraint(name="plan_node_identity_once", fields=["plan", "identity"]),
            # Looked at when a statement ends, so that one statement lets codes change places.
            ExclusionConstraint(
                name="plan_node_code_once_a_level",
                expressions=[(name, RangeOperators.EQUAL) for name in ("plan", "level", "code")],
                condition=~Q(code="") & Q(retired=False),
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=_("รหัสนี้มีอยู่แล้วในระดับเดียวกันของแผน"),
            ),
            models.CheckConstraint(
                name="plan_node_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
            ),
            models.CheckConstraint(
                name="plan_node_weight_0_to_100",
                condition=Q(weight__isnull=True) | Q(weight__gte=0, weight__lte=100),
                violation_error_message=_("น้ำหนักต้องอยู่ระหว่าง 0 ถึง 100"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    @property
    def title(self) -> str:
        if get_language() == "en" and self.title_en:
            return self.title_en
        return self.title_th


# Parts of a plan that have folders of their own; they name Plan and PlanNode by label.
from strategies.alignment.models import (  # noqa: E402
    Alignment as Alignment,
)
from strategies.alignment.models import (  # noqa: E402
    Framework as Framework,
)
from strategies.alignment.models import (  # noqa: E402
    FrameworkItem as FrameworkItem,
)
from strategies.clusters.models import NodeReference as NodeReference  # noqa: E402
from strategies.consultation.models import (  # noqa: E402
    Comment as Comment,
)
from strategies.consultation.models import (  # noqa: E402
    Consultation as Consultation,
)
from strategies.consultation.models import (  # noqa: E402
    Invitation as Invitation,
)
