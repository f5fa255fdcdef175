"""Importing indicators: upload, look at what would happen, choose columns, confirm."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from common.errors import Refused
from common.language import page_language
from common.sheets.faults import Wrong, download
from kpis.forms.imports import MappingForm, UploadForm
from kpis.places import CardPlace
from kpis.selectors import imports as selectors
from kpis.services import imports
from kpis.services.imports import AlreadyImported, Preview
from kpis.views.cards import find_area, shown
from provinces.models import Area

ROWS = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def indicator_import(request: Request, area: str, year: int) -> HttpResponse:
    """Choose a file; nothing is stored by sending it."""
    place = find_area(request, area)
    request.user.authority.require(Permission.INDICATOR_EDIT, area=place)
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        try:
            key = imports.receive(
                area=place, fiscal_year=year, file=form.cleaned_data["file"], by=request.user
            )
        except Refused as refused:
            for fault in refused.faults:
                form.add_error("file" if fault.field == "file" else None, str(fault))
        else:
            return redirect("import_preview", area, year, key)
    context = shown(CardPlace(place, year), form=form)
    return render(request, "kpis/import_upload.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_preview(request: Request, area: str, year: int, key: str) -> HttpResponse:
    """What would be stored; POST reads the sheet as the person chose."""
    place = find_area(request, area)
    try:
        seen = imports.preview(key=key, area=place, fiscal_year=year, by=request.user)
    except Refused as refused:
        return _unreadable(request, place, year, key, refused)
    if request.method != "POST":
        return _page(request, place, year, key, seen)
    form = MappingForm(seen.reading, _scale(seen), request.POST)
    if not form.is_valid():
        return _page(request, place, year, key, seen, form)
    imports.choose(key=key, area=place, fiscal_year=year, choice=form.choice(), by=request.user)
    return redirect("import_preview", area, year, key)


@require_safe
@login_required
def import_faults(request: Request, area: str, year: int, key: str) -> HttpResponse:
    """Everything that must be mended in the file, as a workbook, however much it is."""
    place = find_area(request, area)
    try:
        seen = imports.preview(key=key, area=place, fiscal_year=year, by=request.user)
    except Refused as refused:
        return _unreadable(request, place, year, key, refused)
    language = page_language()
    found = (Wrong(one.sheet, one.row, one.column, one.said.say(language)) for one in seen.faults)
    return download(found, f"card-{area}-{year}-faults")


@require_POST
@login_required
def import_confirm(request: Request, area: str, year: int, key: str) -> HttpResponse:
    """Store what was shown, all of it or nothing."""
    place = find_area(request, area)
    try:
        imports.confirm(
            key=key,
            area=place,
            fiscal_year=year,
            by=request.user,
            fingerprint=request.POST.get("fingerprint", ""),
        )
    except Refused as refused:
        return _refused(request, place, year, key, refused)
    messages.success(request, _("นำเข้าตัวชี้วัดแล้ว"))
    return redirect("card_detail", area, year)


def _refused(request: Request, area: Area, year: int, key: str, refused: Refused) -> HttpResponse:
    """The page as it stands now, with the reason why nothing was stored."""
    try:
        seen = imports.preview(key=key, area=area, fiscal_year=year, by=request.user)
    except AlreadyImported as done:
        return _unreadable(request, area, year, key, done)  # by a second click at the same moment
    except Refused:
        return _unreadable(request, area, year, key, refused)
    return _page(request, area, year, key, seen, refused=refused)


def _unreadable(
    request: Request, area: Area, year: int, key: str, refused: Refused
) -> HttpResponse:
    """The upload has expired, was stored already, or the chosen sheet cannot be read."""
    request.user.authority.require(Permission.INDICATOR_EDIT, area=area)
    context = shown(CardPlace(area, year), form=UploadForm())
    if isinstance(refused, AlreadyImported):
        return render(request, "kpis/import_upload.html", context | {"done": str(refused)})
    context["faults"] = refused.faults
    return render(request, "kpis/import_upload.html", context, status=422)


def _page(
    request: Request,
    area: Area,
    year: int,
    key: str,
    seen: Preview,
    form: MappingForm | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    rows = Paginator(seen.changes, ROWS).get_page(request.GET.get("page"))
    context = shown(
        CardPlace(area, year),
        key=key,
        preview=seen,
        page=selectors.import_page(seen, rows.object_list, page_language()),
        rows=rows,
        form=form or MappingForm(seen.reading, _scale(seen)),
        faults=refused.faults if refused else (),
    )
    wrong = refused is not None or (form is not None and bool(form.errors))
    return render(request, "kpis/import_preview.html", context, status=422 if wrong else 200)


def _scale(seen: Preview) -> str:
    return seen.card.scale if seen.card else "1-5"
