"""How a value turns into a score: the curve of levels, the stairs of steps, the blocks of parts."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Literal

from common.drawing import palette
from common.drawing.scale import Levels, complete, limits, share
from common.drawing.svg import Point, circle, drawing, line, polyline, rect

FIVE = Decimal(5)
_LEFT, _RIGHT, _TOP, _BOTTOM = 6.0, 6.0, 8.0, 8.0


def criteria_curve(
    levels: Levels,
    value: Decimal | None = None,
    score: Decimal | None = None,
    *,
    method: Literal["interpolate", "step"] = "interpolate",
    floor: Decimal = Decimal(1),
    label: str = "",
    width: float = 320,
    height: float = 150,
) -> str:
    """Score (0 or 1 to 5, upwards) against the value on its true axis, rising to the right.

    Shows at a glance where steps are uneven, which way is better, and where the value stands.
    `score` is the engine's; it is drawn, never computed here. A value outside of the drawing
    stands at its edge. Without usable levels only the frame of whole scores remains.
    """
    down = (_TOP, height - _BOTTOM)
    parts = [
        line(_LEFT, y, width - _RIGHT, y, stroke=palette.GUIDE)
        for y in (_height_of(Decimal(number), floor, down) for number in range(1, 6))
    ]
    known = complete(levels)
    if known is None:
        return drawing(parts, width=width, height=height, kind="criteria", label=label)
    low, high = limits(known, margin=Decimal("0.2"))
    span = width - _LEFT - _RIGHT

    def spot(at: Decimal, reached: Decimal) -> Point:
        return _LEFT + share(at, low, high) * span, _height_of(reached, floor, down)

    edges = (low, high) if known[0] < known[-1] else (high, low)
    curve = [
        spot(at, reached) for at, reached in _corners(known, edges, floor, stepped=method == "step")
    ]
    parts.append(polyline(curve, stroke=palette.MAIN, stroke_width=2.5, stroke_linejoin="round"))
    parts += [
        circle(*spot(level, _score_at(place, len(known))), 3, fill=palette.MAIN)
        for place, level in enumerate(known, start=1)
    ]
    if value is not None and value.is_finite() and score is not None:
        x, y = spot(value, score)
        dashes = {"stroke": palette.INK, "stroke_dasharray": "4 3"}
        parts += [
            line(x, y, x, down[1], **dashes),
            line(_LEFT, y, x, y, **dashes),
            circle(x, y, 5.5, fill=palette.PAPER, stroke=palette.INK, stroke_width=2.5),
        ]
    return drawing(parts, width=width, height=height, kind="criteria", label=label)


def milestone_stairs(
    done: Collection[int],
    *,
    total: int = 5,
    label: str = "",
    width: float = 160,
    height: float = 60,
) -> str:
    """Five stairs: full while unbroken from the first, hatched where done beyond a gap, else open.

    A step that is done beyond a gap does not count yet, and is seen to be done.
    """
    counted = next((step for step in range(1, total + 1) if step not in done), total + 1) - 1
    column, rise = (width - 2) / total, (height - 2) / total
    parts: list[str] = []
    for step in range(1, total + 1):
        x, tall = 1 + (step - 1) * column, step * rise
        y = height - 1 - tall
        fill = palette.MAIN if step <= counted else palette.PAPER
        parts.append(rect(x + 1, y, column - 2, tall, fill=fill, stroke=palette.MAIN))
        if step in done and step > counted:
            parts += [
                line(x + 3, at, x + column - 3, at, stroke=palette.MAIN, stroke_width=1.5)
                for at in _every(y + 4, height - 3, 5)
            ]
    return drawing(parts, width=width, height=height, kind="stairs", label=label)


def composite_parts(
    parts: Sequence[tuple[Decimal, Decimal | None]],
    score: Decimal | None = None,
    *,
    label: str = "",
    width: float = 320,
    height: float = 120,
) -> str:
    """Parts (weight, score or None) as blocks: as wide as the weight, as high as the score.

    The area of a block is what the part brings; the line across is the score of the whole. A part
    without a score is an open dashed frame.
    """
    down = (_TOP, height - _BOTTOM)
    nothing = Decimal(0)
    shown = [
        line(_LEFT, y, width - _RIGHT, y, stroke=palette.GUIDE)
        for y in (_height_of(Decimal(number), nothing, down) for number in range(6))
    ]
    whole = sum((weight for weight, _ in parts), nothing)
    x = _LEFT
    for weight, reached in parts if whole > 0 else ():
        wide = float(weight / whole) * (width - _LEFT - _RIGHT)
        y = _height_of(FIVE if reached is None else reached, nothing, down)
        look = (
            {"fill": "none", "stroke": palette.MUTED, "stroke_dasharray": "3 3"}
            if reached is None
            else {"fill": palette.BANDS[0], "stroke": palette.MAIN}
        )
        shown.append(rect(x + 1, y, wide - 2, down[1] - y, **look))
        x += wide
    if score is not None:
        y = _height_of(score, nothing, down)
        shown.append(line(_LEFT, y, width - _RIGHT, y, stroke=palette.INK, stroke_width=2.5))
    return drawing(shown, width=width, height=height, kind="parts", label=label)


def _corners(
    levels: Sequence[Decimal], edges: tuple[Decimal, Decimal], floor: Decimal, *, stepped: bool
) -> list[tuple[Decimal, Decimal]]:
    """The corners of the curve as (value, score), from worst to best."""
    corners = [(edges[0], floor), (levels[0], floor)]
    for place, level in enumerate(levels, start=1):
        if stepped and place > 1:
            corners.append((level, _score_at(place - 1, len(levels))))
        corners.append((level, _score_at(place, len(levels))))
    return [*corners, (edges[1], FIVE)]


def _score_at(place: int, count: int) -> Decimal:
    """Score of level `place` of `count`: with five levels their own numbers."""
    return Decimal(place) * 5 / count


def _height_of(score: Decimal, floor: Decimal, down: Point) -> float:
    return down[1] - share(score, min(floor, Decimal(1)), FIVE) * (down[1] - down[0])


def _every(start: float, end: float, step: float) -> list[float]:
    return [start + place * step for place in range(int((end - start) // step) + 1)]
