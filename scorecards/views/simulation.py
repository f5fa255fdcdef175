"""“ถ้า…”: the scorecard under other results. Nothing is stored; the link carries what is assumed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from common.language import page_language
from kpis.places import find_place
from scorecards.selectors import simulation as selectors
from scorecards.views.cards import find


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def simulate(
    request: Request, area_code: str, year: int, round_code: str, agency: int | None = None
) -> HttpResponse:
    """The form with the present results, or with those of a link (`?if=…`); POST counts anew."""
    place = find_place(request.user, area_code, year, agency)
    _rounds, round = find(request, area_code, year, round_code)
    page = selectors.simulation_page(
        round,
        page_language(),
        agency=agency,
        link=request.GET.get("if", ""),
        typed=request.POST if request.method == "POST" else None,
    )
    faults = page.faults if page else ()
    context: dict[str, Any] = {
        "area": round.area,
        "year": year,
        "place": place,
        "round": round,
        "page": page,
        "faults": faults,
        "is_sample": page.sample if page else None,
    }
    if page and request.method == "POST" and request.headers.get("HX-Request"):
        return render(request, "scorecards/_simulated.html", context | {"swap": True})
    return render(request, "scorecards/simulation.html", context, status=422 if faults else 200)
