"""The page of one line's result in one round: enter, hand in, certify, verify, return."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from common.errors import NotAllowed, Refused
from common.querysets import one_or_404
from common.thai import dates
from evidence.models import Evidence
from kpis.forms.results import EvidenceForm, ResultForm, initial
from kpis.models import Criteria, Result, Round
from kpis.selectors import results as selectors
from kpis.services import results
from kpis.services.results import Conflict
from kpis.views.rounds import find_round

MOVES: dict[str, Callable[..., Result]] = {
    "certify": results.certify,
    "send_back": results.send_back,
    "verify": results.verify,
    "return": results.return_,
}
DONE = {
    "certify": gettext_lazy("รับรองผลแล้ว สำนักงานจังหวัดจะตรวจรับต่อไป"),
    "send_back": gettext_lazy("ส่งกลับพร้อมเหตุผลแล้ว"),
    "verify": gettext_lazy("ตรวจรับผลแล้ว"),
    "return": gettext_lazy("ขอข้อมูลเพิ่มเติมพร้อมเหตุผลแล้ว"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def result_edit(
    request: Request, area: str, year: int, round_code: str, criteria_pk: int
) -> HttpResponse:
    """Show a result; keep what an officer typed (draft, evidence, hand in) on POST."""
    round, criteria = _find(request, area, year, round_code, criteria_pk)
    if request.method != "POST":
        return _page(request, round, criteria)
    form = ResultForm(criteria, request.POST)
    evidence = EvidenceForm(request.POST, request.FILES)
    if not (form.is_valid() and evidence.is_valid()):
        return _unsaved(request, round, criteria, form, evidence)
    try:
        result = results.save(
            criteria=criteria,
            round=round,
            entry=form.entry(),
            by=request.user,
            edition=_edition(request),
        )
    except Conflict as conflict:
        return _conflict(request, round, criteria, form, evidence, conflict)
    except Refused as refused:
        return _unsaved(request, round, criteria, form, evidence, refused)
    if request.headers.get("X-Draft"):
        return JsonResponse(
            {"edition": result.edition, "saved_at": dates.time_of_day(result.updated_at)}
        )
    return _after_saving(request, round, criteria, result, form, evidence)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def result_move(
    request: Request, area: str, year: int, round_code: str, criteria_pk: int
) -> HttpResponse:
    """Certify, send back, verify, return, or open a correction; the service decides.

    Who opens the address, after a reload or signing in anew, is led to the result.
    """
    round, criteria = _find(request, area, year, round_code, criteria_pk)
    if request.method != "POST":
        return redirect("result_edit", area, year, round_code, criteria_pk)
    result = Result.objects.newest().filter(criteria=criteria, round=round).first()
    action = request.POST.get("action", "")
    if result is None or action not in (*MOVES, "correct"):
        raise Http404
    reason = request.POST.get("reason", "")
    try:
        if action == "correct":
            results.correct(result=result, by=request.user)
            messages.success(request, _("เปิดฉบับแก้ไขแล้ว ผลเดิมยังนับอยู่จนกว่าฉบับใหม่จะตรวจรับ"))
        else:
            needs_reason = {"reason": reason} if action in ("send_back", "return") else {}
            MOVES[action](result=result, by=request.user, **needs_reason)
            messages.success(request, str(DONE[action]))
    except Refused as refused:
        return _page(
            request,
            round,
            criteria,
            status=_status(refused),
            faults=refused.faults,
            reason=reason,
            wrong_action=action,
        )
    return redirect("result_edit", area, year, round_code, criteria_pk)


def _find(
    request: Request, area: str, year: int, round_code: str, criteria_pk: int
) -> tuple[Round, Criteria]:
    round = find_round(request, area, year, round_code)
    lines = Criteria.objects.current().select_related(
        "card__area", "indicator__collector__agency", "indicator__supervisor__agency", "node"
    )
    criteria = one_or_404(
        lines, pk=criteria_pk, card__area=round.area_id, card__fiscal_year=round.fiscal_year
    )
    if criteria.due_in and round.code not in criteria.due_in:
        raise Http404
    if not selectors.may_open(request.user, criteria):
        raise Http404
    return round, criteria


def _page(
    request: Request,
    round: Round,
    criteria: Criteria,
    form: ResultForm | None = None,
    evidence: EvidenceForm | None = None,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    page = selectors.result_page(request.user, criteria, round)
    context = {
        "area": round.area,
        "year": round.fiscal_year,
        "round": round,
        "page": page,
        "form": form or ResultForm(criteria, initial=initial(page.result)),
        "evidence_form": evidence or EvidenceForm(),
        "edition": page.result.edition if page.result else "",
        "sample": criteria.card.is_sample,
        **extra,
    }
    return render(request, "kpis/result_edit.html", context, status=status)


def _after_saving(
    request: Request,
    round: Round,
    criteria: Criteria,
    result: Result,
    form: ResultForm,
    evidence: EvidenceForm,
) -> HttpResponse:
    """What was typed is kept by now; do what the pressed button asks beyond that."""
    try:
        _attach(request, result, evidence)
        if detach := request.POST.get("detach"):
            proof = one_or_404(Evidence.objects.filter(results=result), pk=detach)
            results.detach(result=result, evidence=proof, by=request.user)
        if request.POST.get("action") == "submit":
            results.submit(result=result, by=request.user)
            messages.success(request, _("ส่งผลแล้ว หัวหน้าหน่วยงานจะรับรองต่อไป"))
        else:
            messages.success(request, _("บันทึกแล้ว"))
    except Refused as refused:
        return _unsaved(request, round, criteria, form, evidence, refused, saved=True)
    return redirect("result_edit", round.area.code, round.fiscal_year, round.code, criteria.pk)


def _attach(request: Request, result: Result, evidence: EvidenceForm) -> None:
    given = evidence.cleaned_data
    if given["file"]:
        results.attach_file(
            result=result, upload=given["file"], by=request.user, shows=given["shows"]
        )
    elif not given["url"].strip() and request.POST.get("action") == "attach":
        raise Refused(_("เลือกไฟล์ หรือใส่ลิงก์ของหลักฐานก่อน"), field="file")
    if given["url"].strip():
        results.attach_link(result=result, url=given["url"], by=request.user, shows=given["shows"])


def _unsaved(
    request: Request,
    round: Round,
    criteria: Criteria,
    form: ResultForm,
    evidence: EvidenceForm,
    refused: Refused | None = None,
    saved: bool = False,
) -> HttpResponse:
    """The page with what is wrong; everything typed stays in its box."""
    if request.headers.get("X-Draft"):
        wrong = [str(fault) for fault in refused.faults] if refused else []
        said = {"faults": wrong or _("มีช่องที่กรอกไม่ถูกต้อง")}
        return JsonResponse(said, status=_status(refused))
    unplaced = []
    for fault in refused.faults if refused else ():
        target: forms.Form = evidence if fault.field in evidence.fields else form
        if fault.field in target.fields:
            target.add_error(fault.field, str(fault))
        else:
            unplaced.append(fault)
    return _page(
        request,
        round,
        criteria,
        form,
        evidence,
        status=_status(refused),
        faults=unplaced,
        kept=saved,
    )


def _conflict(
    request: Request,
    round: Round,
    criteria: Criteria,
    form: ResultForm,
    evidence: EvidenceForm,
    conflict: Conflict,
) -> HttpResponse:
    """Both versions: what stands there now as text, what was typed still in the boxes."""
    if request.headers.get("X-Draft"):
        return JsonResponse({"conflict": str(conflict)}, status=409)
    return _page(
        request,
        round,
        criteria,
        form,
        evidence,
        status=409,
        present=conflict.present,
        edition=conflict.present.edition,
        faults=conflict.faults,
    )


def _status(refused: Refused | None) -> int:
    """403 for who may not, 422 for what is wrong."""
    return 403 if isinstance(refused, NotAllowed) else 422


def _edition(request: Request) -> int | None:
    typed = request.POST.get("edition", "")
    return int(typed) if typed.isdigit() else None
