"""Is this paper genuine, and is it the current one? Open to everybody."""

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from reports import codes
from reports.models import ConsultationSummary, EvaluationReport
from reports.querysets import EvaluationReportQuerySet
from reports.replacement import replacement_of
from reports.services.consultation_summaries import newer_than

Document = EvaluationReport | ConsultationSummary

MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class Verdict:
    """What can be said of a document.

    report: the genuine one it belongs to, or None; matches: whether an uploaded file is byte for
    byte what was produced (None when only a code was given); replaced_by: the newest report that
    stands in its place, or None while it is current.
    """

    report: Document | None
    matches: bool | None = None
    replaced_by: Document | None = None

    @property
    def genuine(self) -> bool:
        return self.report is not None and self.matches is not False


def _ready() -> EvaluationReportQuerySet:
    return EvaluationReport.objects.ready().with_subject()


def _found(**lookup: str) -> tuple[Document | None, Document | None]:
    """The document of any kind, and what stands in its place today."""
    report = _ready().filter(**lookup).first()
    if report:
        return report, replacement_of(report)
    summaries = ConsultationSummary.objects.ready().select_related("area", "consultation__plan")
    summary = summaries.defer("content").filter(**lookup).first()
    return summary, newer_than(summary) if summary else None


def by_code(typed: str) -> Verdict:
    """Look a code up as it was typed from paper."""
    code = codes.normalise(typed)
    report, newer = _found(code=code) if code else (None, None)
    return Verdict(report, replaced_by=newer)


def by_file(upload: "UploadedFile[bytes]", typed_code: str = "") -> Verdict:
    """Compare an uploaded file with everything produced, by its SHA-256. The file is not kept.

    When no report has these bytes, but the code typed with it is of one, the file was altered.
    """
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    report, newer = _found(sha256=digest.hexdigest())
    if report:
        return Verdict(report, matches=True, replaced_by=newer)
    claimed = by_code(typed_code)
    return Verdict(claimed.report, matches=False, replaced_by=claimed.replaced_by)
