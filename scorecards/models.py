"""Score: frozen scorecards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.trail import governed
from kpis.models import Round
from provinces.models import Area
from scorecards.querysets import SnapshotQuerySet


@governed(_("สกอร์การ์ดที่ตรึง"), area="area", naming=("area",), kept_out=("content",))
class Snapshot(models.Model):
    """A scorecard frozen with everything needed to show and recompute it. Never updated.

    content: canonical JSON text (sorted keys, UTF-8): `rules` and `lines` as the engine's command
    line reads them, `result` as it prints them, and the display data of the card, the plan and the
    projects. sha256 is over exactly these bytes. A trigger in the database refuses any change.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("เพื่อการประชุม")
        ROUND = "round", _("ปิดรอบ")
        REPORT = "report", _("เพื่อจัดทำรายงาน")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="snapshots")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="snapshots")
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.PositiveIntegerField(_("เลขที่"))
    title = models.CharField(_("ชื่อ"), max_length=300, blank=True)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    rules_version = models.CharField(max_length=40)
    engine_version = models.CharField(max_length=20)
    total = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    is_sample = models.BooleanField(_("ข้อมูลตัวอย่าง"), default=False)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="snapshot_number_once", fields=["area", "fiscal_year", "number"]
            ),
            models.CheckConstraint(
                name="snapshot_sha256_is_hex", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="snapshot_kind_known", condition=Q(kind__in=["meeting", "round", "report"])
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How papers cite it: area code, fiscal year, running number."""
        return f"{self.area.code}/{self.fiscal_year}-{self.number}"
