"""What stands in the boxes of the criteria editor, as typed, and what its buttons make of it."""

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
from kpis.part_weights import of_hundred

Boxes = dict[str, str]
MOST_PARTS = 20
_EITHER_WAY = re.compile(r"^\s*(±|[+＋]\s*/?\s*[-−–—－])\s*")


def part_count(typed: Boxes, within: str = "") -> int:
    """How many parts the form holds, or a part of it (`within`: its prefix)."""
    count = typed.get(f"{within}-parts" if within else "parts", "0")
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


def with_part(typed: Boxes, code: str, within: str = "") -> Boxes:
    """The boxes with one more, empty part; its number is free on this line.

    within: the prefix of the part that gets it, where it is not the line itself.
    """
    before = f"{within}-" if within else ""
    place = part_count(typed, within)
    taken = {value for key, value in typed.items() if key.endswith("-id")}
    owner = typed.get(f"{before}id") or code
    number = next(n for n in range(1, 1000) if f"{owner}-{n}" not in taken)
    new = {f"{before}part-{place}-id": f"{owner}-{number}"}
    return typed | new | {f"{before}parts": str(min(place + 1, MOST_PARTS))}


def without_part(typed: Boxes, place: int, within: str = "") -> Boxes:
    """The boxes without one part; those behind it move up."""
    owner = f"{within}-" if within else ""
    kept = {k: v for k, v in typed.items() if not k.startswith(f"{owner}part-")}
    others = [n for n in range(part_count(typed, within)) if n != place]
    for new, old in enumerate(others):
        before = f"{owner}part-{old}-"
        kept |= {
            f"{owner}part-{new}-{key.removeprefix(before)}": value
            for key, value in typed.items()
            if key.startswith(before)
        }
    return kept | {f"{owner}parts": str(len(others))}


def moved_step(typed: Boxes, box: str, by: int) -> Boxes:
    """The boxes with a milestone step changed with its neighbour (`box`: milestone2)."""
    prefix, number = box[:-1], int(box[-1])
    other = number + by
    if not 1 <= other <= LEVELS:
        return typed
    one, two = box, f"{prefix}{other}"
    return typed | {one: typed.get(two, ""), two: typed.get(one, "")}


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
    return boxes | dict(_boxes_of_parts(line.parts or [], ""))


def _boxes_of_parts(parts: list[dict[str, Any]], within: str) -> Iterator[tuple[str, str]]:
    for place, part in enumerate(parts):
        before = f"{within}part-{place}-"
        for name in ("id", "name", "method"):
            yield f"{before}{name}", str(part.get(name) or "")
        yield f"{before}weight", plain(of_hundred(part.get("weight") or 0))
        for name in ("level", "threshold", "milestone"):
            for number, value in enumerate(part.get(f"{name}s") or [], start=1):
                yield f"{before}{name}{number}", str(value)
        inner = part.get("parts") or []
        yield f"{before}parts", str(len(inner))
        yield from _boxes_of_parts(inner, before)
