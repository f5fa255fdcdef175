"""Where one more unit of work raises the total most."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings

from kpis.scoring import Lever, levers, parse_card, score_card
from tests.scoring import strategies as some
from tests.scoring.building import (
    Json,
    anchored,
    card,
    composite,
    line,
    milestone,
    scoring,
    standing,
)

TENS = ["10", "20", "30", "40", "50"]


def found(given: Json) -> list[Lever]:
    return levers(score_card(parse_card(given)))


def test_it_works():
    cheap = scoring("15", "cheap", "40", levels=TENS)
    dear = scoring("1.5", "dear", "60")
    first, second = found(card(cheap, dear))
    # 0.5 to the next level brings 0.6 × 0.5; 5 to the next level bring 0.4 × 0.5
    assert (first.of.line.id, first.at, first.missing, first.gain) == (
        "dear", Decimal(2), Decimal("0.5"), Decimal("0.3"),
    )  # fmt: skip
    assert first.per_unit == Decimal("0.6")
    assert (second.of.line.id, second.missing, second.per_unit) == (
        "cheap", Decimal(5), Decimal("0.04"),
    )  # fmt: skip


def test_where_less_is_better_the_distance_is_what_must_go():
    (lever,) = found(card(line(levels=TENS[::-1], result={"value": "35"})))
    assert (lever.at, lever.missing, lever.gain) == (Decimal(30), Decimal(5), Decimal("0.5"))


def test_one_step_is_one_unit():
    (lever,) = found(card(milestone(1, 2, 4)))
    assert (lever.at, lever.missing, lever.gain) == (Decimal(3), Decimal(1), Decimal(2))


def test_parts_are_levers_of_their_own():
    parts = composite(
        scoring("4.5", "a", "0.2"), scoring("2", "b", "0.8"), standing("not_due", "c", "0")
    )
    first, second = found(card(parts))
    assert (first.measured.line.id, first.gain) == ("b", Decimal("0.8"))
    assert (second.measured.line.id, second.gain) == ("a", Decimal("0.1"))


def test_without_a_result_the_distance_is_not_known_and_comes_last():
    first, second = found(card(standing("not_reported", "late", "90"), scoring("4", "k", "10")))
    assert first.of.line.id == "k"
    assert (second.of.line.id, second.missing, second.per_unit) == ("late", None, None)
    assert second.gain == Decimal("0.9")


def test_lines_without_weight_out_of_the_card_or_at_the_top_are_none():
    assert (
        found(card(scoring("5", "top"), scoring("2", "zero", "0"), standing("not_due", "d"))) == []
    )


def test_thresholds():
    given = card(anchored(["10", "20", "30"], "15"), scale="0-100")
    (lever,) = found(given)
    assert (lever.at, lever.missing, lever.gain) == (Decimal(20), Decimal(5), Decimal("12.5"))


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(some.cards())
def test_reaching_the_next_level_brings_what_is_promised(built: Json):
    before = score_card(parse_card(built))
    for lever in levers(before):
        result = {"value": str(lever.at)}
        if lever.measured.line.steps is not None or lever.measured.line.method == "milestone":
            done = lever.measured.line.steps or frozenset()
            result = {"steps": sorted(done | set(range(1, int(lever.at) + 1)))}
        after = score_card(parse_card(reached(built, lever.measured.line.id, result)))
        assert after.total is not None
        assert before.total is not None
        assert abs(after.total - before.total - lever.gain) < Decimal("1e-20")


def reached(given: Json, name: str, result: Json) -> Json:
    """The card with another result of one line or part."""

    def changed(one: Json) -> Json:
        if one["id"] == name:
            return one | {"result": result}
        if one.get("parts"):
            return one | {"parts": [changed(part) for part in one["parts"]]}
        return one

    return given | {"lines": [changed(one) for one in given["lines"]]}
