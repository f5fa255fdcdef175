"""Rules of the walk for what hangs on a plan: alignment, consultation, cluster plans, summaries."""

from collections.abc import Callable
from typing import Any

from strategies.models import Alignment, Comment, Framework, FrameworkItem, NodeReference
from tests.meta.walk_plan_world import cluster_plan, draft_of, unopened
from tests.meta.walk_register import told
from tests.meta.walk_rule import People, Rule, of_area
from tests.meta.walk_world import OF_AREA, YEAR, World

PLANNERS = frozenset({"planner", "colleague"})
INVITED = frozenset({"officer", "head"})
NEIGHBOURS = frozenset(
    f"{who}_elsewhere" for who in ("planner", "officer", "head", "member", "secretary", "inspector")
)
OF_CLUSTER = OF_AREA | NEIGHBOURS
HISTORIANS_OF_CLUSTER = frozenset({"cluster_planner", "inspector", "sysadmin"})


def of_draft(*more: Callable[[World], Any], plan: Any = draft_of, **given: Any) -> Rule:
    """A page of a draft, which is not there under the neighbour's address."""

    def args(world: World) -> list[Any]:
        return [plan(world.area).pk, *(one(world) for one in more)]

    sees: People = OF_AREA
    get: People | None = given.pop("get", OF_AREA)
    return Rule(
        lambda w: ["60", *args(w)], sees, get, elsewhere=lambda w: ["66", *args(w)], **given
    )


def _node(world: World) -> int:
    return draft_of(world.area).nodes.get(level="issue", code="3").pk


def _comment(world: World) -> int:
    return Comment.objects.get().pk


def _summary(world: World) -> int:
    return draft_of(world.area).consultations.get().summaries.get().pk


def _framework(world: World) -> int:
    return Framework.objects.get(area=world.area).pk


def _item(world: World) -> dict[str, Any]:
    return {"item": FrameworkItem.objects.get(framework__code="sdg", code="6").pk, "as": "primary"}


def _framework_typed(world: World) -> dict[str, str]:
    return {"code": "new", "name_th": "ใหม่", "short_th": "ใหม่", "items": "1 เมืองสะอาดขึ้น"}


def _day(year: str = "2570") -> dict[str, str]:
    return {"closes_day": "30", "closes_month": "9", "closes_year": year}


def _invited(world: World) -> dict[str, Any]:
    return {**_day(), "agencies": [world.area.agencies.earliest("pk").pk]}


def _newly_asked(world: World) -> int:
    """An agency that is not invited yet."""
    asked = draft_of(world.area).consultations.get().invitations.values("agency")
    return world.area.agencies.exclude(pk__in=asked).earliest("pk").pk


def _mine(pk: int) -> list[Any]:
    return ["N-L2", cluster_plan().pk, pk]


RULES: dict[str, Rule | dict[str, Rule]] = {
    "plan_alignment": of_draft(),
    "node_alignment": of_draft(_node, post=PLANNERS, body=_item),
    "plan_coverage": of_draft(),
    "plan_coverage_export": of_draft(),
    "framework_list": Rule(of_area(), OF_AREA, OF_AREA),
    "framework_create": Rule(of_area(), OF_AREA, PLANNERS, PLANNERS, _framework_typed),
    "framework_edit": Rule(
        lambda w: ["60", _framework(w)],
        OF_AREA,
        PLANNERS,
        PLANNERS,
        _framework_typed,
        elsewhere=lambda w: ["66", _framework(w)],
    ),
    "project_alignment": Rule(
        lambda w: ["60", YEAR, w.project.code],
        OF_AREA,
        OF_AREA,
        PLANNERS | INVITED,
        _item,
        elsewhere=lambda w: ["66", YEAR, w.project.code],
    ),
    "plan_consultation": of_draft(),
    "consultation_open": of_draft(plan=unopened, get=PLANNERS, post=PLANNERS, body=_invited),
    "consultation_invite": of_draft(
        get=PLANNERS, post=PLANNERS, body=lambda w: {"agencies": [_newly_asked(w)]}
    ),
    "consultation_prolong": of_draft(
        get=PLANNERS, post=PLANNERS, body=lambda w: {**_day(), "reason": "ขอเวลาเพิ่ม"}
    ),
    "consultation_resend": of_draft(get=None, post=PLANNERS),
    "comment_create": of_draft(get=INVITED, post=INVITED, body=lambda w: {"text": "ความเห็นใหม่"}),
    "comment_edit": of_draft(
        _comment,
        get=frozenset({"officer"}),
        post=frozenset({"officer"}),
        body=lambda w: {"text": "แก้แล้ว"},
    ),
    "comment_withdraw": of_draft(_comment, get=frozenset({"officer"}), post=frozenset({"officer"})),
    "comment_answer": of_draft(
        _comment, get=PLANNERS, post=PLANNERS, body=lambda w: {"outcome": "done", "answer": ""}
    ),
    "consultation_summary": of_draft(
        post=OF_AREA - {"sysadmin"}, body=lambda w: {"language": "en", "digits": "arabic"}
    ),
    "consultation_summary_download": of_draft(_summary),
    "plan_members": Rule(lambda w: ["N-L2", cluster_plan().pk], OF_CLUSTER, OF_CLUSTER),
    "node_references": Rule(
        lambda w: _mine(cluster_plan().nodes.get(level="issue", code="2").pk),
        OF_CLUSTER,
        OF_CLUSTER,
        frozenset({"cluster_planner"}),
        lambda w: {"member_node": _node(w)},
    ),
}

HISTORIES: dict[str, Rule] = {
    "framework": told("framework", _framework),
    "frameworkitem": told(
        "frameworkitem", lambda w: Framework.objects.get(area=w.area).items.get().pk
    ),
    "alignment": told("alignment", lambda w: Alignment.objects.get().pk),
    "consultation": told("consultation", lambda w: draft_of(w.area).consultations.get().pk),
    "comment": told("comment", _comment),
    "consultationsummary": told("consultationsummary", _summary),
    "nodereference": told(
        "nodereference",
        lambda w: NodeReference.objects.get().pk,
        sees=OF_CLUSTER,
        get=HISTORIANS_OF_CLUSTER,
    ),
}
