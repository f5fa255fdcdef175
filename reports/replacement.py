"""Which report stands in the place of another: the one from the newest snapshot of the same round,
or from the newest version of the same agreement.

Asked of what is there, not of the order in which reports were made: a book of an old snapshot that
is printed today is out of date from its first day.
"""

from collections.abc import Iterable

from reports.models import EvaluationReport


def replacement(
    report: EvaluationReport, among: Iterable[EvaluationReport]
) -> EvaluationReport | None:
    """The newest ready one, in the same language and digits where there is such a one."""
    *series, number = report.place_in_line

    def fits(one: EvaluationReport) -> tuple[int, bool, bool]:
        same_words = one.language == report.language
        return one.place_in_line[-1], same_words, one.digits == report.digits

    later = [
        one
        for one in among
        if one.ready_at
        and list(one.place_in_line[:-1]) == series
        and one.place_in_line[-1] > number
    ]
    return max(later, key=fits, default=None)


def replacement_of(report: EvaluationReport) -> EvaluationReport | None:
    """The same, asked of the database; one query."""
    return replacement(report, EvaluationReport.objects.ready().after(report).with_subject())
