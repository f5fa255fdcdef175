"""Frameworks above a plan, their items, and which of them a node of a plan serves."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.trail import governed
from provinces.models import THAI_COLLATION, Area
from strategies.alignment.querysets import FrameworkQuerySet


@governed(_("กรอบยุทธศาสตร์"), area="area")
class Framework(models.Model):
    """A list of aims that plans are aligned to: of the nation, of the world, or an area's own."""

    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="frameworks"
    )
    code = models.CharField(_("รหัส"), max_length=30)
    name_th = models.CharField(_("ชื่อกรอบ"), max_length=200, db_collation=THAI_COLLATION)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=200, blank=True)
    short_th = models.CharField(_("ชื่อย่อ"), max_length=60)
    short_en = models.CharField(_("ชื่อย่อภาษาอังกฤษ"), max_length=60, blank=True)
    first_year = models.PositiveSmallIntegerField(_("ปี พ.ศ. แรก"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("ปี พ.ศ. สุดท้าย"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=100)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="framework_code_once_an_area",
                fields=["area", "code"],
                violation_error_message=_("รหัสกรอบนี้มีอยู่แล้ว โปรดใช้รหัสอื่น"),
            ),
            models.UniqueConstraint(
                name="framework_shipped_code_once",
                fields=["code"],
                condition=Q(area__isnull=True),
            ),
            models.CheckConstraint(
                name="framework_years_in_order",
                condition=Q(first_year__isnull=True)
                | Q(last_year__isnull=True)
                | Q(last_year__gte=F("first_year")),
                violation_error_message=_("ปีสุดท้ายต้องไม่ก่อนปีแรก และปีต้องเป็น พ.ศ."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return (get_language() == "en" and self.name_en) or self.name_th

    @property
    def short(self) -> str:
        """For heads of tables."""
        return (get_language() == "en" and self.short_en) or self.short_th


@governed(_("รายการในกรอบยุทธศาสตร์"), area="framework.area", part_of="framework")
class FrameworkItem(models.Model):
    """One aim of a framework: SDG 6, milestone 9."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(_("รหัส"), max_length=20)
    title_th = models.CharField(_("ชื่อ"), max_length=300, db_collation=THAI_COLLATION)
    title_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["framework", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="framework_item_code_once",
                fields=["framework", "code"],
                violation_error_message=_("รหัสนี้มีอยู่แล้วในกรอบเดียวกัน"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        return (get_language() == "en" and self.title_en) or self.title_th


class AlignmentBase(models.Model):
    """That something serves an item of a framework, chiefly (primary) or besides."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    is_primary = models.BooleanField(_("สอดคล้องหลัก"), default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.item)


@governed(_("ความสอดคล้อง"), area="node.plan.area", part_of="node", naming=("item",))
class Alignment(AlignmentBase):
    """That a node of a plan version serves an item. Part of the version: adopted, it stays."""

    node = models.ForeignKey(
        "strategies.PlanNode", on_delete=models.CASCADE, related_name="alignments"
    )

    class Meta:
        ordering = ["node", "framework", "-is_primary", "item__order"]
        constraints = [
            models.UniqueConstraint(
                name="alignment_item_once_a_node",
                fields=["node", "item"],
                violation_error_message=_("รายการนี้เชื่อมโยงไว้แล้ว"),
            ),
            models.UniqueConstraint(
                name="alignment_one_primary_a_framework",
                fields=["node", "framework"],
                condition=Q(is_primary=True),
                violation_error_message=_("กรอบนี้มีข้อหลักอยู่แล้ว เลือกข้อหลักได้ข้อเดียวต่อกรอบ"),
            ),
        ]
