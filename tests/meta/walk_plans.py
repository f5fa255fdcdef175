"""Rules of the walk for working on plans."""

from typing import Any

from strategies import codes
from tests.factories import plans as plants
from tests.meta.walk_rule import Args, Body, People, Rule
from tests.meta.walk_world import OF_AREA, World

PLANNERS = frozenset({"planner", "colleague"})


def of_plan(which: str = "draft", *, may: People = PLANNERS, **rest: Any) -> Rule:
    """A page of one version: it exists for everybody of the area; planners work on it."""
    found: Args = lambda w: [w.area.code, getattr(w.plans, which).pk]  # noqa: E731
    elsewhere: Args = lambda w: ["66", getattr(w.plans, which).pk]  # noqa: E731
    return Rule(found, OF_AREA, rest.pop("get", may), elsewhere=elsewhere, **rest)


def of_node(which: str = "node", **rest: Any) -> Rule:
    """A page of one entry of the draft."""

    def found(world: World, area: str = "60") -> list[Any]:
        return [area, world.plans.draft.pk, getattr(world.plans, which).pk]

    return Rule(
        found, OF_AREA, rest.pop("get", PLANNERS), elsewhere=lambda w: found(w, "66"), **rest
    )


def _day(field: str) -> dict[str, str]:
    return {f"{field}_day": "10", f"{field}_month": "7", f"{field}_year": "2570"}


def _new_plan(world: World) -> dict[str, Any]:
    return {
        "template": plants.template().pk, "title": "แผนใหม่", "first_year": "2587",
        "last_year": "2590",
    }  # fmt: skip


WORDS: Body = lambda w: {"title_th": "ชื่อใหม่", "code": "9"}  # noqa: E731
TITLE: Body = lambda w: {"title": "ชื่อใหม่", "first_year": "2583", "last_year": "2584"}  # noqa: E731


def rules() -> dict[str, Rule | dict[str, Rule]]:
    """All of them."""
    of_area: Args = lambda w: [w.area.code]  # noqa: E731
    return {
        "plan_list": Rule(of_area, OF_AREA, OF_AREA),
        "plan_create": Rule(of_area, OF_AREA, PLANNERS, PLANNERS, _new_plan),
        "plan_about": of_plan(post=PLANNERS, body=TITLE),
        "plan_labels": of_plan(
            post=PLANNERS, body=lambda w: {"strategy_th": "กลยุทธ์", "strategy_en": "Strategy"}
        ),
        "plan_submit": of_plan(post=PLANNERS, stores=False, ok=(422,)),
        "plan_return": of_plan("submitted", post=PLANNERS, body=lambda w: {"reason": "ขอแก้ไข"}),
        "plan_adopt": of_plan(
            "submitted",
            post=PLANNERS,
            body=lambda w: {"committee": "ก.บ.จ.", "number": "3/2570", **_day("adopted_on")},
        ),
        "plan_revise": of_plan("adopted", post=PLANNERS, body=lambda w: {"title": "ฉบับทบทวน"}),
        "plan_compare": of_plan(may=OF_AREA),
        "plan_export": of_plan(may=OF_AREA),
        "plan_import": of_plan(
            post=PLANNERS, body=lambda w: {"key": "gone"}, stores=False, ok=(422,)
        ),
        # Nobody's upload: planners are told to send it anew.
        "plan_import_faults": Rule(
            lambda w: [w.area.code, w.plans.draft.pk, "gone"],
            OF_AREA,
            PLANNERS,
            elsewhere=lambda w: ["66", w.plans.draft.pk, "gone"],
            but=dict.fromkeys(PLANNERS, 422),
        ),
        "plan_edit": of_plan(),
        "plan_move": of_plan(
            get=None, post=PLANNERS, body=lambda w: {"step": f"{w.plans.node.pk}:up"}
        ),
        "plan_renumber": of_plan(
            post=PLANNERS, stores=False, body=lambda _w: {"shown": codes.fingerprint([])}
        ),
        "node_create": {
            "under the vision": Rule(
                **{
                    **vars(of_plan(post=PLANNERS, body=WORDS)),
                    "query": "level=vision",
                }
            ),
        },
        "node_edit": of_node(post=PLANNERS, body=WORDS),
        "node_move": of_node(
            post=PLANNERS, body=lambda w: {"parent": w.plans.node.parent_id, "place": "first"}
        ),
        "node_retire": of_node(post=PLANNERS),
        "node_restore": of_node("retired", get=None, post=PLANNERS),
    }
