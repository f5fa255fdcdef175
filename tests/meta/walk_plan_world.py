"""What the walk finds of plans beside the adopted one: drafts, a consultation, a cluster's plan."""

from django.core.files.base import ContentFile

from accounts.models import User
from common import clock
from provinces.models import Agency, Area
from reports.models import ConsultationSummary
from reports.services import consultation_summaries
from strategies.models import FrameworkItem, Plan
from strategies.services import (
    alignments,
    comments,
    consultations,
    frameworks,
    nodes,
    references,
)
from tests.factories import plans

OPEN, UNOPENED = (2571, 2575), (2576, 2580)


def furnish(area: Area, agencies: dict[str, Agency], people: dict[str, User], mark: str) -> None:
    """A draft that is open to comments, one that is not, and a cluster's plan that refers to it."""
    planner, officer = people["planner"], people["officer"]
    list(frameworks.load())
    frameworks.create(
        area=area,
        code="agenda",
        name_th=f"{mark} วาระ",
        short_th="วาระ",
        items=frameworks.read_items("1 เมืองสะอาด"),
        by=planner,
    )
    draft = plans.draft(area, planner, years=OPEN)
    made = plans.grown(draft, planner, None)
    vision = made["vision"]
    issue = nodes.add(
        plan=draft, level="issue", parent=vision, title_th=f"{mark} ประเด็น", by=planner
    )
    alignments.put(node=issue, item=FrameworkItem.objects.earliest("pk"), by=planner)
    plans.grown(plans.draft(area, planner, years=UNOPENED), planner, None)
    consultation = consultations.open_(
        plan=draft,
        closes=clock.today(),
        agencies=[agencies["development"]],
        by=planner,
    )
    comments.give(consultation=consultation, node=issue, text=f"{mark} ความเห็น", by=officer)
    _summary(consultation_summaries.request(consultation=consultation, by=planner))
    _cluster_plan(issue, people["cluster_planner"])


def _summary(summary: ConsultationSummary) -> None:
    """A summary that is ready, as a worker would have left it."""
    summary.file.save("", ContentFile(b"%PDF-1.7\n"), save=False)
    summary.pages, summary.size, summary.ready_at = 1, 9, clock.now()
    summary.sha256 = "0" * 64
    summary.save()


def _cluster_plan(issue, by: User) -> None:
    cluster = Area.objects.get(code="N-L2")
    made = plans.grown(plans.draft(cluster, by, years=OPEN), by, None)
    references.add(node=made["1"], member_node=issue, by=by)


def draft_of(area: Area) -> Plan:
    """The draft that is open to comments."""
    return area.plans.get(first_year=OPEN[0])


def unopened(area: Area) -> Plan:
    return area.plans.get(first_year=UNOPENED[0])


def cluster_plan() -> Plan:
    return Plan.objects.get(area__code="N-L2")
