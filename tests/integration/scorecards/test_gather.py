"""From rows to scores: the sample cards, every state, versions of criteria, redistribution."""

import datetime as dt
from decimal import Decimal

import pytest

from common.errors import Refused
from kpis.models import Criteria
from kpis.scoring import result_data
from scorecards import gather
from scorecards.score import Scored, score
from tests.factories import cards
from tests.factories.sample_cards import CARDS

DURING = dt.date(2027, 3, 15)
AFTER = dt.date(2027, 4, 15)


def scored(world: cards.World, code: str = "6", day: dt.date = AFTER) -> Scored:
    found = gather.card(world.area, world.year, world.rounds[code], day)
    assert found is not None
    return score(found)


def states(world: cards.World, code: str = "6", day: dt.date = AFTER) -> dict[str, str]:
    return {line.line.id: line.state.value for line in scored(world, code, day).result.lines}


@pytest.mark.parametrize(
    ("year", "last", "total"),
    [(2548, "n/a", "3.4400"), (2548, "missing", "3.3424"), (2570, "n/a", "3.4578")],
)
def test_it_works(nakhonsawan, year, last, total):
    world = cards.sample(nakhonsawan, year, last=last)

    result = result_data(scored(world).result)

    assert result["total"] == total
    expected = {row[0]: row[-1] for row in CARDS[year] if row[-1]}
    scores = {line["id"]: line["score"] for line in result["lines"]}
    assert {code: scores[code] for code in expected} == expected


def test_issue_scores_of_the_sample(nakhonsawan):
    result = result_data(scored(cards.sample(nakhonsawan, 2548)).result)

    assert {group["group"]: group["score"] for group in result["groups"]} == {
        "1": "3.2500",
        "2": "3.5780",
        "3": "3.3680",
        "4": "3.6934",
    }
    assert result["weight_counted"] == "96"


def test_every_state_occurs(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1")
    cards.line(world, "1.2", due_in=["12"])
    cards.line(world, "1.3")
    cards.line(world, "1.4")
    cards.line(world, "1.5", levels=None)
    world.report("1.1", value=Decimal(3))
    world.report("1.3", not_applicable=True, not_applicable_reason="ยกเลิกแล้ว")

    assert states(world) == {
        "1.1": "scored",
        "1.2": "not_due",
        "1.3": "not_applicable",
        "1.4": "not_reported",
        "1.5": "no_criteria",
    }


def test_nothing_is_overdue_before_the_round_closes(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1")

    assert states(world, day=DURING) == {"1.1": "not_due"}
    assert states(world, day=world.rounds["6"].closes) == {"1.1": "not_due"}
    assert states(world, day=AFTER) == {"1.1": "not_reported"}


def test_a_result_handed_in_early_counts_at_once(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1")
    world.report("1.1", status="submitted", value=Decimal(3))

    assert states(world, day=DURING) == {"1.1": "scored"}


def test_drafts_and_returned_results_do_not_count(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1")
    cards.line(world, "1.2")
    world.report("1.1", status="draft", value=Decimal(3))
    world.report("1.2", status="returned", value=Decimal(3))

    assert set(states(world).values()) == {"not_reported"}


def test_unverified_results_are_provisional(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    for code, status in [("1.1", "submitted"), ("1.2", "certified"), ("1.3", "verified")]:
        cards.line(world, code)
        world.report(code, status=status, value=Decimal(3))

    lines = scored(world).gathered.lines
    assert [line.provisional for line in lines] == [True, True, False]


def test_an_exception_counts_only_when_verified(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1")
    world.report("1.1", status="certified", not_applicable=True, not_applicable_reason="ขอยกเว้น")

    assert states(world, day=DURING) == {"1.1": "not_due"}
    assert states(world, day=AFTER) == {"1.1": "not_reported"}


def test_the_version_in_force_at_the_cut_off_scores(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    first = cards.line(world, "1.1", levels="10 20 30 40 50")
    world.report("1.1", value=Decimal(20))
    world.report("1.1", "12", value=Decimal(20))
    first.superseded_on = dt.date(2027, 5, 1)
    first.save()
    Criteria.objects.create(
        card=first.card, indicator=first.indicator, code="1.1", version=2, weight=10,
        levels=[1, 5, 10, 20, 30], effective_from=dt.date(2027, 5, 1), reason="ปรับตามสถานการณ์",
    )  # fmt: skip

    half, whole = scored(world, "6"), scored(world, "12", dt.date(2027, 10, 30))

    assert half.result.lines[0].score == 2
    assert whole.result.lines[0].score == 4, "the result entered on version 1 counts on version 2"


def test_redistribution_inside_the_group(nakhonsawan):
    world = cards.world(nakhonsawan, 2570, redistribute="group")
    for code, weight in [("1.1", "20"), ("1.2", "20"), ("2.1", "60")]:
        cards.line(world, code, weight=weight)
    world.report("1.1", value=Decimal(2))
    world.report("1.2", not_applicable=True, not_applicable_reason="ยกเลิก")
    world.report("2.1", value=Decimal(4))

    result = result_data(scored(world).result)

    assert result["total"] == "3.2000"  # (2 × 40 + 4 × 60) ÷ 100
    assert [line["effective_weight"] for line in result["lines"]] == ["40", None, "60"]


def test_lines_without_a_plan_are_grouped_by_their_code(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1", node=world.issues["3"])
    cards.line(world, "7.1", node=None)

    found = scored(world).gathered
    assert {line.id: line.group.id for line in found.lines} == {"1.1": "3", "7.1": "7"}
    assert found.groups[0].title_th == "คนคุณภาพ สังคมปลอดภัย"


def test_lines_stand_in_natural_order(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    for code in ("1.10", "1.9", "1.2"):
        cards.line(world, code)

    assert [line.id for line in scored(world).gathered.lines] == ["1.2", "1.9", "1.10"]


def test_a_composite_with_a_missing_part(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1", levels=None, method="composite", parts=cards.parts("1.1"))
    world.report("1.1", parts={"1.1.1": {"value": "80"}, "1.1.2": {"value": "90"}})

    assert scored(world).result.lines[0].score == Decimal("2.9")  # .5×3 + .3×4 + .2×1 (overdue)


def test_part_ids_of_two_composites_may_be_the_same(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    for code in ("1.1", "1.2"):
        cards.line(world, code, levels=None, method="composite", parts=cards.parts("x"))
        world.report(code, parts={f"x.{n}": {"value": "80"} for n in (1, 2, 3)})

    assert result_data(scored(world).result)["total"] == "3.0000"


def test_criteria_that_cannot_be_scored_are_refused_by_name(nakhonsawan):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1", levels=None, method="anchors", thresholds=[1, 2, 3])
    world.report("1.1", value=Decimal(2))

    with pytest.raises(Refused, match=r"1\.1"):
        scored(world)


def test_a_year_without_a_card_has_nothing(nakhonsawan):
    rounds = cards.rounds(nakhonsawan, 2560)
    assert gather.card(nakhonsawan, 2560, rounds["6"]) is None


def test_a_round_of_another_area_is_a_mistake(nakhonsawan, phichit):
    with pytest.raises(ValueError, match="not of 60"):
        gather.card(nakhonsawan, 2570, cards.rounds(phichit, 2570)["6"])


@pytest.mark.parametrize("count", [3, 30])
def test_two_queries_whatever_the_size(nakhonsawan, django_assert_num_queries, count):
    world = cards.world(nakhonsawan, 2570)
    for n in range(count):
        cards.line(world, f"1.{n}", weight="1")
        world.report(f"1.{n}", value=Decimal(3))

    with django_assert_num_queries(2):
        found = gather.card(world.area, 2570, world.rounds["6"], AFTER)
    assert found is not None
    assert len(found.lines) == count


def test_many_areas_take_as_many_queries_as_one(nakhonsawan, phichit, django_assert_num_queries):
    worlds = [cards.sample(area, 2570) for area in (nakhonsawan, phichit)]

    with django_assert_num_queries(2):
        found = gather.cards([world.rounds["6"] for world in worlds], AFTER)
    assert [str(score(one).result.total)[:6] for one in found.values()] == ["3.4578", "3.4578"]
