"""The numbers at the head of a scorecard add up, have names, and lead to their lines."""

from decimal import Decimal

import pytest

from common import clock
from kpis.services import openings
from tests.factories import cards
from tests.integration.scorecards.conftest import AFTER


@pytest.fixture
def mixed(nakhonsawan, development, planner, after_the_round) -> cards.World:
    """A line in every place, of 1.4 because its agency alone may still report."""
    made = cards.world(nakhonsawan, 2570)
    post = cards.collector(nakhonsawan)
    cards.line(made, "1.1")
    cards.line(made, "1.2", due_in=["12"])
    cards.line(made, "1.3")
    cards.line(made, "1.4", collector=post)
    cards.line(made, "1.5")
    cards.line(made, "1.6", levels=None)
    cards.line(made, "1.7", levels=None)
    made.report("1.1", value=Decimal(3))
    made.report("1.3", not_applicable=True, not_applicable_reason="ยกเลิกแล้ว")
    made.report("1.7", status="submitted", value=Decimal(3))
    openings.grant(
        round=made.rounds["6"], agency=post.agency, until=AFTER, reason="น้ำท่วม", by=planner
    )
    return made


PLACES = {
    "missing": ["1.5"],
    "awaited": ["1.4"],
    "no_criteria": ["1.6"],
    "exempt": ["1.3"],
    "unasked": ["1.2"],
}


def test_it_works(mixed, planner, signed_in):
    card = signed_in(planner).get(mixed.url("scorecard/6/")).context["card"]
    found = {count.place: count.number for count in card.counts}
    assert found == {place: len(codes) for place, codes in PLACES.items()}
    assert card.due == card.reported + sum(one.number for one in card.counts if one.asked)
    assert len(card.all_lines) == card.reported + sum(found.values())


@pytest.mark.parametrize(
    ("show", "codes"),
    [*PLACES.items(), ("reported", ["1.1", "1.7"]), ("provisional", ["1.7"])],
)
def test_each_number_leads_to_its_lines(mixed, planner, signed_in, show, codes):
    client = signed_in(planner)
    assert f'href="?show={show}"' in client.get(mixed.url("scorecard/6/")).content.decode()
    card = client.get(mixed.url(f"scorecard/6/?show={show}")).context["card"]
    assert [line.code for line in card.lines] == codes


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("th", ["2 จาก 5 ตัวชี้วัด", "ยังไม่รายงาน 1", "รอรายงาน 1", "ยังไม่กำหนดเกณฑ์ 1"]),
        ("en", ["2 of 5 indicators", "Not reported 1", "Awaited 1", "Criteria not set 1"]),
    ],
)
def test_they_have_names(mixed, planner, signed_in, language, words):
    client = signed_in(planner)
    client.cookies["django_language"] = language
    text = client.get(mixed.url("scorecard/6/")).content.decode()
    assert [word for word in words if word not in text] == []


def test_an_awaited_line_is_not_called_not_due(mixed, planner, signed_in):
    client = signed_in(planner)
    for show, word in (("awaited", "รอรายงาน"), ("unasked", "ยังไม่ถึงรอบ")):
        text = client.get(mixed.url(f"scorecard/6/?show={show}")).content.decode()
        assert f'<span class="score-word">{word}</span>' in text


def test_before_freezing_the_same_numbers_lead_to_the_scorecard(mixed, planner, signed_in):
    text = signed_in(planner).get(mixed.url("scorecard/6/freeze/")).content.decode()
    assert f'href="{mixed.url("scorecard/6/")}?show=no_criteria"' in text
    assert "ยังไม่กำหนดเกณฑ์ 1 ตัวชี้วัด" in text


def test_a_card_that_is_all_there_counts_nothing_else(world, planner, signed_in):
    with clock.at(AFTER):
        card = signed_in(planner).get(world.url("scorecard/6/")).context["card"]
    assert (card.reported, card.due, card.counts) == (16, 16, ())


def test_the_change_is_named_as_one(world, planner, signed_in):
    world.report("1.1", "9", value=Decimal("2.5"))
    text = signed_in(planner).get(world.url("scorecard/9/")).content.decode()
    assert '<th scope="col" class="num">เปลี่ยนจากรอบก่อน</th>' in text
