"""A plan's tree as a workbook, and back: send the file, look at what would change, confirm."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from common.downloads import workbook
from common.errors import Refused
from common.sheets import waiting
from common.sheets.faults import Wrong, download, wrong
from common.sheets.tryout import told
from strategies.editing.forms import SheetForm
from strategies.editing.shown_changes import shown, totals
from strategies.editing.views.places import find_open, find_plan, heard, to_editor
from strategies.models import Plan
from strategies.places import frame
from strategies.services import plan_sheets
from strategies.sheet_ground import ground
from strategies.sheets.changes import Changes
from strategies.sheets.write import write


@require_safe
@login_required
def plan_export(request: Request, area_code: str, pk: int) -> HttpResponse:
    """The whole tree, for everybody who may read the plan."""
    plan = find_plan(request, area_code, pk)
    name = f"plan-{plan.area.code}-{plan.first_year}-{plan.version}"
    return workbook(write(ground(plan), plan.name), name)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_import(request: Request, area_code: str, pk: int) -> HttpResponse:
    """A file is read and compared; its `key`, sent back, stores what was shown."""
    plan = find_open(request, area_code, pk)
    if request.method != "POST":
        return _page(request, plan, SheetForm())
    if "key" in request.POST:
        return _confirm(request, plan, request.POST["key"])
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, plan, form)
    try:
        rows = plan_sheets.read(waiting.content(form.cleaned_data["file"]))
        found = plan_sheets.preview(plan=plan, rows=rows, by=request.user)
    except Refused as refused:
        if any(fault.field == "file" for fault in refused.faults):
            form.refuse(refused)
            return _page(request, plan, form)
        kept = waiting.keep(wrong(refused), *_faults_place(request, plan))
        return _page(request, plan, SheetForm(), refused=refused, faults_key=kept)
    key = waiting.keep((rows, found.fingerprint), *_place(request, plan))
    return _page(request, plan, SheetForm(), found=found, key=key)


@require_safe
@login_required
def plan_import_faults(request: Request, area_code: str, pk: int, key: str) -> HttpResponse:
    """The faults of a file that was refused, as a workbook, for the person who sent it."""
    plan = find_open(request, area_code, pk)
    found: list[Wrong] | None = waiting.find(key, *_faults_place(request, plan))
    if found is None:
        gone = Refused(_("ไฟล์ที่ส่งไว้หมดอายุแล้ว โปรดส่งไฟล์ใหม่"))
        return _page(request, plan, SheetForm(), refused=gone)
    return download(found, f"plan-{plan.area.code}-{plan.first_year}-{plan.version}-faults")


def _confirm(request: Request, plan: Plan, key: str) -> HttpResponse:
    kept = waiting.find(key, *_place(request, plan))
    try:
        if kept is None:
            raise Refused(_("ไฟล์ที่ส่งไว้หมดอายุแล้ว โปรดส่งไฟล์ใหม่"))
        plan_sheets.store(plan=plan, rows=kept[0], by=request.user, fingerprint=kept[1])
    except Refused as refused:
        return _page(request, plan, SheetForm(), refused=refused)
    waiting.forget(key, *_place(request, plan))
    messages.success(request, _("นำเข้าแผนจากไฟล์แล้ว"))
    return to_editor(plan)


def _place(request: Request, plan: Plan) -> tuple[Any, ...]:
    """An upload belongs to the person who sent it, for the version for which it was sent."""
    return ("plan", request.user.pk, plan.pk)


def _faults_place(request: Request, plan: Plan) -> tuple[Any, ...]:
    return ("faults", *_place(request, plan))


def _page(
    request: Request,
    plan: Plan,
    form: SheetForm,
    *,
    found: Changes | None = None,
    key: str = "",
    refused: Refused | None = None,
    faults_key: str = "",
) -> HttpResponse:
    lines = shown(plan, found) if found else []
    place = [plan.area.code, plan.pk]
    faults_url = reverse("plan_import_faults", args=[*place, faults_key]) if faults_key else ""
    context = {
        **told(tried=found, lines=lines, key=key, refused=refused, faults_url=faults_url),
        **frame(plan),
        "form": form,
        "totals": totals(plan, found) if found else [],
        "own": reverse("plan_import", args=place),
        "back": reverse("plan_edit", args=place),
        "sheet": reverse("plan_export", args=place),
        **heard(plan),
    }
    wrong = bool(form.errors or refused)
    template = "strategies/editing/plan_import.html"
    return render(request, template, context, status=422 if wrong else 200)
