"""Summaries of a plan's consultation: asked for, followed, downloaded."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import Request
from accounts.permissions import Permission
from common.downloads import attachment
from common.querysets import one_or_404
from reports.models import ConsultationSummary
from reports.services import consultation_summaries
from strategies.consultation.selectors import latest
from strategies.models import Consultation, Plan
from strategies.places import find_plan, frame


class SummaryForm(forms.Form):
    """In which language, with which digits."""

    language = forms.ChoiceField(
        label=_("ภาษา"), choices=settings.LANGUAGES, initial="th", widget=forms.RadioSelect
    )
    digits = forms.ChoiceField(
        label=_("ตัวเลข"),
        choices=ConsultationSummary.Digits,
        initial=ConsultationSummary.Digits.ARABIC,
        widget=forms.RadioSelect,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def consultation_summary(request: Request, area_code: str, pk: int) -> HttpResponse:
    """The summaries of the newest consultation, and the form that asks for one."""
    plan = find_plan(request.user, area_code, pk)
    consultation = _consultation(plan)
    may_request = request.user.authority.may(Permission.REPORT_REQUEST)
    if request.method == "POST":
        request.user.authority.require(Permission.REPORT_REQUEST)
    form = SummaryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        consultation_summaries.request(
            consultation=consultation, by=request.user, **form.cleaned_data
        )
        return redirect("consultation_summary", area_code, pk)
    rows = list(consultation.summaries.select_related("job", "requested_by").defer("content"))
    context = {
        **frame(plan),
        "consultation": consultation,
        "form": form,
        "rows": rows,
        "waits": any(row.job and row.job.is_open for row in rows),
        "may_request": may_request,
    }
    status = 422 if form.errors else 200
    return render(request, "reports/consultation_summary.html", context, status=status)


@require_safe
@login_required
def consultation_summary_download(
    request: Request, area_code: str, pk: int, summary_pk: int
) -> HttpResponseBase:
    """The PDF, to those who see the plan."""
    plan = find_plan(request.user, area_code, pk)
    ready = ConsultationSummary.objects.ready().filter(consultation__plan=plan)
    summary = one_or_404(ready, pk=summary_pk)
    return attachment(
        request,
        lambda: summary.file.open("rb"),
        size=summary.size or 0,
        name=f"{summary.get_kind_display()} {plan.area.full_name}.pdf",
        content_type="application/pdf",
        sha256=summary.sha256,
    )


def _consultation(plan: Plan) -> Consultation:
    found = latest(plan)
    if found is None:
        raise Http404
    return found
