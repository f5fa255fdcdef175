"""What a frozen card carries beyond the live one: plan, projects, evidence, moments, trend.

Everything is read in bulk, so that all areas of the country freeze in as many queries as one.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.models import WorkflowMove
from kpis.models import Result, Round
from kpis.scoring import shown
from scorecards import content, gather, standing
from scorecards.both import named, round_words
from scorecards.gather import Json
from scorecards.score import Scored, previous_of, same_family, score

TREND_YEARS = 3
_SIGNED = {"submit": "entered_at", "certify": "certified_at", "verify": "verified_at"}


@dataclass(frozen=True)
class Ready:
    """A round's card complete for freezing: the scored card and its content."""

    scored: Scored
    content: Json


def prepare(rounds: Sequence[Round], day: dt.date) -> dict[int, Ready]:
    """The contents of the rounds' cards by the round's pk, without number, title and moment.

    Rounds come with their area loaded. A round whose card has no lines is missing.
    """
    history = _history(rounds)
    scored = {pk: score(card) for pk, card in gather.cards(history, day).items()}
    by_area: dict[int, list[Round]] = {}
    for one in history:
        by_area.setdefault(one.area_id, []).append(one)
    made = {}
    for one in rounds:
        if one.pk not in scored:
            continue
        before = previous_of(by_area[one.area_id], one)
        past = [scored[earlier.pk] for earlier in _trend_rounds(by_area[one.area_id], one, scored)]
        frozen = content.build(scored[one.pk], scored.get(before.pk) if before else None)
        _add_trend(frozen, past)
        made[one.pk] = Ready(scored[one.pk], frozen)
    lines = [line for ready in made.values() for line in ready.content["card"]["lines"].values()]
    _add_moments(lines)
    _add_evidence(lines)
    for ready in made.values():
        card = ready.content["card"]
        card["counts"]["evidence"] = sum(len(line["evidence"]) for line in card["lines"].values())
    standing.add_plans_and_projects(
        {pk: ready.content["card"] for pk, ready in made.items()}, rounds
    )
    return made


def _history(rounds: Sequence[Round]) -> list[Round]:
    """The rounds themselves with all of their areas up to two years before; one query."""
    years = [one.fiscal_year for one in rounds]
    found = Round.objects.filter(
        area__in={one.area_id for one in rounds},
        fiscal_year__gte=min(years, default=0) - TREND_YEARS + 1,
        fiscal_year__lte=max(years, default=0),
    ).select_related("area")
    return list(found.order_by("area", "fiscal_year", "cut_off", "pk"))


def _trend_rounds(history: list[Round], round: Round, scored: dict[int, Scored]) -> list[Round]:
    """The rounds of this year up to this one, and the last one of each year before."""
    family = [
        one
        for one in same_family(history, round)
        if one.pk in scored and scored[one.pk].has_results
        and (one.fiscal_year, one.cut_off) <= (round.fiscal_year, round.cut_off)
    ]  # fmt: skip
    last_of = {one.fiscal_year: one for one in family}
    return [
        one
        for one in family
        if one.fiscal_year == round.fiscal_year
        or (one == last_of[one.fiscal_year] and one.fiscal_year > round.fiscal_year - TREND_YEARS)
    ]


def _add_trend(frozen: Json, past: list[Scored]) -> None:
    columns = [(_trend_label(one), one.by_indicator, one.result.rules.places) for one in past]
    for line in frozen["card"]["lines"].values():
        line["trend"] = [
            {**label, "score": _shown(scores.get(line["indicator"]), places)}
            for label, scores, places in columns
        ]


def _trend_label(scored: Scored) -> Json:
    one = scored.gathered.round
    label_th, label_en = round_words(one)
    return named(f"{label_th} {one.fiscal_year}", f"{label_en}, FY{one.fiscal_year}", "label")


def _shown(score: Decimal | None, places: int) -> str | None:
    return None if score is None else shown(score, places)


def _add_moments(lines: Iterable[Json]) -> None:
    """When the results were handed in, certified and verified, from their history; one query."""
    results = {line["result"]["id"]: line["result"] for line in lines if line["result"]}
    moves = WorkflowMove.objects.filter(
        subject=Result._meta.label_lower, subject_id__in=results, action__in=_SIGNED
    ).order_by("at", "pk")
    for subject_id, action, at in moves.values_list("subject_id", "action", "at"):
        results[subject_id][_SIGNED[action]] = at.isoformat()


def _add_evidence(lines: Iterable[Json]) -> None:
    """Files and links with their hashes; one query."""
    by_result: dict[int, Json] = {line["result"]["id"]: line for line in lines if line["result"]}
    through: Any = Result.evidence.through
    rows = through.objects.filter(result__in=by_result).order_by("evidence__uploaded_at", "pk")
    fields = ("name", "shows", "content_type", "size", "sha256", "url")
    for result, *values in rows.values_list("result", *(f"evidence__{name}" for name in fields)):
        by_result[result]["evidence"].append(dict(zip(fields, values, strict=True)))
