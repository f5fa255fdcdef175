"""Where values stand on an axis. Exact in Decimal until the last step, then coordinates."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

Levels = Sequence[Decimal | None] | None


def complete(levels: Levels) -> tuple[Decimal, ...] | None:
    """The levels if all are there, finite and strictly rising or falling; None if unusable."""
    if not levels or len(levels) < 2:
        return None
    known = tuple(level for level in levels if level is not None and level.is_finite())
    if len(known) < len(levels):
        return None
    rising = all(a < b for a, b in pairwise(known))
    falling = all(a > b for a, b in pairwise(known))
    return known if rising or falling else None


def position(levels: Sequence[Decimal], value: Decimal) -> Decimal:
    """Where a value stands when the levels stand at 1, 2, 3 … with equal distances.

    Below the first level and beyond the last, the nearest step goes on; cut to 0 … n + 1, so
    that 0 and n + 1 mean "outside of the drawing".
    """
    if levels[0] > levels[-1]:
        levels, value = [-level for level in levels], -value
    last = len(levels)
    after = next((place for place, level in enumerate(levels) if value < level), last)
    low = min(max(after - 1, 0), last - 2)
    step = levels[low + 1] - levels[low]
    place = low + 1 + (value - levels[low]) / step
    return min(max(place, Decimal(0)), Decimal(last + 1))


def share(value: Decimal, low: Decimal, high: Decimal) -> float:
    """Where a value stands between two limits, from 0 to 1; cut off outside of them."""
    if high == low:
        return 0.5
    return float(min(max((value - low) / (high - low), Decimal(0)), Decimal(1)))


def limits(
    values: Sequence[Decimal], *, margin: Decimal = Decimal("0.08")
) -> tuple[Decimal, Decimal]:
    """The lowest and highest value with a little room on both sides."""
    low, high = min(values), max(values)
    room = (high - low) * margin or abs(high) * margin or Decimal(1)
    return low - room, high + room
