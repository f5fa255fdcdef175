"""The budget of a proposal: exact baht, refused by row, odd amounts remarked on."""

from decimal import Decimal

import pytest

from common.errors import NotAllowed, Refused
from projects.services import budgets, projects
from projects.services.budgets import Money
from tests.factories import plans as plants


@pytest.fixture
def proposal(nakhonsawan, officer, development):
    return plants.project(nakhonsawan, officer, development, whole_area=True)


def money(amount: str, source: str = "province", category: str = "operating") -> Money:
    return Money(source, category, Decimal(amount))


def test_it_works(proposal, officer):
    budgets.set_lines(project=proposal, lines=[money("1")], by=officer)
    budget = budgets.set_lines(
        project=proposal,
        lines=[money("1250000.50"), money("3000000", category="investment")],
        by=officer,
    )
    assert budget.total == Decimal("4250000.50")
    assert budget.warnings == ()
    assert proposal.budget_lines.count() == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (money("-1", category="other"), "ต้องไม่ติดลบ"),
        (money("NaN", category="other"), "ต้องไม่ติดลบ"),
        (money("1.005", category="other"), "ทศนิยมได้ไม่เกินสองตำแหน่ง"),
        (money("1e40", category="other"), "จำนวนเงินมากเกินไป"),
        (money("2", source="moon"), "ไม่รู้จักแหล่งงบประมาณนี้"),
        (money("2", category="fun"), "ไม่รู้จักประเภทรายจ่ายนี้"),
        (money("2"), "มีแล้วในแถวก่อนหน้า"),
    ],
)
def test_a_fault_names_its_row_and_nothing_is_stored(proposal, officer, line, says):
    with pytest.raises(Refused) as refused:
        budgets.set_lines(project=proposal, lines=[money("1000000"), line], by=officer)
    (fault,) = refused.value.faults
    assert fault.field == "allocated-2"
    assert fault.message.startswith("แถวที่ 2: ")
    assert says in fault.message
    assert not proposal.budget_lines.exists()


@pytest.mark.parametrize(("amount", "warned"), [("38.5", True), ("38500000", False)])
def test_millions_typed_as_baht_are_remarked_on(proposal, officer, amount, warned):
    budget = budgets.set_lines(project=proposal, lines=[money(amount)], by=officer)
    assert bool(budget.warnings) is warned


def test_an_approved_budget_stands(proposal, nakhonsawan, officer, planner, head_post):
    _, nodes = plants.adopted(nakhonsawan, planner, head_post)
    projects.place_under(project=proposal, node=nodes["1.1.1"], by=officer)
    projects.screen(project=proposal, by=planner)
    projects.approve(project=proposal, resolution="มติ", by=planner)
    with pytest.raises(Refused, match="ตามมติคณะกรรมการเท่านั้น"):
        budgets.set_lines(project=proposal, lines=[money("1")], by=officer)


def test_another_agency_sets_no_budget(proposal, other_officer, stranger):
    for person in (other_officer, stranger):
        with pytest.raises(NotAllowed):
            budgets.set_lines(project=proposal, lines=[money("1")], by=person)
