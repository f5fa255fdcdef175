"""Pages of a cluster's plan: which member serves which issue, and the choice of members' nodes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from common.errors import Fault, Refused
from common.querysets import one_or_404
from provinces.models import Area
from strategies.alignment.views import stay, typed
from strategies.clusters import selectors
from strategies.models import Plan, PlanNode
from strategies.places import find_node, find_plan, frame
from strategies.services import references
from strategies.transitions import EDITABLE


@require_safe
@login_required
def plan_members(request: Request, area_code: str, pk: int) -> HttpResponse:
    """The matrix of issues and members with gaps, duplicates and zones."""
    plan = _cluster_plan(request, area_code, pk)
    context = {
        **frame(plan),
        "page": selectors.cluster_page(request.user, plan),
        "may_edit": _may_edit(request, plan),
    }
    return render(request, "strategies/plan_members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def node_references(request: Request, area_code: str, pk: int, node_pk: int) -> HttpResponse:
    """What of the members' plans serves one node, and a search for more."""
    plan = _cluster_plan(request, area_code, pk)
    node = find_node(plan, node_pk)
    faults: tuple[Fault, ...] = ()
    query = typed(request, "q")
    if request.method == "POST":
        request.user.authority.require(Permission.PLAN_EDIT, area=plan.area)
        rows = PlanNode.objects.visible_to(request.user).select_related("plan__area")
        chosen = one_or_404(rows, pk=request.POST.get("member_node", ""))
        verb = references.remove if request.POST.get("as") == "clear" else references.add
        try:
            verb(node=node, member_node=chosen, by=request.user)
        except Refused as refused:
            faults = refused.sentences
        else:
            messages.success(request, _("บันทึกการเชื่อมโยงแล้ว"))
            return stay(request, query)
    context = {
        **frame(plan),
        "node": node,
        "faults": faults,
        "page": selectors.reference_page(request.user, node, query),
        "may_edit": _may_edit(request, plan),
    }
    return render(
        request, "strategies/node_references.html", context, status=422 if faults else 200
    )


def _cluster_plan(request: Request, area_code: str, pk: int) -> Plan:
    """The plan of a cluster; a province has no members."""
    plan = find_plan(request.user, area_code, pk)
    if plan.area.kind != Area.Kind.CLUSTER:
        raise Http404
    return plan


def _may_edit(request: Request, plan: Plan) -> bool:
    return plan.status in EDITABLE and request.user.authority.may(
        Permission.PLAN_EDIT, area=plan.area
    )
