"""The PDF as it goes out, from the screen and from the API alike."""

from django.http import HttpRequest, HttpResponseBase

from common.downloads import attachment
from reports.models import EvaluationReport
from reports.naming import file_name


def pdf(request: HttpRequest, report: EvaluationReport) -> HttpResponseBase:
    """The file of a report that is ready, whole or in parts."""
    return attachment(
        request,
        lambda: report.file.open("rb"),
        size=report.size or 0,
        name=file_name(report),
        content_type="application/pdf",
        sha256=report.sha256,
    )
