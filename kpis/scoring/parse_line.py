"""From the JSON object of a line or part to a Line, noting every fault on the way."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from kpis.scoring.faults import Faults
from kpis.scoring.fields import Cell, Fields, is_sound, whole_number
from kpis.scoring.numbers import engine_context, plain, total_of
from kpis.scoring.values import (
    MAX_DEPTH,
    MILESTONE_STEPS,
    Line,
    Method,
    Scale,
    State,
)

_CELLS: dict[str, tuple[Cell, ...]] = {
    "levels": tuple((f"ระดับ {n}", f"level {n}") for n in range(1, 6)),
    "thresholds": tuple((f"ค่าเป้าหมายที่ {n}", f"threshold {n}") for n in range(1, 4)),
}


class _Declared(StrEnum):
    """The states a line may be handed in with. Scored is never declared: a result says it."""

    NOT_DUE = State.NOT_DUE
    NOT_APPLICABLE = State.NOT_APPLICABLE
    NO_CRITERIA = State.NO_CRITERIA
    NOT_REPORTED = State.NOT_REPORTED


class LineParser:
    """Reads the lines of one card: ids are unique over all of it, the scale is one."""

    def __init__(self, scale: Scale | None, faults: Faults) -> None:
        self.scale = scale
        self.faults = faults
        self.ids: set[str] = set()

    def parse(self, data: object, path: str, depth: int = 1) -> Line | None:
        """A line, or None where a fault was noted. `path` names a line that has no usable id."""
        if not isinstance(data, dict):
            self.faults.add(path, "line", "ต้องเป็นวัตถุ JSON", "must be a JSON object")
            return None
        name = self._id(data, path)
        fields = Fields(data, name, self.faults)
        group = fields.text("group")
        weight = fields.number("weight", fields.given("weight"), signed=False)
        method = self._method(fields)
        bounds = _bounds(fields, method)
        parts = self._parts(fields, method, depth)
        state, value, steps = _result(fields)
        if method is not None:
            _require_result(fields, method)
        if weight is None or method is None:
            return None
        return Line(name, weight, method, group, bounds, parts, value, steps, state)

    def _id(self, data: dict[str, object], path: str) -> str:
        given = data.get("id")
        if not isinstance(given, str) or not given.strip() or not is_sound(given):
            self.faults.add(
                path, "id", "ต้องมีรหัสเป็นข้อความที่ไม่ว่าง", "an id is needed: text that is not empty"
            )
            return path
        if given in self.ids:
            self.faults.add(
                given,
                "id",
                "รหัสซ้ำกับตัวชี้วัดอื่นในใบเดียวกัน",
                "duplicate id: another line or part of the card has it",
            )
        self.ids.add(given)
        return given

    def _method(self, fields: Fields) -> Method | None:
        if fields.given("method") is None:
            fields.fault(
                "method",
                f"ต้องระบุวิธีคิดคะแนน: {', '.join(Method)}",
                f"the method is missing, must be one of {', '.join(Method)}",
            )
            return None
        method = fields.word("method", Method)
        if method is None or self.scale is None or method is Method.COMPOSITE:
            return method
        needs = Scale.HUNDRED if method is Method.ANCHORS else Scale.ONE_TO_FIVE
        if needs is not self.scale:
            fields.fault(
                "method",
                f"ใช้คนละมาตรคะแนนกับใบ: {method} ใช้กับมาตร {needs} แต่ใบนี้เป็นมาตร {self.scale}",
                f"mixed scales: {method} is for the scale {needs}, this card is on {self.scale}",
            )
        return method

    def _parts(self, fields: Fields, method: Method | None, depth: int) -> tuple[Line, ...] | None:
        given = fields.given("parts")
        if method is not Method.COMPOSITE or given is None:
            return None
        if not isinstance(given, list):
            fields.fault("parts", "ต้องเป็นรายการ", "must be a list")
            return None
        if depth > MAX_DEPTH:
            fields.fault(
                "parts",
                f"ตัวชี้วัดรวมซ้อนกันได้ไม่เกิน {MAX_DEPTH} ชั้น",
                f"composites nest at most {MAX_DEPTH} deep",
            )
            return None
        read = [
            self.parse(part, f"{fields.line}.parts[{index}]", depth + 1)
            for index, part in enumerate(given)
        ]
        parts = tuple(part for part in read if part is not None)
        if len(parts) == len(read):
            _check_part_weights(fields, parts)
        return parts


def _check_part_weights(fields: Fields, parts: tuple[Line, ...]) -> None:
    with engine_context():
        total = total_of(part.weight for part in parts)
    if total != 1:
        fields.fault(
            "parts",
            f"น้ำหนักของส่วนย่อยรวมกันได้ {plain(total)} ต้องรวมเป็น 1",
            f"the weights of the parts total {plain(total)}, they must total 1",
        )


def _bounds(fields: Fields, method: Method | None) -> tuple[Decimal, ...] | None:
    if method is None or method in (Method.MILESTONE, Method.COMPOSITE):
        return None
    name = "thresholds" if method is Method.ANCHORS else "levels"
    if fields.given(name) is None:
        return None
    bounds = fields.numbers(name, cells=_CELLS[name], of=len(_CELLS[name]))
    if bounds is not None:
        _check_order(fields, name, bounds)
    return bounds


def _check_order(fields: Fields, name: str, bounds: tuple[Decimal, ...]) -> None:
    """Note the first cell that breaks the direction the first two cells set."""
    rising = bounds[1] >= bounds[0]
    for (th, en), (before, bound) in zip(_CELLS[name][1:], pairwise(bounds), strict=True):
        if bound == before or (bound > before) != rising:
            fields.fault(
                name,
                f"เกณฑ์ต้องเพิ่มขึ้นหรือลดลงทุกระดับ: {th} ({plain(bound)}) "
                f"ผิดลำดับต่อจากค่าก่อนหน้า ({plain(before)})",
                f"must be strictly monotonic, rising or falling: {en} ({plain(bound)}) "
                f"is out of order after {plain(before)}",
            )
            return


Result = tuple[State | None, Decimal | None, frozenset[int] | None]


def _result(fields: Fields) -> Result:
    given = fields.given("result")
    if given is None:
        return None, None, None
    if not isinstance(given, dict):
        fields.fault("result", "ต้องเป็นวัตถุ JSON", "must be a JSON object")
        return None, None, None
    result = Fields(given, fields.line, fields.faults)
    declared = result.word("state", _Declared, field="result.state")
    typed = result.given("value")
    value = None if typed is None else result.number("result.value", typed)
    return State(declared) if declared else None, value, _steps(result)


def _steps(result: Fields) -> frozenset[int] | None:
    given = result.given("steps")
    if given is None:
        return None
    steps = [whole_number(step) for step in given] if isinstance(given, list) else [None]
    done = frozenset(step for step in steps if step is not None and 1 <= step <= MILESTONE_STEPS)
    if None in steps or any(step not in done for step in steps):
        result.fault(
            "result.steps",
            f"ต้องเป็นรายการเลขขั้นตอนที่ทำเสร็จ 1 ถึง {MILESTONE_STEPS}",
            f"must be a list of completed steps, whole numbers from 1 to {MILESTONE_STEPS}",
        )
    return done


def _require_result(fields: Fields, method: Method) -> None:
    """A line with criteria and without a state needs the result that its method reads."""
    result = fields.given("result")
    if method is Method.COMPOSITE or _without_criteria(fields, method):
        return
    given = result if isinstance(result, dict) else {}
    needed = "steps" if method is Method.MILESTONE else "value"
    if given.get("state") is not None or given.get(needed) is not None:
        return
    if result is None or isinstance(result, dict):
        fields.fault(
            f"result.{needed}",
            "ต้องมีผลการดำเนินงานหรือสถานะ",
            f"a result is needed: result.{needed}, or result.state",
        )


def _without_criteria(fields: Fields, method: Method) -> bool:
    if method is Method.MILESTONE:
        return False
    return fields.given("thresholds" if method is Method.ANCHORS else "levels") is None
