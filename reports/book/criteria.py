"""Criteria of an indicator as the card shows them, with what was reached marked.

Marking compares the result with the bounds; the score itself is the engine's and is never computed
here.
"""

from django.utils.translation import gettext as _

from common.drawing.scale import complete
from common.thai.digits import number_or_none
from kpis.part_weights import of_hundred
from reports.book.pen import NOTHING, Json, Pen
from reports.book.values import Level, Part


def reached(shown: Json) -> int | None:
    """How many levels (or thresholds) the result reaches; None where that says nothing."""
    return _reached(shown["levels"] or shown["thresholds"], (shown["result"] or {}).get("value"))


def _reached(bounds: list[str] | None, value: object) -> int | None:
    known = complete([number_or_none(bound) for bound in bounds or []])
    result = number_or_none(value)
    if known is None or result is None:
        return None
    rising = known[0] < known[-1]
    return sum(result >= bound if rising else result <= bound for bound in known)


def levels(pen: Pen, shown: Json, reached: int | None) -> tuple[Level, ...]:
    """The five levels, or the three thresholds by their scores; empty where none are set."""
    if shown["levels"]:
        return tuple(
            Level(str(number), bound, reached == number)
            for number, bound in enumerate(pen.ladder(shown["levels"]), start=1)
        )
    names = ["50", "75", "100"]
    return tuple(
        Level(name, bound, reached == number)
        for number, (name, bound) in enumerate(
            zip(names, pen.ladder(shown["thresholds"] or []), strict=False), start=1
        )
    )


def steps(shown: Json) -> tuple[Level, ...]:
    """Milestones: the text of each step, and whether it is done."""
    done = set((shown["result"] or {}).get("steps") or [])
    return tuple(
        Level(str(number), text, number in done)
        for number, text in enumerate(shown["milestones"] or [], start=1)
    )


def parts(pen: Pen, shown: Json, scored: Json) -> tuple[Part, ...]:
    """The parts of a composite, parts of parts behind their own."""
    given = (shown["result"] or {}).get("parts") or {}
    return tuple(_parts(pen, shown["parts"] or [], scored.get("parts") or [], given, 0))


def _parts(
    pen: Pen, defined: list[Json], scored: list[Json], given: Json, depth: int
) -> list[Part]:
    found = []
    for part, outcome in zip(defined, scored, strict=False):
        result = given.get(part["id"]) or {}
        found.append(
            Part(
                name=str(part.get("name") or part["id"]),
                depth=depth,
                weight=pen.number(of_hundred(part["weight"])),
                levels=bounds(pen, part),
                result=_result(pen, result),
                mark=pen.mark(outcome["score"], outcome["state"]),
            )
        )
        found += _parts(pen, part.get("parts") or [], outcome.get("parts") or [], given, depth + 1)
    return found


def bounds(pen: Pen, part: Json) -> str:
    """The criteria of a part in one line."""
    if part.get("method") == "milestone":
        return _("5 ขั้นตอน")
    set_ = part.get("levels") or part.get("thresholds") or []
    return " / ".join(pen.ladder(set_)) or NOTHING


def _result(pen: Pen, result: Json) -> str:
    if result.get("steps") is not None:
        steps = ", ".join(str(step) for step in result["steps"]) or NOTHING
        return _("ขั้นที่ %(steps)s") % {"steps": steps}
    return pen.number(result.get("value"))
