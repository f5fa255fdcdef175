"""The shape that goes with a level's word, drawn, because fonts of Thai letters lack such signs."""

from functools import lru_cache

from common.drawing import palette
from common.drawing.svg import Attribute, circle, drawing, polygon, rect
from common.thai.words import Level, Shape

_UP = [(8.0, 2.0), (14.5, 13.5), (1.5, 13.5)]
_DOWN = [(8.0, 14.0), (14.5, 2.5), (1.5, 2.5)]


@lru_cache(maxsize=100)
def level_icon(level: Level, *, label: str = "") -> str:
    """Disc, ring, square, outlined or full triangle, dashed circle: told apart without colour."""
    number = int(level.css[-1]) if level.number is not None else 0
    fill = palette.LEVEL_FILL.get(number, palette.PAPER)
    return drawing([_shape(level.shape, fill)], width=16, height=16, kind="level", label=label)


def change_icon(direction: int, *, label: str = "") -> str:
    """A triangle up, a triangle down, or a bar for no change."""
    if direction == 0:
        mark = rect(2, 6.5, 12, 3, fill=palette.MUTED)
    else:
        mark = polygon(_UP if direction > 0 else _DOWN, fill=palette.MUTED)
    return drawing([mark], width=16, height=16, kind="change", label=label)


def _shape(shape: Shape, fill: str) -> str:
    edge: dict[str, Attribute] = {"fill": fill, "stroke": palette.INK, "stroke_width": 1}
    match shape:
        case "disc":
            return circle(8, 8, 6.5, **edge)
        case "ring":
            return circle(8, 8, 6, fill=fill, stroke=palette.INK, stroke_width=2)
        case "square":
            return rect(2, 2, 12, 12, **edge)
        case "triangle":
            return polygon(_UP, stroke_linejoin="round", **edge)
        case "triangle-outline":
            return polygon(
                _UP, fill=fill, stroke=palette.INK, stroke_width=2, stroke_linejoin="round"
            )
        case "dashed":
            return circle(
                8, 8, 6.5, fill=fill, stroke=palette.MUTED, stroke_width=1.5, stroke_dasharray="3 2"
            )
