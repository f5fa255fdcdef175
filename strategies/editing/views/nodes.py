"""One entry of a plan: new, changed, moved, given up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import Request
from common.errors import Refused
from common.querysets import one_or_404
from strategies import levels
from strategies.editing import selectors
from strategies.editing.forms import MoveForm, NodeForm
from strategies.editing.views.places import find_node, find_open, heard, to_editor
from strategies.levels import LevelRule
from strategies.models import Plan, PlanNode
from strategies.places import frame
from strategies.services import moves, nodes
from strategies.services.nodes import Outdated


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def node_create(request: Request, area_code: str, pk: int) -> HttpResponse:
    """A new entry under another one; its level is one that the template lets stand there."""
    plan = find_open(request, area_code, pk)
    under = request.GET.get("under", "")
    parent = find_node(plan, int(under)) if under.isascii() and under.isdigit() else None
    rules = levels.of_plan(plan)
    fitting = levels.below(rules, parent.level) if parent else levels.roots(rules)
    rule = next((one for one in fitting if one.level == request.GET.get("level")), None)
    if rule is None:
        raise Http404
    form = NodeForm(plan, rule, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            node = nodes.add(
                plan=plan, level=rule.level, parent=parent, by=request.user, **form.values()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("เพิ่ม “%(node)s” แล้ว") % {"node": node})
            return to_editor(plan, node.pk)
    return _form(request, plan, rule, form, parent=parent)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def node_edit(request: Request, area_code: str, pk: int, node_pk: int) -> HttpResponse:
    """Words, code, host, joint agencies and weight of an entry; both versions at a conflict."""
    plan = find_open(request, area_code, pk)
    node = find_node(plan, node_pk)
    rule = levels.of_plan(plan)[node.level]
    form = NodeForm(plan, rule, request.POST or None, node=node)
    if request.method == "POST" and form.is_valid():
        try:
            node = nodes.edit(
                node=node,
                by=request.user,
                edition=form.cleaned_data["edition"],
                **form.values(),
            )
        except Outdated as conflict:
            present = conflict.present
            return _form(
                request, plan, rule, _newer(form, request, present), node=node, present=present,
                faults=conflict.faults, status=409,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("บันทึก “%(node)s” แล้ว") % {"node": node})
            return to_editor(plan, node.pk)
    return _form(request, plan, rule, form, node=node)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def node_move(request: Request, area_code: str, pk: int, node_pk: int) -> HttpResponse:
    """Let an entry stand under another one, chosen from a list."""
    plan = find_open(request, area_code, pk)
    node = find_node(plan, node_pk)
    parents = selectors.parents_for(plan, node)
    form = MoveForm(parents, request.POST or None, initial={"parent": node.parent_id})
    if request.method == "POST" and form.is_valid():
        parent = find_node(plan, form.cleaned_data["parent"])
        first = parent.children.exclude(pk=node.pk).first()
        before = first if form.cleaned_data["place"] == "first" else None
        try:
            moved = moves.move(node=node, parent=parent, before=before, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            said = _("ย้าย “%(node)s” ไปอยู่ภายใต้ “%(parent)s” แล้ว")
            messages.success(request, said % {"node": moved, "parent": parent})
            return to_editor(plan, moved.pk)
    context = {
        **frame(plan), "node": node, "form": form, "parents": parents,
        **heard(plan, node),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "strategies/editing/node_move.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def node_retire(request: Request, area_code: str, pk: int, node_pk: int) -> HttpResponse:
    """Give an entry up, after asking; what hangs on it is said first."""
    plan = find_open(request, area_code, pk)
    node = find_node(plan, node_pk)
    faults = moves.what_hangs_on(node)
    if request.method == "POST":
        try:
            moves.retire(node=node, by=request.user, reason=request.POST.get("reason", "")[:500])
        except Refused as refused:
            faults = list(refused.faults)
        else:
            messages.success(request, _("นำ “%(node)s” ออกจากแผนแล้ว") % {"node": node})
            return to_editor(plan, node.parent_id or 0)
    context = {
        **frame(plan),
        "node": node,
        "faults": faults,
        "stood_before": moves.stood_before(node),
        **heard(plan, node),
    }
    status = 409 if faults and request.method == "POST" else 200
    return render(request, "strategies/editing/node_retire.html", context, status=status)


@require_POST
@login_required
def node_restore(request: Request, area_code: str, pk: int, node_pk: int) -> HttpResponse:
    """Take a retired entry back."""
    plan = find_open(request, area_code, pk)
    retired = PlanNode.with_retired.filter(retired=True)
    node = moves.restore(node=one_or_404(retired, pk=node_pk, plan=plan), by=request.user)
    messages.success(request, _("นำ “%(node)s” กลับเข้าแผนแล้ว") % {"node": node})
    return to_editor(plan, node.pk)


def _newer(form: NodeForm, request: Request, present: PlanNode) -> NodeForm:
    """The form as it was typed, on the present edition: saving again uses what was typed."""
    typed = request.POST.copy()
    typed["edition"] = str(present.edition)
    form.data = typed
    return form


def _form(
    request: Request,
    plan: Plan,
    rule: LevelRule,
    form: NodeForm,
    *,
    status: int = 0,
    **extra: Any,
) -> HttpResponse:
    context = {**frame(plan), "rule": rule, "form": form, **extra}
    context |= heard(plan, extra.get("node"))
    status = status or (422 if form.errors else 200)
    return render(request, "strategies/editing/node_edit.html", context, status=status)
