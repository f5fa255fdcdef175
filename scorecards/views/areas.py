"""An area's front page: straight to a useful year, and the year at a glance."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.scope import planning_area
from common.clock import today
from common.language import page_language
from kpis.places import find_place
from provinces.models import Area
from scorecards.selectors import areas as selectors
from scorecards.selectors.scorecard import reported_rounds, rounds_of
from strategies.clusters.selectors import members_address

READ_ON = (
    ("plan_tree", _("แผนพัฒนา"), True),
    ("project_list", _("โครงการ"), True),
    ("card_detail", _("ตัวชี้วัดและเกณฑ์"), True),
    ("committee_list", _("คณะกรรมการ"), False),
    ("report_list", _("รายงาน"), False),
)


@require_safe
@login_required
def home(request: Request, area_code: str) -> HttpResponse:
    area = _area(request, area_code)
    return redirect("area_year", area.code, selectors.useful_year(area))


@require_safe
@login_required
def year(request: Request, area_code: str, year: int) -> HttpResponse:
    rounds = rounds_of(request.user, area_code, year)
    area = rounds[0].area if rounds else _area(request, area_code)
    page = selectors.year_page(request.user, rounds, year, page_language())
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


@require_safe
@login_required
def latest(request: Request, area_code: str, year: int, agency: int | None = None) -> HttpResponse:
    """To the newest scorecard of the year; to the overview, which says what is missing, if none."""
    place = find_place(request.user, area_code, year, agency)
    rounds = [one for one in rounds_of(request.user, area_code, year) if one.fiscal_year == year]
    if not rounds:
        return redirect("area_year", place.area.code, year)
    begun = [one for one in rounds if one.opens <= today()]
    with_results = reported_rounds(rounds, agency)
    reported = [one for one in rounds if one.pk in with_results]
    newest = (reported or begun or rounds[:1])[-1]
    return redirect(place.url("scorecard", newest.code))


def _area(request: Request, code: str) -> Area:
    return planning_area(request.user, code)


def _links(area: Area, year: int) -> list[dict[str, Any]]:
    """Where to read on; apps that are not installed have no page."""
    found = []
    for name, label, yearly in READ_ON:
        try:
            url = reverse(name, args=[area.code, year] if yearly else [area.code])
        except NoReverseMatch:
            continue
        found.append({"label": label, "url": url})
    members = members_address(area, year)
    if members:
        found.append({"label": _("จังหวัดสมาชิกกับแผนกลุ่มจังหวัด"), "url": members})
    return found
