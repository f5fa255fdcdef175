"""Alignment of nodes and projects to frameworks, and what the pages show of it."""

import pytest
from django.db import IntegrityError, transaction

from accounts import workflow
from common.errors import NotAllowed, Refused
from projects.services import alignments as of_projects
from projects.services import projects
from strategies.alignment import coverage, selectors
from strategies.models import Alignment, Framework, FrameworkItem
from strategies.services import alignments, frameworks, plans
from tests.factories import plans as plants
from tests.integration.strategies.aligning import *  # noqa: F403 - fixtures
from tests.integration.strategies.aligning import item

pytestmark = pytest.mark.django_db


def test_it_works(draft, planner):
    plan, made = draft
    alignments.put(node=made["1"], item=item("sdg", "2"), primary=True, by=planner)
    alignments.put(node=made["1"], item=item("sdg", "8"), by=planner)
    alignments.put(node=made["1"], item=item("plan-13", "1"), primary=True, by=planner)
    page = selectors.alignment_page(plan)
    row = next(row for row in page.rows if row.node == made["1"])
    assert [[(one.item.code, one.is_primary) for one in cell] for cell in row.cells] == [
        [], [], [("1", True)], [("2", True), ("8", False)],
    ]  # fmt: skip
    assert workflow.history(made["1"])[0].reason == (
        "แผนฯ 13 1 ไทยเป็นประเทศชั้นนำด้านสินค้าเกษตรและเกษตรแปรรูปมูลค่าสูง (หลัก)"
    )


@pytest.mark.parametrize(
    ("code", "number"),
    [("national-strategy", 6), ("master-plans", 23), ("plan-13", 13), ("sdg", 17)],
)
def test_the_shipped_frameworks_are_whole_in_both_languages(code, number):
    items = FrameworkItem.objects.filter(framework__code=code)
    assert items.count() == number
    assert not items.filter(title_en="").exists()


def test_loading_again_changes_nothing():
    assert [(one.added, one.corrected) for one in frameworks.load()] == [(0, 0), (0, 0)]


def test_a_second_primary_is_refused_and_names_the_first(draft, planner):
    _plan, made = draft
    alignments.put(node=made["1"], item=item("sdg", "2"), primary=True, by=planner)
    with pytest.raises(Refused, match="มีข้อหลักอยู่แล้ว คือ “2 ขจัดความหิวโหย”"):
        alignments.put(node=made["1"], item=item("sdg", "8"), primary=True, by=planner)
    assert made["1"].alignments.count() == 1


def test_the_database_refuses_a_second_primary_by_itself(draft, planner):
    _plan, made = draft
    first = alignments.put(node=made["1"], item=item("sdg", "2"), primary=True, by=planner)
    with (
        pytest.raises(IntegrityError, match="alignment_one_primary_a_framework"),
        transaction.atomic(),
    ):
        Alignment.objects.create(
            node=made["1"], framework=first.framework, item=item("sdg", "8"), is_primary=True
        )


def test_a_primary_becomes_secondary_and_makes_room(draft, planner):
    _plan, made = draft
    alignments.put(node=made["1"], item=item("sdg", "2"), primary=True, by=planner)
    alignments.put(node=made["1"], item=item("sdg", "2"), by=planner)
    alignments.put(node=made["1"], item=item("sdg", "8"), primary=True, by=planner)
    assert list(made["1"].alignments.values_list("item__code", "is_primary")) == [
        ("8", True), ("2", False),
    ]  # fmt: skip


def test_it_is_taken_back(draft, planner):
    _plan, made = draft
    alignments.put(node=made["1"], item=item("sdg", "2"), by=planner)
    alignments.clear(node=made["1"], item=item("sdg", "2"), by=planner)
    assert not made["1"].alignments.exists()
    with pytest.raises(Refused, match="ไม่พบความสอดคล้องนี้"):
        alignments.clear(node=made["1"], item=item("sdg", "2"), by=planner)


def test_an_adopted_version_keeps_its_alignment(nakhonsawan, planner, head_post):
    _plan, made = plants.adopted(nakhonsawan, planner, head_post)
    with pytest.raises(Refused, match="แก้ไขไม่ได้"):
        alignments.put(node=made["1"], item=item("sdg", "2"), by=planner)


def test_only_planners_align_nodes(draft, officer, executive):
    _plan, made = draft
    for person in (officer, executive):
        with pytest.raises(NotAllowed):
            alignments.put(node=made["1"], item=item("sdg", "2"), by=person)


def test_a_revision_takes_the_alignment_along(draft, planner):
    plan, made = draft
    alignments.put(node=made["1"], item=item("sdg", "2"), primary=True, by=planner)
    plans.submit(plan=plan, by=planner)
    adopted = plans.adopt(plan=plan, resolution="มติ 1/2569", on=plants.ADOPTED_ON, by=planner)
    newer = plans.revise(plan=adopted, title="ฉบับทบทวน", by=planner)
    copied = Alignment.objects.get(node__plan=newer)
    assert (copied.node.identity, copied.item.code, copied.is_primary) == (
        made["1"].identity, "2", True,
    )  # fmt: skip


def own(nakhonsawan, planner, typed="1 เมืองสะอาด | Clean town\n2 น้ำพอเพียง"):
    return frameworks.create(
        area=nakhonsawan,
        code="agenda",
        name_th="วาระจังหวัด",
        short_th="วาระ",
        items=frameworks.read_items(typed),
        by=planner,
    )


def test_an_area_keeps_a_framework_of_its_own(
    draft, nakhonsawan, planner, stranger, phichit, inspector
):
    _plan, made = draft
    agenda = own(nakhonsawan, planner)
    assert [str(one) for one in agenda.items.all()] == ["1 เมืองสะอาด", "2 น้ำพอเพียง"]
    alignments.put(node=made["1"], item=agenda.items.get(code="2"), by=planner)
    theirs = plants.grown(plants.draft(phichit, stranger), stranger, None)
    with pytest.raises(Refused, match="เป็นของพื้นที่อื่น"):
        alignments.put(node=theirs["1"], item=agenda.items.get(code="2"), by=stranger)
    assert agenda not in Framework.objects.visible_to(stranger)
    for person in (planner, inspector):
        assert agenda in Framework.objects.visible_to(person)


def test_an_item_in_use_is_renamed_but_not_taken_away(draft, nakhonsawan, planner):
    _plan, made = draft
    agenda = own(nakhonsawan, planner)
    alignments.put(node=made["1"], item=agenda.items.get(code="2"), by=planner)
    names = {"name_th": "วาระจังหวัด", "short_th": "วาระ", "by": planner}
    frameworks.update(framework=agenda, items=frameworks.read_items("2 น้ำพอ\n3 ป่าชุมชน"), **names)
    assert [str(one) for one in agenda.items.all()] == ["2 น้ำพอ", "3 ป่าชุมชน"]
    with pytest.raises(Refused, match="“2 น้ำพอ” มีแผนหรือโครงการเชื่อมโยงอยู่"):
        frameworks.update(framework=agenda, items=frameworks.read_items("3 ป่าชุมชน"), **names)


def test_the_shipped_frameworks_are_nobodys_to_change(planner):
    with pytest.raises(Refused, match="ข้อมูลกลางของระบบ"):
        frameworks.update(
            framework=Framework.objects.get(code="sdg"), name_th="ก", short_th="ก", items=[],
            by=planner,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("เมืองสะอาด", "บรรทัดที่ 1 ต้องเป็นรหัส"),
        ("1 ก\n\n1 ข", "บรรทัดที่ 3 ใช้รหัส “1” ซ้ำ"),
        ("  \n", "อย่างน้อย 1 รายการ"),
        ("\n".join(f"{n} ข้อ" for n in range(201)), "ไม่เกิน 200 รายการ"),
    ],
)
def test_items_that_cannot_be_read_name_their_line(typed, says):
    with pytest.raises(Refused, match=says):
        frameworks.read_items(typed)


def test_a_project_is_aligned_by_its_people_and_then_by_the_office(
    project, officer, other_officer, planner
):
    of_projects.put(project=project, item=item("sdg", "2"), primary=True, by=officer)
    with pytest.raises(NotAllowed):
        of_projects.put(project=project, item=item("sdg", "8"), by=other_officer)
    projects.screen(project=project, by=planner)
    with pytest.raises(Refused, match="แก้ไขข้อเสนอไม่ได้"):
        of_projects.put(project=project, item=item("sdg", "8"), by=officer)
    with pytest.raises(Refused, match="มีข้อหลักอยู่แล้ว"):
        of_projects.put(project=project, item=item("sdg", "8"), primary=True, by=planner)
    of_projects.put(project=project, item=item("sdg", "8"), by=planner)
    of_projects.clear(project=project, item=item("sdg", "2"), by=planner)
    assert [str(one.item.code) for one in project.alignments.all()] == ["8"]


def test_coverage_counts_nodes_and_projects_and_shows_gaps_first(draft, nakhonsawan, planner,
                                                                 officer, development):  # fmt: skip
    plan, made = draft
    alignments.put(node=made["1"], item=item("sdg", "2"), primary=True, by=planner)
    alignments.put(node=made["1.1.1"], item=item("sdg", "2"), by=planner)
    alignments.put(node=made["2.1.1"], item=item("sdg", "8"), by=planner)
    project = plants.project(nakhonsawan, officer, development, node=made["2.1.1"])
    of_projects.put(project=project, item=item("sdg", "2"), primary=True, by=officer)
    page = coverage.coverage(plan, "sdg")
    rows = {row.item.code: row for row in page.rows}
    assert (rows["2"].primary, rows["2"].secondary) == (2, 1)
    assert [(heat.count, heat.shade) for heat in rows["2"].heat] == [(2, 2), (1, 1)]
    assert [one.label for one in rows["2"].projects] == ["70-1-01 ส่งเสริมเมล็ดพันธุ์ดี"]
    assert page.gap_count == 15
    assert [row.is_gap for row in page.gaps_first] == [True] * 15 + [False] * 2
