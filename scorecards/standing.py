"""The plan and the projects that stand around a frozen card."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from common.codes import natural
from common.thai.fiscal import first_day
from kpis.models import Round
from projects.models import BudgetLine, Project
from provinces.models import Area
from provinces.selectors import Place, places
from scorecards.both import both, named
from scorecards.canonical import plain
from scorecards.gather import Json
from strategies import levels, versions
from strategies.models import Plan, PlanNode


def add_plans_and_projects(cards: Mapping[int, Json], rounds: Sequence[Round]) -> None:
    """Put `plan` and `projects` into the cards, given by the round's pk.

    The plan is the version in force at the cut-off; the projects stand under its entries, also
    those that were put under another version of it.
    """
    wanted = [one for one in rounds if one.pk in cards]
    of_area = _versions({one.area_id for one in wanted})
    chosen = {
        one.pk: plan
        for one in wanted
        if (plan := versions.counting(of_area.get(one.area_id, []), one.fiscal_year, one.cut_off))
    }
    entries = versions.read(area for area, plans in of_area.items() if len(plans) > 1)
    plans = _plans(chosen.values())
    projects = _projects(wanted)
    for one in wanted:
        card, plan = cards[one.pk], chosen.get(one.pk)
        card["plan"] = plans[plan.pk] if plan else None
        codes = {line["indicator"]: name for name, line in card["lines"].items()}
        card["projects"] = [
            project
            | {
                "node": _standing(entries, project["node"], plan),
                "indicators": sorted((codes[pk] for pk in indicators if pk in codes), key=natural),
            }
            for project, indicators in projects.get((one.area_id, one.fiscal_year), [])
        ]


def _standing(
    entries: versions.Versions[versions.Entry], node: int | None, plan: Plan | None
) -> int | None:
    """The entry of the plan that stands for the one that a project was put under."""
    found = entries.within(node, plan.pk) if plan else None
    return found.pk if found else node


def _versions(areas: set[int]) -> dict[int, list[Plan]]:
    found: dict[int, list[Plan]] = {}
    for plan in Plan.objects.filter(area__in=areas).select_related("template"):
        found.setdefault(plan.area_id, []).append(plan)
    return found


def _plans(chosen: Iterable[Plan]) -> dict[int, Json]:
    wanted = {plan.pk: plan for plan in chosen}
    nodes, labels = _nodes(set(wanted)), _labels(wanted.values())
    return {pk: _plan(plan, nodes.get(pk, []), labels.get(pk, {})) for pk, plan in wanted.items()}


def _nodes(plans: set[int]) -> dict[int, list[Json]]:
    found: dict[int, list[Json]] = {}
    rows = PlanNode.objects.filter(plan__in=plans).order_by("plan", "position", "pk")
    for row in rows.values(
        *("pk", "plan_id", "parent_id", "level", "code", "title_th", "title_en", "weight"),
        *("host__agency__name_th", "host__agency__name_en"),
    ):
        found.setdefault(row["plan_id"], []).append(row)
    return found


def _labels(plans: Iterable[Plan]) -> dict[int, dict[str, Json]]:
    return {
        pk: {level: named(rule.label_th, rule.label_en, "label") for level, rule in rules.items()}
        for pk, rules in levels.of_plans(plans).items()
    }


def _plan(plan: Plan, nodes: list[Json], labels: dict[str, Json]) -> Json:
    vision = next((node for node in nodes if node["level"] == "vision"), None)
    return {
        "title": plan.title,
        "version": plan.version,
        "template": plan.template.code,
        "vision_th": vision["title_th"] if vision else "",
        "vision_en": vision["title_en"] if vision else "",
        "missions": [
            named(node["title_th"], node["title_en"], "title")
            for node in nodes
            if node["level"] == "mission"
        ],
        "nodes": [_node(node, labels) for node in nodes],
    }


def _node(node: Json, labels: dict[str, Json]) -> Json:
    host_th, host_en = node["host__agency__name_th"] or "", node["host__agency__name_en"] or ""
    return {
        "id": node["pk"],
        "parent": node["parent_id"],
        "level": node["level"],
        **labels.get(node["level"], named(node["level"], "", "label")),
        "code": node["code"],
        **named(node["title_th"], node["title_en"], "title"),
        **named(host_th, host_en, "host"),
        "weight": plain(node["weight"]),
    }


def _projects(rounds: Sequence[Round]) -> dict[tuple[int, int], list[tuple[Json, list[int]]]]:
    """Of each area and year the projects, each with the pks of the indicators it moves."""
    years = {(one.area_id, one.fiscal_year) for one in rounds}
    rows = list(
        Project.objects.filter(
            area__in={area for area, _ in years}, fiscal_year__in={year for _, year in years}
        )
        .exclude(status=Project.Status.CANCELLED)
        .order_by("area", "fiscal_year", "code")
        .values(
            *("pk", "area_id", "fiscal_year", "code", "name_th", "name_en", "node_id", "status"),
            *("whole_area", "host_agency__name_th", "host_agency__name_en"),
        )
    )
    pks = [row["pk"] for row in rows]
    moved = _pairs(Project.indicators.through, pks, "indicator_id")
    joint = _pairs(Project.joint_agencies.through, pks, "agency__name_th")
    worked_in = _pairs(Project.districts.through, pks, "area_id")
    districts = _districts({area for areas in worked_in.values() for (area,) in areas})
    money = _budgets(pks)
    found: dict[tuple[int, int], list[tuple[Json, list[int]]]] = {}
    for row in rows:
        pk = row["pk"]
        here = [districts[area] for (area,) in worked_in.get(pk, [])]
        named_then = places(here, first_day(row["fiscal_year"]))
        project = _project(row, joint.get(pk, []), named_then, money.get(pk, []))
        indicators = [indicator for (indicator,) in moved.get(pk, [])]
        found.setdefault((row["area_id"], row["fiscal_year"]), []).append((project, indicators))
    return found


def _districts(pks: set[int]) -> dict[int, Area]:
    """Districts with what they were and when: กิ่งอำเภอ in the papers of 2548."""
    return Area.objects.prefetch_related("statuses").in_bulk(pks)


def _project(row: Json, joint: list[Any], found: Iterable[Place], money: list[BudgetLine]) -> Json:
    found = list(found)
    return {
        "code": row["code"],
        **named(row["name_th"], row["name_en"], "name"),
        "node": row["node_id"],
        **named(row["host_agency__name_th"], row["host_agency__name_en"], "host"),
        "joint_th": [name for (name,) in joint],
        "places_th": [place.full_th for place in found],
        "places_en": [place.name_en or place.full_th for place in found],
        "whole_area": row["whole_area"],
        "budget": _total(money),
        "budget_lines": [_budget_line(line) for line in money],
        **named(*both(Project.Status(row["status"]).label), "status"),
    }


def _total(money: list[Any]) -> str:
    return format(sum(line.allocated for line in money) if money else 0, ".2f")


def _budget_line(line: BudgetLine) -> Json:
    return {
        **named(*both(BudgetLine.Source(line.source).label), "source"),
        **named(*both(BudgetLine.Category(line.category).label), "category"),
        "allocated": format(line.allocated, ".2f"),
    }


def _pairs(through: Any, projects: list[int], *fields: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    rows = through.objects.filter(project__in=projects).order_by("project", *fields)
    for project, *values in rows.values_list("project", *fields):
        found.setdefault(project, []).append(tuple(values))
    return found


def _budgets(projects: list[int]) -> dict[int, list[BudgetLine]]:
    found: dict[int, list[BudgetLine]] = {}
    for line in BudgetLine.objects.filter(project__in=projects).order_by("project", "source", "pk"):
        found.setdefault(line.project_id, []).append(line)
    return found
