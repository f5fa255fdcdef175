"""What of plans stays with a post when somebody leaves it."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Post
from common import clock
from common.slots import WorkItem
from common.thai import fiscal
from strategies.consultation.selectors import answers_address, waiting_answers
from strategies.models import Plan, PlanNode
from strategies.places import read_address
from strategies.services.comments import CLOSED


def open_work(post: Post) -> Iterator[WorkItem]:
    """The entries that the post hosts in plans that are not over, and for the office comments
    without an answer; a query each.

    An entry of an adopted plan is told once, though a version on its way carries a copy of it.
    """
    hosted = _not_over().filter(host=post).select_related("plan__area")
    rows = list(hosted.order_by("plan", "position", "pk"))
    adopted = {row.identity for row in rows if row.plan.status == Plan.Status.ADOPTED}
    for node in rows:
        if node.plan.status != Plan.Status.ADOPTED and node.identity in adopted:
            continue
        yield WorkItem(
            kind=_("รายการในแผนที่เป็นเจ้าภาพ"),
            title=str(node),
            url=read_address(node.plan),
            note=str(node.plan),
        )
    yield from _answers(post)


def working_posts() -> QuerySet[PlanNode, int | None]:
    """The posts that host an entry of a plan that is not over."""
    hosted = _not_over().filter(host__isnull=False)
    return hosted.order_by().values_list("host", flat=True)


def _answers(post: Post) -> Iterator[WorkItem]:
    if "planner" not in post.roles:
        return
    found = Plan.objects.filter(area=post.agency.area_id).exclude(status__in=CLOSED)
    for plan in (
        found.annotate(waiting=waiting_answers()).filter(waiting__gt=0).select_related("area")
    ):
        yield WorkItem(
            kind=_("ความเห็นต่อร่างแผนที่รอคำตอบ"),
            title=plan.name,
            url=answers_address(plan),
            note=ngettext("%(count)s ความเห็น", "%(count)s ความเห็น", plan.waiting)
            % {"count": plan.waiting},
        )


def _not_over() -> QuerySet[PlanNode]:
    year = fiscal.fiscal_year(clock.today())
    nodes = PlanNode.objects.filter(plan__last_year__gte=year)
    return nodes.exclude(plan__status=Plan.Status.SUPERSEDED)
