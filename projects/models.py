"""Do: projects under a strategy, with the indicators they move and their budget."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Post
from common.trail import governed
from kpis.models import Indicator
from projects.querysets import ProjectQuerySet
from provinces.models import THAI_COLLATION, Agency, Area
from strategies.alignment.models import AlignmentBase
from strategies.models import PlanNode


@governed(_("โครงการ"), area="area")
class Project(models.Model):
    """A project of an area in one fiscal year, with exactly one host."""

    class Kind(models.TextChoices):
        FUNCTION = "function", _("ภารกิจหน่วยงาน (Function)")
        AGENDA = "agenda", _("นโยบายสำคัญ (Agenda)")
        AREA = "area", _("ความต้องการพื้นที่ (Area)")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("เสนอ")
        SCREENED = "screened", _("ผ่านการกลั่นกรอง")
        APPROVED = "approved", _("อนุมัติ")
        RUNNING = "running", _("อยู่ระหว่างดำเนินการ")
        FINISHED = "finished", _("แล้วเสร็จ")
        CANCELLED = "cancelled", _("ยกเลิก")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="projects")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    code = models.CharField(_("รหัส"), max_length=30)
    name_th = models.CharField(_("ชื่อโครงการ"), max_length=500, db_collation=THAI_COLLATION)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=500, blank=True)
    node = models.ForeignKey(
        PlanNode, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="projects")
    host_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="hosted_projects", verbose_name=_("เจ้าภาพ")
    )
    host_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="hosted_projects"
    )
    joint_agencies = models.ManyToManyField(Agency, blank=True, related_name="joint_projects")
    whole_area = models.BooleanField(_("ทั้งพื้นที่"), default=False)
    districts = models.ManyToManyField(Area, blank=True, related_name="worked_in_by")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.AREA)
    rationale = models.TextField(_("หลักการและเหตุผล"), blank=True)
    beneficiaries = models.CharField(_("ผู้รับประโยชน์"), max_length=300, blank=True)
    emenscr_code = models.CharField(_("รหัส eMENSCR"), max_length=60, blank=True)
    gfmis_code = models.CharField(_("รหัสงบประมาณ GFMIS"), max_length=40, blank=True)
    egp_code = models.CharField(_("เลขที่โครงการ e-GP"), max_length=40, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    is_sample = models.BooleanField(_("ข้อมูลตัวอย่าง"), default=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["area", "fiscal_year", "code"]
        constraints = [
            models.UniqueConstraint(
                name="project_code_once_an_area_and_year",
                fields=["area", "fiscal_year", "code"],
                violation_error_message=_("รหัสโครงการนี้มีอยู่แล้วในปีงบประมาณ"),
            ),
            models.CheckConstraint(
                name="project_stands_under_a_strategy",
                condition=Q(status__in=["proposed", "cancelled"]) | Q(node__isnull=False),
                violation_error_message=_("โครงการต้องอยู่ภายใต้กลยุทธ์หรือแผนงานก่อนผ่านการกลั่นกรอง"),
            ),
            models.CheckConstraint(
                name="project_year_is_be", condition=Q(fiscal_year__range=(2400, 2700))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def name(self) -> str:
        if get_language() == "en" and self.name_en:
            return self.name_en
        return self.name_th


@governed(_("งบประมาณของโครงการ"), area="project.area", part_of="project", naming=("project",))
class BudgetLine(models.Model):
    """Money of a project from one source in one category, in baht."""

    class Source(models.TextChoices):
        PROVINCE = "province", _("งบพัฒนาจังหวัด")
        CLUSTER = "cluster", _("งบพัฒนากลุ่มจังหวัด")
        MINISTRY = "ministry", _("กระทรวง / กรม")
        LOCAL = "local", _("องค์กรปกครองส่วนท้องถิ่น")
        PRIVATE = "private", _("ภาคเอกชน")
        OTHER = "other", _("อื่น ๆ")

    class Category(models.TextChoices):
        OPERATING = "operating", _("งบดำเนินงาน")
        INVESTMENT = "investment", _("งบลงทุน")
        SUBSIDY = "subsidy", _("งบเงินอุดหนุน")
        OTHER = "other", _("งบรายจ่ายอื่น")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_lines")
    source = models.CharField(_("แหล่งงบประมาณ"), max_length=10, choices=Source)
    category = models.CharField(_("ประเภทรายจ่าย"), max_length=10, choices=Category)
    allocated = models.DecimalField(_("จัดสรร (บาท)"), max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["project", "source", "category"]
        constraints = [
            models.UniqueConstraint(
                name="budget_line_once", fields=["project", "source", "category"]
            ),
            models.CheckConstraint(
                name="budget_line_not_negative",
                condition=Q(allocated__gte=0),
                violation_error_message=_("จำนวนเงินต้องไม่ติดลบ"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.code} {self.get_source_display()} {self.allocated}"


@governed(
    _("ความสอดคล้องของโครงการ"), area="project.area", part_of="project", naming=("project", "item")
)
class ProjectAlignment(AlignmentBase):
    """That a project serves an item of a framework, chiefly (primary) or besides."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="alignments")

    class Meta:
        ordering = ["project", "framework", "-is_primary", "item__order"]
        constraints = [
            models.UniqueConstraint(
                name="project_alignment_item_once",
                fields=["project", "item"],
                violation_error_message=_("รายการนี้เชื่อมโยงไว้แล้ว"),
            ),
            models.UniqueConstraint(
                name="project_alignment_one_primary_a_framework",
                fields=["project", "framework"],
                condition=Q(is_primary=True),
                violation_error_message=_("กรอบนี้มีข้อหลักอยู่แล้ว เลือกข้อหลักได้ข้อเดียวต่อกรอบ"),
            ),
        ]
