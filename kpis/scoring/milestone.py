"""Scores of milestone indicators (ระดับความสำเร็จ 5 ขั้นตอน)."""

from __future__ import annotations

from collections.abc import Set
from decimal import Decimal
from itertools import takewhile

from kpis.scoring.results import Reached, Run
from kpis.scoring.values import MILESTONE_STEPS


def run_length(steps: Set[int]) -> int:
    """How many steps are complete without a gap, counted from step 1."""
    return sum(1 for _ in takewhile(steps.__contains__, range(1, MILESTONE_STEPS + 1)))


def milestone(steps: Set[int], floor: Decimal) -> Reached:
    """One point a step of the unbroken run, at least the floor.

    A step done beyond a gap does not count: level n asks for all of 1 to n. Worked example TV-10.
    """
    length = run_length(steps)
    beyond = tuple(sorted(done for done in steps if done > length))
    score = max(Decimal(length), floor)
    return Reached(score, Run(length, beyond, raised_to_floor=score > length))
