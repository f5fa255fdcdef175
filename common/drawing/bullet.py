"""Bullet bar: how far a result has come on its own criteria, the same scale in every row."""

from decimal import Decimal

from common.drawing import palette
from common.drawing.scale import Levels, complete, position
from common.drawing.svg import Attribute, drawing, line, polygon, rect

_EDGE = 8.0  # room at both ends for the arrows of results outside of the drawing


def bullet(
    levels: Levels,
    value: Decimal | None,
    target: Decimal | None = None,
    *,
    label: str = "",
    width: float = 176,
    height: float = 22,
) -> str:
    """Bands up to each level, equally wide; a dark bar for the result; a line for the target.

    The right edge of band i is level i, so the full width is the top score, and better is always
    to the right, also where less is better. A result outside of the drawing ends in an arrow.
    Without usable levels the drawing is an empty dashed frame.
    """
    known = complete(levels)
    if known is None:
        frame = rect(
            _EDGE, 3.5, width - 2 * _EDGE, height - 7,
            fill="none", stroke=palette.MUTED, stroke_dasharray="3 3",
        )  # fmt: skip
        return drawing([frame], width=width, height=height, kind="bullet", label=label)
    step = (width - 2 * _EDGE) / len(known)
    parts = [
        rect(_EDGE + place * step, 2, step, height - 4, fill=tint)
        for place, tint in enumerate(palette.bands(len(known)))
    ]
    parts += [
        line(_EDGE + place * step, 2, _EDGE + place * step, height - 2, stroke=palette.PAPER)
        for place in range(1, len(known))
    ]
    rim: dict[str, Attribute] = {"fill": "none", "stroke": palette.GUIDE}
    parts.append(rect(_EDGE, 2, width - 2 * _EDGE, height - 4, **rim))
    if value is not None and value.is_finite():
        parts += _result(position(known, value), len(known), step, height)
    if target is not None and target.is_finite():
        place = min(max(position(known, target), Decimal(0)), Decimal(len(known)))
        x = _EDGE + float(place) * step
        for colour, thick in ((palette.PAPER, 5), (palette.INK, 2.5)):  # light rim over the bar
            parts.append(line(x, 1, x, height - 1, stroke=colour, stroke_width=thick))
    return drawing(parts, width=width, height=height, kind="bullet", label=label)


def _result(place: Decimal, last: int, step: float, height: float) -> list[str]:
    middle, thick = height / 2, height / 3
    ends = _EDGE + float(min(place, Decimal(last))) * step
    shown = [rect(_EDGE, middle - thick / 2, ends - _EDGE, thick, fill=palette.MAIN)]
    if place > last:
        shown.append(_arrow(ends, ends + _EDGE - 1, middle, thick))
    elif place <= 0:
        shown.append(_arrow(_EDGE, 1, middle, thick))
    return shown


def _arrow(start: float, tip: float, middle: float, thick: float) -> str:
    return polygon(
        [(start, middle - thick), (tip, middle), (start, middle + thick)], fill=palette.MAIN
    )
