"""From the JSON object `rules` to a rule set. Absent keys take the defaults of their scale."""

from __future__ import annotations

import json
from decimal import Decimal

from kpis.scoring.faults import RULES, Faults
from kpis.scoring.fields import Fields, whole_number
from kpis.scoring.numbers import ZERO
from kpis.scoring.values import (
    DEFAULT_ANCHORS,
    DEFAULT_FLOOR,
    DEFAULT_PLACES,
    MAXIMUM,
    Redistribute,
    Rules,
    Scale,
)

MOST_PLACES = 12
_CELLS = tuple((f"ค่าที่ {n}", f"anchor {n}") for n in (1, 2, 3))


def parse_rules(data: object, faults: Faults) -> Rules | None:
    """The rule set; None, with a fault noted, where its scale cannot be told."""
    if data is None:
        data = {}
    if not isinstance(data, dict):
        faults.add(RULES, "rules", "ชุดกติกาต้องเป็นวัตถุ JSON", "must be a JSON object")
        return None
    fields = Fields(data, RULES, faults)
    version = fields.text("version")
    scale = fields.word("scale", Scale)
    if scale is None and fields.given("scale") is not None:
        return None
    scale = scale or Scale.ONE_TO_FIVE
    anchors = _anchors(fields)
    return Rules(
        version=version or "",
        scale=scale,
        floor=_floor(fields, scale, anchors),
        places=_places(fields, scale),
        redistribute=fields.word("redistribute", Redistribute) or Redistribute.ALL,
        anchors=anchors,
        given=_as_given(data, fields),
    )


def _floor(fields: Fields, scale: Scale, anchors: tuple[Decimal, ...]) -> Decimal:
    """Between 0 and the score of the first mark: more would score failure above level 1."""
    if fields.given("floor") is None:
        return DEFAULT_FLOOR[scale]
    floor = fields.number("floor", fields.given("floor"), signed=False)
    highest = Decimal(1) if scale is Scale.ONE_TO_FIVE else anchors[0]
    if floor is not None and floor > highest:
        fields.fault(
            "floor",
            f"คะแนนขั้นต่ำต้องอยู่ระหว่าง 0 ถึง {highest}",
            f"must lie between 0 and {highest} on the scale {scale}",
        )
    return floor or ZERO


def _places(fields: Fields, scale: Scale) -> int:
    if fields.given("places") is None:
        return DEFAULT_PLACES[scale]
    places = whole_number(fields.given("places"))
    if places is None or places > MOST_PLACES:
        fields.fault(
            "places",
            f"จำนวนตำแหน่งทศนิยมต้องเป็นจำนวนเต็ม 0 ถึง {MOST_PLACES}",
            f"must be a whole number from 0 to {MOST_PLACES}",
        )
        return DEFAULT_PLACES[scale]
    return places


def _anchors(fields: Fields) -> tuple[Decimal, ...]:
    if fields.given("anchors") is None:
        return DEFAULT_ANCHORS
    anchors = fields.numbers("anchors", cells=_CELLS, of=3)
    if anchors is None:
        return DEFAULT_ANCHORS
    first, second, third = anchors
    if not ZERO <= first < second < third <= MAXIMUM[Scale.HUNDRED]:
        fields.fault(
            "anchors",
            "คะแนนของค่าเป้าหมายทั้งสามต้องเพิ่มขึ้นตามลำดับและอยู่ระหว่าง 0 ถึง 100",
            "the three anchor scores must rise strictly and lie between 0 and 100",
        )
        return DEFAULT_ANCHORS
    return anchors


def _as_given(data: dict[str, object], fields: Fields) -> str:
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (ValueError, TypeError, RecursionError):
        fields.fault(
            "rules",
            "มีค่าที่เขียนกลับเป็น JSON ไม่ได้",
            "contains a value that cannot be written back as JSON",
        )
        return ""
    return text
