"""Assumptions about the lines of a card (“ถ้า…”): as they are typed, and as they stand in a link.

Nothing here is stored. A link holds only what differs from the present results: `12v18.5` (line 12
has the value 18.5), `12s123` (steps 1, 2 and 3 are done), `12n` / `12r` / `12d` (not applicable,
not reported, not due), and `12p0v82` for the first part of line 12; joined by `~`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from common.errors import Fault
from common.language import page_language
from common.thai.digits import read_number
from common.thai.language import Unreadable
from kpis.definition import plain, too_wide
from scorecards.gather import NOT_APPLICABLE, NOT_DUE, NOT_REPORTED, Gathered, GatheredLine, Json

LONGEST = 6000
MOST = 400
LETTERS = {"n": NOT_APPLICABLE, "r": NOT_REPORTED, "d": NOT_DUE}
_LETTER_OF = {state: letter for letter, state in LETTERS.items()}
_PIECE = re.compile(
    r"(?P<line>\d{1,9})(?:p(?P<part>\d{1,2}))?"
    r"(?:v(?P<value>-?\d{1,16}(?:\.\d{1,8})?)|s(?P<steps>[1-5]{0,5})|(?P<state>[nrd]))"
)


@dataclass(frozen=True)
class Key:
    """What is assumed about: a line by its criteria, or one of its parts by its place."""

    line: int
    part: int | None = None

    @property
    def name(self) -> str:
        """How its boxes are named in the form."""
        return str(self.line) if self.part is None else f"{self.line}p{self.part}"


@dataclass(frozen=True)
class Assumed:
    """One assumption: a value, completed steps, or a state."""

    value: Decimal | None = None
    steps: tuple[int, ...] | None = None
    state: str = ""

    @property
    def engine(self) -> Json:
        """As the engine reads a result."""
        if self.state:
            return {"state": self.state}
        if self.steps is not None:
            return {"steps": list(self.steps)}
        return {"value": plain(self.value or Decimal(0))}

    def piece(self, key: Key) -> str:
        """As it stands in a link."""
        if self.state:
            return f"{key.name}{_LETTER_OF[self.state]}"
        if self.steps is not None:
            return f"{key.name}s{''.join(map(str, self.steps))}"
        return f"{key.name}v{plain(self.value or Decimal(0))}"


Assumptions = dict[Key, Assumed]


def to_link(assumptions: Assumptions) -> str:
    """All assumptions as one value of an address."""
    return "~".join(one.piece(key) for key, one in assumptions.items())


def from_link(text: str, card: Gathered) -> tuple[Assumptions, int]:
    """The assumptions of a link, and how many of its pieces do not fit this card."""
    pieces = [piece for piece in text[:LONGEST].split("~") if piece][:MOST]
    known = {key: kind for key, kind, _present in boxes(card)}
    found: Assumptions = {}
    for piece in pieces:
        match = _PIECE.fullmatch(piece)
        if match is None:
            continue
        key = Key(int(match["line"]), None if match["part"] is None else int(match["part"]))
        one = _of_match(match)
        kind = known.get(key) or ("line" if any(k.line == key.line for k in known) else "")
        if one is not None and _fits(one, key, kind):
            found[key] = one
    return found, len(pieces) - len(found)


def from_form(typed: Mapping[str, Any], card: Gathered) -> tuple[Assumptions, list[Fault]]:
    """What was typed where it differs from the present, and what cannot be read.

    An empty box means the present result, as does one that cannot be read. `typed` is a QueryDict.
    """
    found: Assumptions = {}
    faults: list[Fault] = []
    for key, kind, present in boxes(card):
        if kind == "steps":
            steps = _steps(typed, key)
            if steps != (present or ()):
                found[key] = Assumed(steps=steps)
            continue
        text = str(typed.get(f"x{key.name}", "")).strip()
        try:
            value = _number(text)
        except Unreadable as fault:
            faults.append(Fault(fault.say(page_language()), f"x{key.name}"))
            continue
        if value is not None and value != present:
            found[key] = Assumed(value=value)
    for line in card.lines:
        state = LETTERS.get(str(typed.get(f"t{line.criteria['pk']}", "")))
        if state and scorable(line):
            found[Key(line.criteria["pk"])] = Assumed(state=state)
    return found, faults


def boxes(card: Gathered) -> Iterable[tuple[Key, str, Any]]:
    """What can be assumed: key, kind (value or steps) and the present value or steps."""
    for line in card.lines:
        if not scorable(line):
            continue
        pk = line.criteria["pk"]
        if line.criteria["method"] == "composite":
            for place, part in enumerate(leaves(line.engine["parts"])):
                yield (Key(pk, place), *_box(part))
        else:
            yield (Key(pk), *_box(line.engine))


def scorable(line: GatheredLine) -> bool:
    """Whether the line has criteria; without them no assumption gives a score."""
    row = line.criteria
    return any(row[name] is not None for name in ("levels", "milestones", "parts", "thresholds"))


def leaves(parts: Iterable[Json]) -> list[Json]:
    """The parts that are measured themselves, of parts in parts too."""
    found: list[Json] = []
    for part in parts:
        found += leaves(part["parts"]) if part["method"] == "composite" else [part]
    return found


def applied(card: Gathered, assumptions: Assumptions) -> Json:
    """The card as the engine reads it, with the assumptions in the place of the results."""
    return {"rules": card.rules, "lines": [_applied(line, assumptions) for line in card.lines]}


def _applied(line: GatheredLine, assumptions: Assumptions) -> Json:
    pk, engine = line.criteria["pk"], dict(line.engine)
    own = assumptions.get(Key(pk))
    if own is not None:
        return engine | {"result": own.engine}
    of_parts = {key.part: one for key, one in assumptions.items() if key.line == pk}
    if of_parts:
        engine.pop("result", None)
        engine["parts"], _last = _with_results(engine["parts"], of_parts, 0)
    return engine


def _with_results(
    parts: list[Json], assumed: Mapping[int | None, Assumed], place: int
) -> tuple[list[Json], int]:
    """The parts with what is assumed of them; a whole gives way to an assumption inside of it."""
    made = []
    for given in parts:
        part = dict(given)
        if part["method"] == "composite":
            first = place
            part["parts"], place = _with_results(part["parts"], assumed, place)
            if any(number in assumed for number in range(first, place)):
                part.pop("result", None)
        else:
            if place in assumed:
                part["result"] = assumed[place].engine
            place += 1
        made.append(part)
    return made, place


def _box(engine: Json) -> tuple[str, Any]:
    result = engine.get("result") or {}
    if engine["method"] == "milestone":
        return "steps", tuple(result["steps"]) if result.get("steps") is not None else None
    return "value", Decimal(result["value"]) if result.get("value") is not None else None


def _steps(typed: Any, key: Key) -> tuple[int, ...]:
    given = typed.getlist(f"s{key.name}") if hasattr(typed, "getlist") else ()
    return tuple(sorted({int(one) for one in given if one in {"1", "2", "3", "4", "5"}}))


def _number(text: str) -> Decimal | None:
    if not text:
        return None
    value = read_number(text)
    if too_wide(value):
        raise Unreadable(
            "too_wide",
            th="ตัวเลขมีได้ไม่เกิน 16 หลักหน้าจุด และทศนิยมไม่เกิน 8 ตำแหน่ง",
            en="A figure has at most 16 digits before and 8 after the decimal point.",
        )
    return value


def _of_match(match: re.Match[str]) -> Assumed | None:
    if match["value"] is not None:
        return Assumed(value=Decimal(match["value"]))
    if match["steps"] is not None:
        return Assumed(steps=tuple(sorted({int(one) for one in match["steps"]})))
    return Assumed(state=LETTERS[match["state"]])


def _fits(one: Assumed, key: Key, kind: str) -> bool:
    if one.state:
        return bool(kind) and key.part is None
    return kind == ("steps" if one.steps is not None else "value")
