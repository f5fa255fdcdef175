"""What of plans stays with a post when somebody leaves it."""

from collections.abc import Iterator

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
    hosted = (
        PlanNode.objects.filter(host=post, plan__last_year__gte=year)
        .exclude(plan__status=Plan.Status.SUPERSEDED)
        .select_related("plan__area")
        .order_by("plan", "position", "pk")
    )
    for node in hosted:
        plan = node.plan
        shown = max(year, plan.first_year)
        yield WorkItem(
            kind=_("รายการในแผนที่เป็นเจ้าภาพ"),
            title=str(node),
            url=reverse("plan_tree", args=[plan.area.code, shown]),
            note=str(plan),
        )
