"""The card as a whole: open, lines, weights, agreement."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import workflow
from common.errors import NotAllowed, Refused
from kpis.definition import Definition
from kpis.models import Card, Criteria, Indicator, Round
from kpis.services import cards, criteria, indicators
from tests.integration.kpis.card_fixtures import LEVELS, YEAR, add, card, otop, stars

__all__ = ["card", "otop", "stars"]
FULL = Definition(Decimal(5), Decimal(15), 3, "interpolate", LEVELS)
PARTS = [
    {"id": "2.1-1", "name": "ข้อมูลครบ", "weight": "0.5", "method": "interpolate",
     "levels": ["60", "70", "80", "90", "100"]},
    {"id": "2.1-2", "name": "ระบบพร้อม", "weight": "0.5", "method": "milestone",
     "milestones": ["ก", "ข", "ค", "ง", "จ"]},
]  # fmt: skip


def fields(refused) -> list[str]:
    return [fault.field for fault in refused.value.faults]


def test_it_works(otop, stars, planner):
    criteria.define(line=otop, definition=FULL, by=planner)
    agreed = cards.agree(card=otop.card, by=planner)
    assert (agreed.status, agreed.agreed_by) == (Card.Status.AGREED, planner)
    assert agreed.agreed_at is not None
    assert [move.action for move in workflow.history(agreed)] == ["agree", "open"]
    otop.refresh_from_db()
    assert otop.levels == list(LEVELS)


def test_one_card_a_year(card, planner):
    with pytest.raises(Refused, match="มีบัญชีตัวชี้วัดปีงบประมาณ 2570 อยู่แล้ว"):
        cards.open(area=card.area, fiscal_year=YEAR, by=planner)


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        ("4.99", "น้ำหนักรวม 99.99 ต้องเป็น 100.00 (ขาด 0.01)"),
        ("5.01", "น้ำหนักรวม 100.01 ต้องเป็น 100.00 (เกิน 0.01)"),
        ("5.0001", "น้ำหนักรวม 100.0001 ต้องเป็น 100.00 (เกิน 0.0001)"),
    ],
)
def test_agreed_only_at_exactly_hundred(otop, stars, planner, weight, said):
    criteria.define(line=otop, definition=replace(FULL, weight=Decimal(weight)), by=planner)
    with pytest.raises(Refused) as refused:
        cards.agree(card=otop.card, by=planner)
    assert str(refused.value) == said
    otop.card.refresh_from_db()
    assert otop.card.status == Card.Status.DRAFT


def test_an_empty_card_is_not_agreed(card, planner):
    with pytest.raises(Refused, match="ยังไม่มีตัวชี้วัด"):
        cards.agree(card=card, by=planner)


def test_a_line_without_criteria_does_not_hinder(otop, stars, planner):
    assert cards.agree(card=otop.card, by=planner).status == Card.Status.AGREED


def test_the_number_is_taken_once(card, otop, planner):
    with pytest.raises(Refused, match=r"ลำดับ 2\.1"):
        cards.add_line(
            card=card,
            indicator=indicators.create(area=card.area, by=planner, name_th="อื่น"),
            definition=FULL,
            code="2.1",
            by=planner,
        )


def test_equal_levels_are_refused_at_their_cells(otop, planner):
    levels = tuple(map(Decimal, (5, 10, 10, 20, 15)))
    with pytest.raises(Refused) as refused:
        criteria.define(line=otop, definition=replace(FULL, levels=levels), by=planner)
    assert fields(refused) == ["level3", "level5"]
    said = [str(fault) for fault in refused.value.faults]
    assert said[0].startswith("ระดับ 3 (10) ต้องมากกว่าระดับ 2 (10)")
    otop.refresh_from_db()
    assert otop.levels is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weight": Decimal("-0.01")}, "weight"),
        ({"weight": Decimal("100.01")}, "weight"),
        ({"target_level": 6}, "target_level"),
        ({"levels": LEVELS[:4]}, "level1"),
        ({"method": "milestone", "milestones": ("ก", "ข", " ", "ง", "จ")}, "milestone3"),
        ({"method": "anchors", "thresholds": LEVELS[:3]}, "method"),
        ({"method": "composite", "parts": []}, "parts"),
        ({"method": "composite", "parts": PARTS[:1]}, "parts"),
        ({"method": "composite", "parts": [{**PARTS[0], "name": ""}, PARTS[1]]}, "part1.name"),
        (
            {"method": "composite",
             "parts": [{**PARTS[0], "levels": ["1", "2", "2", "3", "4"]}, PARTS[1]]},
            "part1.level3",
        ),
        ({"method": "composite", "parts": [{**PARTS[0], "id": "2.1-2"}, PARTS[1]]}, "id"),
        ({"target": Decimal("1e17")}, "target"),
    ],
)  # fmt: skip
def test_faults_name_their_cell(otop, planner, change, field):
    with pytest.raises(Refused) as refused:
        criteria.define(line=otop, definition=replace(FULL, **change), by=planner)
    assert field in fields(refused)


def test_composites_nest_three_deep(otop, planner):
    def nest(depth: int, name: str) -> dict:
        if depth == 0:
            return {**PARTS[0], "id": name, "weight": "1"}
        inner = nest(depth - 1, f"{name}.1")
        return {"id": name, "name": "รวม", "weight": "1", "method": "composite", "parts": [inner]}

    three = replace(FULL, method="composite", parts=[nest(2, "p")])
    assert (
        criteria.define(line=otop, definition=three, by=planner).parts[0]["method"] == "composite"
    )
    four = replace(FULL, method="composite", parts=[nest(3, "q")])
    with pytest.raises(Refused, match="ซ้อนกันได้ไม่เกิน 3 ชั้น"):
        criteria.define(line=otop, definition=four, by=planner)


def test_parts_are_numbered_once_on_the_card(otop, stars, planner):
    given = replace(FULL, method="composite", parts=PARTS)
    criteria.define(line=otop, definition=given, by=planner)
    with pytest.raises(Refused, match=r"รหัสส่วนย่อย 2\.1-1 มีอยู่แล้ว"):
        criteria.define(line=stars, definition=given, by=planner)


def test_thresholds_only_on_the_hundred_scale(nakhonsawan, planner):
    rules = cards.Rules(version="opdc-2565", scale="0-100", floor=Decimal(0), places=2)
    hundred = cards.open(area=nakhonsawan, fiscal_year=2566, by=planner, rules=rules)
    line = add(hundred, planner, "1", "ก", 100, method="anchors", thresholds=LEVELS[:3])
    assert line.thresholds == list(LEVELS[:3])
    with pytest.raises(Refused, match="มาตร 0–100"):
        add(hundred, planner, "2", "ข", 0, levels=LEVELS)
    assert cards.agree(card=hundred, by=planner).status == Card.Status.AGREED


# -- Normalise ------------------------------------------------------------------------------------


def test_normalise_shows_and_records_before_and_after(card, planner):
    for number in (1, 2, 3):
        add(card, planner, f"1.{number}", f"ตัวชี้วัด {number}", 1)
    changes = cards.normalise(card=card, by=planner)
    assert [change.after for change in changes] == [
        Decimal("33.34"), Decimal("33.33"), Decimal("33.33"),
    ]  # fmt: skip
    told = workflow.history(card)[0]
    assert (told.action, told.by) == ("normalise", planner)
    assert told.reason == "1.1: 1.00 → 33.34; 1.2: 1.00 → 33.33; 1.3: 1.00 → 33.33"
    assert cards.agree(card=card, by=planner).status == Card.Status.AGREED


def test_nothing_to_normalise(card, planner):
    add(card, planner, "1", "ก", 0)
    with pytest.raises(Refused, match="ยังไม่มีน้ำหนัก"):
        cards.normalise(card=card, by=planner)


@given(
    st.lists(st.decimals(min_value=0, max_value=100, places=4), min_size=1, max_size=40).filter(any)
)
def test_normalised_weights_total_hundred_and_keep_their_order(weights):
    lines = [Criteria(code=str(n), weight=weight) for n, weight in enumerate(weights)]
    changes = cards.normalised(lines)
    assert sum(change.after for change in changes) == 100
    assert all(change.after == round(change.after, 2) >= 0 for change in changes)
    total = sum(weights)
    assert all(abs(c.after - c.before * 100 / total) < Decimal("0.01") for c in changes)


# -- After agreement ------------------------------------------------------------------------------


@pytest.fixture
def agreed(otop, stars, planner):
    criteria.define(line=otop, definition=FULL, by=planner)
    cards.agree(card=otop.card, by=planner)
    return otop


def test_after_agreement_only_new_versions(agreed, planner):
    for verb in (
        lambda: criteria.define(line=agreed, definition=FULL, by=planner),
        lambda: cards.remove_line(line=agreed, by=planner),
        lambda: cards.normalise(card=agreed.card, by=planner),
        lambda: cards.agree(card=agreed.card, by=planner),
        lambda: add(agreed.card, planner, "9", "ใหม่", 0),
    ):
        with pytest.raises(Refused, match="ตกลงแล้ว"):
            verb()


def test_revise_makes_a_version(agreed, planner):
    lower = replace(FULL, levels=tuple(map(Decimal, (3, 6, 9, 12, 15))), target=Decimal(9))
    day = dt.date(2027, 4, 1)
    new = criteria.revise(
        line=agreed, definition=lower, reason="งบถูกโอน", effective_from=day, by=planner
    )
    agreed.refresh_from_db()
    assert (new.version, new.effective_from, new.reason) == (2, day, "งบถูกโอน")
    assert agreed.superseded_on == day
    assert agreed.card.criteria.current().get(code="2.1") == new
    told = workflow.history(new)[0]
    assert (told.from_state, told.to_state, told.reason) == ("version 1", "version 2", "งบถูกโอน")


@pytest.mark.parametrize(
    ("reason", "day", "weight", "field"),
    [
        ("", dt.date(2027, 4, 1), 5, "reason"),
        ("เหตุผล", dt.date(2027, 10, 1), 5, "effective_from"),
        ("เหตุผล", dt.date(2026, 9, 30), 5, "effective_from"),
        ("เหตุผล", dt.date(2027, 4, 1), 6, "weight"),
    ],
)
def test_revise_needs_reason_day_and_weights(agreed, planner, reason, day, weight, field):
    with pytest.raises(Refused) as refused:
        criteria.revise(
            line=agreed,
            definition=replace(FULL, weight=Decimal(weight)),
            reason=reason,
            effective_from=day,
            by=planner,
        )
    assert fields(refused) == [field]
    assert agreed.card.criteria.count() == 2


def test_revise_not_back_before_a_locked_round(agreed, planner, nakhonsawan):
    from common.clock import now

    Round.objects.create(
        area=nakhonsawan, fiscal_year=YEAR, kind="6", opens=dt.date(2027, 4, 1),
        closes=dt.date(2027, 4, 30), cut_off=dt.date(2027, 3, 31), locked_at=now(),
    )  # fmt: skip
    with pytest.raises(Refused, match="ปิดรับแล้ว"):
        criteria.revise(
            line=agreed,
            definition=FULL,
            reason="ก",
            effective_from=dt.date(2027, 3, 31),
            by=planner,
        )


# -- Who may not ----------------------------------------------------------------------------------


def test_officers_may_not(otop, officer, executive, stranger):
    for person in (officer, executive, stranger):
        for verb in (
            lambda by: cards.open(area=otop.card.area, fiscal_year=2571, by=by),
            lambda by: cards.agree(card=otop.card, by=by),
            lambda by: cards.normalise(card=otop.card, by=by),
            lambda by: cards.remove_line(line=otop, by=by),
            lambda by: criteria.define(line=otop, definition=FULL, by=by),
            lambda by: indicators.create(area=otop.card.area, by=by, name_th="ก"),
            lambda by: indicators.update(indicator=otop.indicator, by=by, name_th="ก"),
        ):
            with pytest.raises(NotAllowed):
                verb(person)
    assert Indicator.objects.count() == 1


# -- Indicators -----------------------------------------------------------------------------------


def test_indicators_get_free_codes_and_tidy_names(nakhonsawan, planner):
    one = indicators.create(area=nakhonsawan, by=planner, name_th=" ร้อยละ  ก\u200b ")
    two = indicators.create(area=nakhonsawan, by=planner, name_th="ข")
    assert (one.code, one.name_th, two.code) == ("I-001", "ร้อยละ ก", "I-002")
    with pytest.raises(Refused, match="มีอยู่แล้วในพื้นที่"):
        indicators.create(area=nakhonsawan, by=planner, code="I-001", name_th="ค")
    with pytest.raises(Refused, match="โปรดกรอกชื่อ"):
        indicators.create(area=nakhonsawan, by=planner, name_th=" ")


def test_an_update_records_what_changed(otop, planner):
    indicators.update(
        indicator=otop.indicator, by=planner, unit="บาท", name_th=otop.indicator.name_th
    )
    assert workflow.history(otop.indicator)[0].reason == "unit"
