"""Summaries of consultations that were produced as PDF annexes of a plan."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.trail import governed
from jobs.models import Job
from provinces.models import Area
from strategies.models import Consultation


def place(summary: "ConsultationSummary", name: str) -> str:
    """Where a summary's file lies."""
    return f"reports/{summary.area.code}/consultations/{summary.code}.pdf"


class ConsultationSummaryQuerySet(models.QuerySet["ConsultationSummary"]):
    def visible_to(self, user: Any) -> "ConsultationSummaryQuerySet":
        """Summaries of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("area__"))

    def ready(self) -> "ConsultationSummaryQuerySet":
        return self.filter(ready_at__isnull=False)


@governed(
    _("สรุปผลการรับฟังความคิดเห็น"),
    area="area",
    part_of="consultation",
    naming=("consultation__plan",),
    kept_out=("content", "file", "job_id"),
)
class ConsultationSummary(models.Model):
    """One document about one consultation, from what was said and answered when it was asked for.

    content: that, as canonical JSON; it never changes. The same content in the same language and
    digits gives the same row (constraint).
    """

    class Digits(models.TextChoices):
        ARABIC = "arabic", _("เลขอารบิก (123)")
        THAI = "thai", _("เลขไทย (๑๒๓)")

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="summaries"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(_("ภาษา"), max_length=5, choices=settings.LANGUAGES, default="th")
    digits = models.CharField(_("ตัวเลข"), max_length=6, choices=Digits, default=Digits.ARABIC)
    code = models.CharField(_("รหัสตรวจสอบ"), max_length=20, unique=True)
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.FileField(upload_to=place, max_length=200, blank=True)
    pages = models.PositiveIntegerField(_("จำนวนหน้า"), null=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = ConsultationSummaryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="consultation_summary_same_request_once",
                fields=["consultation", "language", "digits", "content_sha256"],
            ),
            models.CheckConstraint(
                name="consultation_summary_ready_has_file",
                condition=Q(ready_at__isnull=True)
                | Q(pages__isnull=False, size__isnull=False, sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.consultation}"

    def get_kind_display(self) -> str:
        """What the document is called, beside the kinds of evaluation reports."""
        return str(_("สรุปผลการรับฟังความคิดเห็น"))
