"""Signs that Sarabun's packaged subsets lack, drawn as outlines in the font's own units.

A score level is number + word + shape, so ▲ ● ■ and their outlines must print. Without them in
Sarabun itself, the shape would come from whatever other font the machine has, or be missing on a
bare one. Shapes stand on the baseline and are as high as a capital letter.
"""

from collections.abc import Callable

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

HIGH = 660  # height of a capital letter, in units of 1/1000 em
STROKE = 62
_KAPPA = 0.4142  # control point of a quadratic eighth of a circle

Point = tuple[float, float]


def _polygon(pen: TTGlyphPen, *points: Point) -> None:
    """Closed outline through the points; clockwise fills, counter-clockwise cuts a hole."""
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def _circle(pen: TTGlyphPen, x: float, y: float, radius: float, *, hole: bool = False) -> None:
    diagonal, near = radius * 0.70711, radius * _KAPPA
    on = [(radius, 0.0), (diagonal, -diagonal), (0.0, -radius), (-diagonal, -diagonal),
          (-radius, 0.0), (-diagonal, diagonal), (0.0, radius), (diagonal, diagonal)]  # fmt: skip
    off = [(radius, -near), (near, -radius), (-near, -radius), (-radius, -near),
           (-radius, near), (-near, radius), (near, radius), (radius, near)]  # fmt: skip
    if hole:
        on, off = [(px, -py) for px, py in on], [(px, -py) for px, py in off]
    pen.moveTo((x + on[0][0], y + on[0][1]))
    for control, end in zip(off, on[1:] + on[:1], strict=True):
        pen.qCurveTo((x + control[0], y + control[1]), (x + end[0], y + end[1]))
    pen.closePath()


def _bar(pen: TTGlyphPen, start: Point, end: Point, width: float = STROKE) -> None:
    """A straight stroke with square ends."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    dx, dy = (y2 - y1) / length * width / 2, (x2 - x1) / length * width / 2
    _polygon(pen, (x1 - dx, y1 + dy), (x2 - dx, y2 + dy), (x2 + dx, y2 - dy), (x1 + dx, y1 - dy))


def _triangle(pen: TTGlyphPen, *, up: bool, outline: bool) -> None:
    foot, tip, inner = (0, HIGH, 1) if up else (HIGH, 0, -1)
    corners: list[Point] = [(40, foot), (380, tip), (720, foot)]
    _polygon(pen, *(corners if up else corners[::-1]))
    if outline:
        near, far = foot + inner * STROKE, tip - inner * STROKE * 2.2
        hole: list[Point] = [(40 + STROKE * 1.7, near), (380, far), (720 - STROKE * 1.7, near)]
        _polygon(pen, *(hole[::-1] if up else hole))


def _square(pen: TTGlyphPen, *, outline: bool) -> None:
    _polygon(pen, (60, 0), (60, HIGH), (60 + HIGH, HIGH), (60 + HIGH, 0))
    if outline:
        low, high = STROKE, HIGH - STROKE
        _polygon(pen, (60 + low, low), (60 + high, low), (60 + high, high), (60 + low, high))


def _disc(pen: TTGlyphPen, *, outline: bool) -> None:
    _circle(pen, 390, HIGH / 2, HIGH / 2)
    if outline:
        _circle(pen, 390, HIGH / 2, HIGH / 2 - STROKE, hole=True)


def _arrow(pen: TTGlyphPen, *, right: bool) -> None:
    tip, tail, back = (680.0, 60.0, -190.0) if right else (60.0, 680.0, 190.0)
    _bar(pen, (tail, 280), (tip, 280))
    _bar(pen, (tip, 280), (tip + back, 460))
    _bar(pen, (tip, 280), (tip + back, 100))


def _compare(pen: TTGlyphPen, *, greater: bool) -> None:
    tip, open_ = (500.0, 70.0) if greater else (70.0, 500.0)
    _bar(pen, (open_, 560), (tip, 370))
    _bar(pen, (tip, 370), (open_, 180))
    _bar(pen, (70, 50), (500, 50))


def _not_equal(pen: TTGlyphPen) -> None:
    _bar(pen, (70, 230), (500, 230))
    _bar(pen, (70, 410), (500, 410))
    _bar(pen, (190, 80), (380, 560))


def _tick(pen: TTGlyphPen) -> None:
    _bar(pen, (80, 300), (280, 80), 80)
    _bar(pen, (250, 80), (620, 600), 80)


SIGNS: dict[str, tuple[int, Callable[[TTGlyphPen], None]]] = {
    "▲": (760, lambda pen: _triangle(pen, up=True, outline=False)),
    "△": (760, lambda pen: _triangle(pen, up=True, outline=True)),
    "▼": (760, lambda pen: _triangle(pen, up=False, outline=False)),
    "▽": (760, lambda pen: _triangle(pen, up=False, outline=True)),
    "■": (780, lambda pen: _square(pen, outline=False)),
    "□": (780, lambda pen: _square(pen, outline=True)),
    "●": (780, lambda pen: _disc(pen, outline=False)),
    "○": (780, lambda pen: _disc(pen, outline=True)),
    "→": (740, lambda pen: _arrow(pen, right=True)),
    "←": (740, lambda pen: _arrow(pen, right=False)),
    "≥": (570, lambda pen: _compare(pen, greater=True)),
    "≤": (570, lambda pen: _compare(pen, greater=False)),
    "≠": (570, _not_equal),
    "✓": (700, _tick),
}


def add_signs(font: TTFont) -> None:
    """Add the signs that `font` (1000 units per em) does not have yet."""
    known = font.getBestCmap()
    missing = {sign: drawn for sign, drawn in SIGNS.items() if ord(sign) not in known}
    font.setGlyphOrder(font.getGlyphOrder() + [f"uni{ord(sign):04X}" for sign in missing])
    for sign, (advance, draw) in missing.items():
        name = f"uni{ord(sign):04X}"
        pen = TTGlyphPen(None)
        draw(pen)
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font["glyf"].glyphs[name] = glyph
        font["hmtx"][name] = (advance, glyph.xMin)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(sign)] = name
    font["glyf"].glyphOrder = font.getGlyphOrder()
