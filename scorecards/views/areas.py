"""An area's front page: straight to a useful year, and the year at a glance."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from provinces.models import Area
from scorecards.selectors import areas as selectors
from scorecards.selectors.scorecard import rounds_of
from scorecards.views.cards import reader

READ_ON = (
    ("plan_tree", _("แผนพัฒนา"), True),
    ("project_list", _("โครงการ"), True),
    ("card_detail", _("ตัวชี้วัดและเกณฑ์"), True),
    ("committee_list", _("คณะกรรมการ"), False),
    ("report_list", _("รายงาน"), False),
)


@require_safe
@login_required
def home(request: HttpRequest, area_code: str) -> HttpResponse:
    area = _area(request, area_code)
    return redirect("area_year", area.code, selectors.useful_year(area))


@require_safe
@login_required
def year(request: HttpRequest, area_code: str, year: int) -> HttpResponse:
    rounds = rounds_of(request.user, area_code, year)
    area = rounds[0].area if rounds else _area(request, area_code)
    page = selectors.year_page(request.user, rounds, year, reader())
    return render(
        request,
        "scorecards/area_year.html",
        {
            "area": area,
            "year": year,
            "page": page,
            "card": page.card,
            "links": _links(area, year),
            "is_sample": page.card.sample if page.card else None,
        },
    )


def _area(request: HttpRequest, code: str) -> Area:
    return get_object_or_404(Area.objects.visible_to(request.user), code=code)


def _links(area: Area, year: int) -> list[dict[str, Any]]:
    """Where to read on; apps that are not installed have no page."""
    found = []
    for name, label, yearly in READ_ON:
        try:
            url = reverse(name, args=[area.code, year] if yearly else [area.code])
        except NoReverseMatch:
            continue
        found.append({"label": label, "url": url})
    return found
