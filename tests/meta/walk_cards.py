"""The walk through cards: an agency's card beside the area's own, the register, the simulation."""

from typing import Any

from kpis.models import Card, Criteria, Indicator
from tests.meta.walk_rule import Args, People, Rule, of_area
from tests.meta.walk_world import EMPTY_YEAR, OF_AREA, YEAR, World

PLANNERS = frozenset({"planner", "colleague"})


def _card(world: World) -> Card:
    return Card.objects.get(area=world.area, agency__isnull=False)


def _line(world: World) -> Criteria:
    return _card(world).criteria.get()


def _drafted(world: World) -> Criteria:
    """A line of the area's own draft card that stands under an entry of the plan."""
    return world.lines["1.1"]


def _free(world: World) -> Indicator:
    return Indicator.objects.get(area=world.area, code="A-2")


def of_agency(*rest: Any, year: int = YEAR) -> tuple[Args, Args]:
    """The address of a page of the agency's card, and the same under the neighbour's."""
    return (
        lambda w: [w.area.code, year, _card(w).agency_id, *rest],
        lambda w: ["66", year, _card(w).agency_id, *rest],
    )


def own_and_agency(of_result: People, *rest: Any, **rule: Any) -> dict[str, Rule]:
    """A page of the area's own card, for all of the area; an agency's for those concerned."""
    args, elsewhere = of_agency(*rest)
    get = rule.pop("get", None)
    own = {**rule, **({"get": get} if get is not None else {"get": OF_AREA})}
    theirs = {**rule, "get": get if get is not None else of_result}
    return {
        "of the area": Rule(lambda w: [w.area.code, YEAR, *rest], OF_AREA, **own),
        "of an agency": Rule(args, of_result, elsewhere=elsewhere, **theirs),
    }


def _lines(world: World) -> dict[str, str]:
    """Numbers and weights of all lines of both drafts, each number changed."""
    rows = [*world.lines.values(), _line(world)]
    boxes = {f"code-{line.pk}": f"7.{line.code}" for line in rows}
    return boxes | {f"weight-{line.pk}": "25" for line in rows} | {"action": "save"}


def _entry(world: World) -> dict[str, Any]:
    return {"name_th": "ชื่อใหม่", "kind": "area"}


def entry(name: str, **rule: Any) -> Rule:
    """A page of one entry of the register."""
    return Rule(
        lambda w: [w.area.code, _free(w).pk], OF_AREA,
        elsewhere=lambda w: ["66", _free(w).pk], **rule,
    )  # fmt: skip


def line_of_agency(of_result: People, **rule: Any) -> Rule:
    return Rule(
        lambda w: [w.area.code, YEAR, _line(w).pk], of_result,
        elsewhere=lambda w: ["66", YEAR, _line(w).pk], **rule,
    )  # fmt: skip


def rules(of_result: People) -> dict[str, Rule | dict[str, Rule]]:
    """All of them. of_result: who works on or reviews the results of the area."""
    planning: dict[str, Any] = {"get": PLANNERS, "post": PLANNERS}
    opened, elsewhere = of_agency(year=EMPTY_YEAR)
    return {
        "card_list": Rule(of_area("year"), OF_AREA, OF_AREA),
        "card_detail": own_and_agency(of_result),
        "card_export": own_and_agency(of_result),
        "card_versions": own_and_agency(of_result),
        "card_open": {
            "of the area": Rule(lambda w: [w.area.code, EMPTY_YEAR], OF_AREA, None, PLANNERS),
            "of an agency": Rule(opened, of_result, None, PLANNERS, elsewhere=elsewhere),
        },
        "card_agree": own_and_agency(of_result, **planning),
        "card_normalise": own_and_agency(of_result, **planning, stores=False),
        "card_lines": own_and_agency(of_result, **planning, body=_lines),
        "card_choose": own_and_agency(
            of_result, **planning, body=lambda w: {"pick": [_free(w).pk]}
        ),
        "card_copy": own_and_agency(of_result, **planning, stores=False, ok=(422,)),
        "scorecard_latest": own_and_agency(of_result),
        "scorecard": own_and_agency(of_result, "9"),
        "simulation": {
            name: Rule(**{**vars(rule), "post": rule.get})
            for name, rule in own_and_agency(of_result, "9", stores=False, ok=(200,)).items()
        },
        "indicator_register": Rule(of_area(), OF_AREA, OF_AREA),
        "register_export": Rule(of_area(), OF_AREA, OF_AREA),
        "register_create": Rule(of_area(), OF_AREA, PLANNERS, PLANNERS, _entry),
        "register_entry": entry("register_entry", get=OF_AREA),
        "register_edit": entry("register_edit", **planning, body=_entry),
        "register_retire": entry(
            "register_retire", **planning, body=lambda w: {"reason": "ไม่วัดแล้ว"}
        ),
        "register_restore": entry(
            "register_restore", get=None, post=PLANNERS, stores=False, ok=(302, 409)
        ),
    }


def of_lines(of_result: People) -> dict[str, dict[str, Rule]]:
    """What the pages of single lines say of a line of an agency's card."""
    planning: dict[str, Any] = {"get": PLANNERS, "post": PLANNERS}
    return {
        "card_line_remove": {"of an agency": line_of_agency(of_result, **planning)},
        "card_line_place": {
            "of the area": Rule(
                lambda w: [w.area.code, YEAR, _drafted(w).pk], OF_AREA,
                elsewhere=lambda w: ["66", YEAR, _drafted(w).pk], **planning,
            ),
            "of an agency": line_of_agency(of_result, **planning, stores=False),
        },
        "indicator_edit": {
            "of an agency": line_of_agency(
                of_result, **planning,
                body=lambda w: {"name_th": "ชื่อใหม่",
                                "collector": _line(w).indicator.collector_id},
            ),
        },
        "indicator_detail": {
            "of an agency": Rule(
                *of_agency_indicator()[:1], of_result, of_result,
                elsewhere=of_agency_indicator()[1],
            ),
            "of an agency, without its card": Rule(
                lambda w: [w.area.code, YEAR, _line(w).indicator_id], OF_AREA, of_result,
                but=dict.fromkeys(OF_AREA - of_result, 404),
                elsewhere=lambda w: ["66", YEAR, _line(w).indicator_id],
            ),
        },
    }  # fmt: skip


def of_agency_indicator() -> tuple[Args, Args]:
    return (
        lambda w: [w.area.code, YEAR, _card(w).agency_id, _line(w).indicator_id],
        lambda w: ["66", YEAR, _card(w).agency_id, _line(w).indicator_id],
    )
