"""Pages of alignment: nodes and frameworks, one node, coverage, and an area's own frameworks."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from common.downloads import workbook
from common.errors import Fault, Refused
from common.querysets import one_or_404
from provinces.models import Area
from strategies.alignment import coverage, selectors, sheet
from strategies.alignment.forms import FrameworkForm
from strategies.alignment.models import Framework, FrameworkItem
from strategies.models import Plan
from strategies.places import find_node, find_plan, frame
from strategies.services import alignments, frameworks
from strategies.transitions import EDITABLE

LONGEST_SEARCH = 100


@require_safe
@login_required
def plan_alignment(request: Request, area_code: str, pk: int) -> HttpResponse:
    """The nodes of a version with what each serves."""
    plan = find_plan(request.user, area_code, pk)
    page = selectors.alignment_page(plan, typed(request, "q"))
    context = {**frame(plan), "page": page, "may_edit": _may_edit(request, plan)}
    return render(request, "strategies/plan_alignment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def node_alignment(request: Request, area_code: str, pk: int, node_pk: int) -> HttpResponse:
    """One node: what it serves, and a search for what else it serves."""
    plan = find_plan(request.user, area_code, pk)
    node = find_node(plan, node_pk)
    faults: tuple[Fault, ...] = ()
    query = typed(request, "q")
    if request.method == "POST":
        request.user.authority.require(Permission.PLAN_EDIT, area=plan.area)
        faults = align(request, plan.area, alignments, node=node)
        if not faults:
            return stay(request, query)
    context = {
        **frame(plan),
        "node": node,
        "faults": faults,
        "picker": selectors.picker(plan.area, node.alignments.all(), query),
        "may_edit": _may_edit(request, plan),
    }
    return render(request, "strategies/node_alignment.html", context, status=422 if faults else 200)


@require_safe
@login_required
def plan_coverage(request: Request, area_code: str, pk: int) -> HttpResponse:
    """How far the plan covers a framework."""
    plan = find_plan(request.user, area_code, pk)
    page = coverage.coverage(plan, typed(request, "framework"))
    return render(request, "strategies/plan_coverage.html", {**frame(plan), "page": page})


@require_safe
@login_required
def plan_coverage_export(request: Request, area_code: str, pk: int) -> HttpResponse:
    """The same as a workbook."""
    plan = find_plan(request.user, area_code, pk)
    page = coverage.coverage(plan, typed(request, "framework"))
    title = _("ความครอบคลุม %(framework)s %(plan)s") % {
        "framework": page.framework.short if page.framework else "",
        "plan": plan.name,
    }
    return workbook(sheet.write(page, title), f"coverage-{plan.pk}", title)


@require_safe
@login_required
def framework_list(request: Request, area_code: str) -> HttpResponse:
    """The shipped frameworks and the area's own, with their items."""
    area = planning_area(request.user, area_code)
    context = {
        "area": area,
        "frameworks": selectors.own_frameworks(area),
        "may_edit": request.user.authority.may(Permission.PLAN_EDIT, area=area),
    }
    return render(request, "strategies/framework_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def framework_create(request: Request, area_code: str) -> HttpResponse:
    area = planning_area(request.user, area_code)
    request.user.authority.require(Permission.PLAN_EDIT, area=area)
    return _framework_form(request, area, FrameworkForm(request.POST or None), None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def framework_edit(request: Request, area_code: str, pk: int) -> HttpResponse:
    area = planning_area(request.user, area_code)
    framework = one_or_404(Framework.objects.filter(area=area), pk=pk)
    request.user.authority.require(Permission.PLAN_EDIT, area=area)
    form = FrameworkForm(request.POST or None, framework=framework)
    return _framework_form(request, area, form, framework)


def _framework_form(
    request: Request, area: Area, form: FrameworkForm, framework: Framework | None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            given["items"] = frameworks.read_items(given["items"])
            if framework is None:
                frameworks.create(area=area, by=request.user, **given)
            else:
                frameworks.update(framework=framework, by=request.user, **given)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("บันทึกกรอบยุทธศาสตร์แล้ว"))
            return redirect("framework_list", area.code)
    context = {"area": area, "form": form, "framework": framework}
    return render(
        request, "strategies/framework_edit.html", context, status=422 if form.errors else 200
    )


def align(request: Request, area: Area, verbs: Any, **owner: object) -> tuple[Fault, ...]:
    """Put or take back the item that the form names; gives what the service refuses.

    verbs: the module with `put` and `clear`; owner: the node or project, as they name it.
    """
    item = picked_item(request, area)
    try:
        if request.POST.get("as") == "clear":
            verbs.clear(item=item, by=request.user, **owner)
        else:
            primary = request.POST.get("as") == "primary"
            verbs.put(item=item, primary=primary, by=request.user, **owner)
    except Refused as refused:
        return refused.sentences
    messages.success(request, _("บันทึกความสอดคล้องแล้ว"))
    return ()


def stay(request: Request, query: str) -> HttpResponse:
    """Back to the page as it was, with its search."""
    return redirect(f"{request.path}?q={quote(query)}" if query else request.path)


def picked_item(request: Request, area: Area) -> FrameworkItem:
    """The item that a form names, of a framework that the area knows; else not found."""
    known = FrameworkItem.objects.filter(framework__in=Framework.objects.of(area))
    return one_or_404(known.select_related("framework"), pk=request.POST.get("item", ""))


def typed(request: Request, name: str) -> str:
    """What was typed into a search, as the database takes it."""
    asked = request.POST.get(name) or request.GET.get(name, "")
    return asked.strip()[:LONGEST_SEARCH].replace("\x00", "")


def _may_edit(request: Request, plan: Plan) -> bool:
    return plan.status in EDITABLE and request.user.authority.may(
        Permission.PLAN_EDIT, area=plan.area
    )
