"""Is this paper genuine, and is it the current one? Open to everybody."""

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from reports import codes
from reports.models import EvaluationReport
from reports.querysets import EvaluationReportQuerySet
from reports.replacement import replacement_of

MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True)
class Verdict:
    """What can be said of a document.

    report: the genuine one it belongs to, or None; matches: whether an uploaded file is byte for
    byte what was produced (None when only a code was given); replaced_by: the newest report that
    stands in its place, or None while it is current.
    """

    report: EvaluationReport | None
    matches: bool | None = None
    replaced_by: EvaluationReport | None = None

    @property
    def genuine(self) -> bool:
        return self.report is not None and self.matches is not False


def _ready() -> EvaluationReportQuerySet:
    return EvaluationReport.objects.ready().with_subject()


def by_code(typed: str) -> Verdict:
    """Look a code up as it was typed from paper."""
    code = codes.normalise(typed)
    report = _ready().filter(code=code).first() if code else None
    return Verdict(report, replaced_by=replacement_of(report) if report else None)


def by_file(upload: "UploadedFile[bytes]", typed_code: str = "") -> Verdict:
    """Compare an uploaded file with everything produced, by its SHA-256. The file is not kept.

    When no report has these bytes, but the code typed with it is of one, the file was altered.
    """
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    report = _ready().filter(sha256=digest.hexdigest()).first()
    if report:
        return Verdict(report, matches=True, replaced_by=replacement_of(report) if report else None)
    claimed = by_code(typed_code)
    return Verdict(claimed.report, matches=False, replaced_by=claimed.replaced_by)
