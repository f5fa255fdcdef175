"""Agencies and posts from a spreadsheet: send the file, look at what would happen, confirm."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.people import intake
from accounts.people.forms import SheetForm, refuse
from accounts.people.intake import Outcome
from accounts.people.views.places import require_edit
from accounts.scope import planning_area
from common.errors import Refused
from common.sheets import waiting
from common.sheets.faults import Wrong, download, wrong
from common.sheets.table import Row
from common.sheets.tryout import told
from provinces.models import Area


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agency_import(request: Request, area_code: str) -> HttpResponse:
    """A file is read and tried out; its `key`, sent back, stores what was shown."""
    area = planning_area(request.user, area_code)
    require_edit(request.user, area)
    if request.method != "POST":
        return _page(request, area, SheetForm())
    if "key" in request.POST:
        return _confirm(request, area, request.POST["key"])
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, area, form)
    try:
        rows = intake.read(waiting.content(form.cleaned_data["file"]))
        outcome = intake.try_out(area=area, rows=rows, by=request.user)
    except Refused as refused:
        if any(fault.field == "file" for fault in refused.faults):
            refuse(form, refused)
            return _page(request, area, form)
        kept = waiting.keep(wrong(refused), *_faults_place(request, area))
        return _page(request, area, SheetForm(), refused=refused, faults_key=kept)
    key = waiting.keep((rows, outcome), *_place(request, area))
    return _page(request, area, SheetForm(), outcome=outcome, key=key)


@require_safe
@login_required
def agency_import_faults(request: Request, area_code: str, key: str) -> HttpResponse:
    """The faults of a file that was refused, as a workbook, for the person who sent it."""
    area = planning_area(request.user, area_code)
    require_edit(request.user, area)
    found: list[Wrong] | None = waiting.find(key, *_faults_place(request, area))
    if found is None:
        gone = Refused(_("ไฟล์ที่ส่งไว้หมดอายุแล้ว โปรดส่งไฟล์ใหม่"))
        return _page(request, area, SheetForm(), refused=gone)
    return download(found, f"agencies-{area.code}-faults")


def _faults_place(request: Request, area: Area) -> tuple[object, ...]:
    return ("faults", *_place(request, area))


def _confirm(request: Request, area: Area, key: str) -> HttpResponse:
    kept: tuple[list[Row], Outcome] | None = waiting.find(key, *_place(request, area))
    try:
        if kept is None:
            raise Refused(_("ไฟล์ที่ส่งไว้หมดอายุแล้ว โปรดส่งไฟล์ใหม่"))
        intake.store(area=area, rows=kept[0], by=request.user, shown=kept[1])
    except Refused as refused:
        return _page(request, area, SheetForm(), refused=refused)
    waiting.forget(key, *_place(request, area))
    messages.success(request, _("นำเข้าหน่วยงานและตำแหน่งแล้ว"))
    return redirect("agency_list", area.code)


def _place(request: Request, area: Area) -> tuple[object, ...]:
    """An upload belongs to the person who sent it, for the area for which it was sent."""
    return ("people", request.user.pk, area.pk)


def _page(
    request: Request,
    area: Area,
    form: SheetForm,
    *,
    outcome: Outcome | None = None,
    key: str = "",
    refused: Refused | None = None,
    faults_key: str = "",
) -> HttpResponse:
    lines = outcome.lines if outcome else ()
    faults_url = reverse("agency_import_faults", args=[area.code, faults_key]) if faults_key else ""
    context = {
        **told(tried=outcome, lines=lines, key=key, refused=refused, faults_url=faults_url),
        "area": area,
        "form": form,
        "own": reverse("agency_import", args=[area.code]),
        "back": reverse("agency_list", args=[area.code]),
        "sheet": reverse("agency_export", args=[area.code]),
    }
    wrong = bool(form.errors or refused)
    return render(
        request, "accounts/people/agency_import.html", context, status=422 if wrong else 200
    )
