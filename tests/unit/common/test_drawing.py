"""Drawings: well-formed, without text and style, and right where they point."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.drawing import palette
from common.drawing.bullet import bullet
from common.drawing.criteria import composite_parts, criteria_curve, milestone_stairs
from common.drawing.lines import fitted_axis, sparkline, trend
from common.drawing.scale import complete, position
from common.drawing.shapes import change_icon, level_icon
from common.drawing.svg import number
from common.thai.words import LEVELS, NO_SCORE

RISING = [Decimal(level) for level in (5, 10, 15, 20, 25)]
FALLING = [Decimal(level) for level in (6, 5, 4, 3, 2)]
SVG = "{http://www.w3.org/2000/svg}"
VALUES = st.one_of(st.none(), st.decimals(allow_nan=True, allow_infinity=True))
LEVEL_LISTS = st.one_of(st.none(), st.lists(VALUES, max_size=6))


def parts(svg: str, name: str, **look: str) -> list[ET.Element]:
    found = ET.fromstring(svg).iter(SVG + name)  # noqa: S314 - our own drawing
    return [part for part in found if all(part.get(key) == want for key, want in look.items())]


def lawful(svg: str) -> None:
    """What every drawing keeps: XML, no text, nothing that a strict CSP refuses, no odd numbers."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    assert not "".join(root.itertext()).strip()
    assert (root.get("role") == "img") is bool(root.get("aria-label"))
    assert root.get("aria-label") or root.get("aria-hidden") == "true"
    assert not re.search(r"style|href|<script|\bon\w+=|nan|inf|NaN|e\+", svg.replace("hidden", ""))


def bar_end(svg: str) -> float:
    bar = parts(svg, "rect", fill=palette.MAIN)[0]
    return float(bar.get("x", "")) + float(bar.get("width", ""))


@pytest.mark.parametrize(
    ("levels", "value", "place"),
    [
        (RISING, "18", "3.6"),
        (RISING, "4.9", "0.98"),
        (RISING, "25", "5"),
        (RISING, "27.5", "5.5"),
        (RISING, "400", "6"),
        (RISING, "-400", "0"),
        (RISING, "5", "1"),
        (FALLING, "3.4", "3.6"),
        (FALLING, "6.5", "0.5"),
        (FALLING, "1", "6"),
        ([Decimal(n) for n in (60, 70, 80, 90, 95)], "93", "4.6"),
        ([Decimal(n) for n in (1, 2, 4)], "3", "2.5"),
    ],
)
def test_it_works(levels, value, place):
    assert position(levels, Decimal(value)) == Decimal(place)


@pytest.mark.parametrize(
    "levels",
    [None, [], [Decimal(1)], [Decimal(1), None, Decimal(3)], [Decimal(1)] * 5,
     [Decimal(1), Decimal(3), Decimal(2)], [Decimal("NaN")] * 5],
)  # fmt: skip
def test_levels_that_cannot_be_drawn(levels):
    assert complete(levels) is None
    svg = bullet(levels, Decimal(7), Decimal(15))
    assert parts(svg, "rect")[0].get("stroke-dasharray")
    assert len(parts(svg, "rect")) == 1
    lawful(svg)


def test_bands_are_equally_wide_whatever_the_steps():
    bands = parts(bullet([Decimal(n) for n in (60, 70, 80, 90, 95)], None), "rect")[:5]
    assert len({band.get("width") for band in bands}) == 1
    assert [band.get("fill") for band in bands] == list(palette.BANDS)


def test_three_anchors_make_three_bands():
    anchors = [Decimal("98.72"), Decimal("98.84"), Decimal("98.90")]
    svg = bullet(anchors, Decimal("98.87"))
    assert len([part for part in parts(svg, "rect") if part.get("fill") in palette.BANDS]) == 3


def test_better_is_to_the_right_in_both_directions():
    assert bar_end(bullet(RISING, Decimal(24))) > bar_end(bullet(RISING, Decimal(6)))
    assert bar_end(bullet(FALLING, Decimal(2))) > bar_end(bullet(FALLING, Decimal(6)))


def test_a_result_outside_ends_in_an_arrow():
    assert not parts(bullet(RISING, Decimal(25)), "polygon")
    assert parts(bullet(RISING, Decimal(40)), "polygon")
    assert parts(bullet(RISING, Decimal(-30)), "polygon")


def test_no_result_has_no_bar():
    assert not parts(bullet(RISING, None, Decimal(15)), "rect", fill=palette.MAIN)
    assert parts(bullet(RISING, None, Decimal(15)), "line", stroke=palette.INK)


def test_a_missing_score_is_a_gap():
    score = [Decimal(3), Decimal(4), None, Decimal(2), Decimal(3)]
    assert len(parts(sparkline(score), "polyline")) == 2
    assert len(parts(sparkline([None, Decimal(3), None]), "circle")) == 1
    assert not parts(sparkline([]), "polyline")


def test_sparklines_share_one_axis():
    low = parts(sparkline([Decimal(1), Decimal(1)]), "circle")[0].get("cy", "")
    high = parts(sparkline([Decimal(5), Decimal(5)]), "circle")[0].get("cy", "")
    below = parts(sparkline([Decimal(0), Decimal(0)]), "circle")[0].get("cy", "")
    assert float(low) > float(high)
    assert below == low


def test_a_trend_stands_in_the_middle_of_its_columns():
    dots = parts(trend([Decimal(3)] * 4, width=400), "circle")
    assert [dot.get("cx") for dot in dots] == ["50", "150", "250", "350"]


def test_a_target_for_each_period_is_a_step_line():
    svg = trend([Decimal(3), Decimal(3)], target=[Decimal(2), Decimal(4)], width=400)
    line = parts(svg, "polyline", stroke=palette.INK)[0].get("points", "")
    assert [point.split(",")[0] for point in line.split()] == ["0", "200", "200", "400"]


def test_a_fitted_axis_holds_values_and_target():
    low, high = fitted_axis([Decimal(90), None, Decimal(110)])
    assert low < 90 < 110 < high
    assert fitted_axis([None]) == (0, 1)
    assert fitted_axis([Decimal(0)]) == (-1, 1)


def test_the_curve_marks_the_value_where_the_score_is():
    svg = criteria_curve(RISING, Decimal(15), Decimal(3))
    level_three = parts(svg, "circle", fill=palette.MAIN)[2]
    marker = parts(svg, "circle", fill=palette.PAPER)[0]
    assert (marker.get("cx"), marker.get("cy")) == (level_three.get("cx"), level_three.get("cy"))


def test_a_falling_curve_falls():
    dots = parts(criteria_curve(FALLING), "circle", fill=palette.MAIN)
    across = [float(dot.get("cx", "")) for dot in dots]
    down = [float(dot.get("cy", "")) for dot in dots]
    assert across == sorted(across, reverse=True)  # level 1 is the largest value
    assert down == sorted(down, reverse=True)  # and the lowest point


def test_steps_beyond_a_gap_are_hatched_not_full():
    svg = milestone_stairs({1, 2, 3, 5})
    assert len(parts(svg, "rect", fill=palette.MAIN)) == 3
    assert len(parts(svg, "rect", fill=palette.PAPER)) == 2
    assert parts(svg, "line")
    assert not parts(milestone_stairs({1, 2}), "line")
    assert len(parts(milestone_stairs({1, 2, 3, 4, 5}), "rect", fill=palette.MAIN)) == 5


def test_parts_are_as_wide_as_their_weight():
    svg = composite_parts([(Decimal("0.75"), Decimal(4)), (Decimal("0.25"), None)], Decimal(4))
    first, second = parts(svg, "rect")
    assert float(first.get("width", "")) > 2.9 * float(second.get("width", ""))
    assert second.get("stroke-dasharray")
    lawful(composite_parts([], None))
    lawful(composite_parts([(Decimal(0), Decimal(3))], None))


def test_every_level_looks_different_without_colour():
    drawn = {re.sub(r"#[0-9a-f]{6}", "", level_icon(level)) for level in (*LEVELS, NO_SCORE)}
    assert len(drawn) == 6
    assert len({change_icon(direction) for direction in (-1, 0, 1)}) == 3


def test_a_label_names_the_drawing_and_is_escaped():
    svg = bullet(RISING, Decimal(18), label='ผล "18" & <b>')
    assert ET.fromstring(svg).get("aria-label") == 'ผล "18" & <b>'  # noqa: S314 - our own drawing
    lawful(svg)


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1"), (1.5, "1.5"), (1 / 3, "0.33"), (-0.001, "0")]
)
def test_coordinates_are_short(value, text):
    assert number(value) == text


@given(LEVEL_LISTS, VALUES, VALUES)
def test_any_bullet_is_lawful(levels, value, target):
    svg = bullet(levels, value, target)
    lawful(svg)
    assert svg == bullet(levels, value, target)


@given(LEVEL_LISTS, VALUES, st.one_of(st.none(), st.decimals(0, 5, places=4)), st.booleans())
def test_any_curve_is_lawful(levels, value, score, stepped):
    lawful(criteria_curve(levels, value, score, method="step" if stepped else "interpolate"))


@given(st.lists(VALUES, max_size=30), VALUES)
def test_any_line_is_lawful(values, target):
    lawful(sparkline(values))
    lawful(trend(values, target=target))
    lawful(trend(values, target=target, axis=fitted_axis([*values, target]), fitted=True))


@given(st.sets(st.integers(0, 7)), st.integers(1, 7))
def test_any_stairs_are_lawful(done, total):
    lawful(milestone_stairs(done, total=total))
