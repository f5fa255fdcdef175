"""Lines over time: the small one in a table's row and the large one of an indicator's page."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from common.drawing import palette
from common.drawing.scale import limits, share
from common.drawing.svg import Point, circle, drawing, line, polyline

ONE, FIVE = Decimal(1), Decimal(5)


def sparkline(
    scores: Sequence[Decimal | None],
    *,
    low: Decimal = ONE,
    high: Decimal = FIVE,
    label: str = "",
    width: float = 88,
    height: float = 24,
) -> str:
    """Scores over rounds on a fixed axis (1 to 5), so that rows can be compared.

    A round without a score is a gap, never a zero. The last score carries a dot.
    """
    edge = 3.5
    spots = _spots(scores, low, high, (edge, width - edge), (edge, height - edge))
    parts = [
        line(0, y, width, y, stroke=palette.GUIDE, stroke_width=0.75) for y in (edge, height - edge)
    ]
    parts += _runs(spots, width=1.75, dot=1.5)
    if spots and spots[-1] is not None:
        parts.append(circle(*spots[-1], 2.75, fill=palette.MAIN))
    return drawing(parts, width=width, height=height, kind="sparkline", label=label)


def trend(
    values: Sequence[Decimal | None],
    *,
    target: Decimal | Sequence[Decimal | None] | None = None,
    axis: tuple[Decimal, Decimal] = (ONE, FIVE),
    fitted: bool = False,
    label: str = "",
    width: float = 640,
    height: float = 180,
) -> str:
    """Values over periods with the target: one target for all, or one for each period.

    Each value stands in the middle of its column, so that a table row of as many equal cells
    underneath carries the labels. `axis` is fixed for scores; for measured values it comes from
    `fitted_axis` and is then `fitted`: helping lines at quarters instead of whole scores.
    """
    targets = list(target) if isinstance(target, Sequence) else [target] * len(values)
    low, high = axis
    across, down = (0.0, width), (10.0, height - 10)
    parts = _guides(low, high, across, down, fitted=fitted)
    aimed = _spots(targets, low, high, across, down, centred=True)
    parts += [
        polyline(_widened(run, width / max(len(values), 1)), stroke=palette.INK, stroke_width=1.5,
                 stroke_dasharray="6 4")
        for run in _consecutive(aimed)
    ]  # fmt: skip
    spots = _spots(values, low, high, across, down, centred=True)
    parts += _runs(spots, width=2.5, dot=4)
    return drawing(parts, width=width, height=height, kind="trend", label=label, fluid=True)


def fitted_axis(values: Iterable[Decimal | None]) -> tuple[Decimal, Decimal]:
    """The limits of an axis that holds these values; they belong in the caption."""
    known = [value for value in values if value is not None and value.is_finite()]
    return limits(known) if known else (Decimal(0), ONE)


def _guides(low: Decimal, high: Decimal, across: Point, down: Point, *, fitted: bool) -> list[str]:
    """A line for each whole score, or at the quarters where the axis fits the values."""
    steps = 4 if fitted or not 1 <= high - low <= 10 else int(high - low)
    return [
        line(across[0], y, across[1], y, stroke=palette.GUIDE)
        for y in (down[1] - (down[1] - down[0]) * step / steps for step in range(steps + 1))
    ]


def _spots(
    values: Sequence[Decimal | None],
    low: Decimal,
    high: Decimal,
    across: Point,
    down: Point,
    *,
    centred: bool = False,
) -> list[Point | None]:
    """Where each value stands; None where there is no value."""
    room = across[1] - across[0]
    gaps = len(values) if centred else max(len(values) - 1, 1)
    start = across[0] + (room / gaps / 2 if centred and gaps else 0)
    return [
        None
        if value is None or not value.is_finite()
        else (start + place * room / gaps, down[1] - share(value, low, high) * (down[1] - down[0]))
        for place, value in enumerate(values)
    ]


def _runs(spots: Sequence[Point | None], *, width: float, dot: float) -> list[str]:
    """Lines through neighbouring values; in the small drawing dots only where one stands alone."""
    every = dot > 2
    parts: list[str] = []
    for run in _consecutive(spots):
        if len(run) > 1:
            parts.append(
                polyline(run, stroke=palette.MAIN, stroke_width=width, stroke_linejoin="round")
            )
        if every or len(run) == 1:
            parts += [circle(x, y, dot, fill=palette.MAIN) for x, y in run]
    return parts


def _consecutive(spots: Sequence[Point | None]) -> list[list[Point]]:
    runs: list[list[Point]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    return [run for run in runs if run]


def _widened(run: list[Point], column: float) -> list[Point]:
    """A target holds for the whole of its period: from the column's left edge to its right."""
    return [(x + side * column / 2, y) for x, y in run for side in (-1, 1)]
