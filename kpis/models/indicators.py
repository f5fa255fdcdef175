"""What is measured: the register of indicators."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Post
from common.trail import governed
from kpis.querysets import IndicatorQuerySet
from provinces.models import THAI_COLLATION, Agency, Area
from strategies.models import PlanNode


def figure(**options: object) -> models.DecimalField:
    """A measured figure: exact, wide enough for baht and rates."""
    return models.DecimalField(max_digits=24, decimal_places=8, **options)  # type: ignore[arg-type]


@governed(_("ตัวชี้วัด"), area="area")
class Indicator(models.Model):
    """What is measured. Lives across years and plans; its criteria belong to a year.

    nodes: what it leads, where it is one of the plan; agency: in whose agreement it stands.
    A retired indicator keeps its past and is put on no further card.
    """

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
    kind = models.CharField(_("ประเภทตัวชี้วัด"), max_length=10, choices=Kind, default=Kind.NODE)
    nodes = models.ManyToManyField(
        PlanNode, blank=True, related_name="lead_indicators", verbose_name=_("ตัวชี้วัดนำของ")
    )
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreed_indicators",
        verbose_name=_("หน่วยงานที่ทำคำรับรอง"),
    )
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
    retired_on = models.DateField(_("เลิกใช้ตั้งแต่"), null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["area", "code"]
        constraints = [
            models.UniqueConstraint(
                name="indicator_code_once_an_area",
                fields=["area", "code"],
                violation_error_message=_("รหัสทะเบียนนี้มีอยู่แล้วในพื้นที่"),
            ),
            models.CheckConstraint(
                name="indicator_agency_only_of_an_agreement",
                condition=Q(agency__isnull=True) | Q(kind="agreement"),
                violation_error_message=_("ระบุหน่วยงานได้เฉพาะตัวชี้วัดคำรับรองของหน่วยงาน"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        if get_language() == "en" and self.name_en:
            return self.name_en
        return self.name_th
