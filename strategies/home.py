"""Plans that wait for the office on the home page."""

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.permissions import Permission
from common import clock
from common.slots import HomeItem
from common.thai import fiscal
from strategies.consultation.selectors import answers_address, waiting_answers
from strategies.models import Consultation, Plan
from strategies.places import read_address


def home_items(user: Any) -> Iterator[HomeItem]:
    """Versions of plans that are on their way to the committee, each once, with the comments that
    wait for an answer; one query."""
    areas = user.authority.places(Permission.PLAN_EDIT)
    if not areas:
        return
    words = {
        Plan.Status.DRAFT: _("จัดทำแผน"),
        Plan.Status.CONSULTATION: _("รับฟังความคิดเห็นต่อแผน"),
        Plan.Status.SUBMITTED: _("บันทึกมติต่อแผน"),
    }
    year = fiscal.fiscal_year(clock.today())
    waiting = _told(Plan.objects.filter(area__in=areas, status__in=words, last_year__gte=year))
    for plan in waiting.select_related("area").order_by("first_year", "version", "pk"):
        heard = plan.status == Plan.Status.CONSULTATION
        yield HomeItem(
            title=_("%(plan)s ฉบับที่ %(version)s") % {"plan": plan.name, "version": plan.version},
            url=_page(plan),
            kind=words[Plan.Status(plan.status)],
            status=plan.status,
            due=plan.closes if heard else None,
            note=_unanswered(plan.unanswered),
        )


def _told(plans: QuerySet[Plan]) -> QuerySet[Any]:
    """The plans with the last day of their newest consultation and how much is unanswered."""
    newest = Consultation.objects.filter(plan=OuterRef("pk")).order_by("-pk")
    return plans.annotate(
        closes=Subquery(newest.values("closes")[:1]), unanswered=waiting_answers()
    )


def _page(plan: Plan) -> str:
    """Where the work is done: what was said while it is asked for, else the plan."""
    if plan.status == Plan.Status.CONSULTATION:
        return answers_address(plan)
    return read_address(plan)


def _unanswered(count: int) -> str:
    if not count:
        return ""
    said = ngettext("ตอบความเห็น %(count)s เรื่อง", "ตอบความเห็น %(count)s เรื่อง", count)
    return said % {"count": count}
