"""The plan tree, coverage and a cluster's plan after a revision was adopted."""

import pytest

from common.errors import Refused
from projects.services import alignments as of_projects
from strategies import selectors
from strategies.alignment.coverage import coverage
from strategies.clusters import selectors as clusters
from strategies.models import Framework, FrameworkItem, NodeReference
from strategies.services import frameworks, references
from tests.factories import plans as plants
from tests.factories import revised as stand


def under(roots):
    """Codes of lines and projects under every node, by the node's code."""
    found = {}
    for root in roots:
        found[root.code] = (
            [entry.fact.code for entry in root.indicators],
            [entry.fact.code for entry in root.projects],
        )
        found |= under(root.children)
    return found


def test_the_tree_shows_every_line_and_project(revised, nakhonsawan, planner):
    page = selectors.plan_tree(planner, nakhonsawan, 2570)
    assert page.plan == revised.newer
    found = under(page.roots)
    assert found["1.1.1"] == (["1.1"], ["70-1.1.1"])
    assert found["1.1"] == (["1.2"], ["70-1.1.2"])  # what stood under the strategy given up
    assert found["2.1.2"] == (["2.2"], ["70-2.1.2"])
    assert page.project_count == 4
    assert all(root.score is not None for root in page.roots)


def test_the_tree_of_the_version_before_shows_them_too(revised, nakhonsawan, planner):
    page = selectors.plan_tree(planner, nakhonsawan, 2570, version=revised.world.plan.pk)
    found = under(page.roots)
    assert found["1.1.2"] == (["1.2"], ["70-1.1.2"])
    assert page.project_count == 4
    assert all(root.score is not None for root in page.roots)


def item(code: str) -> FrameworkItem:
    return FrameworkItem.objects.select_related("framework").filter(framework__code=code).first()


def test_coverage_counts_the_projects_of_the_version_before(hung, planner):
    list(frameworks.load())
    framework = Framework.objects.of(hung.world.area).first()
    wanted = item(framework.code)
    for under in ("1.1.1", "1.1.2", "2.1.2"):
        of_projects.put(project=hung.projects[under], item=wanted, by=planner)
    before = coverage(hung.world.plan, framework.code)
    stand.adopt(hung, planner)
    after = coverage(hung.newer, framework.code)
    rows = [next(r for r in page.rows if r.item == wanted) for page in (before, after)]
    assert [len(row.projects) for row in rows] == [3, 3]
    assert [[heat.count for heat in row.heat] for row in rows] == [[2, 1], [3, 0]]


@pytest.fixture
def referred(hung, cluster, cluster_planner):
    """A cluster's draft whose issue 1 refers to a strategy of the first version, twice over."""
    plan = plants.draft(cluster, cluster_planner)
    made = plants.grown(plan, cluster_planner, None)
    for code in ("1", "1.1.2"):
        references.add(node=made["1"], member_node=hung.made[code], by=cluster_planner)
    return plan, made["1"]


def test_a_cluster_follows_its_members_to_the_version_in_force(
    hung, referred, planner, cluster_planner
):
    plan, issue = referred
    stand.adopt(hung, planner)
    page = clusters.cluster_page(cluster_planner, plan)
    cell = next(one for one in page.rows[0].cells if one.province == hung.world.area)
    assert [(one.node.title_th, one.superseded) for one in cell.servings] == [
        ("เกษตรปลอดภัย", False),
        ("กลยุทธ์ที่สองของ 1.1", True),  # the version in force gave it up
    ]
    shown = clusters.reference_page(cluster_planner, issue, "เกษตรปลอดภัย")
    assert [one.node.title_th for one in shown.serving] == ["เกษตรปลอดภัย", "กลยุทธ์ที่สองของ 1.1"]
    assert [(one.node.title_th, one.chosen) for one in shown.found] == [("เกษตรปลอดภัย", True)]


def test_a_reference_is_taken_back_by_its_entry_in_the_version_in_force(
    hung, referred, planner, cluster_planner
):
    _plan, issue = referred
    stand.adopt(hung, planner)
    references.remove(node=issue, member_node=hung.node("1"), by=cluster_planner)
    assert [one.member_node for one in NodeReference.objects.all()] == [hung.made["1.1.2"]]


def test_an_entry_is_not_referred_to_twice_through_two_versions(
    hung, referred, planner, cluster_planner
):
    _plan, issue = referred
    stand.adopt(hung, planner)
    with pytest.raises(Refused, match="ไว้แล้ว"):
        references.add(node=issue, member_node=hung.node("1"), by=cluster_planner)
