"""Plans that wait for the office on the home page."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common import clock
from common.slots import HomeItem
from common.thai import fiscal
from strategies.models import Plan
from strategies.places import read_address


def home_items(user: Any) -> Iterator[HomeItem]:
    """Versions of plans that are on their way to the committee; one query."""
    areas = user.authority.places(Permission.PLAN_EDIT)
    if not areas:
        return
    words = {
        Plan.Status.DRAFT: _("จัดทำแผน"),
        Plan.Status.CONSULTATION: _("รับฟังความคิดเห็นต่อแผน"),
        Plan.Status.SUBMITTED: _("บันทึกมติต่อแผน"),
    }
    year = fiscal.fiscal_year(clock.today())
    waiting = Plan.objects.filter(area__in=areas, status__in=words, last_year__gte=year)
    for plan in waiting.select_related("area").order_by("first_year", "version", "pk"):
        yield HomeItem(
            title=_("%(plan)s ฉบับที่ %(version)s") % {"plan": plan.name, "version": plan.version},
            url=read_address(plan),
            kind=words[Plan.Status(plan.status)],
            status=plan.status,
        )
