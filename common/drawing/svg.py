"""Just enough SVG: elements with escaped attributes, short numbers, and the frame around them."""

import html
from collections.abc import Iterable
from decimal import Decimal

Attribute = str | int | float | Decimal | None
Point = tuple[float, float]


def number(value: float | Decimal) -> str:
    """A coordinate with two places at most and no useless zeros: the same input, the same bytes."""
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def element(name: str, children: Iterable[str] = (), /, **attributes: Attribute) -> str:
    """One element. `stroke_width` becomes stroke-width; None is left out; values are escaped."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def drawing(
    children: Iterable[str],
    *,
    width: float,
    height: float,
    kind: str,
    label: str = "",
    fluid: bool = False,
) -> str:
    """The frame: named for screen readers by `label`, or hidden from them when there is none.

    A fluid drawing takes the width of its place and keeps its proportions.
    """
    seen = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return element(
        "svg",
        children,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"drawing drawing-{kind}",
        width="100%" if fluid else width,
        height=None if fluid else height,
        viewBox=f"0 0 {number(width)} {number(height)}",
        focusable="false",
        **seen,
    )


def rect(x: float, y: float, width: float, height: float, **look: Attribute) -> str:
    return element("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), **look)


def line(x1: float, y1: float, x2: float, y2: float, **look: Attribute) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **look)


def circle(x: float, y: float, radius: float, **look: Attribute) -> str:
    return element("circle", cx=x, cy=y, r=radius, **look)


def polyline(points: Iterable[Point], **look: Attribute) -> str:
    return element("polyline", points=_points(points), **{"fill": "none", **look})


def polygon(points: Iterable[Point], **look: Attribute) -> str:
    return element("polygon", points=_points(points), **look)


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _value(value: Attribute) -> str:
    if isinstance(value, str):
        return html.escape(value, quote=True)
    return number(value if value is not None else 0)
