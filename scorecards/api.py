"""Scorecards and snapshots for programs: the same selectors, scope and figures as the screens."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)
from rest_framework import generics
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kpis.models import Round
from scorecards.models import Snapshot
from scorecards.selectors import scorecard as selectors
from scorecards.selectors.snapshots import listed
from scorecards.serializers import (
    ScorecardSerializer,
    SnapshotDetailSerializer,
    SnapshotSerializer,
    scorecard_data,
)

TAG = ["scorecards"]
ROUNDS = [(code, code) for code in ("6", "9", "12", *(f"m{n}" for n in range(1, 13)))]


class Scorecard(APIView):
    """The card of an area in a round as it stands now, every score with its explanation.

    `rules` and `lines[].input` are what `python -m kpis.scoring` reads.
    """

    @extend_schema(summary="Live scorecard of a round", tags=TAG, responses=ScorecardSerializer)
    def get(self, request: Request, area_code: str, year: int, round_code: str) -> Response:
        rounds = selectors.rounds_of(request.user, area_code, year)
        wanted = (one for one in rounds if (one.fiscal_year, one.code) == (year, round_code))
        round = next(wanted, None)
        content = selectors.card_content(rounds, round) if round else None
        if content is None:
            raise NotFound
        return Response(scorecard_data(content))


class SnapshotFilter(filters.FilterSet):
    """Which snapshots: of an area, a year, a round, a purpose."""

    area = filters.CharFilter(field_name="area__code", label="Code of the area")
    fiscal_year = filters.NumberFilter(min_value=2400, max_value=2599, label="Fiscal year, B.E.")
    round = filters.ChoiceFilter(method="of_round", choices=ROUNDS, label="6, 9, 12, m1 … m12")

    class Meta:
        model = Snapshot
        fields = ["area", "fiscal_year", "round", "kind"]

    def of_round(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(round__in=Round.objects.by_code(value))


@extend_schema_view(get=extend_schema(summary="Frozen scorecards", tags=TAG))
class SnapshotList(generics.ListAPIView[Snapshot]):
    """Snapshots in your scope, newest first. Filter with area, fiscal_year, kind and round."""

    serializer_class = SnapshotSerializer
    filterset_class = SnapshotFilter

    def get_queryset(self) -> Any:
        return listed(self.request.user)


@extend_schema_view(get=extend_schema(summary="One frozen scorecard", tags=TAG))
class SnapshotDetail(generics.RetrieveAPIView[Snapshot]):
    """A snapshot with its card, and whether it is unchanged and recomputes to the same bytes."""

    serializer_class = SnapshotDetailSerializer

    def get_queryset(self) -> Any:
        return (
            Snapshot.objects.visible_to(self.request.user)
            .select_related("area", "round", "created_by", "replaces__area", "replaced_by__area")
            .defer("replaces__content", "replaced_by__content")
        )


class SnapshotContent(APIView):
    """The frozen content, exactly the bytes that the SHA-256 is over.

    `python -m kpis.scoring < card.json` prints the `result` in it byte for byte.
    """

    @extend_schema(
        summary="The frozen content as a file",
        tags=TAG,
        responses={200: OpenApiResponse(OpenApiTypes.OBJECT, "prasan-snapshot/1")},
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        snapshot = Snapshot.objects.visible_to(request.user).filter(pk=pk).only("content").first()
        if snapshot is None:
            raise NotFound
        return HttpResponse(snapshot.content.encode(), content_type="application/json")


urlpatterns = [
    path(
        "areas/<area:area_code>/scorecards/<year:year>/<round:round_code>/",
        Scorecard.as_view(),
        name="scorecard",
    ),
    path("snapshots/", SnapshotList.as_view(), name="snapshot_list"),
    path("snapshots/<int:pk>/", SnapshotDetail.as_view(), name="snapshot_detail"),
    path("snapshots/<int:pk>/card.json", SnapshotContent.as_view(), name="snapshot_content"),
]
