"""The specification's worked examples, one row each, named as it names them."""

import pytest

from tests.scoring.building import (
    HUNDRED,
    Json,
    anchored,
    by_id,
    card,
    composite,
    line,
    milestone,
    only,
    result_of,
    sample,
    scoring,
    standing,
)

BY_FIVE = ["5", "10", "15", "20", "25"]
BY_TEN = ["60", "70", "80", "90", "100"]
BASE = ["98.72", "98.84", "98.90"]


def at(value: str, *levels: str) -> Json:
    return line(levels=list(levels), result={"value": value})


LINES = [
    ("TV-01", at("18", *BY_FIVE), "3.6000"),
    ("TV-02", at("27", "20", "25", "30", "35", "40"), "2.4000"),
    ("TV-03", at("3.4", "6", "5", "4", "3", "2"), "3.6000"),
    ("TV-04", at("4.9", *BY_FIVE), "1.0000"),
    ("TV-05 at", at("25", *BY_FIVE), "5.0000"),
    ("TV-05 beyond", at("40", *BY_FIVE), "5.0000"),
    ("TV-06", at("93", "60", "70", "80", "90", "95"), "4.6000"),
    ("TV-07", at("15", *BY_FIVE), "3.0000"),
    ("TV-08", at("120", "100", "90", "80", "70", "60"), "1.0000"),
    ("TV-09", at("73.4567", "65", "68", "71", "74", "77"), "3.8189"),
    ("TV-10", milestone(1, 2, 3, 5), "3.0000"),
    (
        "TV-11",
        composite(
            line("a", "0.5", levels=BY_TEN, result={"value": "82"}),
            line("b", "0.3", levels=BY_TEN, result={"value": "95"}),
            line("c", "0.2", levels=BY_TEN, result={"value": "60"}),
        ),
        "3.1500",
    ),
    ("TV-23", at("2.00005", "0", "1", "2", "3", "4"), "3.0001"),
]

ANCHORED = [
    ("TV-15", anchored(BASE, "98.94"), "100.0000"),
    ("TV-16", anchored(["1150.40", "1202.17", "1256.27"], "1259.86"), "100.0000"),
    ("TV-17", anchored(BASE, "98.80"), "66.6667"),
    ("TV-18", anchored(BASE, "98.87"), "87.5000"),
    ("TV-19", anchored(BASE, "98.70"), "0.0000"),
    ("TV-20", anchored(["5", "4", "3"], "3.4"), "90.0000"),
    ("FY2570 1.2 in anchors", anchored(["60", "80", "100"], "86"), "82.5000"),
    ("FY2570 2.4 in anchors", anchored(["32", "28", "24"], "27.2"), "80.0000"),
    ("FY2570 3.4 in anchors", anchored(["120", "90", "60"], "130"), "0.0000"),
]

FOUR = (scoring("3.6", "a", "5"), scoring("2.4", "b", "3"), scoring("4.2", "c", "5"))


def named(rows: list[tuple[str, Json, str]]) -> list[object]:
    return [pytest.param(given, score, id=name) for name, given, score in rows]


@pytest.mark.parametrize(("given", "score"), named(LINES))
def test_one_to_five(given, score):
    assert only(given)["score"] == score


@pytest.mark.parametrize(("given", "score"), named(ANCHORED))
def test_hundred(given, score):
    result = result_of({"rules": HUNDRED, "lines": [given]})
    assert result["lines"][0]["score"] == result["total"] == result["percent"] == score


def test_tv_04_with_floor_zero():
    assert only(at("4.9", *BY_FIVE), floor="0")["score"] == "0.0000"


@pytest.mark.parametrize("redistribute", ["all", "group"])
def test_tv_12(redistribute):
    given = card(*FOUR, standing("not_applicable", "d", "7"), redistribute=redistribute)
    result = result_of(given)
    assert (result["total"], result["weight_counted"], result["weight_all"]) == (
        "3.5538",
        "13",
        "20",
    )
    weights = [found["effective_weight"] for found in result["lines"]]
    shared = ["7.6923", "4.6154", "7.6923", None]
    assert weights == (shared if redistribute == "group" else ["5", "3", "5", None])


def test_tv_13():
    result = result_of(card(*FOUR, standing("not_reported", "d", "7")))
    assert result["total"] == "2.6600"
    assert by_id(result)["d"]["state"] == "not_reported"


def test_tv_14():
    pair = (scoring("3.6", "a", "5"), scoring("2.4", "b", "3"))
    assert result_of(card(*pair))["total"] == "3.1500"
    whole = by_id(result_of(card(*pair, scoring("1", "rest", "92"))))
    assert (whole["a"]["weighted"], whole["b"]["weighted"]) == ("0.1800", "0.0720")


def test_tv_21():
    result = result_of(sample("fy2548"))
    assert (result["total"], result["weight_counted"]) == ("3.4400", "96")


def test_tv_21_with_4_4_overdue():
    given = sample("fy2548")
    given["lines"][-1]["result"] = {"state": "not_reported"}
    result = result_of(given)
    assert (result["total"], result["weight_counted"]) == ("3.3424", "100")


def test_tv_22():
    assert result_of(sample("fy2570"))["total"] == "3.4578"
