"""What a downloaded report is called, so that it can be told from others in a folder."""

from django.utils.translation import gettext, override

from reports.models import EvaluationReport


def file_name(report: EvaluationReport) -> str:
    """รายงานผลการประเมิน จังหวัดนครสวรรค์ 2570 รอบ 9 เดือน ฉบับที่ 3.pdf, in the report's language."""
    snapshot = report.snapshot
    with override(report.language):
        name = gettext("รายงานผลการประเมิน %(area)s %(year)s %(round)s ฉบับที่ %(number)s") % {
            "area": report.area.full_name,
            "year": snapshot.fiscal_year,
            "round": snapshot.round.label,
            "number": snapshot.number,
        }
    marks = "" if report.digits == EvaluationReport.Digits.ARABIC else " ๑๒๓"
    return f"{name}{marks}.pdf"
