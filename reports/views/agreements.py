"""Asking for the printed paper of a performance agreement."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.http import Request
from accounts.permissions import Permission
from kpis.views.agreements import find_agreement
from reports.forms import WordsForm
from reports.models import EvaluationReport
from reports.services import evaluation_reports


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agreement_report(request: Request, area: str, year: int, pk: int) -> HttpResponse:
    """Choose language and digits; the same request leads to the same paper."""
    agreement = find_agreement(request, area, year, pk)
    request.user.authority.require(Permission.REPORT_REQUEST)
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, initial={"digits": EvaluationReport.Digits.THAI})
    if data is not None and form.is_valid():
        report = evaluation_reports.request_agreement(
            agreement=agreement, by=request.user, **form.cleaned_data
        )
        return redirect("report_detail", pk=report.pk)
    context = {
        "area": agreement.card.area,
        "year": year,
        "is_sample": agreement.is_sample,
        "agreement": agreement,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "reports/agreement_request.html", context, status=status)
