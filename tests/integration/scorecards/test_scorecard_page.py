"""The live scorecard: total, lines, order, filters, explanation, who sees it, queries."""

from decimal import Decimal

import pytest

from common import clock
from tests.factories import cards
from tests.integration.scorecards.conftest import AFTER


def counted(card) -> dict[str, int]:
    return {count.place: count.number for count in card.counts}


def test_it_works(world, planner, signed_in):
    page = signed_in(planner).get(world.url("scorecard/6/"))

    text = page.content.decode()
    assert page.status_code == 200
    assert "3.4578" in text
    assert "16 จาก 16 ตัวชี้วัด" in text
    assert "ข้อมูลตัวอย่าง" in text
    assert page.context["card"].total == Decimal("3.4578")


def test_largest_loss_stands_first(world, planner, signed_in):
    lines = signed_in(planner).get(world.url("scorecard/6/")).context["card"].lines

    assert [line.code for line in lines][:3] == ["3.4", "1.4", "3.2"]
    assert list(lines) == sorted(lines, key=lambda line: -line.loss)


def test_plan_order_has_issue_subtotals(world, planner, signed_in):
    page = signed_in(planner).get(world.url("scorecard/6/?sort=plan"))

    groups = page.context["card"].groups
    assert [str(group.score) for group in groups] == ["3.5867", "3.5792", "3.2280", "3.4000"]
    assert [line.code for line in groups[0].lines] == ["1.1", "1.2", "1.3", "1.4"]
    assert "เกษตรมูลค่าสูงและอุตสาหกรรมฐานชีวภาพ" in page.content.decode()


def test_every_score_opens_to_its_reason(world, planner, signed_in):
    client = signed_in(planner)
    text = client.get(world.url("scorecard/6/")).content.decode()
    assert "1.5 (ระดับ" not in text
    assert "3 + (1.8 − 1.5) ÷ (2.0 − 1.5)" in text or "3 + (1.8 − 1.5) ÷ (2 − 1.5)" in text
    assert "ชุดกติกา opdc-2548" in text

    client.cookies["django_language"] = "en"
    assert "lies between level 3" in client.get(world.url("scorecard/6/")).content.decode()


def test_the_total_says_which_lines_are_in_and_out(nakhonsawan, planner, signed_in):
    world = cards.sample(nakhonsawan, 2548)

    text = signed_in(planner).get(world.url("scorecard/6/")).content.decode()

    assert "ตัวชี้วัดที่ไม่นำมาคิดในรอบนี้" in text
    assert "4.4 ร้อยละความพึงพอใจของผู้รับบริการ" in text
    assert "Σ(w × s) ÷ Σw" in text
    assert "96 จาก 100" in text


@pytest.mark.parametrize(("show", "codes"), [("low", ["1.2"]), ("missing", ["1.3"])])
def test_filters(nakhonsawan, planner, signed_in, after_the_round, show, codes):
    world = cards.world(nakhonsawan, 2570)
    for code in ("1.1", "1.2", "1.3"):
        cards.line(world, code)
    world.report("1.1", value=Decimal(4))
    world.report("1.2", value=Decimal("2.5"))

    card = signed_in(planner).get(world.url(f"scorecard/6/?show={show}")).context["card"]

    assert [line.code for line in card.lines] == codes
    assert card.total == Decimal("2.5000"), "a filter changes what is shown, not the total"


def test_the_filter_counts_what_the_lines_say(nakhonsawan, planner, signed_in):
    world = cards.world(nakhonsawan, 2570)
    for code in ("1.1", "1.2"):
        cards.line(world, code)
    world.report("1.1", value=Decimal(4))
    world.report("1.2", status="returned", value=Decimal(4))
    client, url = signed_in(planner), world.url("scorecard/6/?show=missing")

    with clock.at(world.rounds["6"].closes):
        card = client.get(url).context["card"]
        assert [line.state for line in card.all_lines] == ["scored", "not_due"]
        assert (card.lines, counted(card)) == ((), {"awaited": 1})
    assert (card.reported, card.due) == (1, 2)

    with clock.at(AFTER):
        card = client.get(url).context["card"]
        assert [line.state for line in card.lines] == ["not_reported"]
        assert counted(card) == {"missing": 1}


def test_unknown_orders_are_ignored(world, planner, signed_in):
    page = signed_in(planner).get(world.url("scorecard/6/?sort=rm&show='"))
    assert (page.context["card"].sort, page.context["card"].show) == ("loss", "all")


def test_change_since_the_round_before(world, planner, signed_in):
    world.report("1.1", "9", value=Decimal("2.5"))

    card = signed_in(planner).get(world.url("scorecard/9/")).context["card"]

    line = next(line for line in card.all_lines if line.code == "1.1")
    assert (line.score, line.previous, line.change) == (5, Decimal("3.6000"), Decimal("1.4000"))
    assert card.previous_total == Decimal("3.4578")
    assert card.previous_label == "รอบ 6 เดือน ปีงบประมาณ 2570"


def test_the_first_round_is_compared_with_the_last_of_the_year_before(world, planner, signed_in):
    past = cards.world(world.area, 2569)
    cards.line(past, "9.9", indicator=world.indicator("1.1"), levels="1 2 3 4 5")
    past.report("9.9", "12", value=Decimal(2))

    card = signed_in(planner).get(world.url("scorecard/6/")).context["card"]

    assert card.previous_total == Decimal("2.0000")
    line = next(line for line in card.all_lines if line.code == "1.1")
    assert line.change == Decimal("1.6000"), "lines are matched by indicator, not by code"


def test_provisional_results_are_marked(nakhonsawan, planner, signed_in, after_the_round):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1")
    world.report("1.1", status="certified", value=Decimal(4))

    page = signed_in(planner).get(world.url("scorecard/6/"))

    assert page.context["card"].provisional == 1
    assert page.content.decode().count("ยังไม่ตรวจรับ") >= 2


def test_an_overdue_line_says_so_before_its_floor(nakhonsawan, planner, signed_in, after_the_round):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1")

    text = signed_in(planner).get(world.url("scorecard/6/")).content.decode()

    assert "คิดขั้นต่ำ 1.0000" in text


def test_a_year_without_indicators_says_what_comes_next(nakhonsawan, planner, signed_in):
    cards.rounds(nakhonsawan, 2571)
    text = signed_in(planner).get("/60/2571/scorecard/6/").content.decode()
    assert "ยังไม่มีตัวชี้วัดของปีงบประมาณนี้" in text


def test_criteria_that_cannot_be_scored_are_named(nakhonsawan, planner, signed_in, after_the_round):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1", levels=None, method="anchors", thresholds=[1, 2, 3])
    world.report("1.1", value=Decimal(2))

    page = signed_in(planner).get(world.url("scorecard/6/"))

    assert page.status_code == 409
    assert "ตัวชี้วัด 1.1" in page.content.decode()


def test_the_menu_leads_to_the_newest_scorecard(world, planner, signed_in):
    world.report("1.1", "9", value=Decimal(2))
    page = signed_in(planner).get(world.url("scorecard/"))
    assert page.url == world.url("scorecard/9/")


@pytest.mark.parametrize("who", ["planner", "officer", "head", "executive", "inspector"])
def test_everybody_of_the_area_reads_it(world, who, request, signed_in):
    page = signed_in(request.getfixturevalue(who)).get(world.url("scorecard/6/"))
    assert page.status_code == 200
    assert ("ตรึงสกอร์การ์ด" in page.content.decode()) == (who == "planner")


def test_strangers_find_nothing(world, stranger, sysadmin, signed_in, client):
    assert signed_in(stranger).get(world.url("scorecard/6/")).status_code == 404
    assert signed_in(stranger).get("/60/2570/scorecard/").status_code == 404
    assert client.get(world.url("scorecard/6/")).status_code == 302


def test_a_round_that_does_not_exist_is_not_found(world, planner, signed_in):
    assert signed_in(planner).get(world.url("scorecard/m3/")).status_code == 404


@pytest.mark.parametrize("count", [3, 300])
def test_queries_do_not_grow(
    nakhonsawan, planner, signed_in, django_assert_max_num_queries, after_the_round, count
):
    world = cards.world(nakhonsawan, 2570)
    post = cards.collector(nakhonsawan)
    for n in range(count):
        cards.line(world, f"1.{n}", weight="0.3", collector=post)
        world.report(f"1.{n}", value=Decimal(3))
    client = signed_in(planner)

    with django_assert_max_num_queries(10):
        page = client.get(world.url("scorecard/6/?sort=plan"))
    assert len(page.context["card"].lines) == count
