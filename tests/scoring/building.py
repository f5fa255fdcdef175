"""Small words to build cards with, and the sample cards kept beside the tests."""

import json
from pathlib import Path
from typing import Any

from kpis.scoring import parse_card, result_data, score_card

Json = dict[str, Any]

CARDS = Path(__file__).parent / "cards"
EVEN = ["1", "2", "3", "4", "5"]
RULES = {"version": "test-1", "scale": "1-5", "floor": "1", "places": 4, "redistribute": "all"}
HUNDRED = {"version": "test-100", "scale": "0-100", "places": 4}


def sample(name: str) -> Json:
    """A sample card as JSON values."""
    card: Json = json.loads((CARDS / f"{name}.json").read_text(encoding="utf-8"))
    return card


def line(id_: str = "k", weight: str = "1", **given: Any) -> Json:
    """A line against even levels 1 to 5, so that its value is its score, unless told otherwise."""
    plain = {"id": id_, "weight": weight, "method": "interpolate", "levels": EVEN}
    return plain | given


def scoring(value: str, id_: str = "k", weight: str = "1", **given: Any) -> Json:
    """A line whose score is the value, between 1 and 5."""
    return line(id_, weight, result={"value": value}, **given)


def standing(state: str, id_: str = "k", weight: str = "1", **given: Any) -> Json:
    """A line in a state."""
    return line(id_, weight, result={"state": state}, **given)


def milestone(*steps: int, id_: str = "k", weight: str = "1") -> Json:
    """A milestone line with these steps done."""
    return {"id": id_, "weight": weight, "method": "milestone", "result": {"steps": list(steps)}}


def anchored(thresholds: list[str], value: str, id_: str = "k", weight: str = "1") -> Json:
    """A line with three thresholds."""
    result = {"value": value}
    return {
        "id": id_,
        "weight": weight,
        "method": "anchors",
        "thresholds": thresholds,
        "result": result,
    }


def composite(*parts: Json, id_: str = "k", weight: str = "1", **given: Any) -> Json:
    """A composite line of these parts."""
    return {
        "id": id_,
        "weight": weight,
        "method": "composite",
        "parts": list(parts),
    } | given


def card(*lines: Json, **rules: Any) -> Json:
    """A card of these lines on the 1 to 5 scale."""
    return {"rules": RULES | rules, "lines": list(lines)}


def result_of(given: Json) -> Json:
    """The result of a card as JSON values."""
    return result_data(score_card(parse_card(given)))


def only(given: Json, **rules: Any) -> Json:
    """The result of the one line of a card."""
    found: Json = result_of(card(given, **rules))["lines"][0]
    return found


def by_id(result: Json) -> dict[str, Json]:
    """The lines of a result by their ids."""
    return {line["id"]: line for line in result["lines"]}
