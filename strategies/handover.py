"""What of plans stays with a post when somebody leaves it."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Post
from common import clock
from common.slots import WorkItem
from common.thai import fiscal
from strategies.models import Plan, PlanNode


def open_work(post: Post) -> Iterator[WorkItem]:
    """The entries that the post hosts in plans that are not over; one query."""
    year = fiscal.fiscal_year(clock.today())
    hosted = _not_over().filter(host=post).select_related("plan__area")
    for node in hosted.order_by("plan", "position", "pk"):
        plan = node.plan
        shown = max(year, plan.first_year)
        yield WorkItem(
            kind=_("รายการในแผนที่เป็นเจ้าภาพ"),
            title=str(node),
            url=reverse("plan_tree", args=[plan.area.code, shown]),
            note=str(plan),
        )


def working_posts() -> QuerySet[PlanNode, int | None]:
    """The posts that host an entry of a plan that is not over."""
    hosted = _not_over().filter(host__isnull=False)
    return hosted.order_by().values_list("host", flat=True)


def _not_over() -> QuerySet[PlanNode]:
    year = fiscal.fiscal_year(clock.today())
    nodes = PlanNode.objects.filter(plan__last_year__gte=year)
    return nodes.exclude(plan__status=Plan.Status.SUPERSEDED)
