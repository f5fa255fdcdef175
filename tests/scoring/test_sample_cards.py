"""The two complete sample cards, line by line and issue by issue."""

import pytest

from tests.scoring.building import result_of, sample

SCORES = {
    "fy2548": "3.6000 2.5000 4.3000 2.4000 3.6000 2.4000 4.2500 3.2500 "
    "3.6000 3.8000 1.0000 4.6000 4.0000 3.2000 3.8189 -",
    "fy2570": "3.6000 3.6000 4.6000 2.4000 3.4400 3.5000 4.0000 3.4000 "
    "3.8000 2.5500 5.0000 1.0000 3.3000 3.6000 3.5500 3.1500",
}
ISSUES = {
    "fy2548": [("1", "3.2500", "30"), ("2", "3.5780", "25"), ("3", "3.3680", "25"),
               ("4", "3.6934", "16")],
    "fy2570": [("1", "3.5867", "30"), ("2", "3.5792", "25"), ("3", "3.2280", "25"),
               ("4", "3.4000", "20")],
}  # fmt: skip


@pytest.mark.parametrize("name", SCORES)
def test_lines(name):
    lines = result_of(sample(name))["lines"]
    assert " ".join(line["score"] or "-" for line in lines) == SCORES[name]


@pytest.mark.parametrize("name", ISSUES)
def test_issues(name):
    groups = result_of(sample(name))["groups"]
    assert [(g["group"], g["score"], g["weight_counted"]) for g in groups] == ISSUES[name]


def test_percent():
    assert result_of(sample("fy2570"))["percent"] == "69.1560"


def test_the_format_example():
    result = result_of(sample("example"))
    assert (result["total"], result["percent"]) == ("3.3750", "67.5000")
    assert (result["weight_counted"], result["weight_all"]) == ("16", "23")
    line = result["lines"][0]
    assert (line["score"], line["effective_weight"]) == ("3.6000", "5")
    assert (line["weighted"], line["loss"]) == ("1.1250", "0.4375")
    assert result["out"] == [
        {"id": "4.4", "state": "not_applicable"},
        {"id": "n", "state": "no_criteria"},
    ]


def test_keys_stand_in_the_documented_order():
    result = result_of(sample("example"))
    assert list(result)[:6] == [
        "rules", "total", "percent", "weight_counted", "weight_all", "lines",
    ]  # fmt: skip
    assert list(result["lines"][0])[:7] == [
        "id", "state", "score", "effective_weight", "weighted", "loss", "explain",
    ]  # fmt: skip
    assert list(result["lines"][0]["explain"]) == ["th", "en"]


def test_a_snapshot_is_accepted_as_it_is():
    given = sample("fy2548")
    result = result_of(given)
    snapshot = given | {"kind": "meeting", "number": 3, "result": result, "engine": "1.0.0"}
    assert result_of(snapshot) == result


def test_rules_come_back_as_given():
    given = sample("example")
    given["rules"] |= {"agreed": "2548-02-01", "note": {"by": ["ก", 1, None]}}
    assert result_of(given)["rules"] == given["rules"]
