"""Reports for programs: ask for one, follow it, fetch it. The same service and scope as screens."""

from typing import Any

from django.http import HttpResponseBase
from django.urls import path
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics, serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reports import selectors
from reports.files import pdf
from reports.models import EvaluationReport
from reports.services import evaluation_reports
from scorecards.models import Snapshot

TAG = ["reports"]
STATES = ["queued", "running", "ready", "failed"]


class ReportSerializer(serializers.ModelSerializer[EvaluationReport]):
    """A report and how far it is. `file` can be fetched when the state is ready."""

    area = serializers.CharField(source="area.code", read_only=True)
    fiscal_year = serializers.IntegerField(source="subject.fiscal_year", read_only=True)
    reference = serializers.CharField(source="subject.reference", read_only=True)
    state = serializers.SerializerMethodField()
    stage = serializers.CharField(source="job.stage", read_only=True, default="")
    percent = serializers.SerializerMethodField()
    error = serializers.CharField(source="job.error", read_only=True, default="")
    verify_url = serializers.SerializerMethodField()

    class Meta:
        model = EvaluationReport
        fields = [
            *("id", "kind", "area", "fiscal_year", "snapshot", "agreement", "reference"),
            *("language", "digits"),
            *("state", "stage", "percent", "error", "code", "verify_url", "pages", "size"),
            *("sha256", "replaces", "requested_at", "ready_at"),
        ]
        read_only_fields = fields

    def get_state(self, report: EvaluationReport) -> str:
        """queued, running, ready or failed"""
        return selectors.state_of(report)

    def get_percent(self, report: EvaluationReport) -> int:
        if report.ready_at:
            return 100
        return report.job.percent if report.job else 0

    def get_verify_url(self, report: EvaluationReport) -> str:
        return evaluation_reports.verify_url(report)


class RequestSerializer(serializers.Serializer[Any]):
    """What to make a report of. The same request twice gives the same report."""

    snapshot = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    language = serializers.ChoiceField(["th", "en"], default="th")
    digits = serializers.ChoiceField(EvaluationReport.Digits.choices, default="arabic")


class ReportFilter(filters.FilterSet):
    """Which reports: of an area, of a snapshot."""

    area = filters.CharFilter(field_name="area__code", label="Code of the area")
    snapshot = filters.NumberFilter(
        field_name="snapshot", min_value=1, max_value=2**63 - 1, label="Id of the snapshot"
    )

    class Meta:
        model = EvaluationReport
        fields = ["area", "snapshot", "language"]


class ReportList(generics.ListAPIView[EvaluationReport]):
    """Reports in your scope, newest snapshot first; POST asks for one."""

    serializer_class = ReportSerializer
    filterset_class = ReportFilter

    def get_queryset(self) -> Any:
        return selectors.reports(self.request.user)

    @extend_schema(summary="Evaluation reports", tags=TAG)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Ask for an evaluation report",
        tags=TAG,
        request=RequestSerializer,
        responses={
            201: ReportSerializer,
            200: OpenApiResponse(ReportSerializer, "It had been asked for before"),
            403: OpenApiResponse(description="You may not ask for reports"),
            404: OpenApiResponse(description="No such snapshot in your scope"),
        },
    )
    def post(self, request: Request) -> Response:
        asked = RequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        snapshot = (
            Snapshot.objects.visible_to(request.user)
            .without_content()
            .select_related("area")
            .filter(pk=given.pop("snapshot"))
            .first()
        )
        if snapshot is None:
            raise NotFound
        known = EvaluationReport.objects.filter(snapshot=snapshot, **given).exists()
        report = evaluation_reports.request(snapshot=snapshot, by=request.user, **given)  # type: ignore[arg-type]
        shown = self.get_queryset().get(pk=report.pk)
        code = status.HTTP_200_OK if known else status.HTTP_201_CREATED
        return Response(ReportSerializer(shown).data, status=code)


@extend_schema(summary="One evaluation report", tags=TAG)
class ReportDetail(generics.RetrieveAPIView[EvaluationReport]):
    """A report with state, stage and percent. Ask again every few seconds until ready or failed."""

    serializer_class = ReportSerializer

    def get_queryset(self) -> Any:
        return selectors.reports(self.request.user)


class ReportFile(APIView):
    """The PDF of a report that is ready."""

    @extend_schema(
        summary="The PDF",
        tags=TAG,
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, 404: OpenApiResponse()},
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        report = selectors.reports(request.user).ready().filter(pk=pk).first()
        if report is None:
            raise NotFound
        return pdf(request._request, report)


urlpatterns = [
    path("reports/", ReportList.as_view(), name="report_list"),
    path("reports/<int:pk>/", ReportDetail.as_view(), name="report_detail"),
    path("reports/<int:pk>/file/", ReportFile.as_view(), name="report_file"),
]
