"""Agencies and posts from a spreadsheet: send the file, look at what would happen, confirm."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.people import intake
from accounts.people.forms import SheetForm, refuse
from accounts.people.intake import Outcome, Row
from accounts.people.views.places import require_edit
from accounts.scope import planning_area
from common.errors import Refused
from common.language import page_language
from common.sheets.faults import Wrong, download
from common.sheets.guard import too_big
from provinces.models import Area

LIFE = 60 * 60
MOST_SHOWN = 200


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
        rows = _rows(form)
        outcome = intake.try_out(area=area, rows=rows, by=request.user)
    except Refused as refused:
        if any(fault.field == "file" for fault in refused.faults):
            refuse(form, refused)
            return _page(request, area, form)
        kept = _keep_faults(request, area, refused)
        return _page(request, area, SheetForm(), refused=refused, faults_key=kept)
    key = secrets.token_urlsafe(24)
    cache.set(_cache_key(request, area, key), (rows, outcome), LIFE)
    return _page(request, area, SheetForm(), outcome=outcome, key=key)


@require_safe
@login_required
def agency_import_faults(request: Request, area_code: str, key: str) -> HttpResponse:
    """The faults of a file that was refused, as a workbook, for the person who sent it."""
    area = planning_area(request.user, area_code)
    require_edit(request.user, area)
    found: list[Wrong] | None = cache.get(_cache_key(request, area, f"faults-{key[:100]}"))
    if found is None:
        gone = Refused(_("ไฟล์ที่ส่งไว้หมดอายุแล้ว โปรดส่งไฟล์ใหม่"))
        return _page(request, area, SheetForm(), refused=gone)
    return download(found, f"agencies-{area.code}-faults")


def _keep_faults(request: Request, area: Area, refused: Refused) -> str:
    """Keep the faults for a while; the key under which they are fetched."""
    key = secrets.token_urlsafe(24)
    found = [
        Wrong(
            getattr(fault, "sheet", ""),
            getattr(fault, "row", 0),
            getattr(fault, "column", ""),
            str(fault),
        )
        for fault in refused.faults
    ]
    cache.set(_cache_key(request, area, f"faults-{key}"), found, LIFE)
    return key


def _confirm(request: Request, area: Area, key: str) -> HttpResponse:
    kept: tuple[list[Row], Outcome] | None = cache.get(_cache_key(request, area, key[:100]))
    try:
        if kept is None:
            raise Refused(_("ไฟล์ที่ส่งไว้หมดอายุแล้ว โปรดส่งไฟล์ใหม่"))
        intake.store(area=area, rows=kept[0], by=request.user, shown=kept[1])
    except Refused as refused:
        return _page(request, area, SheetForm(), refused=refused)
    cache.delete(_cache_key(request, area, key))
    messages.success(request, _("นำเข้าหน่วยงานและตำแหน่งแล้ว"))
    return redirect("agency_list", area.code)


def _rows(form: SheetForm) -> list[Row]:
    file = form.cleaned_data["file"]
    if file.size > settings.SHEET_MAX_BYTES:
        refused = too_big(settings.SHEET_MAX_BYTES)
        raise Refused(refused.said.say(page_language()), field="file")
    return intake.read(file.read())


def _cache_key(request: Request, area: Area, key: str) -> str:
    """An upload belongs to the person who sent it, for the area for which it was sent."""
    safe = "".join(sign for sign in key if sign.isascii() and (sign.isalnum() or sign in "-_"))
    return f"people-intake-{request.user.pk}-{area.pk}-{safe}"


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
    faults = refused.faults if refused else ()
    context = {
        "area": area,
        "form": form,
        "outcome": outcome,
        "lines": outcome.lines[:MOST_SHOWN] if outcome else (),
        "more": max(0, outcome.number - MOST_SHOWN) if outcome else 0,
        "key": key,
        "faults_key": faults_key,
        "faults": faults[:MOST_SHOWN],
        "more_faults": max(0, len(faults) - MOST_SHOWN),
    }
    wrong = bool(form.errors or faults)
    return render(
        request, "accounts/people/agency_import.html", context, status=422 if wrong else 200
    )
