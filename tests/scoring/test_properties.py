"""What must hold for every card, whatever its numbers."""

import json
from decimal import ROUND_DOWN, Context, Decimal, Inexact, localcontext

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpis.scoring import CardResult, parse_card, read_card, result_json, score_card
from tests.scoring.building import HUNDRED, Json, anchored, card, line
from tests.scoring.strategies import bounds, cards, numbers, positive_weights, values_near

thorough = settings(deadline=None, max_examples=100)
CLOSE = Decimal("1e-20")
TINY = Decimal("1e-12")


def scored(given_card: Json) -> CardResult:
    return score_card(parse_card(given_card))


def score(given_line: Json, **rules: object) -> Decimal:
    found = scored(card(given_line, **rules)).lines[0].score
    assert found is not None
    return found


def near(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < CLOSE


def on(levels: list[str], value: Decimal | str, method: str = "interpolate") -> Json:
    text = value if isinstance(value, str) else format(value, "f")
    return line(method=method, levels=levels, result={"value": text})


def hundred(thresholds: list[str], value: Decimal | str) -> Decimal:
    text = value if isinstance(value, str) else format(value, "f")
    made = {"rules": HUNDRED, "lines": [anchored(thresholds, text)]}
    found = scored(made).lines[0].score
    assert found is not None
    return found


def ordered(levels: list[str], one: str, other: str) -> tuple[str, str]:
    """The worse and the better of two values."""
    rising = Decimal(levels[0]) < Decimal(levels[-1])
    low, high = sorted((one, other), key=Decimal)
    return (low, high) if rising else (high, low)


@thorough
@given(st.data(), bounds(), st.sampled_from(["interpolate", "step"]), st.sampled_from("01"))
def test_monotone(data, levels, method, floor):
    pair = data.draw(values_near(levels)), data.draw(values_near(levels))
    worse, better = ordered(levels, *pair)
    assert score(on(levels, worse, method), floor=floor) <= score(
        on(levels, better, method), floor=floor
    )


@thorough
@given(st.data(), bounds(3))
def test_anchors_monotone(data, thresholds):
    pair = data.draw(values_near(thresholds)), data.draw(values_near(thresholds))
    worse, better = ordered(thresholds, *pair)
    assert hundred(thresholds, worse) <= hundred(thresholds, better)


@thorough
@given(bounds(), st.sampled_from(["interpolate", "step"]))
def test_score_of_a_level_is_its_number(levels, method):
    for number, level in enumerate(levels, start=1):
        assert score(on(levels, level, method)) == number


@thorough
@given(bounds(3))
def test_score_of_a_threshold_is_its_anchor(thresholds):
    assert [hundred(thresholds, bound) for bound in thresholds] == [50, 75, 100]


@thorough
@given(bounds())
def test_continuous_at_every_level(levels):
    for number, level in enumerate(map(Decimal, levels), start=1):
        for beside in (level - TINY, level + TINY):
            # A gap of 0.001 makes the steepest slope 1000 points a unit.
            assert abs(score(on(levels, beside)) - number) <= TINY * 1000 + CLOSE


@thorough
@given(bounds(3))
def test_anchors_continuous_above_the_first(thresholds):
    for anchor, bound in zip((75, 100), map(Decimal, thresholds[1:]), strict=True):
        for beside in (bound - TINY, bound + TINY):
            assert abs(hundred(thresholds, beside) - anchor) <= TINY * 25000 + CLOSE


@thorough
@given(cards())
def test_scores_lie_between_floor_and_five(given_card):
    floor = Decimal(given_card["rules"]["floor"])
    result = scored(given_card)
    for found in result.lines:
        assert found.score is None or floor <= found.score <= 5
    assert result.total is None or floor - CLOSE <= result.total <= 5 + CLOSE


@thorough
@given(cards(), positive_weights)
def test_scaling_all_weights_leaves_the_total(given_card, factor):
    scaled = json.loads(json.dumps(given_card))
    for found in scaled["lines"]:
        found["weight"] = format(Decimal(found["weight"]) * Decimal(factor), "f")
    assert near(scored(given_card).total, scored(scaled).total)


@thorough
@given(cards(), st.randoms(use_true_random=False))
def test_order_of_lines_is_irrelevant(given_card, random):
    shuffled = given_card | {"lines": random.sample(given_card["lines"], len(given_card["lines"]))}
    before, after = json.loads(text_of(given_card)), json.loads(text_of(shuffled))
    assert (before["total"], before["percent"]) == (after["total"], after["percent"])
    by_id = {found["id"]: found for found in after["lines"]}
    assert all(by_id[found["id"]] == found for found in before["lines"])


@thorough
@given(cards())
def test_redistributed_weights_keep_their_sum(given_card):
    """In each group with weight left: effective = counted + not applicable, and no less."""
    result = scored(given_card | {"rules": given_card["rules"] | {"redistribute": "group"}})
    for group in {found.line.group for found in result.lines}:
        members = [found for found in result.lines if found.line.group == group]
        counted = sum(m.line.weight for m in members if m.state.counts)
        waived = sum(m.line.weight for m in members if m.state == "not_applicable")
        effective = sum(m.effective_weight or 0 for m in members)
        assert near(Decimal(effective), Decimal(counted + waived if counted else 0))


@thorough
@given(cards())
def test_total_and_losses_make_five(given_card):
    result = scored(given_card)
    assume(result.total is not None)
    assert near(sum((x.loss for x in result.lines if x.loss is not None), result.total), Decimal(5))
    weighted = sum((x.weighted for x in result.lines if x.weighted is not None), Decimal(0))
    assert near(weighted, result.total)


def text_of(given_card: Json) -> str:
    return result_json(score_card(read_card(json.dumps(given_card).encode())))


@thorough
@given(cards())
def test_same_input_same_bytes_in_any_decimal_context(given_card):
    before = text_of(given_card)
    with localcontext(Context(prec=3, rounding=ROUND_DOWN, Emax=4, Emin=-4, traps=[Inexact])):
        assert text_of(given_card) == before
    assert text_of(given_card) == before


@thorough
@given(cards())
def test_recomputing_from_a_result_laid_over_its_card(given_card):
    text = text_of(given_card)
    assert text_of(json.loads(text) | given_card) == text


@thorough
@given(st.data(), bounds(), numbers)
def test_one_more_level_adds_what_was_promised(data, levels, other):
    value = data.draw(values_near(levels))
    beside = on(levels, other) | {"id": "other", "weight": "3"}
    before = scored(card(on(levels, value), beside))
    promise = before.lines[0].next_level
    assume(promise is not None)
    after = scored(card(on(levels, promise.at), beside))
    assert near(before.total + promise.gain, after.total)
