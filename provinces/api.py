"""Areas for programs: the same scope as the screens, read only."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.request import Request

from provinces.models import Area


class AreaSerializer(serializers.ModelSerializer[Area]):
    """An area: nation, province, cluster of provinces, or district."""

    province: Any = serializers.SlugRelatedField(slug_field="code", read_only=True, allow_null=True)

    class Meta:
        model = Area
        fields = ["code", "kind", "name_th", "name_en", "iso", "province"]


@extend_schema_view(get=extend_schema(summary="Areas that you see", tags=["areas"]))
class AreaList(generics.ListAPIView[Area]):
    """Provinces, clusters and districts in your scope, by code. Filter with `kind`."""

    serializer_class = AreaSerializer
    filterset_fields = ["kind"]

    def get_queryset(self) -> Any:
        return Area.objects.visible_to(self.request.user).select_related("province")


@extend_schema_view(get=extend_schema(summary="One area", tags=["areas"]))
class AreaDetail(generics.RetrieveAPIView[Area]):
    """An area by its code; 404 outside your scope."""

    serializer_class = AreaSerializer
    lookup_field = "code"
    lookup_url_kwarg = "area_code"

    def get_queryset(self) -> Any:
        return Area.objects.visible_to(self.request.user).select_related("province")


def scoped_area(request: Request, code: str) -> Area:
    """The area in an address; 404 outside the person's scope."""
    return get_object_or_404(Area.objects.visible_to(request.user), code=code)


urlpatterns = [
    path("areas/", AreaList.as_view(), name="area_list"),
    path("areas/<area:area_code>/", AreaDetail.as_view(), name="area_detail"),
]
