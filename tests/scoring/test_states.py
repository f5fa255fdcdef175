"""The four states, which are never conflated, and where their weight goes."""

import pytest

from tests.scoring.building import (
    HUNDRED,
    anchored,
    by_id,
    card,
    composite,
    line,
    only,
    result_of,
    scoring,
    standing,
)

EXCLUDED = ["not_due", "not_applicable", "no_criteria"]


@pytest.mark.parametrize("state", EXCLUDED)
def test_left_out(state):
    result = result_of(card(scoring("4", "a"), standing(state, "b", "9")))
    out = by_id(result)["b"]
    assert out["state"] == state
    assert [out[key] for key in ("score", "effective_weight", "weighted", "loss")] == [None] * 4
    assert (result["total"], result["weight_counted"], result["weight_all"]) == (
        "4.0000",
        "1",
        "10",
    )
    assert result["out"] == [{"id": "b", "state": state}]


def test_not_reported_has_the_floor_and_a_flag():
    overdue = only(standing("not_reported"))
    assert (overdue["score"], overdue["flagged"]) == ("1.0000", True)
    assert only(standing("not_reported"), floor="0")["score"] == "0.0000"


@pytest.mark.parametrize(
    ("state", "ruled"),
    [
        ("not_due", "not_due"),
        ("not_applicable", "not_applicable"),
        ("no_criteria", "no_criteria"),
        ("not_reported", "no_criteria"),
    ],
)
def test_order_where_criteria_are_missing_too(state, ruled):
    assert only(standing(state, levels=None))["state"] == ruled
    whole = composite(id_="k", parts=None, result={"state": state})
    assert only(whole)["state"] == ruled


def test_no_levels_need_no_result():
    bare = {"id": "k", "weight": "1", "method": "step"}
    assert only(bare)["state"] == "no_criteria"


def test_a_state_rules_over_a_value():
    assert only(line(result={"state": "not_due", "value": "4"}))["state"] == "not_due"


def test_overdue_on_the_hundred_scale():
    overdue = anchored(["1", "2", "3"], "2") | {"result": {"state": "not_reported"}}
    assert result_of({"rules": HUNDRED, "lines": [overdue]})["total"] == "0.0000"


def test_nothing_counts():
    result = result_of(card(standing("not_due", "a"), scoring("3", "b", "0")))
    assert (result["total"], result["percent"], result["weight_counted"]) == (None, None, "0")
    shown = by_id(result)["b"]
    assert (shown["score"], shown["effective_weight"], shown["weighted"]) == (
        "3.0000",
        "0",
        "0.0000",
    )


def test_an_empty_card():
    result = result_of(card())
    assert (result["total"], result["weight_all"], result["lines"]) == (None, "0", [])


def test_weight_zero_is_shown_and_not_counted():
    result = result_of(card(scoring("5", "a", "0"), scoring("2", "b", "4")))
    assert result["total"] == "2.0000"
    assert by_id(result)["a"]["state"] == "scored"


# Composites


def test_part_not_applicable_drops_out():
    whole = composite(
        scoring("4", "a", "0.5"), scoring("2", "b", "0.25"), standing("not_applicable", "c", "0.25")
    )
    assert only(whole)["score"] == "3.3333"


@pytest.mark.parametrize("state", EXCLUDED)
def test_part_left_out_is_not_scored(state):
    whole = only(composite(scoring("4", "a", "0.5"), standing(state, "b", "0.5")))
    assert (whole["score"], whole["parts"][1]["score"]) == ("4.0000", None)
    assert whole["flagged"] is (state == "no_criteria")


def test_part_not_reported_has_the_floor():
    whole = only(composite(scoring("4", "a", "0.5"), standing("not_reported", "b", "0.5")))
    assert (whole["state"], whole["score"], whole["flagged"]) == ("scored", "2.5000", True)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("not_due", "not_due", "not_due"),
        ("not_applicable", "not_applicable", "not_applicable"),
        ("no_criteria", "no_criteria", "no_criteria"),
        ("not_applicable", "not_due", "not_due"),
        ("no_criteria", "not_applicable", "not_applicable"),
    ],
)
def test_no_part_left(first, second, whole):
    given = composite(standing(first, "a", "0.5"), standing(second, "b", "0.5"))
    assert only(given)["state"] == whole


def test_only_a_part_of_weight_zero_left():
    given = composite(scoring("4", "a", "0"), standing("not_applicable", "b", "1"))
    assert only(given)["state"] == "not_applicable"


@pytest.mark.parametrize("state", [*EXCLUDED, "not_reported"])
def test_a_state_of_its_own_rules_over_the_parts(state):
    whole = only(composite(scoring("4", "a", "1"), result={"state": state}))
    assert whole["state"] == state
    assert whole["score"] == ("1.0000" if state == "not_reported" else None)


def test_three_deep():
    inner = composite(scoring("4", "c", "0.5"), scoring("2", "d", "0.5"), id_="b", weight="1")
    assert only(composite(composite(inner, id_="a", weight="1")))["score"] == "3.0000"


def test_composite_of_anchors():
    parts = (anchored(["1", "2", "3"], "2", "a", "0.5"), anchored(["1", "2", "3"], "3", "b", "0.5"))
    result = result_of({"rules": HUNDRED, "lines": [composite(*parts)]})
    assert result["total"] == "87.5000"


# Redistribution inside groups

TWO_GROUPS = (
    scoring("5", "a", "10", group="1"),
    standing("not_applicable", "b", "30", group="1"),
    scoring("2", "c", "60", group="2"),
)


def test_all_spreads_over_every_line():
    assert result_of(card(*TWO_GROUPS))["total"] == "2.4286"


def test_group_keeps_the_weight_of_the_group():
    result = result_of(card(*TWO_GROUPS, redistribute="group"))
    assert result["total"] == "3.2000"
    assert by_id(result)["a"]["effective_weight"] == "40"
    assert (result["weight_counted"], result["weight_effective"]) == ("70", "100")


def test_a_group_with_nothing_left_drops_out():
    given = card(*TWO_GROUPS[1:], redistribute="group")
    result = result_of(given)
    assert (result["total"], result["weight_effective"]) == ("2.0000", "60")


@pytest.mark.parametrize("state", ["not_due", "no_criteria"])
def test_other_states_hand_nothing_on(state):
    lines = (*TWO_GROUPS, standing(state, "d", "500", group="1"))
    assert result_of(card(*lines, redistribute="group"))["total"] == "3.2000"


def test_weight_zero_takes_nothing_on():
    lines = (
        scoring("5", "a", "0", group="1"),
        standing("not_applicable", "b", "30", group="1"),
        scoring("2", "c", "60", group="2"),
    )
    result = result_of(card(*lines, redistribute="group"))
    assert (result["total"], by_id(result)["a"]["effective_weight"]) == ("2.0000", "0")


def test_lines_without_a_group_share_one():
    lines = (scoring("4", "a", "5"), standing("not_applicable", "b", "5"), scoring("2", "c", "5"))
    result = result_of(card(*lines, redistribute="group"))
    assert [found["effective_weight"] for found in result["lines"]] == ["7.5", None, "7.5"]
