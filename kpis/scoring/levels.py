"""Scores on the 1 to 5 scale from five levels: in proportion, or step by step."""

from __future__ import annotations

from decimal import Decimal

from kpis.scoring.ladder import Ladder
from kpis.scoring.results import AtLast, BelowFirst, Reached, StepReached


def interpolate(value: Decimal, levels: Ladder, floor: Decimal) -> Reached:
    """Score of a value against five levels, linear in between.

    Short of level 1 the floor of the rule set applies; at or beyond level 5 the score is 5.
    Source: OPDC performance agreements; worked examples TV-01 to TV-09 and TV-23.
    """
    place = levels.place(value)
    if isinstance(place, BelowFirst):
        return Reached(floor, place)
    if isinstance(place, AtLast):
        return Reached(place.last.score, place)
    lower, upper = place.lower, place.upper
    return Reached(lower.score + (upper.score - lower.score) * place.share, place)


def step(value: Decimal, levels: Ladder, floor: Decimal) -> Reached:
    """The highest level reached, nothing in between: for countable or qualitative results."""
    place = levels.place(value)
    if isinstance(place, BelowFirst):
        return Reached(floor, place)
    if isinstance(place, AtLast):
        return Reached(place.last.score, place)
    return Reached(place.lower.score, StepReached(value, place.lower, place.upper))
