"""From an address to the version of a plan that a person may work on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from common.querysets import one_or_404
from strategies.consultation.selectors import hearing
from strategies.models import Plan, PlanNode
from strategies.services.plans import refuse_unless_editable


def find_plan(request: Request, area_code: str, pk: int) -> Plan:
    """A version of the area's plans; any other is not found."""
    area = planning_area(request.user, area_code)
    plans = Plan.objects.visible_to(request.user).select_related("template", "revises")
    plan = one_or_404(plans, pk=pk, area=area)
    plan.area = area
    return plan


def find_own(request: Request, area_code: str, pk: int) -> Plan:
    """The same, for those who write plans of this area; NotAllowed for the others."""
    plan = find_plan(request, area_code, pk)
    request.user.authority.require(Permission.PLAN_EDIT, area=plan.area)
    return plan


def find_open(request: Request, area_code: str, pk: int) -> Plan:
    """The same, while the version may be changed; Refused with its state otherwise."""
    plan = find_own(request, area_code, pk)
    refuse_unless_editable(plan)
    return plan


def find_node(plan: Plan, pk: int) -> PlanNode:
    """A node that stands in this version."""
    nodes = PlanNode.objects.select_related("parent", "host__agency")
    node = one_or_404(nodes, pk=pk, plan=plan)
    node.plan = plan
    return node


def heard(plan: Plan, node: PlanNode | None = None) -> dict[str, Any]:
    """What a page says while comments are taken: until when, and how many name the entry."""
    found = hearing(plan)
    number = found and (found.of_nodes.get(node.pk, 0) if node else found.total)
    return {"hearing": found, "named": number}


def to_editor(plan: Plan, at: int = 0, step: str = "") -> HttpResponse:
    """Back to the tree, at the node that was changed."""
    address = reverse("plan_edit", args=[plan.area.code, plan.pk])
    if at:
        address += f"?at={at}" + (f"&step={step}" if step else "") + f"#node-{at}"
    return redirect(address)
