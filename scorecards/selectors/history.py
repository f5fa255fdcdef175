"""One indicator through its rounds and years: target, result and score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from common.thai.language import Language
from kpis.models import Round
from scorecards.both import round_words
from scorecards.gather import Gathered, GatheredLine
from scorecards.score import Scored, same_family, score

YEARS = 3


@dataclass(frozen=True)
class YearRow:
    """A year: the last round that has a result. Without a round it is known from the card alone,
    as a result of the time before the system."""

    year: int
    round_label: str
    target: Decimal | None
    value: Decimal | None
    steps: tuple[int, ...] | None
    score: Decimal | None
    state: str


@dataclass(frozen=True)
class TrendPoint:
    """A round in the trend: score and result, None where there was none."""

    label: str
    score: Decimal | None
    value: Decimal | None
    target: Decimal | None


def three_years(
    rounds: Sequence[Round],
    cards: Mapping[int, Gathered],
    indicator: int,
    year: int,
    language: Language,
) -> tuple[YearRow, ...]:
    """The year and the two before it, newest first, from cards that are gathered already."""
    baseline: dict[int, Decimal] = {}
    rows = []
    for one in range(year, year - YEARS, -1):
        of_year = [r for r in rounds if r.fiscal_year == one and _line(cards, r, indicator)]
        lines = [(r, _line(cards, r, indicator)) for r in of_year]
        with_result = [(r, line) for r, line in lines if line and line.result]
        chosen = (with_result or lines)[-1:]
        for round, line in chosen:
            if line is not None:
                rows.append(_row(round, line, cards[round.pk], language))
                baseline |= {
                    int(y): Decimal(str(v))
                    for y, v in line.criteria["baseline"]
                    if int(y) not in baseline
                }
        if not chosen and one in baseline:
            rows.append(YearRow(one, "", None, baseline[one], None, None, "before"))
    return tuple(rows)


def trend(
    rounds: list[Round],
    round: Round,
    cards: Mapping[int, Gathered],
    indicator: int,
    language: Language,
) -> list[TrendPoint]:
    """All rounds of the year and the last one of earlier years, each scored for this line alone."""
    family = [one for one in same_family(rounds, round) if _line(cards, one, indicator)]
    last = {one.fiscal_year: one for one in family}
    points = []
    for one in family:
        if one.fiscal_year == round.fiscal_year or one == last[one.fiscal_year]:
            alone = _alone(cards[one.pk], indicator)
            row = alone.gathered.lines[0]
            label = round_words(one)[language == "en"]
            points.append(
                TrendPoint(
                    label=f"{label} {one.fiscal_year}",
                    score=alone.result.lines[0].score,
                    value=row.result["value"] if row.result else None,
                    target=row.criteria["target"],
                )
            )
    return points


def _alone(card: Gathered, indicator: int) -> Scored:
    lines = tuple(line for line in card.lines if line.criteria["indicator_id"] == indicator)
    return score(replace(card, lines=lines))


def _line(cards: Mapping[int, Gathered], round: Round, indicator: int) -> GatheredLine | None:
    card = cards.get(round.pk)
    lines: Any = card.lines if card else ()
    return next((one for one in lines if one.criteria["indicator_id"] == indicator), None)


def _row(round: Round, line: GatheredLine, card: Gathered, language: Language) -> YearRow:
    scored = _alone(card, line.criteria["indicator_id"]).result.lines[0]
    result = line.result or {}
    return YearRow(
        year=round.fiscal_year,
        round_label=round_words(round)[language == "en"],
        target=line.criteria["target"],
        value=result.get("value"),
        steps=tuple(result["steps"]) if result.get("steps") is not None else None,
        score=scored.score,
        state=scored.state.value,
    )
