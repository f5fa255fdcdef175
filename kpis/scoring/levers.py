"""Where one more unit of work raises the total most: the next level of every line and part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpis.scoring.nextlevel import next_level
from kpis.scoring.numbers import engine_context, total_of
from kpis.scoring.results import CardResult, LineResult, Measured
from kpis.scoring.values import Method, Rules, State


@dataclass(frozen=True, slots=True)
class Lever:
    """One place where work raises the total: a line, or a part of a composite line.

    at: the result that the next level takes (a step's number for milestones); missing: how much
    of the unit is missing to it, None where nothing is reported yet; gain: what reaching it adds
    to the total; per_unit: the gain over what is missing.
    """

    of: LineResult
    measured: Measured
    at: Decimal
    missing: Decimal | None
    gain: Decimal

    @property
    def per_unit(self) -> Decimal | None:
        """What one unit of work adds to the total, on the way to the next level."""
        return self.gain / self.missing if self.missing else None


def levers(card: CardResult) -> list[Lever]:
    """The levers of a card, the one that yields most for one unit first.

    Those whose distance is not known (nothing reported) come last, the largest gain first. Lines
    that do not count, that have no weight or that stand at the best score have none.
    """
    with engine_context():
        found = [
            lever
            for line in card.lines
            if line.share
            for lever in _of(line, line.measured, line.share, card.rules)
        ]
        return sorted(found, key=_order)


def _of(line: LineResult, measured: Measured, share: Decimal, rules: Rules) -> Iterator[Lever]:
    if measured.line.method is Method.COMPOSITE:
        if measured.state is not State.SCORED:
            return  # a state of its own rules, whatever its parts reach
        weight = total_of(part.line.weight for part in measured.parts if part.score is not None)
        for part in measured.parts:
            if weight and part.score is not None and part.line.weight:
                yield from _of(line, part, share * part.line.weight / weight, rules)
        return
    level = next_level(measured, share, rules)
    if level is not None and level.at is not None and level.gain:
        yield Lever(line, measured, level.at, _missing(measured, level.at), level.gain)


def _missing(measured: Measured, at: Decimal) -> Decimal | None:
    """To the next level in the unit of the indicator; one step for milestones."""
    if measured.line.method is Method.MILESTONE:
        return Decimal(1) if measured.line.steps is not None else None
    return None if measured.line.value is None else abs(at - measured.line.value)


def _order(lever: Lever) -> tuple[bool, Decimal]:
    per_unit = lever.per_unit
    return (True, -lever.gain) if per_unit is None else (False, -per_unit)
