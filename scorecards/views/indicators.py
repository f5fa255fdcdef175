"""The page of one indicator."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from accounts.http import Request
from accounts.permissions import Permission
from common import slots
from common.language import page_language
from kpis.models import Card, Indicator
from kpis.places import CardPlace, find_place
from scorecards.selectors import indicator as selectors
from scorecards.selectors.indicator import IndicatorPage


@require_safe
@login_required
def detail(
    request: Request, area_code: str, year: int, pk: int, agency: int | None = None
) -> HttpResponse:
    """One indicator in a round (`?round=6`; the newest with a result where none is given)."""
    place = find_place(request.user, area_code, year, agency)
    rows = Indicator.objects.visible_to(request.user).select_related("area", "collector__agency")
    indicator = get_object_or_404(rows, pk=pk, area__code=area_code)
    rounds = selectors.rounds_of(request.user, area_code, year)
    code = request.GET.get("round", "")
    page = selectors.indicator_page(
        request.user, indicator, rounds, year, code, page_language(), agency
    )
    if page is None:
        return redirect(_elsewhere(request, place, indicator))
    return render(
        request,
        "scorecards/indicator_detail.html",
        {
            "area": indicator.area,
            "year": year,
            "place": place,
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


def _elsewhere(request: Request, place: CardPlace, indicator: Indicator) -> str:
    """The page of an indicator that stands on the card of an agency alone; 404 where on none."""
    cards = Card.objects.visible_to(request.user).filter(
        area=place.area, fiscal_year=place.year, agency__isnull=False, criteria__indicator=indicator
    )
    card = cards.select_related("agency").order_by("agency").first() if not place.agency else None
    if card is None:
        raise Http404
    return CardPlace(place.area, place.year, card.agency).url("indicator_detail", indicator.pk)


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
