"""Evaluation reports of an area: asked for, followed, downloaded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from accounts.scope import planning_area
from common.errors import Refused
from common.querysets import one_or_404
from provinces.models import Area
from reports import selectors
from reports.files import pdf
from reports.forms import ReportForm
from reports.models import EvaluationReport
from reports.services import evaluation_reports


@require_safe
@login_required
def report_list(request: Request, area_code: str) -> HttpResponse:
    area = _area(request, area_code)
    form = ReportForm(
        snapshots=selectors.snapshots(request.user, area),
        initial={"snapshot": request.GET.get("snapshot")},
    )
    return _list_page(request, area, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report_request(request: Request, area_code: str) -> HttpResponse:
    """Ask for a report; the same request leads to the same report. Opened: the list of them."""
    area = _area(request, area_code)
    if request.method != "POST":
        return redirect("report_list", area.code)
    form = ReportForm(request.POST, snapshots=selectors.snapshots(request.user, area))
    request.user.authority.require(Permission.REPORT_REQUEST)
    if not form.is_valid():
        return _list_page(request, area, form, status=422)
    asked = {"kind": EvaluationReport.Kind.BOOK, **form.cleaned_data}
    known = EvaluationReport.objects.filter(**asked).first()
    try:
        report = evaluation_reports.request(by=request.user, **asked)
    except Refused as refused:
        for fault in refused.faults:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
        return _list_page(request, area, form, status=422)
    if known and known.job_id == report.job_id:
        messages.info(request, _("มีรายงานนี้อยู่แล้ว ระบบพาท่านมาที่ฉบับเดิมโดยไม่จัดทำซ้ำ"))
    return redirect("report_detail", pk=report.pk)


@never_cache
@require_safe
@login_required
def report_detail(request: Request, pk: int) -> HttpResponse:
    report = _report(request, pk)
    row = selectors.row(report)
    return render(
        request,
        "reports/report_detail.html",
        {
            "area": report.area,
            "year": report.subject.fiscal_year,
            "is_sample": report.subject.is_sample,
            "row": row,
            "report": report,
            "verify_url": evaluation_reports.verify_url(report),
            "may_request": request.user.authority.may(Permission.REPORT_REQUEST),
        },
    )


@never_cache
@require_safe
@login_required
def report_progress(request: Request, pk: int) -> HttpResponse:
    """The part of the page that changes while the report is made; at the end, the whole page."""
    report = _report(request, pk)
    row = selectors.row(report)
    if not row.is_open:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "reports/_progress.html", {"row": row, "report": report})


@require_POST
@login_required
def report_again(request: Request, pk: int) -> HttpResponse:
    """Try a failed report again, under the same code."""
    report = _report(request, pk)
    evaluation_reports.request_again(report=report, by=request.user)
    return redirect("report_detail", pk=report.pk)


@require_safe
@login_required
def report_download(request: Request, pk: int) -> HttpResponseBase:
    """The PDF, to those who see its area."""
    report = _report(request, pk)
    if not report.ready_at:
        raise Http404
    return pdf(request, report)


def _area(request: Request, code: str) -> Area:
    return planning_area(request.user, code)


def _report(request: Request, pk: int) -> EvaluationReport:
    return one_or_404(selectors.reports(request.user), pk=pk)


def _list_page(request: Request, area: Area, form: ReportForm, status: int = 200) -> HttpResponse:
    rows = selectors.rows(request.user, area)
    context = {
        "area": area,
        "form": form,
        "rows": rows,
        "may_request": request.user.authority.may(Permission.REPORT_REQUEST),
        "has_snapshots": form.fields["snapshot"].queryset.exists(),  # type: ignore[attr-defined]
        "is_sample": any(row.report.subject.is_sample for row in rows),
    }
    return render(request, "reports/report_list.html", context, status=status)
