"""The area's front page and its year at a glance; scores on the plan's tree."""

import datetime as dt
from decimal import Decimal

import pytest

from common import clock, slots
from common.templatetags.prasan import thai_date
from kpis.models import Criteria
from scorecards import shown
from tests.factories import cards


def test_it_works(world, planner, signed_in):
    page = signed_in(planner).get("/60/2570/")

    text = page.content.decode()
    assert page.status_code == 200
    assert "3.4578" in text
    assert [line.code for line in page.context["card"].worst] == ["3.4", "1.4", "3.2", "1.1", "2.1"]
    assert "16 จาก 16" in text


@pytest.mark.parametrize(
    ("today", "year"), [("2027-04-15", 2570), ("2028-01-01", 2570), ("2010-01-01", 2548)]
)
def test_the_area_leads_to_the_nearest_year(nakhonsawan, planner, signed_in, today, year):
    import datetime as dt

    cards.sample(nakhonsawan, 2548)
    cards.sample(nakhonsawan, 2570)
    with clock.at(dt.date.fromisoformat(today)):
        assert signed_in(planner).get("/60/").url == f"/60/{year}/"


def test_an_area_without_cards_leads_to_the_current_year(
    nakhonsawan, planner, signed_in, after_the_round
):
    client = signed_in(planner)
    assert client.get("/60/").url == "/60/2570/"
    assert "ยังไม่มีตัวชี้วัดของปีงบประมาณนี้" in client.get("/60/2570/").content.decode()
    assert client.get("/60/2570/scorecard/").url == "/60/2570/"


def test_the_newest_round_with_results_counts(world, planner, signed_in):
    world.report("1.1", "9", value=Decimal(2))
    assert signed_in(planner).get("/60/2570/").context["page"].round.code == "9"


def test_the_menu_has_the_scorecard(world, planner, signed_in):
    text = signed_in(planner).get("/60/2570/").content.decode()
    assert 'href="/60/2570/scorecard/"' in text


def test_strangers_find_nothing(world, stranger, signed_in):
    client = signed_in(stranger)
    assert client.get("/60/").status_code == 404
    assert client.get("/60/2570/").status_code == 404


@pytest.mark.parametrize("count", [3, 100])
def test_queries_do_not_grow(
    nakhonsawan, planner, signed_in, django_assert_max_num_queries, after_the_round, count
):
    world = cards.world(nakhonsawan, 2570)
    for n in range(count):
        cards.line(world, f"1.{n}", weight="0.3")
        world.report(f"1.{n}", value=Decimal(3))
    client = signed_in(planner)
    with django_assert_max_num_queries(12):
        assert client.get("/60/2570/").status_code == 200


def test_scores_stand_on_the_plans_tree(world, planner, django_assert_num_queries):
    assert planner.authority.planning_areas  # which the frame of every page asks for
    with django_assert_num_queries(3):
        facts = shown.node_facts(planner, world.plan, 2570)

    issue = facts[world.issues["1"].pk]
    assert [(fact.kind, str(fact.score)[:6]) for fact in issue] == [("score", "3.5866")]
    under = facts[world.issues["1"].children.get().pk]
    assert [(fact.code, fact.score) for fact in under][:2] == [
        ("1.1", Decimal("3.6")), ("1.2", Decimal("3.6")),
    ]  # fmt: skip
    assert under[0].url.startswith("/60/2570/indicators/")


def test_the_slots_are_filled():
    assert shown.node_facts in list(slots.node_facts)
    assert shown.menu in list(slots.area_menu)


def test_a_weight_that_comes_into_force_later_says_so_on_the_plans_tree(world, planner, signed_in):
    day = world.rounds["6"].cut_off
    line = Criteria.objects.filter(card=world.card, code="1.1")
    line.update(effective_from=day, version=2, reason="ตามมติ")
    with clock.at(day - dt.timedelta(1)):
        page = signed_in(planner).get("/60/2570/plan/").content.decode()
        assert page.count("plan-since") == 1
        assert f"มีผลตั้งแต่ {thai_date(day)}" in page
    with clock.at(day):
        assert "plan-since" not in signed_in(planner).get("/60/2570/plan/").content.decode()
