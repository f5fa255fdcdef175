"""From a card's lines to its total, its group scores, and what each line costs the total."""

from __future__ import annotations

from decimal import Decimal

from kpis.scoring.measure import measure
from kpis.scoring.nextlevel import next_level
from kpis.scoring.numbers import ZERO, engine_context, total_of
from kpis.scoring.results import CardResult, GroupResult, LineResult, Measured
from kpis.scoring.values import PERCENT_FACTOR, CardInput, Rules
from kpis.scoring.weights import effective_weights


def score_card(card: CardInput) -> CardResult:
    """Score a card. The total comes from unrounded scores and is None where no weight counts."""
    with engine_context():
        measured = [measure(line, card.rules) for line in card.lines]
        weights = effective_weights(measured, card.rules)
        divisor = total_of(weight for weight in weights if weight is not None)
        lines = tuple(
            _in_card(line, weight, divisor, card.rules)
            for line, weight in zip(measured, weights, strict=True)
        )
        total = _mean(measured, weights)
        return CardResult(
            card=card,
            total=total,
            percent=None if total is None else total * PERCENT_FACTOR[card.rules.scale],
            weight_counted=total_of(line.line.weight for line in measured if line.state.counts),
            weight_all=total_of(line.line.weight for line in measured),
            weight_effective=divisor,
            lines=lines,
            groups=tuple(_groups(measured)),
        )


def _in_card(
    measured: Measured, weight: Decimal | None, divisor: Decimal, rules: Rules
) -> LineResult:
    if measured.score is None or weight is None:
        return LineResult(measured, None, None, None, None, None)
    share = weight / divisor if weight else ZERO
    return LineResult(
        measured=measured,
        effective_weight=weight,
        share=share,
        weighted=share * measured.score,
        loss=share * (rules.maximum - measured.score),
        next_level=next_level(measured, share, rules),
    )


def _mean(lines: list[Measured], weights: list[Decimal | None]) -> Decimal | None:
    pairs = [
        (line.score, weight)
        for line, weight in zip(lines, weights, strict=True)
        if line.score is not None and weight is not None
    ]
    divisor = total_of(weight for _, weight in pairs)
    return total_of(score * weight for score, weight in pairs) / divisor if divisor else None


def _groups(lines: list[Measured]) -> list[GroupResult]:
    by_group: dict[str | None, list[Measured]] = {}
    for line in lines:
        by_group.setdefault(line.line.group, []).append(line)
    return [
        GroupResult(
            group=group,
            score=_mean(members, [member.line.weight for member in members]),
            weight_counted=total_of(m.line.weight for m in members if m.state.counts),
            weight_all=total_of(m.line.weight for m in members),
        )
        for group, members in by_group.items()
    ]
