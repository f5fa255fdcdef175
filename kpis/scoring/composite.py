"""Scores of composite indicators (ตัวชี้วัดรวม): the weighted mean of their parts."""

from __future__ import annotations

from kpis.scoring.numbers import total_of
from kpis.scoring.results import LeftOut, Mean, Measured, Reached
from kpis.scoring.values import ruling


def composite(parts: tuple[Measured, ...]) -> Reached:
    """Σ(Wi·si) ÷ ΣWi over the parts that count.

    Parts that are not due, not applicable or without criteria drop out and the others share
    their weight. With no weight left the whole takes the state of the parts that dropped out;
    where these differ, the usual order of states decides. Worked example TV-11.
    """
    counting = [(part.line.weight, part.score) for part in parts if part.score is not None]
    weight = total_of(own for own, _ in counting)
    if not weight:
        dropped = {part.state for part in parts if part.score is None}
        return Reached(None, LeftOut(ruling(dropped), from_parts=True))
    return Reached(total_of(own * score for own, score in counting) / weight, Mean(weight))
