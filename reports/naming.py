"""What a downloaded report is called, so that it can be told from others in a folder."""

from django.utils.translation import gettext, override

from reports.models import EvaluationReport


def file_name(report: EvaluationReport) -> str:
    """รายงานผลการประเมิน จังหวัดนครสวรรค์ 2570 รอบ 9 เดือน ฉบับที่ 3.pdf, in the report's language."""
    with override(report.language):
        facts = {"area": report.area.full_name, "year": report.subject.fiscal_year}
        if report.agreement:
            words = gettext("คำรับรองการปฏิบัติราชการ %(area)s %(year)s ฉบับที่ %(number)s")
            name = words % {**facts, "number": report.agreement.version}
        else:
            words = gettext("รายงานผลการประเมิน %(area)s %(year)s %(round)s ฉบับที่ %(number)s")
            name = words % {**facts, "round": report.occasion, "number": report.subject.number}
    marks = "" if report.digits == EvaluationReport.Digits.ARABIC else " ๑๒๓"
    return f"{name}{marks}.pdf"
