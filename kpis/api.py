"""Indicators of an area's year for programs: criteria, and the results of each round."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kpis.models import Criteria, Result
from provinces.api import scoped_area


class ResultSerializer(serializers.Serializer[Result]):
    """A result that you may read: verified ones, and those of your agency or your office's area."""

    round = serializers.CharField(source="round.code")
    status = serializers.CharField()
    value = serializers.DecimalField(max_digits=24, decimal_places=8, allow_null=True)
    steps = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    parts = serializers.JSONField(allow_null=True)
    not_applicable = serializers.BooleanField()
    as_of = serializers.DateField(allow_null=True)
    statement = serializers.CharField()


class IndicatorSerializer(serializers.Serializer[Criteria]):
    """A line of the year's card with its criteria in force and its results."""

    id = serializers.IntegerField(source="indicator_id", help_text="The indicator, over all years")
    code = serializers.CharField()
    name_th = serializers.CharField(source="indicator.name_th")
    name_en = serializers.CharField(source="indicator.name_en")
    unit = serializers.CharField(source="indicator.unit")
    definition = serializers.CharField(source="indicator.definition")
    formula = serializers.CharField(source="indicator.formula")
    source = serializers.CharField(source="indicator.source")  # type: ignore[assignment]
    agency = serializers.CharField(source="indicator.collector.agency.name_th", default=None)
    version = serializers.IntegerField(help_text="Version of the criteria")
    weight = serializers.DecimalField(max_digits=7, decimal_places=4)
    target = serializers.DecimalField(max_digits=24, decimal_places=8, allow_null=True)
    target_level = serializers.IntegerField()
    method = serializers.CharField()
    levels = serializers.ListField(
        child=serializers.DecimalField(max_digits=24, decimal_places=8), allow_null=True
    )
    milestones = serializers.ListField(child=serializers.CharField(), allow_null=True)
    parts = serializers.JSONField(allow_null=True)
    thresholds = serializers.ListField(
        child=serializers.DecimalField(max_digits=24, decimal_places=8), allow_null=True
    )
    due_in = serializers.ListField(child=serializers.CharField())
    results = ResultSerializer(many=True, source="readable_results")


class IndicatorList(APIView):
    """The lines of an area's own card in a fiscal year (B.E.), in the order of their codes."""

    @extend_schema(
        summary="Indicators of a year with criteria and results",
        tags=["indicators"],
        responses=IndicatorSerializer(many=True),
    )
    def get(self, request: Request, area_code: str, year: int) -> Response:
        area = scoped_area(request, area_code)
        lines = list(
            Criteria.objects.current()
            .of_areas()
            .filter(card__area=area, card__fiscal_year=year)
            .select_related("indicator__collector__agency")
            .order_by("code")
        )
        results: dict[int, list[Result]] = {}
        readable = (
            Result.objects.visible_to(request.user)
            .in_force()
            .filter(
                criteria__card__area=area,
                criteria__card__fiscal_year=year,
                criteria__card__agency__isnull=True,
            )
            .exclude(status=Result.Status.DRAFT)
            .select_related("round", "criteria")
            .order_by("round__cut_off", "pk")
        )
        for result in readable:
            results.setdefault(result.criteria.indicator_id, []).append(result)
        for line in lines:
            line.readable_results = results.get(line.indicator_id, [])  # type: ignore[attr-defined]
        data: Any = IndicatorSerializer(lines, many=True).data  # type: ignore[arg-type]
        return Response(data)


urlpatterns = [
    path(
        "areas/<area:area_code>/indicators/<year:year>/",
        IndicatorList.as_view(),
        name="indicator_list",
    ),
]
