"""Addresses: an area's reports, one report, and the public verification page."""

from django.urls import path

from reports.views import agreements, reports, summaries, verification

urlpatterns = [
    path("<area:area_code>/reports/", reports.report_list, name="report_list"),
    path("<area:area_code>/reports/request/", reports.report_request, name="report_request"),
    path(
        "<area:area>/<year:year>/agreements/<int:pk>/paper/",
        agreements.agreement_report,
        name="agreement_report",
    ),
    path("reports/<int:pk>/", reports.report_detail, name="report_detail"),
    path("reports/<int:pk>/progress/", reports.report_progress, name="report_progress"),
    path("reports/<int:pk>/again/", reports.report_again, name="report_again"),
    path("reports/<int:pk>/file/", reports.report_download, name="report_download"),
    path(
        "<area:area_code>/plans/<int:pk>/consultation/summary/",
        summaries.consultation_summary,
        name="consultation_summary",
    ),
    path(
        "<area:area_code>/plans/<int:pk>/consultation/summary/<int:summary_pk>/file/",
        summaries.consultation_summary_download,
        name="consultation_summary_download",
    ),
    path("verify/", verification.verify, name="verify"),
    path("verify/<str:code>/", verification.verify, name="verify_code"),
]
