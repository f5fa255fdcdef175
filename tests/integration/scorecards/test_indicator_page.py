"""One indicator: score, criteria with the cell reached, trend, note card, who may read what."""

from decimal import Decimal

import pytest

from accounts import workflow
from evidence.models import Evidence
from kpis.models import Indicator, Result
from projects.models import BudgetLine, Project
from tests import factories
from tests.factories import cards


def url(world: cards.World, code: str, rest: str = "") -> str:
    return world.url(f"indicators/{world.indicator(code).pk}/{rest}")


def test_it_works(world, planner, signed_in):
    page = signed_in(planner).get(url(world, "2.1"))

    text = page.content.decode()
    assert page.status_code == 200
    assert "3.4400" in text
    assert "รายได้จากการท่องเที่ยว" in text
    assert [cell.reached for cell in page.context["page"].cells] == [
        False,
        False,
        True,
        False,
        False,
    ]


def test_lower_is_better_marks_the_right_cell(world, planner, signed_in):
    cells = signed_in(planner).get(url(world, "1.4")).context["page"].cells
    assert [cell.number for cell in cells if cell.reached] == ["2"]


def test_below_the_first_level_no_cell_is_reached(world, planner, signed_in):
    cells = signed_in(planner).get(url(world, "3.4")).context["page"].cells
    assert not any(cell.reached for cell in cells)


def test_milestones_show_what_is_done(world, planner, signed_in):
    page = signed_in(planner).get(url(world, "2.3")).context["page"]
    assert [(cell.done, cell.reached) for cell in page.cells] == [
        (True, False), (True, False), (True, False), (True, True), (False, False),
    ]  # fmt: skip


def test_parts_of_a_composite_explain_themselves(world, planner, signed_in):
    page = signed_in(planner).get(url(world, "4.4"))
    assert [str(part.score) for part in page.context["page"].parts] == [
        "3.2000",
        "4.5000",
        "1.0000",
    ]
    assert "ส่วนที่ 2" in page.content.decode()


def test_without_criteria_it_says_so(nakhonsawan, planner, signed_in, after_the_round):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1", levels=None)
    text = signed_in(planner).get(url(world, "1.1")).content.decode()
    assert "ยังไม่กำหนดเกณฑ์" in text
    assert "จึงยังคิดคะแนนไม่ได้" in text


def test_trend_over_rounds_and_years(world, planner, signed_in):
    past = cards.world(world.area, 2569)
    cards.line(past, "5.5", indicator=world.indicator("2.1"), levels="3500 3750 4000 4250 4500")
    past.report("5.5", "9", value=Decimal(3500))
    past.report("5.5", "12", value=Decimal(4250))
    world.report("2.1", "9", value=Decimal(5000))

    page = signed_in(planner).get(url(world, "2.1")).context["page"]

    assert [(x.label, x.score) for x in page.trend] == [
        ("รอบ 12 เดือน 2569", Decimal(4)),
        ("รอบ 6 เดือน 2570", Decimal("3.44")),
        ("รอบ 9 เดือน 2570", Decimal(5)),
        ("รอบ 12 เดือน 2570", None),
    ]
    assert page.card.round_code == "9", "the newest round with a result is shown first"


def test_a_round_may_be_chosen(world, planner, signed_in):
    page = signed_in(planner).get(url(world, "2.1", "?round=12")).context["page"]
    assert (page.card.round_code, page.line.state) == ("12", "not_due")


def test_note_card_evidence_projects_and_history(world, planner, signed_in):
    result = Result.objects.get(criteria__code="2.1", round=world.rounds["6"])
    result.statement = "ส่งเสริมเมืองรอง"
    result.save()
    link = Evidence.objects.create(
        name="สถิติ", url="https://example.go.th/s", uploaded_by=world.people["entered_by"]
    )
    result.evidence.add(link)
    workflow.record(result, action="verify", before="certified", after="verified", by=planner)
    project = Project.objects.create(
        area=world.area, fiscal_year=2570, code="70-2-03", name_th="บึงบอระเพ็ด",
        host_agency=factories.agency(world.area, "สนง.ท่องเที่ยว"),
    )  # fmt: skip
    project.indicators.add(world.indicator("2.1"))
    BudgetLine.objects.create(
        project=project, source="province", category="investment", allocated=Decimal(21_500_000)
    )

    text = signed_in(planner).get(url(world, "2.1")).content.decode()

    for words in (
        "ส่งเสริมเมืองรอง",
        "https://example.go.th/s",
        "70-2-03 บึงบอระเพ็ด",
        "21.50",
        str(planner),
    ):
        assert words in text


def test_the_owner_finds_the_way_to_report(world, officer, officer_post, planner, signed_in):
    Indicator.objects.filter(pk=world.indicator("2.1").pk).update(collector=officer_post)
    link = f"/60/2570/rounds/6/{world.criteria['2.1'].pk}/"
    assert link in signed_in(officer).get(url(world, "2.1")).content.decode()
    assert link not in signed_in(planner).get(url(world, "2.1")).content.decode()
    assert link not in signed_in(officer).get(url(world, "2.2")).content.decode()


def test_an_unverified_note_card_is_not_for_everybody(world, other_officer, planner, signed_in):
    Result.objects.filter(criteria__code="2.1").update(status="certified", statement="ยังไม่เผยแพร่")
    assert "ยังไม่เผยแพร่" in signed_in(planner).get(url(world, "2.1")).content.decode()
    text = signed_in(other_officer).get(url(world, "2.1")).content.decode()
    assert "ยังไม่เผยแพร่" not in text
    assert "3.4400" in text, "the score itself is everybody's in the area"


def test_strangers_find_nothing(world, stranger, signed_in):
    assert signed_in(stranger).get(url(world, "2.1")).status_code == 404


def test_an_indicator_of_another_year_is_not_found(world, planner, signed_in):
    page = signed_in(planner).get(f"/60/2569/indicators/{world.indicator('2.1').pk}/")
    assert page.status_code == 404


@pytest.mark.parametrize("count", [3, 100])
def test_queries_do_not_grow(
    nakhonsawan, planner, signed_in, django_assert_max_num_queries, after_the_round, count
):
    world = cards.world(nakhonsawan, 2570)
    for n in range(count):
        cards.line(world, f"1.{n}", weight="0.3")
        world.report(f"1.{n}", value=Decimal(3))
    client = signed_in(planner)
    with django_assert_max_num_queries(18):
        assert client.get(url(world, "1.1")).status_code == 200
