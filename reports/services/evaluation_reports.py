"""Verbs on evaluation reports: request one, produce it in a worker, store it once."""

import json

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from common.clock import now
from common.errors import Refused
from jobs.models import Job
from jobs.registry import Finish, Progress
from jobs.services import queue
from reports import book, codes
from reports.models import EvaluationReport, place
from reports.pdf.renderer import RenderedPdf, render_pdf
from scorecards.models import Snapshot

KIND = "evaluation-report"


@transaction.atomic
def request(
    *,
    snapshot: Snapshot,
    by: User,
    kind: str = EvaluationReport.Kind.BOOK,
    language: str = "th",
    digits: str = EvaluationReport.Digits.ARABIC,
) -> EvaluationReport:
    """Ask for a report. The same request twice gives the same report and one job.

    A report whose job failed is tried again by asking again. Raises NotAllowed, and Refused for a
    kind, language or way of digits that does not exist.
    """
    if not by.authority.sees(snapshot.area):
        raise Refused(_("ไม่พบสกอร์การ์ดที่ตรึงไว้"), field="snapshot")
    by.authority.require(Permission.REPORT_REQUEST)
    _refuse_unknown(kind=kind, language=language, digits=digits)
    report, made = EvaluationReport.objects.select_for_update(of=("self",)).get_or_create(
        kind=kind,
        snapshot=snapshot,
        language=language,
        digits=digits,
        defaults={"area": snapshot.area, "code": codes.new(), "requested_by": by},
    )
    if report.ready_at or (not made and report.job and report.job.is_open):
        return report
    report.job = queue.request(
        kind=KIND, key=f"{KIND}:{report.pk}", subject_id=report.pk, by=by, queue="pdf"
    )
    report.save(update_fields=["job"])
    return report


def produce(job: Job, progress: Progress) -> Finish:
    """The work behind a report's job: read the snapshot, lay out the book, give what stores it."""
    report = EvaluationReport.objects.select_related("snapshot", "area").get(pk=job.subject_id)
    progress(_("อ่านข้อมูลที่ตรึงไว้"), 5)
    html = book.html(
        json.loads(report.snapshot.content),
        language=report.language,
        thai_digits=report.digits == EvaluationReport.Digits.THAI,
        code=report.code,
        snapshot_sha256=report.snapshot.sha256,
        verify_url=verify_url(report),
    )
    stages = {"layout": _("จัดหน้า"), "draw": _("วาดหน้า"), "done": _("บันทึกไฟล์")}
    printed = render_pdf(
        html,
        language=report.language,
        made_at=report.snapshot.created_at,
        progress=lambda stage, percent: progress(stages[stage], 10 + percent * 85 // 100),
    )
    return lambda: _store(report, printed)


def verify_url(report: EvaluationReport) -> str:
    """The public address at which this report can be checked; what the QR code says."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('verify_code', args=[report.code])}"


def _store(report: EvaluationReport, printed: RenderedPdf) -> None:
    """Put the file where only this report's file can lie, and mark the report ready."""
    storage = EvaluationReport._meta.get_field("file").storage
    where = place(report, "")
    if storage.exists(where):
        storage.delete(where)
    report.file.name = storage.save(where, ContentFile(printed.content))
    report.pages, report.size = printed.pages, len(printed.content)
    report.sha256 = printed.sha256
    report.replaces = _replaced_by(report)
    report.ready_at = now()
    report.save(
        update_fields=["file", "pages", "size", "sha256", "replaces", "ready_at"],
    )


def _replaced_by(report: EvaluationReport) -> EvaluationReport | None:
    """The newest earlier report of the same kind on the same round, from an older snapshot."""
    return (
        EvaluationReport.objects.ready()
        .filter(
            kind=report.kind,
            language=report.language,
            digits=report.digits,
            snapshot__round=report.snapshot.round_id,
            snapshot__number__lt=report.snapshot.number,
        )
        .order_by("-snapshot__number")
        .first()
    )


def _refuse_unknown(*, kind: str, language: str, digits: str) -> None:
    offered = {
        "kind": (kind, EvaluationReport.Kind.values),
        "language": (language, [code for code, _name in settings.LANGUAGES]),
        "digits": (digits, EvaluationReport.Digits.values),
    }
    for field, (value, known) in offered.items():
        if value not in known:
            raise Refused(
                _("ไม่มีตัวเลือก “%(value)s” โปรดเลือกจากรายการ") % {"value": value}, field=field
            )
