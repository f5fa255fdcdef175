"""How one indicator is to be scored in a year, as plain values, and what is wrong with it.

Screens, imports and services ask here, and here the engine's own parser has the last word, so that
what can be stored can be scored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from kpis.ladder import ladder
from kpis.part_weights import of_hundred
from kpis.problem import Problem
from kpis.scoring import InvalidCard, parse_card
from kpis.scoring.numbers import plain

__all__ = [
    "LEVELS",
    "MOST_TEXT",
    "Definition",
    "Parts",
    "Problem",
    "ladder",
    "plain",
    "problems",
    "spread",
    "too_wide",
    "warning",
]
LEVELS = 5
MOST_TEXT = 300
_WHOLE_DIGITS, _PLACES = 16, 8
HUNDRED_SCALE = "0-100"
NOT_DUE = {"state": "not_due"}
Parts = list[dict[str, Any]]


@dataclass(frozen=True)
class Definition:
    """Weight, target and criteria of a line. Without criteria: storable, not scorable yet."""

    weight: Decimal
    target: Decimal | None = None
    target_level: int = 3
    method: str = "interpolate"
    levels: tuple[Decimal, ...] | None = None
    milestones: tuple[str, ...] | None = None
    parts: Parts | None = None
    thresholds: tuple[Decimal, ...] | None = None

    @property
    def has_criteria(self) -> bool:
        criteria = (self.levels, self.milestones, self.parts, self.thresholds)
        return any(given is not None for given in criteria)

    def only_own(self) -> "Definition":
        """Without the criteria of other methods, which the line does not use."""
        return replace(
            self,
            levels=self.levels if self.method in ("interpolate", "step") else None,
            milestones=self.milestones if self.method == "milestone" else None,
            parts=self.parts if self.method == "composite" else None,
            thresholds=self.thresholds if self.method == "anchors" else None,
        )

    def engine_line(self, code: str) -> dict[str, Any]:
        """The line as the engine reads it, not due: only its criteria are looked at."""
        return {
            "id": code,
            "weight": plain(self.weight),
            "method": self.method,
            "levels": _plain_all(self.levels),
            "thresholds": _plain_all(self.thresholds),
            "parts": _not_due(self.parts),
            "result": NOT_DUE,
        }


def problems(
    given: Definition, *, scale: str = "1-5", code: str = "-", half_read: bool = False
) -> list[Problem]:
    """Everything that is wrong, cell by cell; empty when the engine can read the line.

    half_read: something is missing that could not be read, so that the engine is not asked.
    """
    found = [*_numbers(given), *_method(given, scale)]
    if given.levels is not None:
        found += ladder(given.levels, "level", "ระดับ", "level")
    if given.thresholds is not None:
        found += ladder(given.thresholds, "threshold", "เกณฑ์ที่", "threshold")
    found += _milestones(given)
    if given.method == "composite" and given.parts is not None:
        found += _parts(given.parts)
    return found if found or half_read else _engine(given, scale, code)


def warning(given: Definition) -> Problem | None:
    """The target should stand at its level; where it does not, somebody should look again."""
    if given.target is None or given.levels is None or not 1 <= given.target_level <= LEVELS:
        return None
    if len(given.levels) != LEVELS or given.levels[given.target_level - 1] == given.target:
        return None
    number, level, target = (
        given.target_level,
        plain(given.levels[given.target_level - 1]),
        plain(given.target),
    )
    return Problem(
        f"level{number}",
        f"เกณฑ์ระดับ {number} คือ {level} แต่ค่าเป้าหมายคือ {target} โปรดตรวจว่าตั้งใจให้ต่างกัน",
        f"Level {number} is {level} but the target is {target}. Check that this is meant.",
    )


def spread(target: Decimal, target_level: int, step: Decimal) -> tuple[Decimal, ...]:
    """Five even levels from the target: “± x per point”; a negative step means lower is better."""
    return tuple(target + (number - target_level) * step for number in range(1, LEVELS + 1))


def too_wide(number: Decimal) -> bool:
    """Whether a figure has more digits than the product stores."""
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return abs(number) >= Decimal(10) ** _WHOLE_DIGITS or (
        places > _PLACES and number != round(number, _PLACES)
    )


def _plain_all(numbers: tuple[Decimal, ...] | None) -> list[str] | None:
    return None if numbers is None else [plain(number) for number in numbers]


def _not_due(parts: Parts | None) -> Parts | None:
    if parts is None:
        return None
    return [{**part, "parts": _not_due(part.get("parts")), "result": NOT_DUE} for part in parts]


def _numbers(given: Definition) -> Iterator[Problem]:
    if not 0 <= given.weight <= 100:
        yield Problem(
            "weight",
            f"น้ำหนัก {plain(given.weight)} ต้องอยู่ระหว่าง 0 ถึง 100",
            f"The weight {plain(given.weight)} must lie between 0 and 100.",
        )
    elif given.weight != round(given.weight, 4):
        yield Problem("weight", "น้ำหนักมีทศนิยมได้ไม่เกิน 4 ตำแหน่ง", "A weight has at most 4 decimals.")
    if not 1 <= given.target_level <= LEVELS:
        yield Problem("target_level", "ต้องเป็นระดับ 1 ถึง 5", "Must be a level from 1 to 5.")
    figures = [("target", given.target)]
    figures += [(f"level{n}", x) for n, x in enumerate(given.levels or (), start=1)]
    figures += [(f"threshold{n}", x) for n, x in enumerate(given.thresholds or (), start=1)]
    for field, number in figures:
        if number is not None and too_wide(number):
            yield Problem(
                field,
                "ตัวเลขมีได้ไม่เกิน 16 หลักหน้าจุด และทศนิยมไม่เกิน 8 ตำแหน่ง",
                "A figure has at most 16 digits before and 8 after the decimal point.",
            )


def _method(given: Definition, scale: str) -> Iterator[Problem]:
    hundred = scale == HUNDRED_SCALE
    if given.method == "anchors" and not hundred:
        yield Problem(
            "method",
            "เกณฑ์ 50 / 75 / 100 ใช้ได้เฉพาะบัญชีที่ใช้มาตร 0–100",
            "The 50 / 75 / 100 method is for cards on the 0–100 scale only.",
        )
    elif hundred and given.method not in ("anchors", "composite") and given.has_criteria:
        yield Problem(
            "method",
            "บัญชีนี้ใช้มาตร 0–100 จึงใช้ได้เฉพาะเกณฑ์ 50 / 75 / 100 หรือตัวชี้วัดรวม",
            "This card is on the 0–100 scale: only 50 / 75 / 100 and composite are possible.",
        )
    for name, numbers, count in (
        ("level1", given.levels, LEVELS),
        ("threshold1", given.thresholds, 3),
    ):
        if numbers is not None and len(numbers) != count:
            yield Problem(name, f"ต้องมีครบ {count} ค่า", f"All {count} values are needed.")


def _milestones(given: Definition) -> Iterator[Problem]:
    if given.milestones is None:
        return
    if len(given.milestones) != LEVELS:
        yield Problem("milestone1", "ต้องมีครบ 5 ขั้นตอน", "All five steps are needed.")
    yield from _steps(given.milestones, "milestone")


def _steps(texts: Sequence[str], field: str) -> Iterator[Problem]:
    for number, text in enumerate(texts, start=1):
        if not text.strip():
            yield Problem(
                f"{field}{number}",
                f"ขั้นที่ {number} ยังว่าง โปรดเขียนสิ่งที่ต้องทำให้เสร็จ",
                f"Step {number} is empty. Write what has to be done.",
            )
        elif len(text) > MOST_TEXT:
            yield Problem(
                f"{field}{number}",
                f"ขั้นที่ {number} ยาวเกิน {MOST_TEXT} ตัวอักษร",
                f"Step {number} is longer than {MOST_TEXT} characters.",
            )


def _parts(parts: Parts, path: str = "part", owner: str = "") -> Iterator[Problem]:
    if not parts:
        yield Problem(f"{owner}parts", "ต้องมีส่วนย่อยอย่างน้อยหนึ่งส่วน", "At least one part is needed.")
    else:
        yield from _part_weights(parts, owner)
    for number, part in enumerate(parts, start=1):
        field = f"{path}{number}"
        if not str(part.get("name") or "").strip():
            yield Problem(f"{field}.name", "โปรดตั้งชื่อส่วนย่อย", "Give the part a name.")
        if part.get("method") == "composite":
            yield from _parts(part.get("parts") or [], f"{field}.", f"{field}.")
        elif part.get("method") == "milestone":
            yield from _steps(part.get("milestones") or [""] * LEVELS, f"{field}.milestone")
        else:
            yield from _part_bounds(part, number, field)


def _part_weights(parts: Parts, owner: str) -> Iterator[Problem]:
    """The weights of the parts of a whole total 100, as people type them."""
    weights = [_decimals([part.get("weight")]) for part in parts]
    total = sum((of_hundred(one[0]) for one in weights if one), Decimal(0))
    if all(weights) and total != 100:
        yield Problem(
            f"{owner}parts",
            f"น้ำหนักของส่วนย่อยรวมกันได้ {plain(total)} ต้องรวมเป็น 100",
            f"The weights of the parts total {plain(total)}; they must total 100.",
        )


def _part_bounds(part: dict[str, Any], number: int, field: str) -> Iterator[Problem]:
    anchors = part.get("method") == "anchors"
    name, count = ("threshold", 3) if anchors else ("level", LEVELS)
    bounds = _decimals(part.get(f"{name}s"))
    if len(bounds) == count:
        for found in ladder(bounds, name, "เกณฑ์ที่" if anchors else "ระดับ", name):
            yield replace(found, field=f"{field}.{found.field}")
    elif not part.get(f"{name}s"):
        yield Problem(
            f"{field}.{name}1",
            f"ส่วนย่อยที่ {number} ต้องมีเกณฑ์ครบ {count} ค่า",
            f"Part {number} needs all {count} values.",
        )


def _decimals(given: Any) -> list[Decimal]:
    """The numbers of a list in JSON; empty where one is none, which the engine will name."""
    try:
        return [Decimal(str(one)) for one in given or ()]
    except (InvalidOperation, TypeError):
        return []


def _engine(given: Definition, scale: str, code: str) -> list[Problem]:
    card = {"rules": {"scale": scale}, "lines": [given.only_own().engine_line(code or "-")]}
    try:
        parse_card(card)
    except InvalidCard as invalid:
        return [
            Problem(fault.field, fault.message_th, fault.message_en) for fault in invalid.faults
        ]
    return []
