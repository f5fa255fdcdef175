"""The register of committees."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.scope import planning_area
from committees import selectors
from committees.models import Committee


@require_safe
@login_required
def committee_list(request: Request, area_code: str) -> HttpResponse:
    area = planning_area(request.user, area_code)
    page = selectors.register(area)
    sample = any(body.committee.is_sample for body in (*page.current, *page.earlier))
    context = {"page": page, "area": area, "is_sample": sample}
    return render(request, "committees/committee_list.html", context)


@require_safe
@login_required
def committee_detail(request: Request, area_code: str, pk: int) -> HttpResponse:
    committee = get_object_or_404(
        Committee.objects.visible_to(request.user).select_related("area", "parent"),
        area__code=area_code,
        pk=pk,
    )
    context = {
        "page": selectors.committee_page(committee),
        "area": committee.area,
        "is_sample": committee.is_sample,
    }
    return render(request, "committees/committee_detail.html", context)
