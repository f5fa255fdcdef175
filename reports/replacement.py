"""Which report stands in the place of another: the one from the newest snapshot of the same round.

Asked of what is there, not of the order in which reports were made: a book of an old snapshot that
is printed today is out of date from its first day.
"""

from collections.abc import Iterable

from reports.models import EvaluationReport


def replacement(
    report: EvaluationReport, among: Iterable[EvaluationReport]
) -> EvaluationReport | None:
    """The newest ready one, in the same language and digits where there is such a one."""

    def fits(one: EvaluationReport) -> tuple[int, bool, bool]:
        same_words = one.language == report.language
        return one.snapshot.number, same_words, one.digits == report.digits

    later = [
        one
        for one in among
        if one.ready_at
        and (one.kind, one.snapshot.round_id) == (report.kind, report.snapshot.round_id)
        and one.snapshot.number > report.snapshot.number
    ]
    return max(later, key=fits, default=None)


def replacement_of(report: EvaluationReport) -> EvaluationReport | None:
    """The same, asked of the database; one query."""
    later = (
        EvaluationReport.objects.ready()
        .filter(
            kind=report.kind,
            snapshot__round=report.snapshot.round_id,
            snapshot__number__gt=report.snapshot.number,
        )
        .select_related("area", "snapshot__area", "snapshot__round")
        .defer("snapshot__content")
    )
    return replacement(report, later)
