"""Carrying a card into the next year: what would be copied, then the copy."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from accounts.permissions import Permission
from common.errors import NotAllowed, Refused
from kpis.places import CardPlace
from kpis.services import forward
from kpis.views.cards import find_card, shown


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def card_copy(request: Request, area: str, year: int, agency: int | None = None) -> HttpResponse:
    """Show line by line what the next year would get, then copy what is ticked."""
    place, card = find_card(request, area, year, agency)
    request.user.authority.require(Permission.INDICATOR_EDIT, area=place.area)
    faults: Any = ()
    kept: set[int] | None = None
    if request.method == "POST":
        kept = {int(pk) for pk in request.POST.getlist("keep") if pk.isdecimal() and len(pk) < 10}
        try:
            forward.copy(card=card, keep=kept, by=request.user)
        except NotAllowed:
            raise
        except Refused as refused:
            faults = refused.faults
        else:
            said = _("คัดลอกเป็นร่างของปีงบประมาณ %(year)s แล้ว โปรดทบทวนเป้าหมายและเกณฑ์")
            messages.success(request, said % {"year": year + 1})
            return redirect(CardPlace(place.area, year + 1, place.agency).url("card_detail"))
    context = shown(
        place,
        carried=forward.carried(card),
        why_not=forward.why_not(card),
        next_year=year + 1,
        kept=kept,
        faults=faults,
    )
    return render(request, "kpis/card_copy.html", context, status=422 if faults else 200)
