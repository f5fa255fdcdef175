"""Two versions of a plan side by side, node by node."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import Request
from strategies.editing import comparing
from strategies.editing.views.places import find_plan
from strategies.places import frame


@require_safe
@login_required
def plan_compare(request: Request, area_code: str, pk: int) -> HttpResponse:
    """The version of the address against the one chosen (`with`), else the one before it."""
    plan = find_plan(request, area_code, pk)
    typed = request.GET.get("with", "")
    other = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0
    page = comparing.compare_page(plan, other)
    context = {
        **frame(plan),
        "page": page,
        "reasons": comparing.retired_because(page.newer) if page.newer else {},
    }
    return render(request, "strategies/editing/plan_compare.html", context)
