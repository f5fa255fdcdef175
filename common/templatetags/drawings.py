"""Tags that draw (see common/drawing); `prasan` takes them in, so no template loads this library.

Without a label a drawing is hidden from screen readers: its numbers stand beside it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from common.drawing import bullet as bullets
from common.drawing import criteria as criterion
from common.drawing import lines
from common.thai.digits import format_number, number_or_none

register = template.Library()


@register.simple_tag
def bullet(
    levels: Iterable[object] | None, value: object, target: object = None, label: str = ""
) -> SafeString:
    """Bullet bar of a result on its five levels (or three anchors)."""
    drawn = bullets.bullet(
        _numbers(levels), number_or_none(value), number_or_none(target), label=label
    )
    return safe(drawn)


@register.simple_tag
def sparkline(scores: Iterable[object], label: str = "", scale: str = "1-5") -> SafeString:
    """Scores over rounds on the fixed axis of the card's scale."""
    low, high = _axis(scale)
    return safe(lines.sparkline(_numbers(scores) or [], low=low, high=high, label=label))


@dataclass(frozen=True)
class TrendRow:
    """One period of a trend in words: what the table under the drawing shows."""

    label: str
    value: str
    target: str


@register.inclusion_tag("common/drawing/trend.html")
def trend(
    points: Iterable[tuple[object, object]],
    target: object = None,
    caption: str = "",
    scale: str = "1-5",
    places: int = 2,
    opened: bool = False,
) -> dict[str, Any]:
    """Values over periods as a figure: the drawing, its periods, and the numbers as a table.

    `points` are (label, value) pairs; `target` is one number or one for each period; `scale` is
    "1-5", "0-100" or "fit"; `opened` shows the table at once, as print does.
    """
    pairs = [(str(label), number_or_none(value)) for label, value in points]
    each = target if isinstance(target, list | tuple) else [target] * len(pairs)
    targets = (_numbers(each) or [])[: len(pairs)]
    values = [value for _, value in pairs]
    axis = lines.fitted_axis([*values, *targets]) if scale == "fit" else _axis(scale)
    rows = [
        TrendRow(label, _written(value, places), _written(aim, places))
        for (label, value), aim in zip(pairs, targets, strict=True)
    ]
    return {
        "svg": safe(lines.trend(values, target=targets, axis=axis, fitted=scale == "fit")),
        "rows": rows,
        "shown_labels": _thinned([row.label for row in rows]),
        "has_target": any(aim is not None for aim in targets),
        "caption": caption,
        "opened": opened,
        "low": _written(axis[0], places if scale == "fit" else None),
        "high": _written(axis[1], places if scale == "fit" else None),
    }


@register.simple_tag
def criteria_curve(
    levels: Iterable[object] | None,
    value: object = None,
    score: object = None,
    method: str = "interpolate",
    floor: object = 1,
    label: str = "",
) -> SafeString:
    """Score against value, with the present value marked."""
    drawn = criterion.criteria_curve(
        _numbers(levels),
        number_or_none(value),
        number_or_none(score),
        method="step" if method == "step" else "interpolate",
        floor=number_or_none(floor) or Decimal(0),
        label=label,
    )
    return safe(drawn)


@register.simple_tag
def milestone_stairs(done: Collection[int], total: int = 5, label: str = "") -> SafeString:
    return safe(criterion.milestone_stairs(set(done), total=total, label=label))


@register.simple_tag
def composite_parts(
    parts: Iterable[tuple[object, object]], score: object = None, label: str = ""
) -> SafeString:
    """Parts as (weight, score or None)."""
    known = [
        (number_or_none(heavy) or Decimal(0), number_or_none(reached)) for heavy, reached in parts
    ]
    return safe(criterion.composite_parts(known, number_or_none(score), label=label))


def _numbers(values: Iterable[object] | None) -> list[Decimal | None] | None:
    return None if values is None else [number_or_none(value) for value in values]


def _axis(scale: str) -> tuple[Decimal, Decimal]:
    low, high = (Decimal(end) for end in scale.split("-"))
    return low, high


def _written(value: Decimal | None, places: int | None) -> str:
    return "–" if value is None else format_number(value, places)


def _thinned(labels: list[str]) -> list[str]:
    """Labels under the drawing: all up to eight, else every second, third …; the last always."""
    every = -(-len(labels) // 8) if labels else 1
    last = len(labels) - 1
    return [label if (last - place) % every == 0 else "" for place, label in enumerate(labels)]


def safe(svg: str) -> SafeString:
    """SVG of common/drawing: every attribute in it is escaped there, and there is no text."""
    return mark_safe(svg)
