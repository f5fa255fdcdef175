"""The register entry of an indicator: how it reads, and who owes its figures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from accounts.permissions import Permission
from common.errors import Refused
from kpis.forms.indicators import IndicatorForm
from kpis.services import indicators
from kpis.views.cards import find_line, shown


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def indicator_edit(request: Request, area: str, year: int, pk: int) -> HttpResponse:
    """Edit the indicator of a line of the card."""
    place, line = find_line(request, area, year, pk)
    request.user.authority.require(Permission.INDICATOR_EDIT, area=place.area)
    form = IndicatorForm(line.indicator, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            indicators.update(indicator=line.indicator, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("บันทึกตัวชี้วัดแล้ว"))
            return redirect(place.url("card_detail"))
    context = shown(place, line=line, form=form)
    return render(request, "kpis/indicator_edit.html", context, status=422 if form.errors else 200)
