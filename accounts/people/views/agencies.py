"""The list of agencies of an area, one agency, and its form."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.people import selectors, sheet
from accounts.people.forms import AgencyForm
from accounts.people.selectors import Filters
from accounts.people.views.places import find_agency, may_edit, require_edit
from accounts.permissions import Permission
from accounts.scope import planning_area
from accounts.services import agencies
from common.downloads import workbook
from common.errors import Refused
from provinces.models import Agency

LONGEST_SEARCH = 100


@require_safe
@login_required
def agency_list(request: Request, area_code: str) -> HttpResponse:
    area = planning_area(request.user, area_code)
    asked = {
        name: request.GET[name].strip()[:LONGEST_SEARCH].replace("\x00", "")
        for name in ("q", "sector")
        if name in request.GET
    }
    context = {
        "area": area,
        "page": selectors.register(area, Filters(**asked), request.GET.get("page")),
        "sectors": Agency.Sector.choices,
        "may_edit": may_edit(request.user, area),
    }
    return render(request, "accounts/people/agency_list.html", context)


@require_safe
@login_required
def agency_detail(request: Request, area_code: str, pk: int) -> HttpResponse:
    area = planning_area(request.user, area_code)
    agency = find_agency(area, pk)
    context = {
        "area": area,
        "page": selectors.agency_page(agency, request.GET.get("page")),
        "may_edit": may_edit(request.user, area),
        "sees_history": request.user.authority.may(Permission.HISTORY_VIEW, area=area),
    }
    return render(request, "accounts/people/agency_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agency_create(request: Request, area_code: str) -> HttpResponse:
    area = planning_area(request.user, area_code)
    require_edit(request.user, area)
    form = AgencyForm(area, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = agencies.create(**{"area": area, **form.cleaned_data}, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("เพิ่มหน่วยงานแล้ว"))
            return redirect("agency_detail", area.code, made.pk)
    context = {"area": area, "form": form}
    return render(
        request, "accounts/people/agency_edit.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agency_edit(request: Request, area_code: str, pk: int) -> HttpResponse:
    area = planning_area(request.user, area_code)
    agency = find_agency(area, pk)
    require_edit(request.user, area)
    form = AgencyForm(area, request.POST or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        try:
            agencies.update(agency=agency, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("บันทึกหน่วยงานแล้ว"))
            return redirect("agency_detail", area.code, agency.pk)
    context = {"area": area, "form": form, "agency": agency}
    return render(
        request, "accounts/people/agency_edit.html", context, status=422 if form.errors else 200
    )


@require_safe
@login_required
def agency_export(request: Request, area_code: str) -> HttpResponse:
    """Agencies and posts of the area as a workbook, one row a post."""
    area = planning_area(request.user, area_code)
    title = _("ทะเบียนหน่วยงานและตำแหน่ง %(area)s") % {"area": area.full_name}
    return workbook(sheet.write(area, title), f"agencies-{area.code}", title)
