"""A second engine in exact fractions, written apart from the first, agrees to the last digit."""

from fractions import Fraction
from math import floor as whole_below

from hypothesis import given, settings

from tests.scoring.building import Json, result_of
from tests.scoring.strategies import cards

RANK = ["not_due", "not_applicable", "no_criteria", "not_reported"]
Outcome = tuple[str, Fraction | None]


def reference_line(line: Json, lowest: Fraction) -> Outcome:
    state = line.get("result", {}).get("state")
    if state:
        return state, lowest if state == "not_reported" else None
    if line["method"] == "composite":
        return reference_composite(line, lowest)
    if line["method"] == "milestone":
        run = 0
        while run + 1 in line["result"]["steps"]:
            run += 1
        return "scored", max(Fraction(run), lowest)
    return "scored", reference_levels(line, lowest)


def reference_levels(line: Json, lowest: Fraction) -> Fraction:
    levels = [Fraction(level) for level in line["levels"]]
    x = Fraction(line["result"]["value"])
    if levels[0] > levels[4]:
        levels, x = [-level for level in levels], -x
    reached = sum(1 for level in levels if x >= level)
    if reached == 0:
        return lowest
    if reached == 5 or line["method"] == "step":
        return Fraction(reached)
    below, above = levels[reached - 1], levels[reached]
    return reached + (x - below) / (above - below)


def reference_composite(line: Json, lowest: Fraction) -> Outcome:
    outcomes = [(Fraction(p["weight"]), *reference_line(p, lowest)) for p in line["parts"]]
    weight = sum(w for w, _, score in outcomes if score is not None)
    if weight:
        return "scored", sum(w * score for w, _, score in outcomes if score is not None) / weight
    return min((state for _, state, score in outcomes if score is None), key=RANK.index), None


def reference_total(card: Json, outcomes: list[Outcome]) -> Fraction | None:
    sums: dict[object, list[Fraction]] = {}
    by_group = card["rules"]["redistribute"] == "group"
    for line, (state, score) in zip(card["lines"], outcomes, strict=True):
        group = sums.setdefault(line["group"] if by_group else "", [Fraction(0)] * 3)
        weight = Fraction(line["weight"])
        if score is not None:
            group[0] += weight
            group[1] += weight * score
        elif state == "not_applicable" and by_group:
            group[2] += weight
    left = [(w + waived, product / w) for w, product, waived in sums.values() if w]
    whole = sum(w for w, _ in left)
    return sum(w * mean for w, mean in left) / whole if left else None


def half_up(value: Fraction | None, places: int) -> str | None:
    if value is None:
        return None
    units = str(whole_below(value * 10**places + Fraction(1, 2))).rjust(places + 1, "0")
    return f"{units[:-places]}.{units[-places:]}" if places else units


@settings(deadline=None, max_examples=250)
@given(cards())
def test_both_agree(card):
    places = card["rules"]["places"]
    outcomes = [reference_line(line, Fraction(card["rules"]["floor"])) for line in card["lines"]]
    total = reference_total(card, outcomes)
    result = result_of(card)
    expected = [(state, half_up(score, places)) for state, score in outcomes]
    assert [(line["state"], line["score"]) for line in result["lines"]] == expected
    assert result["total"] == half_up(total, places)
    assert result["percent"] == half_up(None if total is None else total * 20, places)


def test_thirds_that_add_up_to_a_tie():
    """Endless quotients are cut somewhere; that must not pull an exact tie below itself."""
    levels = ["0", "3", "6", "9", "12"]
    lines = [
        {"id": str(n), "weight": "1", "method": "interpolate", "levels": levels,
         "result": {"value": value}, "group": "1"}
        for n, value in enumerate(["1", "1", "1", "1.00045", "1.00045"])
    ]  # fmt: skip
    rules = {"floor": "1", "places": 5, "redistribute": "all"}
    total = sum(1 + Fraction(line["result"]["value"]) / 3 for line in lines) / 5
    assert result_of({"rules": rules, "lines": lines})["total"] == half_up(total, 5)
    sevenths = [
        {"id": str(n), "weight": weight, "method": "interpolate",
         "levels": ["0", "7", "8", "9", "10"], "result": {"value": "1"}}
        for n, weight in enumerate(["1", "2", "0.5"])
    ] + [
        {"id": "x", "weight": "3.5", "method": "interpolate",
         "levels": ["0", "7", "8", "9", "10"], "result": {"value": "6.0007"}}
    ]  # fmt: skip
    total = (Fraction(8, 7) + 1 + Fraction("6.0007") / 7) / 2
    assert total == Fraction("1.50005")
    assert result_of({"rules": {"places": 4}, "lines": sevenths})["total"] == "1.5001"
