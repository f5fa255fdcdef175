"""Pages of a consultation: what was said by node, opening and prolonging, a comment, an answer."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from common.errors import Refused
from common.querysets import one_or_404
from strategies.consultation import selectors
from strategies.consultation.forms import (
    AnswerForm,
    CommentForm,
    InviteForm,
    NewCommentForm,
    OpenForm,
    ProlongForm,
    RefusedForm,
)
from strategies.models import Comment, Consultation, Plan
from strategies.places import find_node, find_plan, frame
from strategies.services import comments, consultations

CHANGE = ["GET", "HEAD", "POST"]


@require_safe
@login_required
def plan_consultation(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Comments by node: for those invited the whole tree, for the others what was said."""
    plan = find_plan(request.user, area_code, pk)
    answers = request.user.authority.may(Permission.PLAN_EDIT, area=plan.area)
    usual = selectors.SAID if answers else selectors.ALL
    asked = request.GET.get("show", usual)
    show = asked if asked in selectors.SHOWN else usual
    page = selectors.consultation_page(request.user, plan, show=show)
    context = {
        **frame(plan),
        "page": page,
        "panels": selectors.panels(request.user, page.consultation),
        "show": show,
        "may_answer": answers and plan.status not in comments.CLOSED,
        "may_open": answers and plan.status in ("draft", "consultation"),
    }
    return render(request, "strategies/plan_consultation.html", context)


@require_http_methods(CHANGE)
@login_required
def consultation_open(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Open a draft: until when, who is asked."""
    plan = find_plan(request.user, area_code, pk)
    request.user.authority.require(Permission.PLAN_EDIT, area=plan.area)
    form = OpenForm(plan.area, request.POST or None)
    if _taken(request, form, consultations.open_, plan=plan):
        messages.success(request, _("เปิดรับฟังความคิดเห็นแล้ว ระบบกำลังส่งจดหมายถึงผู้ได้รับเชิญ"))
        return redirect(_page(plan))
    return _form_page(request, plan, form, "consultation_open")


@require_http_methods(CHANGE)
@login_required
def consultation_invite(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Ask more agencies or accounts."""
    plan = find_plan(request.user, area_code, pk)
    consultation = _consultation(plan)
    request.user.authority.require(Permission.PLAN_EDIT, area=plan.area)
    form = InviteForm(plan.area, request.POST or None)
    if _taken(request, form, consultations.invite, consultation=consultation):
        messages.success(request, _("เชิญเพิ่มแล้ว ระบบกำลังส่งจดหมายถึงผู้ได้รับเชิญ"))
        return redirect(_page(plan))
    return _form_page(request, plan, form, "consultation_invite")


@require_POST
@login_required
def consultation_resend(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Send the letters again that did not go out."""
    plan = find_plan(request.user, area_code, pk)
    consultations.resend(consultation=_consultation(plan), by=request.user)
    messages.success(request, _("ระบบกำลังส่งจดหมายที่ยังไม่ได้ส่ง"))
    return redirect(_page(plan))


@require_http_methods(CHANGE)
@login_required
def consultation_prolong(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Take comments until a later day."""
    plan = find_plan(request.user, area_code, pk)
    consultation = _consultation(plan)
    request.user.authority.require(Permission.PLAN_EDIT, area=plan.area)
    form = ProlongForm(request.POST or None, initial={"closes": consultation.closes})
    if _taken(request, form, consultations.prolong, consultation=consultation):
        messages.success(request, _("ขยายเวลารับความเห็นแล้ว"))
        return redirect(_page(plan))
    return _form_page(request, plan, form, "consultation_prolong")


@require_http_methods(CHANGE)
@login_required
def comment_create(request: Request, area_code: str, pk: int) -> HttpResponse:
    """Comment on a node (`?node=`), or on the whole draft."""
    plan = find_plan(request.user, area_code, pk)
    consultation = _consultation(plan)
    asked = request.GET.get("node", "")
    if asked and not (asked.isascii() and asked.isdigit()):
        raise Http404
    node = find_node(plan, int(asked)) if asked else None
    invitations = comments.invitations_of(consultation, request.user)
    form = NewCommentForm(invitations, request.POST or None)
    if _taken(request, form, comments.give, consultation=consultation, node=node):
        messages.success(request, _("บันทึกความเห็นแล้ว ท่านแก้ไขได้จนกว่าจะปิดรับหรือได้รับคำตอบ"))
        return redirect(_page(plan, node.pk if node else None))
    return _form_page(request, plan, form, "comment_edit", node=node, invitation=invitations[0])


@require_http_methods(CHANGE)
@login_required
def comment_edit(request: Request, area_code: str, pk: int, comment_pk: int) -> HttpResponse:
    """Put one's own comment differently."""
    plan = find_plan(request.user, area_code, pk)
    comment = _comment(plan, comment_pk)
    comments.refuse_unless_own(comment, request.user)
    form = CommentForm(request.POST or None, initial={"text": comment.text})
    if _taken(request, form, comments.change, comment=comment):
        messages.success(request, _("บันทึกความเห็นแล้ว"))
        return redirect(_page(plan, comment.node_id))
    return _form_page(request, plan, form, "comment_edit", node=comment.node, **_told(comment))


@require_http_methods(CHANGE)
@login_required
def comment_withdraw(request: Request, area_code: str, pk: int, comment_pk: int) -> HttpResponse:
    """Take one's own comment back, after asking."""
    plan = find_plan(request.user, area_code, pk)
    comment = _comment(plan, comment_pk)
    if request.method != "POST":
        comments.refuse_unless_own(comment, request.user)
        comments.refuse_unless_changeable(comment)
        context = {**frame(plan), **_told(comment)}
        return render(request, "strategies/comment_withdraw.html", context)
    comments.withdraw(comment=comment, by=request.user)
    messages.success(request, _("ถอนความเห็นแล้ว"))
    return redirect(_page(plan, comment.node_id))


@require_http_methods(CHANGE)
@login_required
def comment_answer(request: Request, area_code: str, pk: int, comment_pk: int) -> HttpResponse:
    """The office answers a comment, or corrects its answer."""
    plan = find_plan(request.user, area_code, pk)
    comment = _comment(plan, comment_pk)
    request.user.authority.require(Permission.PLAN_EDIT, area=plan.area)
    given = {"outcome": comment.outcome, "answer": comment.answer}
    form = AnswerForm(request.POST or None, initial=given)
    if _taken(request, form, comments.answer, comment=comment):
        messages.success(request, _("บันทึกคำตอบแล้ว"))
        return redirect(_page(plan, comment.node_id))
    return _form_page(request, plan, form, "comment_answer", **_told(comment))


def _taken(request: Request, form: RefusedForm, verb: Callable[..., object], **of: object) -> bool:
    """Whether the service took what was sent; if not, its faults stand at the boxes they name."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        verb(by=request.user, **of, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _consultation(plan: Plan) -> Consultation:
    found = selectors.latest(plan)
    if found is None:
        raise Http404
    return found


def _comment(plan: Plan, pk: int) -> Comment:
    """A standing comment on the plan; else not found."""
    rows = Comment.objects.standing().filter(consultation__plan=plan)
    return one_or_404(rows.select_related("consultation__plan", "node", "agency", "by"), pk=pk)


def _told(comment: Comment) -> dict[str, object]:
    """The comment, and its node as it read on that day, where it reads otherwise today."""
    node = comment.node
    changed = node is not None and comment.was_otherwise(node)
    return {"comment": comment, "was": comment.was_about if changed else ""}


def _page(plan: Plan, node: int | None = None) -> str:
    address = reverse("plan_consultation", args=[plan.area.code, plan.pk])
    return f"{address}#node-{node}" if node else address


def _form_page(
    request: Request, plan: Plan, form: RefusedForm, template: str, **more: object
) -> HttpResponse:
    context = {**frame(plan), "form": form, **more}
    status = 422 if form.errors else 200
    return render(request, f"strategies/{template}.html", context, status=status)
