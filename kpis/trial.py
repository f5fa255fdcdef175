"""Trying criteria before they are stored: what would this result score?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from common.language import page_language
from common.thai.digits import read_number, to_arabic
from common.thai.language import Unreadable
from kpis.definition import Definition, plain, problems
from kpis.models import Card
from kpis.scoring import explain_measured, parse_card, score_card, shown

NOT_DUE = {"state": "not_due"}


@dataclass(frozen=True)
class Trial:
    """What a tried result would score, with the engine's sentence; or why it cannot be read.

    It is the score of the line alone: what it brings to the total depends on the whole card.
    """

    score: Decimal | None = None
    explain: str = ""
    wrong: str = ""


def tried(given: Definition | None, typed: Sequence[str], card: Card, code: str) -> Trial | None:
    """Score what was typed by criteria that are not stored; None where there is nothing to try.

    typed: one text for the line, or one for each part that is measured, in their order.
    """
    if given is None or not any(typed) or not given.has_criteria:
        return None
    if problems(given, scale=card.scale, code=code):
        return None
    line = given.engine_line(code)
    try:
        if given.method == "composite":
            line.pop("result")
            line["parts"] = _parts(line["parts"], list(typed))
        else:
            line["result"] = _result(given.method, typed[0])
    except Unreadable as fault:
        return Trial(wrong=fault.say(page_language()))
    line["weight"] = "1"  # alone on its card, whatever it weighs on its own
    rules = {
        "version": card.rules_version,
        "scale": card.scale,
        "floor": plain(card.floor),
        "places": card.places,
    }
    result = score_card(parse_card({"rules": rules, "lines": [line]}))
    words = explain_measured(result.lines[0].measured, result.rules)
    score = result.lines[0].score
    return Trial(
        score=None if score is None else Decimal(shown(score, card.places)),
        explain=words.en if page_language() == "en" else words.th,
    )


def _parts(parts: list[dict[str, Any]], typed: list[str]) -> list[dict[str, Any]]:
    """The parts with what was typed; `typed` is used up from its beginning."""
    made = []
    for part in parts:
        one = {key: value for key, value in part.items() if key != "result"}
        if part["method"] == "composite":
            one["parts"] = _parts(part["parts"], typed)
        else:
            one["result"] = _result(part["method"], typed.pop(0) if typed else "")
        made.append(one)
    return made


def _result(method: str, text: str) -> dict[str, Any]:
    if not text:
        return NOT_DUE
    if method != "milestone":
        return {"value": plain(read_number(text))}
    figures = to_arabic(text).replace(",", " ").split()
    if not all(one in {"1", "2", "3", "4", "5"} for one in figures):
        raise Unreadable(
            "steps",
            th="กรอกเลขขั้นที่เสร็จ 1 ถึง 5 คั่นด้วยจุลภาค เช่น 1, 2, 3",
            en="Type the completed steps, 1 to 5, separated by commas: 1, 2, 3.",
        )
    return {"steps": sorted({int(one) for one in figures})}
