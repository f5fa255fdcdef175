"""Pages of reporting rounds: the rounds of a year, the lines of one round, lock and reopen."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from common.errors import Refused
from common.querysets import one_or_404
from kpis.forms.results import ReopenForm
from kpis.models import Round
from kpis.selectors import rounds as selectors
from kpis.services import rounds


def find_round(request: Request, area_code: str, year: int, round_code: str) -> Round:
    """The round of an address, when the person sees its area; else not found."""
    area = planning_area(request.user, area_code)
    found = one_or_404(Round.objects.of(year).by_code(round_code), area=area)
    found.area = area
    return found


@require_safe
@login_required
def round_list(request: Request, area: str, year: int) -> HttpResponse:
    """The rounds of a year: when each takes reports, and how many lines were handed in."""
    place = planning_area(request.user, area)
    context = {
        "area": place,
        "year": year,
        "rounds": selectors.rounds_of(place, year),
        "may_manage": request.user.authority.may(Permission.ROUND_MANAGE, area=place),
    }
    return render(request, "kpis/round_list.html", context)


@require_safe
@login_required
def round_detail(request: Request, area: str, year: int, round_code: str) -> HttpResponse:
    """The lines of a round, each with where it stands."""
    round = find_round(request, area, year, round_code)
    return _round_page(request, round, ReopenForm())


@require_POST
@login_required
def round_lock(request: Request, area: str, year: int, round_code: str) -> HttpResponse:
    """Close a round for entry now."""
    round = find_round(request, area, year, round_code)
    rounds.lock(round=round, by=request.user)
    messages.success(request, _("ปิดรับรอบนี้แล้ว หน่วยงานแก้ไขผลไม่ได้จนกว่าจะเปิดอีกครั้ง"))
    return redirect("round_detail", area, year, round_code)


@require_POST
@login_required
def round_reopen(request: Request, area: str, year: int, round_code: str) -> HttpResponse:
    """Let agencies report again until a day."""
    round = find_round(request, area, year, round_code)
    request.user.authority.require(Permission.ROUND_MANAGE, area=round.area)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            rounds.reopen(round=round, by=request.user, **form.cleaned_data)
            messages.success(request, _("เปิดรอบอีกครั้งแล้ว"))
            return redirect("round_detail", area, year, round_code)
        except Refused as refused:
            add_faults(form, refused)
    return _round_page(request, round, form, status=422)


def _round_page(
    request: Request, round: Round, form: ReopenForm, status: int = 200
) -> HttpResponse:
    show = request.GET.get("show", "")
    context = {
        "area": round.area,
        "year": round.fiscal_year,
        "round": round,
        "page": selectors.round_page(request.user, round, show),
        "show": show,
        "form": form,
        "may_manage": request.user.authority.may(Permission.ROUND_MANAGE, area=round.area),
    }
    return render(request, "kpis/round_detail.html", context, status=status)


def add_faults(form: Any, refused: Refused) -> None:
    """Show a service's faults at the boxes they name."""
    for fault in refused.faults:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault))
