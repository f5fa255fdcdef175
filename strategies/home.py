"""Plans that wait for the office on the home page."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from common import clock
from common.slots import HomeItem
from common.thai import fiscal
from strategies.consultation.selectors import answers_address, waiting_answers
from strategies.models import Plan
from strategies.places import read_address


def home_items(user: Any) -> Iterator[HomeItem]:
    """Versions of plans that are on their way to the committee, and comments on them that wait for
    an answer; one query."""
    areas = user.authority.places(Permission.PLAN_EDIT)
    if not areas:
        return
    words = {
        Plan.Status.DRAFT: _("จัดทำแผน"),
        Plan.Status.CONSULTATION: _("รับฟังความคิดเห็นต่อแผน"),
        Plan.Status.SUBMITTED: _("บันทึกมติต่อแผน"),
    }
    year = fiscal.fiscal_year(clock.today())
    found = Plan.objects.filter(area__in=areas, status__in=words).annotate(
        waiting=waiting_answers()
    )
    for plan in found.select_related("area").order_by("first_year", "version", "pk"):
        if plan.last_year >= year:
            yield HomeItem(
                title=_("%(plan)s ฉบับที่ %(version)s") % {"plan": plan.name, "version": plan.version},
                url=read_address(plan),
                kind=words[Plan.Status(plan.status)],
                status=plan.status,
            )
        if plan.waiting:
            yield HomeItem(
                title=plan.name,
                url=answers_address(plan),
                kind=ngettext(
                    "ตอบความเห็น %(count)s เรื่อง", "ตอบความเห็น %(count)s เรื่อง", plan.waiting
                )
                % {"count": plan.waiting},
            )
