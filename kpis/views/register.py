"""The register of an area's indicators: list, one entry, enter, edit, retire, and as a workbook."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from common.downloads import workbook
from common.errors import Refused
from common.querysets import one_or_404
from kpis.forms.indicators import RegisterForm, RetireForm
from kpis.models import Indicator
from kpis.selectors import register as selectors
from kpis.selectors.register import Filters
from kpis.services import indicators
from kpis.sheets import register as sheet
from provinces.models import Area

LONGEST_SEARCH = 100
FILTERS = ("q", "kind", "dimension", "node", "agency", "gap")


def find_indicator(request: Request, area: Area, pk: int) -> Indicator:
    """An indicator of the area's register; else not found."""
    rows = Indicator.objects.visible_to(request.user).select_related(
        "collector__agency", "supervisor__agency", "agency"
    )
    return one_or_404(rows, area=area, pk=pk)


def asked(request: Request) -> Filters:
    """The filters of an address."""
    return Filters(
        **{
            name: request.GET[name].strip()[:LONGEST_SEARCH].replace("\x00", "")
            for name in FILTERS
            if name in request.GET
        }
    )


@require_safe
@login_required
def indicator_register(request: Request, area: str) -> HttpResponse:
    place = planning_area(request.user, area)
    context = {
        "area": place,
        "register": selectors.register(place, asked(request), request.GET.get("page")),
        "kinds": Indicator.Kind.choices,
        "may_edit": request.user.authority.may(Permission.INDICATOR_EDIT, area=place),
    }
    return render(request, "kpis/register.html", context)


@require_safe
@login_required
def register_export(request: Request, area: str) -> HttpResponse:
    """The register as it is narrowed, as a workbook."""
    place = planning_area(request.user, area)
    title = _("ทะเบียนตัวชี้วัด %(area)s") % {"area": place.full_name}
    found = selectors.matching(place, asked(request))
    return workbook(sheet.write(found, title), f"indicators-{place.code}", title)


@require_safe
@login_required
def register_entry(request: Request, area: str, pk: int) -> HttpResponse:
    """One indicator with the years in which it stood on a card."""
    place = planning_area(request.user, area)
    found = find_indicator(request, place, pk)
    context = {
        "area": place,
        "entry": selectors.entry(found, request.user),
        "indicator": found,
        "may_edit": request.user.authority.may(Permission.INDICATOR_EDIT, area=place),
    }
    return render(request, "kpis/register_entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def register_create(request: Request, area: str) -> HttpResponse:
    """Enter an indicator by hand."""
    place = planning_area(request.user, area)
    request.user.authority.require(Permission.INDICATOR_EDIT, area=place)
    form = RegisterForm(Indicator(area=place), request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = indicators.create(area=place, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("เพิ่มตัวชี้วัดในทะเบียนแล้ว"))
            return redirect("register_entry", area, made.pk)
    return _form(request, place, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def register_edit(request: Request, area: str, pk: int) -> HttpResponse:
    """Correct an entry; it changes for every year at once."""
    place = planning_area(request.user, area)
    found = find_indicator(request, place, pk)
    request.user.authority.require(Permission.INDICATOR_EDIT, area=place)
    form = RegisterForm(found, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            indicators.update(indicator=found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("บันทึกตัวชี้วัดแล้ว"))
            return redirect("register_entry", area, pk)
    return _form(request, place, form, indicator=found)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def register_retire(request: Request, area: str, pk: int) -> HttpResponse:
    """Ask for the reason, then use the indicator no further."""
    place = planning_area(request.user, area)
    found = find_indicator(request, place, pk)
    request.user.authority.require(Permission.INDICATOR_EDIT, area=place)
    form = RetireForm(request.POST or None)
    faults: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            indicators.retire(indicator=found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            faults = refused.faults
        else:
            messages.success(request, _("เลิกใช้ตัวชี้วัดแล้ว ข้อมูลของปีก่อนยังอยู่ครบ"))
            return redirect("register_entry", area, pk)
    context = {"area": place, "indicator": found, "form": form, "faults": faults}
    status = 422 if faults or form.errors else 200
    return render(request, "kpis/register_retire.html", context, status=status)


@require_POST
@login_required
def register_restore(request: Request, area: str, pk: int) -> HttpResponse:
    """Take a retired indicator up again."""
    found = find_indicator(request, planning_area(request.user, area), pk)
    indicators.restore(indicator=found, by=request.user)
    messages.success(request, _("นำตัวชี้วัดกลับมาใช้แล้ว"))
    return redirect("register_entry", area, pk)


def _form(
    request: Request, area: Area, form: RegisterForm, indicator: Indicator | None = None
) -> HttpResponse:
    context = {"area": area, "form": form, "indicator": indicator}
    return render(request, "kpis/register_edit.html", context, status=422 if form.errors else 200)
