"""Carrying the agreed card of a year forward into the draft of the next."""

import datetime as dt
from decimal import Decimal

import pytest

from accounts import workflow
from common import clock
from common.errors import NotAllowed, Refused
from kpis.models import Card, Criteria, Result
from kpis.services import cards, forward, indicators
from strategies.models import Plan, PlanNode
from tests.factories import cards as made
from tests.integration.kpis.card_fixtures import LEVELS, add, url

COPY = url("card", "copy")
AFTER = dt.date(2027, 10, 20)


@pytest.fixture(autouse=True)
def after():
    with clock.at(AFTER):
        yield


@pytest.fixture
def world(nakhonsawan, planner):
    world = made.world(nakhonsawan, 2570, status="agreed", is_sample=True)
    made.line(world, "1.1", weight="40", levels="5 10 15 20 25", target=15,
              baseline=[[2567, "9"], [2568, "11"], [2569, "12"]])  # fmt: skip
    made.line(world, "1.2", weight="35", levels=None, method="milestone", milestones=made.STEPS)
    made.line(world, "2.1", weight="25", due_in=["12"])
    return world


def lines(year: int = 2571) -> dict[str, Criteria]:
    return {line.code: line for line in Criteria.objects.filter(card__fiscal_year=year)}


def test_it_works(signed_in, planner, world):
    world.report("1.1", "6", value=Decimal(13))
    world.report("1.1", "12", value=Decimal("18.5"))
    world.report("1.2", "9", steps=[1, 2, 4])
    page = signed_in(planner).get(COPY)
    text = page.content.decode()
    assert "18.5" in text
    assert "ผลรอบ 9 เดือน ยังไม่ใช่ผลทั้งปี" in text
    assert "ยังไม่มีผลที่ตรวจรับ" in text
    kept = [world.criteria[code].pk for code in ("1.1", "1.2", "2.1")]
    answer = signed_in(planner).post(COPY, {"keep": kept})
    assert answer.url == "/60/2571/card/"
    new = Card.objects.get(fiscal_year=2571)
    assert (new.status, new.is_sample, new.agency) == ("draft", True, None)
    found = lines()
    assert {code: line.weight for code, line in found.items()} == {"1.1": 40, "1.2": 35, "2.1": 25}
    assert found["1.1"].levels == list(LEVELS)
    assert (found["1.1"].target, found["1.1"].version) == (15, 1)
    assert found["1.1"].baseline == [[2568, "11"], [2569, "12"], [2570, "18.5"]]
    assert (found["1.2"].milestones, found["1.2"].baseline) == (made.STEPS, [[2570, "2"]])
    assert (found["2.1"].baseline, found["2.1"].due_in) == ([], ["12"])
    move = workflow.history(new)[0]
    assert (move.action, move.reason) == ("copy_forward", "จากปีงบประมาณ 2570: 3 ตัวชี้วัด")


def test_the_whole_years_result_goes_before_a_later_one(world):
    world.rounds["9"].cut_off = dt.date(2027, 10, 15)
    world.rounds["9"].save()
    world.report("1.1", "12", value=Decimal(20))
    world.report("1.1", "9", value=Decimal(99))
    (one, *_rest) = forward.carried(world.card)
    assert (one.value, one.whole_year) == (20, True)


@pytest.mark.parametrize("status", ["draft", "submitted", "certified", "superseded"])
def test_only_what_is_verified_becomes_baseline(world, status):
    world.report("1.1", "12", status, value=Decimal(20))
    assert forward.carried(world.card)[0].value is None


def test_lines_are_left_out(planner, world):
    forward.copy(card=world.card, keep=[world.criteria["2.1"].pk], by=planner)
    assert list(lines()) == ["2.1"]


def test_a_retired_indicator_is_not_carried(signed_in, planner, world):
    line = world.criteria["1.1"]
    line.indicator.retired_on = AFTER
    line.indicator.save()
    assert "ตัวชี้วัดนี้เลิกใช้แล้ว" in signed_in(planner).get(COPY).content.decode()
    forward.copy(card=world.card, by=planner)
    assert list(lines()) == ["1.2", "2.1"]


def test_nothing_twice(signed_in, planner, world):
    forward.copy(card=world.card, by=planner)
    page = signed_in(planner).get(COPY).content.decode()
    assert "ปีงบประมาณ 2571 มีบัญชีที่มีตัวชี้วัดอยู่แล้ว" in page
    answer = signed_in(planner).post(COPY, {"keep": [world.criteria["1.1"].pk]})
    assert answer.status_code == 422
    with pytest.raises(Refused, match="จึงไม่คัดลอกซ้ำ"):
        forward.copy(card=world.card, by=planner)
    assert len(lines()) == 3


def test_an_empty_draft_of_the_next_year_is_taken_with_the_rules(planner, world, nakhonsawan):
    Card.objects.filter(pk=world.card.pk).update(redistribute="group")
    empty = cards.open(area=nakhonsawan, fiscal_year=2571, by=planner)
    assert forward.copy(card=world.card, by=planner) == empty
    empty.refresh_from_db()
    assert empty.redistribute == "group"
    assert len(lines()) == 3


def test_nothing_ticked_keeps_the_page(signed_in, planner, world):
    page = signed_in(planner).post(COPY, {})
    assert page.status_code == 422
    assert "อย่างน้อยหนึ่งรายการ" in page.content.decode()
    assert "checked" not in page.content.decode()
    assert not Card.objects.filter(fiscal_year=2571).exists()


def test_a_draft_is_not_carried(planner, nakhonsawan):
    card = cards.open(area=nakhonsawan, fiscal_year=2570, by=planner)
    add(card, planner, "1", "ร่าง", 100)
    with pytest.raises(Refused, match="เมื่อตกลงบัญชีของปีนี้แล้ว"):
        forward.copy(card=card, by=planner)


def test_lines_find_their_node_in_the_next_plan(planner, world, nakhonsawan):
    next_plan = Plan.objects.create(
        area=nakhonsawan, template=world.plan.template, title="แผนใหม่", first_year=2571,
        last_year=2575,
    )  # fmt: skip
    old = world.criteria["1.1"].node
    same = PlanNode.objects.create(
        plan=next_plan, identity=old.identity, level="strategy", code="7", title_th="กลยุทธ์"
    )
    forward.copy(card=world.card, by=planner)
    assert lines()["1.1"].node == same
    assert lines()["2.1"].node is None


def test_an_agencys_card_becomes_an_agencys_card(planner, world, development):
    Card.objects.filter(pk=world.card.pk).update(agency=development)
    world.card.refresh_from_db()
    assert forward.copy(card=world.card, by=planner).agency == development


def test_results_of_the_same_indicator_on_another_card_do_not_count(planner, world, development):
    other = cards.open(area=world.area, fiscal_year=2570, agency=development, by=planner)
    line = Criteria.objects.create(
        card=other, indicator=world.indicator("1.1"), code="1", weight=100
    )
    result = world.report("1.1", "12", value=Decimal(20))
    Result.objects.filter(pk=result.pk).update(criteria=line)
    assert forward.carried(world.card)[0].value is None


@pytest.mark.parametrize(
    ("who", "answer"), [("officer", 403), ("executive", 403), ("inspector", 403), ("stranger", 404)]
)
def test_who_may_not(signed_in, request, who, answer, world):
    person = request.getfixturevalue(who)
    assert signed_in(person).get(COPY).status_code == answer
    assert signed_in(person).post(COPY, {}).status_code == answer
    with pytest.raises(NotAllowed):
        forward.copy(card=world.card, by=person)
    assert indicators.Indicator.objects.count() == 3
    assert not Card.objects.filter(fiscal_year=2571).exists()
