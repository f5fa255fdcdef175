"""Rules of the walk for the register of agencies, posts and tenures, and for the history."""

from typing import Any

from accounts.models import DirectRole, Post, Tenure
from tests.meta.walk_rule import Args, Body, People, Rule, of_area
from tests.meta.walk_world import OF_AREA, SIGNED_IN, World

KEEPERS = frozenset({"planner", "colleague", "sysadmin"})
# The history of an area is read by those who hold a role in it, not by the cluster or a district.
HISTORIANS = OF_AREA - {"cluster_planner", "district_officer"}
INSPECTORS = frozenset({"inspector", "area_inspector"})
WITH_A_ROLE = SIGNED_IN - {"roleless", "former_planner"}


def _tenure(world: World) -> Tenure:
    return world.people["officer"].tenures.get()


def _post(world: World) -> Post:
    return _tenure(world).post


def _day(field: str) -> dict[str, str]:
    return {f"{field}_day": "20", f"{field}_month": "7", f"{field}_year": "2570"}


def kept(what: str, body: Body | None = None, may: People = KEEPERS) -> Rule:
    """A form of the register on an object of the area: who keeps it may, the others may not."""
    found = {"agency": lambda w: _post(w).agency_id, "post": lambda w: _post(w).pk,
             "tenure": lambda w: _tenure(w).pk}[what]  # fmt: skip
    return Rule(
        lambda w: [w.area.code, found(w)],
        OF_AREA,
        may,
        KEEPERS if body else None,
        elsewhere=lambda w: ["66", found(w)],
        **({"body": body} if body else {}),
    )


def _agency(world: World) -> dict[str, Any]:
    return {"code": "N-1", "name_th": "ชื่อใหม่", "short_name": "ใหม่", "sector": "private",
            "area": world.area.pk}  # fmt: skip


def begin() -> Rule:
    rule = kept(
        "post",
        lambda w: {"user": w.people["roleless"].pk, "acting": "acting", **_day("valid_from")},
    )
    return Rule(**{**vars(rule), "query": "q=roleless"})


def told(kind: str, pk: Any, sees: People = OF_AREA, get: People = HISTORIANS) -> Rule:
    """The history of one object."""
    found: Args = lambda w: [kind, pk(w)]  # noqa: E731 - beside its type
    return Rule(found, sees, get & sees)


HISTORIES: dict[str, Rule] = {
    "agency": told("agency", lambda w: _post(w).agency_id),
    "post": told("post", lambda w: _post(w).pk),
    "tenure": told("tenure", lambda w: _tenure(w).pk),
    "directrole": told(
        "directrole",
        lambda w: DirectRole.objects.get(user=w.people["area_inspector"]).pk,
        sees=INSPECTORS,
    ),
    "plan": told("plan", lambda w: w.plans.draft.pk),
    "planlabel": told("planlabel", lambda w: w.plans.draft.labels.get().pk),
    "plannode": told("plannode", lambda w: w.lines["1.1"].node_id),
    "indicator": told("indicator", lambda w: w.lines["1.1"].indicator_id),
    "card": told("card", lambda w: w.card.pk),
    "criteria": told("criteria", lambda w: w.lines["1.1"].pk),
    "agreement": told("agreement", lambda w: w.agreement.pk),
    "round": told("round", lambda w: w.round.pk),
    "project": told("project", lambda w: w.project.pk),
    "committee": told("committee", lambda w: w.committee.pk),
    "seat": told("seat", lambda w: w.committee.seats.all()[0].pk),
}


def rules(of_result: People) -> dict[str, Rule | dict[str, Rule]]:
    """All of them. of_result: who works on or reviews the results of the area."""
    area = Rule(of_area(), OF_AREA, OF_AREA)
    return {
        "agency_list": area,
        "agency_export": area,
        "agency_import": Rule(
            of_area(), OF_AREA, KEEPERS, KEEPERS, lambda w: {"key": "gone"}, stores=False, ok=(422,)
        ),
        "agency_create": Rule(of_area(), OF_AREA, KEEPERS, KEEPERS, _agency),
        "agency_detail": kept("agency", may=OF_AREA),
        "agency_edit": kept("agency", _agency),
        "posts_vacant": area,
        "post_create": kept("agency", lambda w: {"title_th": "ตำแหน่งใหม่", "roles": ["officer"]}),
        "post_detail": kept("post", may=OF_AREA),
        "post_edit": kept(
            "post", lambda w: {"title_th": "ชื่อตำแหน่งใหม่", "agency": _post(w).agency_id}
        ),
        "tenure_begin": begin(),
        "tenure_end": kept("tenure", lambda w: {"reason": "ย้าย", **_day("valid_to")}),
        "handover_sheet": kept("post", may=KEEPERS | {"officer"}),
        "history_search": Rule(sees=SIGNED_IN, get=WITH_A_ROLE),
        "history_export": Rule(sees=SIGNED_IN, get=WITH_A_ROLE),
        "history": {
            **HISTORIES,
            "roundexception": told("roundexception", lambda w: w.exception.pk, of_result),
            "result": told("result", lambda w: w.results["draft"].pk, of_result, of_result),
            "verified result": told(
                "result", lambda w: w.results["verified"].pk, OF_AREA, of_result
            ),
        },
    }
