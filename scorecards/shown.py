"""What scorecards show on the pages of other apps."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.clock import today
from common.language import page_language
from common.slots import MenuEntry, NodeFact
from kpis.models import Round
from kpis.scoring import LineResult
from provinces.models import Area
from scorecards import valued
from scorecards.gather import GatheredLine
from scorecards.score import Scored
from scorecards.selectors.scorecard import rounds_of
from strategies.models import Plan


def overview(user: Any, area: Area, year: int) -> Iterable[MenuEntry]:
    """The year at a glance."""
    yield MenuEntry(_("ภาพรวม"), reverse("area_year", args=[area.code, year]))


def menu(user: Any, area: Area, year: int) -> Iterable[MenuEntry]:
    """The newest scorecard of the year."""
    yield MenuEntry(_("สกอร์การ์ด"), reverse("scorecard_latest", args=[area.code, year]))


def node_facts(user: Any, plan: Plan, fiscal_year: int) -> dict[int, list[NodeFact]]:
    """Scores of issues and lines under their nodes, of the newest round. Not to be changed.

    Three queries, one more where the plan above the lines was revised.
    """
    known = rounds_of(user, plan.area.code, fiscal_year)
    rounds = [one for one in known if one.fiscal_year == fiscal_year]
    newest = valued.newest(rounds, today()) if rounds else None
    if newest is None:
        return {}
    language = page_language()
    if language not in newest.facts:
        newest.facts[language] = _facts(newest.scored, newest.round)
    return newest.facts[language]


def _facts(scored: Scored, round: Round) -> dict[int, list[NodeFact]]:
    found: dict[int, list[NodeFact]] = {}
    nodes = {group.id: group.node for group in scored.gathered.groups}
    for group in scored.result.groups:
        node = nodes.get(group.group or "")
        if node is not None:
            state = "" if group.score is not None else "not_due"
            found.setdefault(node, []).append(
                NodeFact("score", "", score=group.score, state=state, weight=group.weight_all)
            )
    place = [round.area.code, round.fiscal_year]
    for line, result in zip(scored.gathered.lines, scored.result.lines, strict=True):
        node = line.criteria["node_id"]
        if node is not None:
            found.setdefault(node, []).append(_indicator(line, result, place, round.code))
    return found


def _indicator(line: GatheredLine, result: LineResult, place: list[Any], code: str) -> NodeFact:
    row, language = line.criteria, page_language()
    begins = row["effective_from"]
    agency = row["indicator__collector__agency__short_name"]
    url = reverse("indicator_detail", args=[*place, row["indicator_id"]])
    return NodeFact(
        "indicator",
        row[f"indicator__name_{language}"] or row["indicator__name_th"],
        code=row["code"],
        url=f"{url}?round={code}",
        note=agency or row["indicator__collector__agency__name_th"] or "",
        score=result.score,
        state="" if result.score is not None else result.state.value,
        weight=row["weight"],
        weight_from=begins if begins and begins > today() else None,
    )
