"""The page of one indicator."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.permissions import Permission
from common import slots
from common.language import page_language
from kpis.models import Indicator
from scorecards.selectors import indicator as selectors
from scorecards.selectors.indicator import IndicatorPage


@require_safe
@login_required
def detail(request: Request, area_code: str, year: int, pk: int) -> HttpResponse:
    """One indicator in a round (`?round=6`; the newest with a result where none is given)."""
    rows = Indicator.objects.visible_to(request.user).select_related("area", "collector__agency")
    indicator = get_object_or_404(rows, pk=pk, area__code=area_code)
    rounds = selectors.rounds_of(request.user, area_code, year)
    code = request.GET.get("round", "")
    page = selectors.indicator_page(request.user, indicator, rounds, year, code, page_language())
    if page is None:
        raise Http404
    return render(
        request,
        "scorecards/indicator_detail.html",
        {
            "area": indicator.area,
            "year": year,
            "round": next(one for one in page.rounds if one.code == page.card.round_code),
            "page": page,
            "card": page.card,
            "line": page.line,
            "shown": page.shown,
            "entry_url": _entry_url(request, page),
            "panels": [
                panel
                for bring in slots.indicator_panels
                for panel in bring(request.user, indicator)
            ],
            "is_sample": page.card.sample,
        },
    )


def _entry_url(request: Request, page: IndicatorPage) -> str:
    """Where the result is entered, for those who may; empty for others."""
    collector = page.indicator.collector
    if collector is None or not page.line.due:
        return ""
    if not request.user.authority.may(
        Permission.RESULT_ENTER, area=page.indicator.area, agency=collector.agency
    ):
        return ""
    card = page.card
    try:
        return reverse(
            "result_edit", args=[card.area_code, card.year, card.round_code, page.criteria_pk]
        )
    except NoReverseMatch:
        return ""
