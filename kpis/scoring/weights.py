"""Effective weights: where the weight of a line that is not applicable goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kpis.scoring.numbers import ZERO
from kpis.scoring.results import Measured
from kpis.scoring.values import Redistribute, Rules, State


def effective_weights(lines: Sequence[Measured], rules: Rules) -> list[Decimal | None]:
    """The weight of each line in the total, None for lines left out.

    `all`: the entered weight; dividing by what counts spreads the rest over all lines.
    `group`: w′ = w × (counted + not applicable) ÷ counted, both of the line's own group. Lines
    that are not due or have no criteria hand nothing on. A group with nothing left drops out.
    Lines without a group form one group together. Worked example TV-12.
    """
    if rules.redistribute is Redistribute.ALL:
        return [line.line.weight if line.state.counts else None for line in lines]
    counted = _by_group(line for line in lines if line.state.counts)
    handed_on = _by_group(line for line in lines if line.state is State.NOT_APPLICABLE)
    return [_in_group(line, counted, handed_on) if line.state.counts else None for line in lines]


Sums = dict[str | None, Decimal]


def _by_group(lines: Iterable[Measured]) -> Sums:
    sums: Sums = {}
    for line in lines:
        sums[line.line.group] = sums.get(line.line.group, ZERO) + line.line.weight
    return sums


def _in_group(line: Measured, counted: Sums, handed_on: Sums) -> Decimal:
    weight, group = line.line.weight, line.line.group
    extra = handed_on.get(group, ZERO)
    if not weight or not extra:
        return weight
    return weight * (counted[group] + extra) / counted[group]
