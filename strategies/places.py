"""From an address to a plan, and the year in which its pages stand."""

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.scope import planning_area
from common import clock
from common.querysets import one_or_404
from common.thai import fiscal
from strategies.models import Plan, PlanNode

HUNG = ("issue", "objective", "strategy", "programme")
"""The levels under vision and missions: what frameworks, comments and references hang on."""


def find_plan(user: User, area_code: str, pk: int) -> Plan:
    """The version of an address, when the person sees its area; else not found."""
    area = planning_area(user, area_code)
    plan = one_or_404(Plan.objects.visible_to(user).select_related("template"), pk=pk, area=area)
    plan.area = area
    return plan


def find_node(plan: Plan, pk: int) -> PlanNode:
    """A node of the plan under vision and missions; else not found."""
    node = one_or_404(hung(plan), pk=pk)
    node.plan = plan
    return node


def hung(plan: Plan) -> "QuerySet[PlanNode]":
    """The nodes of a plan under vision and missions, in the order of the plan."""
    return PlanNode.objects.filter(plan=plan, level__in=HUNG).order_by("position", "pk")


def shown_year(plan: Plan) -> int:
    """The fiscal year in which the frame shows a plan: this one, where the plan covers it."""
    this = fiscal.fiscal_year(clock.today())
    return min(max(this, plan.first_year), plan.last_year)


def frame(plan: Plan) -> dict[str, object]:
    """What the frame of a plan's page needs; the bar on top names the years of the plan."""
    return {
        "area": plan.area,
        "year": shown_year(plan),
        "plan": plan,
        "plan_years": plan.years,
        "is_sample": plan.is_sample,
    }


def read_address(plan: Plan, area_code: str = "") -> str:
    """Where the version is read: in this fiscal year, or in its own nearest to it."""
    code = area_code or plan.area.code
    return f"{reverse('plan_tree', args=[code, shown_year(plan)])}?version={plan.pk}"
