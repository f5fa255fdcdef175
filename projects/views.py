"""Projects of an area in a fiscal year."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.scope import planning_area
from common.querysets import one_or_404
from projects import districts, selectors
from projects.models import Project
from projects.selectors import Filters

PER_PAGE = 50


@require_safe
@login_required
def project_list(request: Request, area_code: str, year: int) -> HttpResponse:
    area = planning_area(request.user, area_code)
    asked = {
        name: request.GET[name][:100]
        for name in ("q", "issue", "host", "district", "status", "order")
        if name in request.GET
    }
    page = selectors.project_list(area, year, Filters(**asked))
    context = {
        "page": page,
        "rows": Paginator(page.rows, PER_PAGE).get_page(request.GET.get("page")),
        "statuses": Project.Status.choices,
        "area": area,
        "year": year,
        "is_sample": page.is_sample,
    }
    return render(request, "projects/project_list.html", context)


@require_safe
@login_required
def project_detail(request: Request, area_code: str, year: int, code: str) -> HttpResponse:
    if not code.isprintable():  # the database takes no NUL
        raise Http404
    project = get_object_or_404(
        selectors.detailed(Project.objects.visible_to(request.user)),
        area__code=area_code,
        fiscal_year=year,
        code=code,
    )
    context = {
        "page": selectors.project_page(request.user, project),
        "area": project.area,
        "year": year,
        "is_sample": project.is_sample,
    }
    return render(request, "projects/project_detail.html", context)


@require_safe
@login_required
def district_detail(request: Request, area_code: str, year: int) -> HttpResponse:
    """What is done in one district in a year, by all agencies."""
    seen = districts.visible_districts(request.user).select_related("province")
    district = one_or_404(seen.prefetch_related("statuses"), code=area_code)
    page = districts.district_page(request.user, district, year, request.GET.get("page"))
    context = {
        "page": page,
        "area": district.province,
        "year": year,
        "is_sample": page.is_sample,
    }
    return render(request, "projects/district_detail.html", context)
