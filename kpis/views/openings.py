"""Pages on which the office plans a year's rounds and closes and opens them in bulk."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from common.errors import Refused
from common.querysets import one_or_404
from kpis.forms.rounds import (
    LOCK,
    MONTHS,
    PERIODS,
    DatesForm,
    EndForm,
    OpeningsForm,
    PlannedForm,
)
from kpis.models import Round
from kpis.openings import LOCKED, OPEN
from kpis.selectors import openings as selectors
from kpis.services import openings, rounds
from kpis.services.openings import EXTENDED, Turned
from kpis.views.rounds import add_faults, find_round
from provinces.models import Area

DONE = {
    LOCKED: gettext_lazy("ปิดรับแล้ว: %(what)s"),
    OPEN: gettext_lazy("เปิดรับอีกครั้งแล้ว: %(what)s"),
    EXTENDED: gettext_lazy("ผ่อนผันแล้ว: %(what)s"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_plan(request: Request, area: str, year: int) -> HttpResponse:
    """Set up the rounds of a year with proposed days; ?months=1 offers the twelve months."""
    place = _managed(request, area)
    monthly = "months" in request.GET
    there = {one.code: one for one in Round.objects.of(year).filter(area=place)}
    codes = [code for code in (MONTHS if monthly else PERIODS) if code not in there]
    data = request.POST if request.method == "POST" else None
    forms = [PlannedForm(year, code, data) for code in codes]
    faults: tuple[object, ...] = ()
    sound = [form.is_valid() for form in forms]
    if data is not None and all(sound):
        planned = [form.planned() for form in forms if form.is_wanted]
        try:
            made = rounds.plan_year(area=place, fiscal_year=year, planned=planned, by=request.user)
        except Refused as refused:
            faults = _to_forms(forms, refused)
        else:
            said = ngettext("กำหนดรอบแล้ว %(n)s รอบ", "กำหนดรอบแล้ว %(n)s รอบ", len(made))
            messages.success(request, said % {"n": len(made)})
            return redirect("round_list", area, year)
    wrong = [form for form in forms if form.errors]
    context = {
        "area": place,
        "year": year,
        "forms": forms,
        "faults": faults,
        "wrong": wrong,
        "form": wrong[0] if wrong else None,
        "monthly": monthly,
        "there": sorted(there.values(), key=lambda one: one.cut_off),
    }
    status = 422 if wrong or faults else 200
    return render(request, "kpis/round_plan.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_dates(request: Request, area: str, year: int, round_code: str) -> HttpResponse:
    """Move the days of a round, with a reason."""
    round = find_round(request, area, year, round_code)
    request.user.authority.require(Permission.ROUND_MANAGE, area=round.area)
    days = {"opens": round.opens, "closes": round.closes, "cut_off": round.cut_off}
    data = request.POST if request.method == "POST" else None
    form = DatesForm(data, initial=days)
    if data is not None and form.is_valid():
        try:
            rounds.reschedule(round=round, by=request.user, **form.cleaned_data)
            messages.success(request, _("เปลี่ยนวันของรอบแล้ว วันเดิมและเหตุผลอยู่ในประวัติ"))
            return redirect("round_detail", area, year, round_code)
        except Refused as refused:
            add_faults(form, refused)
    context = {"area": round.area, "year": year, "round": round, "form": form}
    return render(request, "kpis/round_dates.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_openings(request: Request, area: str, year: int) -> HttpResponse:
    """Rounds across, agencies down: close, open again, give longer time in one act."""
    place = _managed(request, area)
    page = selectors.openings_page(place, year)
    data = request.POST if request.method == "POST" else None
    form = OpeningsForm(data, of_year=page.rounds, owing=[row.agency for row in page.rows])
    if data is not None and form.is_valid():
        try:
            turned = _carry_out(request, form)
        except Refused as refused:
            add_faults(form, refused)
        else:
            _say(request, turned)
            return redirect("round_openings", area, year)
    context = {
        "area": place,
        "year": year,
        "page": page,
        "form": form,
        "ticked_rounds": form["rounds"].value() or [],
        "ticked_agencies": form["agencies"].value() or [],
    }
    return render(request, "kpis/round_openings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_exception_end(
    request: Request, area: str, year: int, round_code: str, pk: int
) -> HttpResponse:
    """Ask why, then end an exception before its day."""
    round = find_round(request, area, year, round_code)
    request.user.authority.require(Permission.ROUND_MANAGE, area=round.area)
    exception = one_or_404(selectors.exceptions(request.user, round), pk=pk)
    data = request.POST if request.method == "POST" else None
    form = EndForm(data)
    if data is not None and form.is_valid():
        try:
            openings.end(exception=exception, by=request.user, **form.cleaned_data)
            messages.success(request, _("ยกเลิกการผ่อนผันแล้ว"))
            return redirect("round_detail", area, year, round_code)
        except Refused as refused:
            add_faults(form, refused)
    context = {
        "area": round.area,
        "year": year,
        "round": round,
        "exception": exception,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "kpis/round_exception_end.html", context, status=status)


def _managed(request: Request, code: str) -> Area:
    """The area of an address, for who manages its rounds."""
    area = planning_area(request.user, code)
    request.user.authority.require(Permission.ROUND_MANAGE, area=area)
    return area


def _carry_out(request: Request, form: OpeningsForm) -> list[Turned]:
    chosen, agencies = form.chosen()
    reason = form.cleaned_data["reason"]
    if form.cleaned_data["action"] == LOCK:
        return openings.lock(rounds=chosen, agencies=agencies, reason=reason, by=request.user)
    return openings.unlock(
        rounds=chosen,
        agencies=agencies,
        reason=reason,
        until=form.cleaned_data["until"],
        by=request.user,
    )


def _say(request: Request, turned: Sequence[Turned]) -> None:
    """What was done, in which rounds, and for which agencies by name."""
    if not turned:
        messages.info(request, _("ไม่มีอะไรเปลี่ยน เพราะเป็นตามที่เลือกอยู่แล้ว"))
    for done, words in DONE.items():
        if what := _told([one for one in turned if one.done == done]):
            messages.success(request, words % {"what": what})


def _told(turned: Sequence[Turned]) -> str:
    """Rounds with their agencies; those with the same agencies stand together."""
    agencies: dict[str, list[str]] = {}
    for one in turned:
        label = one.agency.label if one.agency else _("ทุกหน่วยงาน")
        agencies.setdefault(one.round.label, []).append(label)
    rounds: dict[str, list[str]] = {}
    for label, those in agencies.items():
        rounds.setdefault(", ".join(those), []).append(label)
    return "; ".join(
        _("%(rounds)s ของ %(agencies)s") % {"rounds": ", ".join(labels), "agencies": those}
        for those, labels in rounds.items()
    )


def _to_forms(forms: list[PlannedForm], refused: Refused) -> tuple[object, ...]:
    """Put faults (`<code>-<field>`) at the boxes they name; what is left is of the whole page."""
    known = {form.code: form for form in forms}
    whole = []
    for fault in refused.faults:
        code, _dash, field = fault.field.partition("-")
        form = known.get(code)
        if form is None:
            whole.append(fault)
        else:
            form.add_error(field if field in form.fields else None, str(fault))
    return tuple(whole)
