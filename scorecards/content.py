"""The card as one plain value (`prasan-snapshot/1`): what pages show and what is frozen.

The live page and the frozen page are built from the same value, so that they cannot differ.
"""

from typing import Any

from kpis.scoring import ENGINE_VERSION, result_data, shown
from provinces.models import Area
from scorecards.both import named, round_words
from scorecards.canonical import plain
from scorecards.gather import Gathered, GatheredLine, Json
from scorecards.plans import Group
from scorecards.rows import Row
from scorecards.score import Scored

FORMAT = "prasan-snapshot/1"


def build(scored: Scored, previous: Scored | None) -> Json:
    """Card, input and result of a round, with the figures of the round before.

    What only a frozen card carries (plan, projects, evidence, trend) is added by the service.
    """
    gathered = scored.gathered
    result = result_data(scored.result)
    return {
        "format": FORMAT,
        "engine": ENGINE_VERSION,
        **gathered.engine,
        "result": result,
        "card": {
            "area": _area(gathered.area),
            "fiscal_year": gathered.round.fiscal_year,
            "round": _round(gathered),
            "kind": None,
            "number": None,
            "title": "",
            "frozen_at": None,
            "sample": gathered.is_sample,
            "agreed": gathered.agreed,
            "plan": None,
            "groups": _groups(gathered, result),
            "lines": {line.id: _line(line) for line in gathered.lines},
            "projects": [],
            "previous": _previous(scored, previous),
            "counts": _counts(gathered),
        },
    }


def _area(area: Area) -> Json:
    return {"code": area.code, "kind": area.kind, **named(area.name_th, area.name_en, "name")}


def _round(gathered: Gathered) -> Json:
    one = gathered.round
    return {
        "code": one.code,
        **named(*round_words(one), "label"),
        "opens": one.opens.isoformat(),
        "closes": one.closes.isoformat(),
        "cut_off": one.cut_off.isoformat(),
    }


def _groups(gathered: Gathered, result: Json) -> list[Json]:
    sums = {group["group"]: group for group in result["groups"]}
    return [_group(group, sums[group.id]) for group in gathered.groups]


def _group(group: Group, sums: Json) -> Json:
    return {
        "id": group.id,
        "code": group.id,
        **named(group.title_th, group.title_en, "title"),
        "weight": sums["weight_all"],
        "score": sums["score"],
        "weight_counted": sums["weight_counted"],
    }


def _line(line: GatheredLine) -> Json:
    row = line.criteria
    return {
        "indicator": row["indicator_id"],
        "criteria": row["pk"],
        "criteria_version": row["version"],
        "code": row["code"],
        **named(row["indicator__name_th"], row["indicator__name_en"], "name"),
        **{
            name: row[f"indicator__{name}"]
            for name in ("unit", "definition", "formula", "source", "dimension")
        },
        "node": line.node,
        "target": plain(row["target"]),
        "target_level": row["target_level"],
        "method": row["method"],
        "levels": _figures(row["levels"]),
        "milestones": row["milestones"],
        "parts": row["parts"],
        "thresholds": _figures(row["thresholds"]),
        "owner": _post(row, "collector"),
        "supervisor": _post(row, "supervisor"),
        "baseline": [[year, str(value)] for year, value in row["baseline"]],
        "due": line.due,
        "result": _result(line.result),
        "evidence": [],
        "provisional": line.provisional,
        "trend": [],
    }


def _figures(values: list[Any] | None) -> list[str | None] | None:
    return None if values is None else [plain(value) for value in values]


def _post(row: Row, who: str) -> Json | None:
    post = f"indicator__{who}__"
    if row[f"{post}id"] is None:
        return None
    agency_th = row[f"{post}agency__short_name"] or row[f"{post}agency__name_th"]
    return {
        **named(row[f"{post}title_th"], row[f"{post}title_en"], "post"),
        **named(agency_th, row[f"{post}agency__name_en"], "agency"),
        "phone": row[f"{post}phone"] or row[f"{post}agency__phone"],
    }


def _result(row: Row | None) -> Json | None:
    """The result that counted, with its note card. Moments of signing are added on freezing."""
    if row is None:
        return None
    return {
        "id": row["pk"],
        "status": row["status"],
        "value": plain(row["value"]),
        "steps": row["steps"],
        "parts": row["parts"],
        "not_applicable": row["not_applicable"],
        "as_of": row["as_of"].isoformat() if row["as_of"] else None,
        **{name: row[name] for name in ("statement", "supporting", "obstacles", "suggestions")},
        "entered_by": row["entered_by__name"],
        "entered_at": row["created_at"].isoformat(),
        "certified_by": row["certified_by__name"],
        "certified_at": None,
        "verified_by": row["verified_by__name"],
        "verified_at": None,
        "not_applicable_reason": row["not_applicable_reason"],
    }


def _previous(scored: Scored, before: Scored | None) -> Json | None:
    """Total and scores of the round before, under the codes that the lines have now."""
    if before is None or before.result.total is None:
        return None
    places = scored.result.rules.places
    scores = before.by_indicator
    label_th, label_en = round_words(before.gathered.round)
    year = before.gathered.round.fiscal_year
    return {
        "fiscal_year": year,
        "round": before.gathered.round.code,
        **named(f"{label_th} ปีงบประมาณ {year}", f"{label_en}, FY{year}", "label"),
        "total": shown(before.result.total, places),
        "lines": {
            line.id: shown(score, places)
            for line in scored.gathered.lines
            if (score := scores.get(line.criteria["indicator_id"])) is not None
        },
    }


def _counts(gathered: Gathered) -> Json:
    """Lines reported of those that this round asks for; approved exceptions ask for nothing."""
    due = [line for line in gathered.lines if line.due and line.state != "not_applicable"]
    return {"reported": sum(line.reported for line in due), "due": len(due), "evidence": 0}
