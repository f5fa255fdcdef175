"""What the pages of reports show."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from jobs.models import Job
from kpis.models import Agreement
from provinces.models import Area
from reports.models import EvaluationReport
from reports.querysets import EvaluationReportQuerySet
from reports.replacement import replacement, replacement_of
from scorecards.models import Snapshot

READY = "ready"


@dataclass(frozen=True)
class ReportRow:
    """A report with its state: ready, or that of its job (queued, running, failed)."""

    report: EvaluationReport
    state: str
    replaced_by: EvaluationReport | None

    @property
    def is_open(self) -> bool:
        return self.state in (Job.Status.QUEUED, Job.Status.RUNNING)

    @property
    def shown_state(self) -> str:
        """The state by the names of common/states.py."""
        return "done" if self.state == READY else self.state


def reports(user: Any) -> EvaluationReportQuerySet:
    """Reports that a person sees with all that lists show of them; one query."""
    return (
        EvaluationReport.objects.visible_to(user)
        .with_subject()
        .select_related("job", "requested_by")
        .select_related("replaces__snapshot__area", "replaces__agreement__card__area")
        .defer("replaces__snapshot__content", "replaces__agreement__content")
        .annotate(of_year=Coalesce("snapshot__fiscal_year", "agreement__card__fiscal_year"))
        .order_by(
            *("-of_year", "kind", "-snapshot__number", "-agreement__version", "language", "digits")
        )
    )


def rows(user: Any, area: Area) -> list[ReportRow]:
    """All reports of an area."""
    found = list(reports(user).filter(area=area))
    return [ReportRow(one, state_of(one), replacement(one, found)) for one in found]


def of_agreement(user: Any, agreement: Agreement) -> list[ReportRow]:
    """The printed papers of one version of an agreement."""
    return [
        ReportRow(one, state_of(one), None) for one in reports(user).filter(agreement=agreement)
    ]


def row(report: EvaluationReport) -> ReportRow:
    """The state of one report from `reports`; one query more."""
    return ReportRow(report, state_of(report), replacement_of(report))


def state_of(report: EvaluationReport) -> str:
    if report.ready_at:
        return READY
    return report.job.status if report.job else Job.Status.QUEUED


def snapshots(user: Any, area: Area) -> QuerySet[Snapshot]:
    """What reports can be made from: the frozen scorecards of an area, newest first."""
    return (
        Snapshot.objects.visible_to(user)
        .without_content()
        .filter(area=area)
        .select_related("area", "round")
    )
