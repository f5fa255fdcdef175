"""The card's page, the register and the projects after a revision was adopted."""

import pytest

from kpis.forms.indicators import RegisterForm
from kpis.models import Indicator
from kpis.selectors import register
from kpis.selectors.cards import groups_of
from kpis.selectors.lines import lines_of, standing
from projects import selectors as projects
from projects.selectors import Filters
from tests.factories import revised as stand


def test_the_card_is_grouped_by_the_plan_in_force(revised):
    found = groups_of(lines_of(revised.world.card))
    assert [(one.code, one.title, [row.line.code for row in one.rows]) for one in found] == [
        ("1", "เกษตรปลอดภัย", ["1.1", "1.2", "2.2"]),
        ("2", "ท่องเที่ยว", ["2.1"]),
    ]


def test_a_sheet_of_the_card_names_the_entries_of_the_plan_in_force(revised):
    found = standing(revised.world.area, revised.world.card, 2570).lines
    assert {line.code: line.under.pk for line in found} == {
        "1.1": revised.node("1.1.1").pk, "1.2": revised.node("1.1").pk,
        "2.1": revised.node("2.1.1").pk, "2.2": revised.node("2.1.2").pk,
    }  # fmt: skip


@pytest.fixture
def leading(hung, planner):
    """An indicator that leads issue 1, named before the plan was revised."""
    indicator = Indicator.objects.create(
        area=hung.world.area, code="L-1", name_th="ตัวชี้วัดนำ", kind="node"
    )
    indicator.nodes.add(hung.made["1"])
    stand.adopt(hung, planner)
    return indicator


def test_the_register_names_an_entry_once_and_finds_it_by_either_version(hung, leading):
    area = hung.world.area
    every = register.register(area, register.Filters(), None)
    assert [node.title_th for node in every.choices.nodes] == ["เกษตรปลอดภัย"]
    for node in (hung.made["1"], hung.node("1")):
        found = register.register(area, register.Filters(node=str(node.pk)), None)
        assert list(found.page) == [leading]


def test_an_indicator_shows_and_keeps_the_entry_that_it_leads(hung, leading, planner):
    shown = register.entry(leading, planner)
    assert [node.title_th for node in shown.nodes] == ["เกษตรปลอดภัย"]
    form = RegisterForm(leading, planner)
    assert form.initial["nodes"] == [hung.node("1").pk]


def test_the_list_of_projects_names_the_issues_of_the_plan_in_force(revised):
    page = projects.project_list(revised.world.area, 2570, Filters())
    assert [(row.project.code, row.issue) for row in page.rows] == [
        ("70-1.1.1", "1 เกษตรปลอดภัย"), ("70-1.1.2", "1 เกษตรปลอดภัย"),
        ("70-2.1.1", "2 ท่องเที่ยว"), ("70-2.1.2", "1 เกษตรปลอดภัย"),
    ]  # fmt: skip
    assert [choice.label for choice in page.issues] == ["1 เกษตรปลอดภัย", "2 ท่องเที่ยว"]


@pytest.mark.parametrize("version", ["first", "newer"])
def test_projects_are_narrowed_by_an_entry_of_either_version(revised, version):
    node = revised.made["1"] if version == "first" else revised.node("1")
    page = projects.project_list(revised.world.area, 2570, Filters(issue=str(node.pk)))
    assert [row.project.code for row in page.rows] == ["70-1.1.1", "70-1.1.2", "70-2.1.2"]
    assert str(node.pk) in [choice.value for choice in page.issues]


def test_a_project_stands_under_the_plan_in_force(revised, planner):
    found = projects.project_page(planner, revised.projects["2.1.2"])
    assert str(found.path[0]) == "1 เกษตรปลอดภัย"
    found = projects.project_page(planner, revised.projects["1.1.2"])
    assert [node.code for node in found.path] == ["1", "1.1"]
