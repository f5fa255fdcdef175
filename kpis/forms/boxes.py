"""What stands in the boxes of the criteria editor, as typed, and what its buttons make of it."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from common.language import page_language
from common.thai.digits import read_number
from common.thai.language import Unreadable
from kpis.definition import LEVELS, plain, spread
from kpis.models import Criteria

Boxes = dict[str, str]
MOST_PARTS = 20
_EITHER_WAY = re.compile(r"^\s*(±|[+＋]\s*/?\s*[-−–—－])\s*")


def part_count(typed: Boxes) -> int:
    """How many parts the form holds."""
    count = typed.get("parts", "0")
    return min(int(count), MOST_PARTS) if count.isdecimal() and len(count) < 4 else 0


def filled(typed: Boxes) -> tuple[Boxes, str]:
    """The boxes with the five levels filled in from target, level and spread; or why not."""
    target, wrong_target = _read(typed, "target", gettext("ค่าเป้าหมาย"))
    step, wrong_step = _read(typed, "spread", gettext("ช่วงปรับเกณฑ์ ± ต่อ 1 คะแนน"))
    if wrong_target or wrong_step:
        return typed, wrong_target or wrong_step
    level = typed.get("target_level", "")
    if target is None or not step or level not in {str(n) for n in range(1, LEVELS + 1)}:
        return typed, gettext("กรอกค่าเป้าหมายและช่วงปรับเกณฑ์ (ไม่เป็น 0) ก่อนเติมระดับ")
    levels = spread(target, int(level), step)
    return typed | {f"level{n}": plain(x) for n, x in enumerate(levels, start=1)}, ""


def read_spread(typed: object) -> Decimal:
    """The spread, as the heading of the box writes it too: “±5” and “+/-5” are 5, “-5” is -5."""
    return read_number(_EITHER_WAY.sub("", str(typed)))


def _read(typed: Boxes, name: str, label: str) -> tuple[Decimal | None, str]:
    """The number in a box, None where it is empty; or what is wrong with it."""
    given = typed.get(name, "")
    if not given.strip():
        return None, ""
    try:
        return (read_spread if name == "spread" else read_number)(given), ""
    except Unreadable as fault:
        return None, f"{label}: {fault.say(page_language())}"


def with_part(typed: Boxes, code: str) -> Boxes:
    """The boxes with one more, empty part; its number is free on this line."""
    place = part_count(typed)
    taken = {typed.get(f"part-{n}-id", "") for n in range(place)}
    number = next(n for n in range(1, 1000) if f"{code}-{n}" not in taken)
    new = {f"part-{place}-id": f"{code}-{number}"}
    return typed | new | {"parts": str(min(place + 1, MOST_PARTS))}


def without_part(typed: Boxes, place: int) -> Boxes:
    """The boxes without one part; those behind it move up."""
    kept = {k: v for k, v in typed.items() if not k.startswith("part-")}
    others = [n for n in range(part_count(typed)) if n != place]
    for new, old in enumerate(others):
        before = f"part-{old}-"
        kept |= {
            f"part-{new}-{key.removeprefix(before)}": value
            for key, value in typed.items()
            if key.startswith(before)
        }
    return kept | {"parts": str(len(others))}


def boxes_of(line: Criteria) -> Boxes:
    """What stands in the boxes of a line that nobody has typed into yet."""
    boxes = {
        "weight": plain(line.weight),
        "target": plain(line.target) if line.target is not None else "",
        "target_level": str(line.target_level),
        "method": line.method,
        "parts": str(len(line.parts or [])),
    }
    boxes |= {f"level{n}": plain(x) for n, x in enumerate(line.levels or [], start=1)}
    boxes |= {f"threshold{n}": plain(x) for n, x in enumerate(line.thresholds or [], start=1)}
    boxes |= {f"milestone{n}": x for n, x in enumerate(line.milestones or [], start=1)}
    for place, part in enumerate(line.parts or []):
        for name, value in _boxes_of_part(part):
            boxes[f"part-{place}-{name}"] = value
    return boxes


def _boxes_of_part(part: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("id", "name", "weight", "method"):
        yield name, str(part.get(name) or "")
    if part.get("method") == "composite":
        yield "nested", json.dumps(part.get("parts") or [], ensure_ascii=False)
    for name in ("level", "threshold", "milestone"):
        for number, value in enumerate(part.get(f"{name}s") or [], start=1):
            yield f"{name}{number}", str(value)
