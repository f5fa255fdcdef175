"""What one more level would add to the total."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from kpis.scoring.measure import ladder_of
from kpis.scoring.milestone import run_length
from kpis.scoring.results import Measured, NextLevel
from kpis.scoring.values import Line, Method, Rules


def next_level(measured: Measured, share: Decimal, rules: Rules) -> NextLevel | None:
    """The next better level of a line that counts, None at the top or where it has no score.

    For a milestone it is the score once the missing step is done, with steps already done beyond.
    """
    if measured.score is None:
        return None
    if measured.line.method is Method.MILESTONE:
        return _next_step(measured.line, measured.score, share)
    better = next((score for score in rules.mark_scores if score > measured.score), None)
    if better is None:
        return None
    ladder = ladder_of(measured.line, rules)
    bound = ladder.bound_of(better) if ladder else None
    return NextLevel(better, share * (better - measured.score), bound)


def _next_step(line: Line, score: Decimal, share: Decimal) -> NextLevel | None:
    step = int(score.to_integral_value(ROUND_FLOOR)) + 1
    reached = Decimal(run_length((line.steps or frozenset()) | set(range(1, step + 1))))
    if reached <= score:
        return None
    return NextLevel(reached, share * (reached - score), Decimal(step))
