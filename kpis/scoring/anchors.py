"""Scores on the 0 to 100 scale from three thresholds (ขั้นต้น ขั้นมาตรฐาน ขั้นสูง)."""

from __future__ import annotations

from decimal import Decimal

from kpis.scoring.ladder import Ladder
from kpis.scoring.levels import interpolate
from kpis.scoring.numbers import ZERO
from kpis.scoring.results import Reached


def anchored(value: Decimal, thresholds: Ladder) -> Reached:
    """Score of a value against three thresholds, linear in between.

    Short of the first threshold the score is 0, not a share of 50: the jump is in the rule.
    Beyond the third it is the third anchor (100). Worked examples TV-15 to TV-20.
    """
    return interpolate(value, thresholds, floor=ZERO)
