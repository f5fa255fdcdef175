"""Verbs on evaluation reports: request one, produce it in a worker, store it once."""

import json
from typing import Any

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
from kpis.models import Agreement
from provinces.models import Area
from reports import agreement, book, codes
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
    _refuse_unknown(kind=kind, language=language, digits=digits)
    if kind == EvaluationReport.Kind.AGREEMENT:
        raise Refused(_("คำรับรองจัดทำจากหน้าคำรับรอง ไม่ใช่จากสกอร์การ์ด"), field="kind")
    asked = {"kind": kind, "snapshot": snapshot, "language": language, "digits": digits}
    return _request(asked, snapshot.area, by)


@transaction.atomic
def request_agreement(
    *,
    agreement: Agreement,
    by: User,
    language: str = "th",
    digits: str = EvaluationReport.Digits.THAI,
) -> EvaluationReport:
    """Ask for the printed paper of an agreement, as `request` does for a scorecard."""
    area = agreement.card.area
    if not by.authority.sees(area):
        raise Refused(_("ไม่พบคำรับรอง"), field="agreement")
    kind = EvaluationReport.Kind.AGREEMENT
    _refuse_unknown(kind=kind, language=language, digits=digits)
    asked = {"kind": kind, "agreement": agreement, "language": language, "digits": digits}
    return _request(asked, area, by)


def request_again(*, report: EvaluationReport, by: User) -> EvaluationReport:
    """Ask for the same once more: a report whose job failed is tried again under its code."""
    words = {"language": report.language, "digits": report.digits}
    if report.agreement:
        return request_agreement(agreement=report.agreement, by=by, **words)
    return request(snapshot=report.subject, by=by, kind=report.kind, **words)


def _request(asked: dict[str, Any], area: Area, by: User) -> EvaluationReport:
    by.authority.require(Permission.REPORT_REQUEST)
    report, made = EvaluationReport.objects.select_for_update(of=("self",)).get_or_create(
        **asked, defaults={"area": area, "code": codes.new(), "requested_by": by}
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
    report = EvaluationReport.objects.select_related(
        "area", "snapshot", "agreement__card__area"
    ).get(pk=job.subject_id)
    progress(_("อ่านข้อมูลที่ตรึงไว้"), 5)
    html = _html(report)
    stages = {"layout": _("จัดหน้า"), "draw": _("วาดหน้า"), "done": _("บันทึกไฟล์")}
    printed = render_pdf(
        html,
        language=report.language,
        made_at=report.frozen_at,
        progress=lambda stage, percent: progress(stages[stage], 10 + percent * 85 // 100),
    )
    return lambda: _store(report, printed)


def _html(report: EvaluationReport) -> str:
    """The paper as one document, laid out by its kind."""
    content = json.loads(report.subject.content)
    common: dict[str, Any] = {
        "language": report.language,
        "thai_digits": report.digits == EvaluationReport.Digits.THAI,
        "code": report.code,
        "verify_url": verify_url(report),
    }
    if report.agreement:
        return agreement.html(content, sha256=report.agreement.sha256, **common)
    return book.html(content, snapshot_sha256=report.subject.sha256, **common)


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
    """The newest earlier report of the same series in the same language and digits."""
    return (
        EvaluationReport.objects.ready()
        .before(report)
        .filter(language=report.language, digits=report.digits)
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
