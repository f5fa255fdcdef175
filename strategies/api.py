"""The plan of an area in a year for programs, as the plan page shows it."""

from typing import Any, NoReturn

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.slots import NodeFact
from common.thai.digits import format_number
from provinces.api import scoped_area
from strategies import selectors
from strategies.trees import Node


class FactSerializer(serializers.Serializer[Any]):
    """An indicator or a project under a node, and its score where it has one."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    note = serializers.CharField(help_text="Host or budget, in words")
    url = serializers.CharField()
    weight = serializers.CharField(allow_null=True)
    score = serializers.CharField(allow_null=True)
    state = serializers.CharField(help_text="Why there is no score; empty where there is one")


class NodeSerializer(serializers.Serializer[Any]):
    """A node of the plan with what stands under it, in the language of the request."""

    id = serializers.IntegerField()
    level = serializers.CharField()
    label = serializers.CharField(  # type: ignore[assignment]
        help_text="What the plan's template calls the level"
    )
    code = serializers.CharField()
    title = serializers.CharField()
    host = serializers.CharField()
    agency = serializers.CharField()
    joint_agencies = serializers.ListField(child=serializers.CharField())
    weight = serializers.CharField(allow_null=True)
    score = serializers.CharField(allow_null=True)
    indicators = FactSerializer(many=True)
    projects = FactSerializer(many=True)
    children = serializers.SerializerMethodField()

    @extend_schema_field({"type": "array", "items": {"$ref": "#/components/schemas/Node"}})
    def get_children(self, node: Any) -> Any:
        return node["children"]


class PlanSerializer(serializers.Serializer[Any]):
    """The plan that covers the year; its tree starts at the level under the missions."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    version = serializers.IntegerField()
    status = serializers.CharField()
    first_year = serializers.IntegerField()
    last_year = serializers.IntegerField()
    vision = serializers.CharField()
    missions = serializers.ListField(child=serializers.CharField())
    weight_total = serializers.CharField(allow_null=True)
    nodes = NodeSerializer(many=True)


class PlanTree(APIView):
    """The plan of an area that covers a fiscal year (B.E.), as a tree with scores and projects."""

    @extend_schema(summary="Plan tree of a year", tags=["plans"], responses=PlanSerializer)
    def get(self, request: Request, area_code: str, year: int) -> Response:
        area = scoped_area(request, area_code)
        page = selectors.plan_tree(request.user, area, year)
        if page.plan is None:
            raise Http404
        plan = page.plan
        return Response(
            {
                "id": plan.pk,
                "title": plan.title,
                "version": plan.version,
                "status": plan.status,
                "first_year": plan.first_year,
                "last_year": plan.last_year,
                "vision": page.vision.title if page.vision else "",
                "missions": [node.title for node in page.missions],
                "weight_total": _text(page.weights.total if page.weights else None),
                "nodes": [_node(node) for node in page.roots],
            }
        )

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> NoReturn:
        """Plans are worked on at the screens, where every step says what it needs."""
        said = _("แผนแก้ไขผ่าน API ไม่ได้ โปรดแก้ไขร่างแผนที่หน้าจอ ส่วนแผนที่ได้รับความเห็นชอบแล้วให้เริ่มฉบับทบทวน")
        raise MethodNotAllowed(str(request.method), detail=said)


def _node(node: Node) -> dict[str, Any]:
    return {
        "id": node.pk,
        "level": node.level,
        "label": node.label,
        "code": node.code,
        "title": node.title,
        "host": node.host,
        "agency": node.agency,
        "joint_agencies": list(node.joint),
        "weight": _text(node.weight),
        "score": _rounded(node.score),
        "indicators": [_fact(entry.fact) for entry in node.indicators],
        "projects": [_fact(entry.fact) for entry in node.projects],
        "children": [_node(child) for child in node.children],
    }


def _fact(fact: NodeFact) -> dict[str, Any]:
    return {
        "code": fact.code,
        "label": str(fact.label),
        "note": str(fact.note),
        "url": fact.url,
        "weight": _text(fact.weight),
        "score": _rounded(fact),
        "state": fact.state,
    }


def _rounded(fact: NodeFact | None) -> str | None:
    """A score as everywhere: half up to four decimals."""
    if fact is None or fact.score is None:
        return None
    return format_number(fact.score, 4)


def _text(value: Any) -> str | None:
    return None if value is None else format(value, "f")


urlpatterns = [
    path("areas/<area:area_code>/plans/<year:year>/", PlanTree.as_view(), name="plan_tree"),
]
