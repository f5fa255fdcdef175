"""From bytes to JSON values, refusing what JSON parsers let pass: doubled keys and NaN."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kpis.scoring.faults import CARD, Fault, Faults, InvalidCard


@dataclass(frozen=True, slots=True)
class Reading:
    """A JSON value, and whether NaN or Infinity stood in it outside quotation marks."""

    data: object
    has_constants: bool


def read_json(raw: bytes, faults: Faults) -> Reading:
    """The JSON value in UTF-8 bytes; keys that stand twice in one object are noted as faults.

    Raises InvalidCard with one fault where nothing can be read. A byte order mark is allowed,
    since office programs write one.
    """
    constants: list[str] = []

    def constant(name: str) -> float:
        constants.append(name)
        return float(name)

    def pairs(found: list[tuple[str, object]]) -> dict[str, object]:
        _note_doubled_keys(found, faults)
        return dict(found)

    try:
        text = raw.decode("utf-8-sig")
        data: object = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except UnicodeDecodeError as error:
        at = error.start + 1
        raise _unreadable(f"ไม่ใช่ข้อความ UTF-8 (ไบต์ที่ {at})", f"not UTF-8 (byte {at})") from None
    except json.JSONDecodeError as error:
        raise _unreadable(
            f"ไม่ใช่ JSON ที่ถูกต้อง (บรรทัดที่ {error.lineno} อักขระที่ {error.colno})",
            f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})",
        ) from None
    except (RecursionError, ValueError):
        # ValueError: an integer of more digits than Python converts.
        raise _unreadable(
            "JSON ซ้อนกันลึกเกินไปหรือมีจำนวนที่ยาวเกินไป",
            "not readable JSON: nested too deeply or a number too long",
        ) from None
    return Reading(data, bool(constants))


def _unreadable(th: str, en: str) -> InvalidCard:
    return InvalidCard([Fault(CARD, "json", th, en)])


def _note_doubled_keys(found: list[tuple[str, object]], faults: Faults) -> None:
    seen: set[str] = set()
    for key, _ in found:
        if key in seen:
            owner = next((value for name, value in found if name == "id"), CARD)
            line = owner if isinstance(owner, str) else CARD
            faults.add(line, key, "มีชื่อนี้ซ้ำกันในวัตถุเดียวกัน", "this key stands twice in one object")
        seen.add(key)
