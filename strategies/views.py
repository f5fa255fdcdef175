"""The plan of an area in a fiscal year."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from strategies import drawn, selectors
from strategies.transitions import EDITABLE


@require_safe
@login_required
def plan_tree(request: Request, area_code: str, year: int) -> HttpResponse:
    area = planning_area(request.user, area_code)
    version = request.GET.get("version", "")
    page = selectors.plan_tree(
        request.user,
        area,
        year,
        query=request.GET.get("q", "")[:100],
        version=int(version) if version.isascii() and version.isdigit() else None,
    )
    context = {
        "page": page,
        "tree": drawn.tree(page),
        "area": area,
        "year": year,
        "is_sample": page.is_sample,
        "may_edit": page.plan is not None
        and page.plan.status in EDITABLE
        and request.user.authority.may(Permission.PLAN_EDIT, area=area),
    }
    return render(request, "strategies/plan_tree.html", context)
