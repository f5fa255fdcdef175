"""The editor of the tree: look, search, move, renumber."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from common.errors import Fault, Refused
from strategies import codes, levels
from strategies.editing import selectors
from strategies.editing.drawn import Pen
from strategies.editing.views.places import find_node, find_open, heard, to_editor
from strategies.models import Plan, PlanNode
from strategies.places import frame
from strategies.services import moves
from strategies.transitions import PLAN

STEPS = ("up", "down", "in", "out")


@require_safe
@login_required
def plan_edit(request: Request, area_code: str, pk: int) -> HttpResponse:
    """The tree of a version with everything that can be done to it."""
    plan = find_open(request, area_code, pk)
    return _page(request, plan, at=_number(request.GET.get("at")), step=request.GET.get("step", ""))


@require_POST
@login_required
def plan_move(request: Request, area_code: str, pk: int) -> HttpResponse:
    """One move: a step (`step=12:up`), or a drop (`node`, `under`, `before`)."""
    plan = find_open(request, area_code, pk)
    try:
        node, step = _moved(request, plan)
    except Refused as refused:
        return _page(request, plan, faults=refused.sentences, status=409)
    said = _went(node)
    if request.headers.get("HX-Request"):
        return _page(request, plan, at=node.pk, step=step, said=said)
    messages.success(request, said)
    return to_editor(plan, node.pk, step)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_renumber(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Give every node the code of its place, once the old and new codes were looked at."""
    plan = find_open(request, area_code, pk)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            number = moves.renumber(plan=plan, shown=request.POST.get("shown", ""), by=request.user)
        except Refused as refused:
            faults = refused.faults
        else:
            messages.success(request, _("จัดรหัสใหม่แล้ว %(number)s รายการ") % {"number": number})
            return to_editor(plan)
    changes, rules = codes.new_codes(plan), levels.of_plan(plan)
    context = {
        **frame(plan),
        "rows": [(rules[one.node.level].label, one) for one in changes],
        "shown": codes.fingerprint(changes),
        "faults": faults,
        **heard(plan),
    }
    status = 409 if faults else 200
    return render(request, "strategies/editing/renumber.html", context, status=status)


def _moved(request: Request, plan: Plan) -> tuple[PlanNode, str]:
    pk, _colon, step = request.POST.get("step", "").partition(":")
    if step in STEPS:
        node = find_node(plan, _number(pk))
        return moves.step(node=node, direction=step, by=request.user), step  # type: ignore[arg-type]
    node = find_node(plan, _number(request.POST.get("node")))
    under, before = (_number(request.POST.get(name)) for name in ("under", "before"))
    moved = moves.move(
        node=node,
        parent=find_node(plan, under) if under else None,
        before=find_node(plan, before) if before else None,
        by=request.user,
    )
    return moved, "drop"


def _went(node: PlanNode) -> str:
    """Where a node stands now, for whoever does not see it move."""
    siblings = list(
        PlanNode.objects.filter(plan=node.plan_id, parent=node.parent_id).values_list(
            "pk", flat=True
        )
    )
    said: dict[str, Any] = {
        "node": node,
        "at": siblings.index(node.pk) + 1,
        "of": len(siblings),
        "parent": node.parent or node.plan,
    }
    return _("“%(node)s” อยู่ภายใต้ “%(parent)s” ลำดับที่ %(at)s จาก %(of)s") % said


def _page(
    request: Request,
    plan: Plan,
    *,
    at: int = 0,
    step: str = "",
    said: str = "",
    faults: Any = (),
    status: int = 200,
) -> HttpResponse:
    page = selectors.editor_page(request.user, plan, query=request.GET.get("q", "")[:100])
    hearing = heard(plan)
    pen = Pen(
        plan,
        at=at,
        step=step,
        movable=not page.query,
        hearing=hearing["hearing"],
        placing=page.placing,
    )
    context = {
        **hearing,
        "page": page,
        **frame(plan),
        "tree": pen.tree(page.rows, page.starts),
        "moves": PLAN.open_to(request.user, plan),
        "said": said,
        "faults": faults,
    }
    partial = request.headers.get("HX-Request") and request.method == "POST"
    template = "strategies/editing/_tree.html" if partial else "strategies/editing/plan_edit.html"
    return render(request, template, context, status=status)


def _number(typed: str | None) -> int:
    """A pk as it stands in a form; 0 where there is none that could be one."""
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 16 else 0
