"""From a line and its rule set to a state, a score and a reason."""

from __future__ import annotations

from kpis.scoring.anchors import anchored
from kpis.scoring.composite import composite
from kpis.scoring.ladder import Ladder
from kpis.scoring.levels import interpolate, step
from kpis.scoring.milestone import milestone
from kpis.scoring.results import LeftOut, Measured, Overdue, Reached
from kpis.scoring.values import Line, Method, Rules, State


def measure(line: Line, rules: Rules) -> Measured:
    """Score one line or part. A state of its own rules; otherwise its result or parts decide."""
    parts = tuple(measure(part, rules) for part in line.parts or ())
    state = line.standing()
    if state is State.NOT_REPORTED:
        return Measured(line, state, rules.floor, Overdue(), parts)
    if state is not None:
        return Measured(line, state, None, LeftOut(state), parts)
    reached = composite(parts) if line.method is Method.COMPOSITE else _by_result(line, rules)
    if isinstance(reached.because, LeftOut):
        return Measured(line, reached.because.state, None, reached.because, parts)
    return Measured(line, State.SCORED, reached.score, reached.because, parts)


def ladder_of(line: Line, rules: Rules) -> Ladder | None:
    """The line's marks with their scores, None where it has none."""
    return Ladder.of(line.bounds, rules.mark_scores) if line.bounds is not None else None


def _by_result(line: Line, rules: Rules) -> Reached:
    if line.method is Method.MILESTONE and line.steps is not None:
        return milestone(line.steps, rules.floor)
    ladder = ladder_of(line, rules)
    if ladder is None or line.value is None:
        raise ValueError(f"line {line.id}: neither a result nor a state")
    if line.method is Method.ANCHORS:
        return anchored(line.value, ladder)
    return (step if line.method is Method.STEP else interpolate)(line.value, ladder, rules.floor)
