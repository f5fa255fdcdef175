"""The live scorecard, and freezing it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from common.errors import Refused
from common.language import page_language
from kpis.models import Round
from kpis.places import find_place
from scorecards.forms import FreezeForm
from scorecards.selectors import scorecard as selectors
from scorecards.selectors.cardview import ALL, LOSS, SHOWS, SORTS
from scorecards.services import snapshots

PRESSED_TWICE = dt.timedelta(minutes=1)


def order(request: Request) -> dict[str, Any]:
    """How the lines are sorted and which are shown; anything unknown in the address is ignored."""
    sort, show = request.GET.get("sort", LOSS), request.GET.get("show", ALL)
    return {"sort": sort if sort in SORTS else LOSS, "show": show if show in SHOWS else ALL}


def find(request: Request, area_code: str, year: int, code: str) -> tuple[list[Round], Round]:
    """The rounds around, and the one in the address; 404 outside the person's scope."""
    rounds = selectors.rounds_of(request.user, area_code, year)
    for one in rounds:
        if one.fiscal_year == year and one.code == code:
            return rounds, one
    raise Http404


@require_safe
@login_required
def scorecard(
    request: Request, area_code: str, year: int, round_code: str, agency: int | None = None
) -> HttpResponse:
    """The area's own card, or an agency's; only the area's own is frozen."""
    place = find_place(request.user, area_code, year, agency)
    rounds, round = find(request, area_code, year, round_code)
    page = selectors.scorecard_page(rounds, round, page_language(), agency=agency, **order(request))
    may_freeze = agency is None and request.user.authority.may(
        Permission.SCORECARD_FREEZE, area=round.area
    )
    return render(
        request,
        "scorecards/scorecard.html",
        {
            "area": round.area,
            "year": year,
            "place": place,
            "round": round,
            "page": page,
            "card": page.card,
            "is_sample": page.card.sample if page.card else None,
            "may_freeze": may_freeze and page.card is not None,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def freeze(request: Request, area_code: str, year: int, round_code: str) -> HttpResponse:
    """Ask first, with what is still provisional or missing; then freeze."""
    rounds, round = find(request, area_code, year, round_code)
    request.user.authority.require(Permission.SCORECARD_FREEZE, area=round.area)
    form = FreezeForm(request.POST or None, round=round)
    faults: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            snapshot = snapshots.freeze(
                area=round.area, year=year, round=round, by=request.user, once_within=PRESSED_TWICE,
                **form.cleaned_data,
            )  # fmt: skip
        except Refused as refused:
            faults = refused.faults
        else:
            said = _("ตรึงสกอร์การ์ดเป็นฉบับ %(number)s แล้ว") % {"number": snapshot.reference}
            messages.success(request, said)
            return redirect("snapshot_detail", pk=snapshot.pk)
    page = selectors.scorecard_page(rounds, round, page_language())
    return render(
        request,
        "scorecards/scorecard_freeze.html",
        {
            "area": round.area,
            "year": year,
            "round": round,
            "form": form,
            "faults": faults,
            "card": page.card,
            "is_sample": page.card.sample if page.card else None,
        },
        status=409 if faults else 200,
    )
