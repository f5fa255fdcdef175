"""Versions of an area's plans: the list, a new plan, and the steps up to the resolution."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from common.errors import Refused
from strategies import levels
from strategies.consultation.selectors import unanswered
from strategies.editing import versions
from strategies.editing.forms import AdoptForm, LabelsForm, PlanForm, ReasonForm, ReviseForm
from strategies.editing.views.places import find_open, find_own, to_editor
from strategies.places import frame, read_address
from strategies.services import labels, plans
from strategies.transitions import PLAN

READ = ["GET", "HEAD", "POST"]


@require_safe
@login_required
def plan_list(request: Request, area_code: str) -> HttpResponse:
    """All plans of an area with their versions, and what can be done with each."""
    area = planning_area(request.user, area_code)
    may_edit = request.user.authority.may(Permission.PLAN_EDIT, area=area)
    context = {
        "area": area,
        "chains": versions.chains(area),
        "may_edit": may_edit,
        "may_adopt": request.user.authority.may(Permission.PLAN_ADOPT, area=area),
    }
    return render(request, "strategies/editing/plan_list.html", context)


@require_http_methods(READ)
@login_required
def plan_create(request: Request, area_code: str) -> HttpResponse:
    area = planning_area(request.user, area_code)
    request.user.authority.require(Permission.PLAN_EDIT, area=area)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = plans.create(area=area, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("เริ่มร่างแผนแล้ว เพิ่มวิสัยทัศน์เป็นรายการแรก"))
            return to_editor(plan)
    context = {"area": area, "form": form}
    return _render(request, "strategies/editing/plan_form.html", context, form)


@require_http_methods(READ)
@login_required
def plan_about(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Title and years of a version that is being worked on."""
    plan = find_open(request, area_code, pk)
    form = PlanForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            plans.update(plan=plan, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("บันทึกชื่อและปีของแผนแล้ว"))
            return to_editor(plan)
    context = {**frame(plan), "form": form}
    return _render(request, "strategies/editing/plan_form.html", context, form)


@require_http_methods(READ)
@login_required
def plan_labels(request: Request, area_code: str, pk: int) -> HttpResponse:
    """What this version calls its levels; the words that are used now stand beside."""
    plan = find_open(request, area_code, pk)
    rules = levels.of_plan(plan)
    form = LabelsForm(rules, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            labels.set_all(plan=plan, labels=form.labels(), by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("บันทึกชื่อเรียกระดับของแผนแล้ว"))
            return redirect("plan_labels", plan.area.code, plan.pk)
    rows = [(rule, form[f"{rule.level}_th"], form[f"{rule.level}_en"]) for rule in rules.values()]
    context = {**frame(plan), "form": form, "rows": rows}
    return _render(request, "strategies/editing/labels.html", context, form)


@require_http_methods(READ)
@login_required
def plan_submit(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Hand a version to the committee; everything that is missing is listed first."""
    plan = find_own(request, area_code, pk)
    PLAN.allow("submit", plan, by=request.user)
    faults = plans.what_is_missing(plan)
    if request.method == "POST":
        try:
            plan = plans.submit(plan=plan, by=request.user)
        except Refused as refused:
            faults = list(refused.faults)
        else:
            messages.success(request, _("เสนอแผนต่อคณะกรรมการแล้ว"))
            return redirect("plan_list", plan.area.code)
    context = {
        **frame(plan),
        "faults": faults,
        "unanswered": unanswered(plan),
    }
    status = 422 if faults and request.method == "POST" else 200
    return render(request, "strategies/editing/plan_submit.html", context, status=status)


@require_http_methods(READ)
@login_required
def plan_return(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Take a submitted version back to a draft, with the reason."""
    plan = find_own(request, area_code, pk)
    PLAN.allow("return", plan, by=request.user)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan = plans.send_back(plan=plan, by=request.user, **form.cleaned_data)
        messages.success(request, _("นำแผนกลับมาแก้ไขแล้ว"))
        return to_editor(plan)
    context = {**frame(plan), "form": form}
    return _render(request, "strategies/editing/plan_return.html", context, form)


@require_http_methods(READ)
@login_required
def plan_adopt(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Write the resolution down: committee, number, day, and its paper."""
    plan = find_own(request, area_code, pk)
    PLAN.allow("adopt", plan, by=request.user)
    posted = request.method == "POST"
    form = AdoptForm(request.POST, request.FILES) if posted else AdoptForm()
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            plan = plans.adopt(
                plan=plan,
                resolution=_("มติ %(committee)s ครั้งที่ %(number)s") % given,
                committee=given["committee"],
                number=given["number"],
                on=given["adopted_on"],
                file=given["file"],
                by=request.user,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("บันทึกมติเห็นชอบแล้ว แผนฉบับนี้มีผลและแก้ไขไม่ได้อีก"))
            return redirect(read_address(plan))
    context = {**frame(plan), "form": form}
    return _render(request, "strategies/editing/plan_adopt.html", context, form)


@require_http_methods(READ)
@login_required
def plan_revise(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Begin the next version of an adopted plan."""
    plan = find_own(request, area_code, pk)
    plans.refuse_unless_revisable(plan)
    form = ReviseForm(
        request.POST or None, initial={"title": plan.title, "title_en": plan.title_en}
    )
    if request.method == "POST" and form.is_valid():
        try:
            newer = plans.revise(plan=plan, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("เริ่มฉบับแก้ไขแล้ว ฉบับที่มีผลอยู่ยังใช้จนกว่าฉบับนี้จะได้รับความเห็นชอบ"))
            return to_editor(newer)
    context = {**frame(plan), "form": form}
    return _render(request, "strategies/editing/plan_revise.html", context, form)


def _render(
    request: Request, template: str, context: dict[str, Any], form: forms.Form
) -> HttpResponse:
    return render(request, template, context, status=422 if form.errors else 200)
