"""Cards that cannot be scored: every fault is named, with the line's id and the field."""

import json

import pytest

from kpis.scoring import InvalidCard, parse_card, read_card
from tests.scoring.building import (
    EVEN,
    HUNDRED,
    RULES,
    Json,
    anchored,
    card,
    composite,
    line,
    milestone,
    scoring,
    standing,
)


def faults_of(given: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidCard) as caught:
        parse_card(given)
    return [(fault.line, fault.field) for fault in caught.value.faults]


def levels(*bounds: object) -> Json:
    return card(line(levels=list(bounds), result={"value": "3"}))


def result(**given: object) -> Json:
    return card(line(result=given))


def deep(depth: int) -> Json:
    made = scoring("3", "leaf")
    for number in range(depth):
        made = composite(made, id_=f"c{number}", weight="1")
    return made


SCORED = scoring("3")
IN_LINES = [
    ("method unknown", card(SCORED | {"method": "guess"}), "method"),
    ("method missing", card(SCORED | {"method": None}), "method"),
    ("method not text", card(SCORED | {"method": ["step"]}), "method"),
    ("state unknown", result(state="lost"), "result.state"),
    ("state scored", result(state="scored", value="3"), "result.state"),
    ("state not text", result(state=["not_due"]), "result.state"),
    ("no result", card(line()), "result.value"),
    ("empty result", result(), "result.value"),
    ("null value", result(value=None), "result.value"),
    ("steps where a value is read", result(steps=[1]), "result.value"),
    ("result not an object", card(line(result="3")), "result"),
    ("value NaN", result(value="NaN"), "result.value"),
    ("value sNaN", result(value="sNaN"), "result.value"),
    ("value infinite", result(value="Infinity"), "result.value"),
    ("value minus infinite", result(value="-inf"), "result.value"),
    ("value a number", result(value=18), "result.value"),
    ("value a float", result(value=1.5), "result.value"),
    ("value true", result(value=True), "result.value"),
    ("value words", result(value="มาก"), "result.value"),
    ("value empty", result(value=""), "result.value"),
    ("value with comma", result(value="1,000"), "result.value"),
    ("value with exponent", result(value="1e3"), "result.value"),
    ("value with underscore", result(value="1_0"), "result.value"),
    ("value in Thai digits", result(value="๓"), "result.value"),
    ("value with line break", result(value="3\n"), "result.value"),
    ("value very long", result(value="1" * 61), "result.value"),
    ("levels four", levels("1", "2", "3", "4"), "levels"),
    ("levels six", levels("1", "2", "3", "4", "5", "6"), "levels"),
    ("levels none", levels(), "levels"),
    ("levels equal", levels("1", "2", "2", "4", "5"), "levels"),
    ("levels all equal", levels("1", "1", "1", "1", "1"), "levels"),
    ("levels turning", levels("1", "2", "3", "2", "5"), "levels"),
    ("levels falling then rising", levels("5", "4", "3", "2", "3"), "levels"),
    ("levels equal but for zeros", levels("1", "1.0", "3", "4", "5"), "levels"),
    ("levels with null", levels("1", "2", None, "4", "5"), "levels"),
    ("levels with NaN", levels("1", "2", "NaN", "4", "5"), "levels"),
    ("levels with a number", levels("1", "2", 3, "4", "5"), "levels"),
    ("levels not a list", card(SCORED | {"levels": "12345"}), "levels"),
    ("weight missing", card(SCORED | {"weight": None}), "weight"),
    ("weight negative", card(SCORED | {"weight": "-1"}), "weight"),
    ("weight infinite", card(SCORED | {"weight": "Infinity"}), "weight"),
    ("weight a number", card(SCORED | {"weight": 5}), "weight"),
    ("group not text", card(SCORED | {"group": 2}), "group"),
    ("steps missing", card(milestone() | {"result": {"value": "3"}}), "result.steps"),
    ("step six", card(milestone(1, 6)), "result.steps"),
    ("step zero", card(milestone(0, 1)), "result.steps"),
    ("step negative", card(milestone(-1)), "result.steps"),
    ("step true", card(milestone() | {"result": {"steps": [True]}}), "result.steps"),
    ("steps a number", card(milestone() | {"result": {"steps": 3}}), "result.steps"),
    ("anchors on 1-5", card(anchored(["1", "2", "3"], "2")), "method"),
    ("levels on 0-100", {"rules": HUNDRED, "lines": [SCORED]}, "method"),
    ("milestone on 0-100", {"rules": HUNDRED, "lines": [milestone(1)]}, "method"),
    ("thresholds two", {"rules": HUNDRED, "lines": [anchored(["1", "2"], "2")]}, "thresholds"),
    (
        "thresholds turning",
        {"rules": HUNDRED, "lines": [anchored(["1", "3", "2"], "2")]},
        "thresholds",
    ),
    ("part weights 0.9", card(composite(scoring("3", "a", "0.9"))), "parts"),
    (
        "part weights a hair over 1",
        card(composite(scoring("3", "a", "0.5"), scoring("3", "b", "0.50000000000000000000001"))),
        "parts",
    ),
    ("no parts", card(composite()), "parts"),
    ("parts not a list", card(composite() | {"parts": "a"}), "parts"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "field"), [pytest.param(g, f, id=name) for name, g, f in IN_LINES]
)
def test_fault_names_line_and_field(given, field):
    assert faults_of(given) == [("k", field)]


IN_RULES = [
    ("scale", "1-10"), ("scale", 5), ("floor", "2"), ("floor", "-0.5"), ("floor", 1),
    ("floor", "NaN"), ("places", -1), ("places", 13), ("places", 2.5), ("places", True),
    ("places", "four"), ("redistribute", "none"), ("version", 1), ("version", "\ud800"),
    ("anchors", ["50", "75"]), ("anchors", ["75", "50", "100"]), ("anchors", ["50", "75", "101"]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), IN_RULES)
def test_fault_in_rules(key, value):
    assert ("rules", key) in faults_of({"rules": RULES | {key: value}, "lines": []})


def test_rules_not_an_object():
    assert faults_of({"rules": [], "lines": []}) == [("rules", "rules")]


@pytest.mark.parametrize("given", [{}, {"rules": RULES}, {"lines": None}, {"lines": {"a": 1}}])
def test_lines_are_needed(given):
    assert faults_of(given) == [("card", "lines")]


@pytest.mark.parametrize("given", [None, [], "card", 3])
def test_not_an_object(given):
    assert faults_of(given) == [("card", "json")]


@pytest.mark.parametrize("id_", [None, "", "  ", 7, "\ud800"])
def test_a_line_without_an_id_is_named_by_its_place(id_):
    assert faults_of(card(SCORED, SCORED | {"id": id_})) == [("lines[1]", "id")]


def test_a_line_that_is_no_object():
    assert faults_of(card(SCORED, "x")) == [("lines[1]", "line")]  # type: ignore[arg-type]


def test_a_part_is_named_by_its_own_id():
    bad = line("c2", "0.5", levels=["1"], result={"value": "1"})
    assert faults_of(card(composite(scoring("3", "c1", "0.5"), bad))) == [("c2", "levels")]


def test_duplicate_ids_anywhere_in_the_card():
    assert faults_of(card(SCORED, SCORED)) == [("k", "id")]
    whole = composite(scoring("3", "k", "0.5"), scoring("3", "b", "0.5"), id_="whole")
    assert faults_of(card(SCORED, whole)) == [("k", "id")]
    assert faults_of(card(composite(scoring("3", "k", "1")))) == [("k", "id")]


def test_composites_nest_three_deep_and_no_deeper():
    assert parse_card(card(deep(3)))
    assert faults_of(card(deep(4))) == [("c0", "parts")]


def test_a_state_does_not_excuse_bad_criteria():
    given = card(standing("not_due", levels=["1", "1", "2", "3", "4"], weight="-1"))
    assert faults_of(given) == [("k", "weight"), ("k", "levels")]


def test_all_faults_at_once_in_the_order_of_the_card():
    given = card(
        line("a", "-1", result={"value": "x"}),
        line("b", levels=EVEN[:4], result={"state": "gone"}),
        floor="9",
    )
    assert faults_of(given) == [
        ("rules", "floor"), ("a", "weight"), ("a", "result.value"), ("b", "levels"),
        ("b", "result.state"),
    ]  # fmt: skip


def test_the_offending_cell_is_named_in_both_languages():
    with pytest.raises(InvalidCard) as caught:
        parse_card(levels("5", "10", "10", "20", "25"))
    (fault,) = caught.value.faults
    assert "level 3 (10) is out of order after 10" in fault.message_en
    assert "ระดับ 3 (10)" in fault.message_th


def test_a_fault_is_one_printable_line():
    given = card(scoring("3\u2028\n\x1b", "a\nb\u0085"))
    with pytest.raises(InvalidCard) as caught:
        parse_card(given)
    assert len(str(caught.value).splitlines()) == 1
    assert str(caught.value).isprintable()


# As text


def faults_in_text(text: str | bytes) -> list[tuple[str, str]]:
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(InvalidCard) as caught:
        read_card(raw)
    return [(fault.line, fault.field) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "{", "not json", "{'lines': []}", '{"lines": []} {}', "[1,]", b"\xff\xfe{}",
        b'{"lines": "\xe0\xb8"}', "[" * 100_000, '{"a":' * 100_000, "9" * 5000,
        '{"lines": [], "x": NaN}',
    ],
    ids=range(13),
)  # fmt: skip
def test_unreadable(text):
    assert faults_in_text(text) == [("card", "json")]


def test_a_number_that_json_cannot_repeat():
    assert faults_in_text('{"rules": {"x": 1e999}, "lines": []}') == [("rules", "rules")]


def test_bare_nan_is_named_where_it_stands():
    text = json.dumps(card(line(result={"value": float("nan")})))
    assert faults_in_text(text) == [("k", "result.value")]


def test_doubled_keys():
    text = json.dumps(card(SCORED)).replace('"weight": "1"', '"weight": "1", "weight": "9"')
    assert faults_in_text(text) == [("k", "weight")]


def test_a_byte_order_mark_is_allowed():
    assert read_card(json.dumps(card(SCORED)).encode("utf-8-sig")) == parse_card(card(SCORED))


def test_defaults_of_the_rules():
    rules = parse_card({"lines": []}).rules
    assert (rules.scale, rules.floor, rules.places, rules.redistribute) == ("1-5", 1, 4, "all")
    hundred = parse_card({"rules": {"scale": "0-100"}, "lines": []}).rules
    assert (hundred.floor, hundred.places, hundred.anchors) == (0, 2, (50, 75, 100))
