"""From rows to the scoring engine's input: the only place where the two meet.

Decides for every line of a card which version of its criteria scores the round, which result
counts, and in which state it stands when none does.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from common.clock import today
from common.codes import natural
from kpis.models import Criteria, Result, Round
from kpis.openings import LOCKED
from provinces.models import Area
from scorecards import rows
from scorecards.canonical import plain
from scorecards.plans import Group, InForce
from scorecards.rows import OWING, Read, Row

Json = dict[str, Any]

NOT_DUE, NOT_APPLICABLE = "not_due", "not_applicable"
NOT_REPORTED, NO_CRITERIA = "not_reported", "no_criteria"


@dataclass(frozen=True)
class GatheredLine:
    """One line of the card in one round.

    criteria and result are the rows as read; node is what stands for the line's own in the plan in
    force at the cut-off; engine is the line as the engine reads it; due says whether this round
    asks for a result at all.
    """

    id: str
    group: Group
    node: int | None
    criteria: Row
    result: Row | None
    engine: Json
    due: bool

    @property
    def state(self) -> str | None:
        """The state handed to the engine; None where a result is."""
        given = self.engine.get("result") or {}
        return given.get("state")

    @property
    def provisional(self) -> bool:
        """Counted, but nobody has verified it yet."""
        return self.result is not None and self.result["status"] != Result.Status.VERIFIED

    @property
    def reported(self) -> bool:
        return self.result is not None and not self.result["not_applicable"]


@dataclass(frozen=True)
class Gathered:
    """A card in one round, ready for the engine."""

    area: Area
    round: Round
    day: dt.date
    rules: Json
    is_sample: bool
    agreed: bool
    lines: tuple[GatheredLine, ...]

    @property
    def engine(self) -> Json:
        """What `python -m kpis.scoring` reads."""
        return {"rules": self.rules, "lines": [line.engine for line in self.lines]}

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups in the order of the plan."""
        found = {line.group.id: line.group for line in self.lines}
        return tuple(sorted(found.values(), key=lambda group: natural(group.id)))


def card(
    area: Area,
    fiscal_year: int,
    round: Round,
    day: dt.date | None = None,
    agency: int | None = None,
) -> Gathered | None:
    """The card of an area in a round as it stands on a day; None where there are no lines.

    agency: the card of this agency instead of the area's own. Two queries, whatever the number
    of lines; one more where the plan above them was revised.
    """
    if (round.area_id, round.fiscal_year) != (area.pk, fiscal_year):
        raise ValueError(f"round {round.pk} is not of {area.code} in {fiscal_year}")
    return cards([round], day, agency).get(round.pk)


def cards(
    rounds: Sequence[Round], day: dt.date | None = None, agency: int | None = None
) -> dict[int, Gathered]:
    """The cards of many areas and rounds by the round's pk; the queries of `card` for all of them.

    agency: the cards of this agency instead of the areas' own. The rounds come with their area
    loaded. A round whose card has no lines is missing.
    """
    return made(rounds, rows.read(rounds, agency), day or today())


def made(rounds: Sequence[Round], read: Read, day: dt.date) -> dict[int, Gathered]:
    """The same from what has been read of the rounds; no query."""
    lines_of: dict[tuple[int, int], list[Row]] = {}
    for row in read.criteria_rows():
        lines_of.setdefault((row["card__area_id"], row["card__fiscal_year"]), []).append(row)
    results: dict[int, list[Row]] = {}
    for row in read.result_rows():
        results.setdefault(row["round_id"], []).append(row)
    plans = read.plans()
    return {
        one.pk: _card(one, in_force, results.get(one.pk, []), day, plans.at(one))
        for one in rounds
        if (in_force := _in_force(lines_of.get((one.area_id, one.fiscal_year), []), one.cut_off))
    }


def _card(
    round: Round, criteria: list[Row], results: list[Row], day: dt.date, plan: InForce
) -> Gathered:
    first = criteria[0]
    by_line = _results_by_indicator(results, {row["indicator_id"]: row["pk"] for row in criteria})
    said = rows.openings(criteria)
    closed = {
        one for one in {row[OWING] for row in criteria} if said.of(round, one, day).state == LOCKED
    }
    taken: set[str] = set()
    lines = tuple(
        _line(row, by_line.get(row["indicator_id"]), round, row[OWING] in closed, taken, plan)
        for row in sorted(criteria, key=lambda row: natural(row["code"]))
    )
    return Gathered(
        area=round.area,
        round=round,
        day=day,
        rules={
            "version": first["card__rules_version"],
            "scale": first["card__scale"],
            "floor": plain(first["card__floor"]),
            "places": first["card__places"],
            "redistribute": first["card__redistribute"],
        },
        is_sample=first["card__is_sample"],
        agreed=first["card__status"] == "agreed",
        lines=lines,
    )


def _in_force(criteria: Iterable[Row], cut_off: dt.date) -> list[Row]:
    """Of each indicator the version in force at the cut-off."""
    found: dict[int, Row] = {}
    for row in criteria:
        begins, ends = row["effective_from"], row["superseded_on"]
        if (begins is None or begins <= cut_off) and (ends is None or ends > cut_off):
            known = found.get(row["indicator_id"])
            if known is None or known["version"] < row["version"]:
                found[row["indicator_id"]] = row
    return list(found.values())


def _results_by_indicator(results: list[Row], criteria: dict[int, int]) -> dict[int, Row]:
    """Of each indicator the result entered for the version in force, else for the newest one.

    A criteria version that came after the result was handed in does not lose the result.
    """
    found: dict[int, Row] = {}
    for row in results:
        indicator = row["criteria__indicator_id"]
        known = found.get(indicator)
        if known is None or known["criteria_id"] != criteria.get(indicator):
            found[indicator] = row
    return found


def _line(
    row: Row, result: Row | None, round: Round, closed: bool, taken: set[str], plan: InForce
) -> GatheredLine:
    due = not row["due_in"] or round.code in row["due_in"]
    missing = NOT_REPORTED if due and closed else NOT_DUE
    if not due or (result is not None and not _usable(row, result)):
        result = None
    group, node = plan.place(row)
    name = _free(row["code"], taken, str(row["pk"]))
    engine: Json = {
        "id": name,
        "group": group.id,
        "weight": plain(row["weight"]),
        "method": row["method"],
        **_criteria(row, result, missing, taken, name),
    }
    state = _state(row, result, missing)
    if state is not None:
        engine["result"] = {"state": state}
    elif result is not None and row["method"] != Criteria.Method.COMPOSITE:
        engine["result"] = _measured(row, result)
    return GatheredLine(name, group, node, row, result, engine, due)


def _state(row: Row, result: Row | None, missing: str) -> str | None:
    """The state of a line without a result that can be scored."""
    if result is None:
        state = missing
    elif result["not_applicable"]:
        verified = result["status"] == Result.Status.VERIFIED
        state = NOT_APPLICABLE if verified else missing
    else:
        state = ""
    milestones_missing = row["method"] == Criteria.Method.MILESTONE and not row["milestones"]
    if milestones_missing and state not in (NOT_DUE, NOT_APPLICABLE):
        return NO_CRITERIA
    return state or None


def _usable(row: Row, result: Row) -> bool:
    """Whether the result is of the kind that the method of the line reads."""
    if result["not_applicable"]:
        return True
    if row["method"] == Criteria.Method.MILESTONE:
        return result["steps"] is not None
    if row["method"] == Criteria.Method.COMPOSITE:
        return bool(result["parts"])
    return result["value"] is not None


def _measured(row: Row, result: Row) -> Json:
    if row["method"] == Criteria.Method.MILESTONE:
        return {"steps": sorted(set(result["steps"]))}
    return {"value": plain(result["value"])}


def _criteria(row: Row, result: Row | None, missing: str, taken: set[str], name: str) -> Json:
    match row["method"]:
        case Criteria.Method.MILESTONE:
            return {}
        case Criteria.Method.ANCHORS:
            return {"thresholds": _plain_list(row["thresholds"])}
        case Criteria.Method.COMPOSITE:
            given = (result or {}).get("parts") or {}
            return {"parts": _parts(row["parts"], given, missing, taken, name)}
    return {"levels": _plain_list(row["levels"])}


def _parts(
    parts: list[Json] | None, given: Json, missing: str, taken: set[str], owner: str
) -> list[Json] | None:
    """The parts as the engine reads them, each with its result or the state of a missing one."""
    if parts is None:
        return None
    read = []
    for part in parts:
        name = _free(part["id"], taken, owner)
        line: Json = {
            key: part[key] for key in ("weight", "method", "levels", "thresholds") if key in part
        }
        line["id"] = name
        if part["method"] == Criteria.Method.COMPOSITE:
            line["parts"] = _parts(part.get("parts"), given, missing, taken, owner)
        result = given.get(part["id"]) or {}
        known = {
            key: result[key] for key in ("value", "steps", "state") if result.get(key) is not None
        }
        if known or part["method"] != Criteria.Method.COMPOSITE:
            line["result"] = known or {"state": missing}
        read.append(line)
    return read


def _free(name: str, taken: set[str], owner: str) -> str:
    """An id that no other line or part of the card has: the name, or its owner's put before it."""
    while name in taken:
        name = f"{owner}/{name}"
    taken.add(name)
    return name


def _plain_list(values: list[Any] | None) -> list[str | None] | None:
    return None if values is None else [plain(value) for value in values]
