"""Publish: what was produced, from which frozen content, and how anyone can check it."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.trail import governed
from jobs.models import Job
from kpis.models import Agreement
from provinces.models import Area
from reports.querysets import EvaluationReportQuerySet
from scorecards.models import Snapshot


def place(report: "EvaluationReport", name: str) -> str:
    """Where a report's file lies."""
    return f"reports/{report.area.code}/{report.subject.fiscal_year}/{report.code}.pdf"


@governed(_("รายงาน"), area="area", naming=("snapshot__area",), kept_out=("file", "job_id"))
class EvaluationReport(models.Model):
    """One document produced in the background from a frozen snapshot or a frozen agreement.

    code: what is printed on every page and typed on the verification page. The same request twice
    gives the same row (constraint). State, stage and percent stand on the job row.
    """

    class Kind(models.TextChoices):
        BOOK = "book", _("รายงานผลการประเมินจังหวัด")
        AGREEMENT = "agreement", _("คำรับรองการปฏิบัติราชการ")

    class Digits(models.TextChoices):
        ARABIC = "arabic", _("เลขอารบิก (123)")
        THAI = "thai", _("เลขไทย (๑๒๓)")

    kind = models.CharField(_("ประเภท"), max_length=20, choices=Kind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="reports")
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    language = models.CharField(_("ภาษา"), max_length=5, choices=settings.LANGUAGES, default="th")
    digits = models.CharField(_("ตัวเลข"), max_length=6, choices=Digits, default=Digits.ARABIC)
    code = models.CharField(_("รหัสตรวจสอบ"), max_length=20, unique=True)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="report")
    file = models.FileField(upload_to=place, max_length=200, blank=True)
    pages = models.PositiveIntegerField(_("จำนวนหน้า"), null=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(default=now)
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = EvaluationReportQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                name="report_same_request_once", fields=["kind", "snapshot", "language", "digits"]
            ),
            models.UniqueConstraint(
                name="report_same_agreement_once",
                fields=["kind", "agreement", "language", "digits"],
            ),
            models.CheckConstraint(
                name="report_is_of_what_its_kind_says",
                condition=Q(kind="book", snapshot__isnull=False, agreement__isnull=True)
                | Q(kind="agreement", snapshot__isnull=True, agreement__isnull=False),
            ),
            models.CheckConstraint(
                name="report_ready_has_file",
                condition=Q(ready_at__isnull=True)
                | Q(pages__isnull=False, size__isnull=False, sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}"

    @property
    def subject(self) -> Any:
        """What it was made from. Both kinds have reference, fiscal_year, is_sample, content and
        sha256."""
        return self.agreement or self.snapshot

    @property
    def occasion(self) -> str:
        """What of the year it is about: the round, or the version of the agreement."""
        if self.agreement:
            return str(_("ฉบับที่ %(number)s") % {"number": self.agreement.version})
        return self.snapshot.round.label if self.snapshot else ""

    @property
    def frozen_at(self) -> dt.datetime:
        """When its content was frozen: the date of the document."""
        moment: dt.datetime = (
            self.agreement.prepared_at if self.agreement else self.subject.created_at
        )
        return moment

    @property
    def place_in_line(self) -> tuple[str, int | None, int]:
        """Kind and series it belongs to, and its number there: a later one replaces it."""
        if self.agreement:
            return self.kind, self.agreement.card_id, self.agreement.version
        return self.kind, self.subject.round_id, self.subject.number


from reports.summaries.models import (  # noqa: E402 - a kind of document with a folder of its own
    ConsultationSummary as ConsultationSummary,
)
