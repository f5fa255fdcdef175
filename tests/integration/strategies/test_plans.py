"""A plan version from draft to adoption, and its revision."""

import datetime as dt
from decimal import Decimal

import pytest

from accounts import workflow
from common.errors import NotAllowed, Refused
from strategies.models import Plan, PlanNode
from strategies.services import nodes, plans
from tests.factories import plans as plants


def test_it_works(nakhonsawan, planner, head_post):
    plan, made = plants.adopted(nakhonsawan, planner, head_post)
    assert plan.status == Plan.Status.ADOPTED
    assert plan.adopted_by == "มติ ก.บ.จ. 1/2569"
    assert made["1.1.1"].parent == made["1.1"]
    actions = [move.action for move in workflow.history(plan)]
    assert actions == ["adopt", "submit", "create"]


def test_codes_follow_the_tree(nakhonsawan, planner, head_post):
    plan = plants.draft(nakhonsawan, planner)
    plants.grown(plan, planner, head_post)
    codes = list(plan.nodes.values_list("level", "code"))
    assert codes == [
        ("vision", ""),
        ("mission", "1"),
        ("issue", "1"),
        ("objective", "1.1"),
        ("strategy", "1.1.1"),
        ("issue", "2"),
        ("objective", "2.1"),
        ("strategy", "2.1.1"),
    ]


def test_each_node_without_a_host_is_a_fault_of_its_own(nakhonsawan, planner):
    plan = plants.draft(nakhonsawan, planner)
    made = plants.grown(plan, planner, host=None)
    with pytest.raises(Refused) as refused:
        plans.submit(plan=plan, by=planner)
    assert len(refused.value.faults) == 6
    assert refused.value.faults[0].field == f"node-{made['1'].pk}"
    assert refused.value.faults[0].message.startswith("ประเด็นการพัฒนา 1 เกษตรมูลค่าสูง ยังไม่มีเจ้าภาพ")
    plan.refresh_from_db()
    assert plan.status == Plan.Status.DRAFT


def test_weights_of_issues_total_100_before_submission(nakhonsawan, planner, head_post):
    plan = plants.draft(nakhonsawan, planner)
    made = plants.grown(plan, planner, head_post)
    nodes.set_weight(node=made["2"], weight=Decimal("35.5"), by=planner)
    with pytest.raises(Refused, match=r"รวมได้ 95\.5 ต้องเป็น 100"):
        plans.submit(plan=plan, by=planner)


def test_an_empty_plan_is_not_submitted(nakhonsawan, planner):
    with pytest.raises(Refused, match="ยังไม่มีประเด็นการพัฒนา"):
        plans.submit(plan=plants.draft(nakhonsawan, planner), by=planner)


@pytest.mark.parametrize(
    ("level", "parent", "says"),
    [
        ("strategy", "vision", "แนวทางการพัฒนาต้องอยู่ภายใต้ วัตถุประสงค์, ประเด็นการพัฒนา"),
        ("issue", None, "ประเด็นการพัฒนาต้องอยู่ภายใต้ เป้าหมายการพัฒนา (วิสัยทัศน์)"),
        ("vision", "1", "ต้องอยู่ภายใต้ แผนโดยตรง"),
        ("dream", "1", "แม่แบบของแผนนี้ไม่มีระดับที่เลือก"),
    ],
)
def test_the_template_says_what_stands_where(nakhonsawan, planner, level, parent, says):
    plan = plants.draft(nakhonsawan, planner)
    made = plants.grown(plan, planner, host=None)
    with pytest.raises(Refused) as refused:
        nodes.add(
            plan=plan,
            level=level,
            title_th="ใหม่",
            parent=made[parent] if parent else None,
            by=planner,
        )
    assert says in str(refused.value)


def test_only_weighted_levels_take_a_weight(nakhonsawan, planner):
    plan = plants.draft(nakhonsawan, planner)
    made = plants.grown(plan, planner, host=None)
    with pytest.raises(Refused, match="ไม่มีน้ำหนัก"):
        nodes.set_weight(node=made["1.1"], weight=Decimal(50), by=planner)
    with pytest.raises(Refused, match="น้ำหนักต้องอยู่ระหว่าง 0 ถึง 100"):
        nodes.set_weight(node=made["1"], weight=Decimal(101), by=planner)


def test_a_host_and_joint_agencies_are_set_and_remembered(
    nakhonsawan, planner, head_post, agriculture
):
    plan = plants.draft(nakhonsawan, planner)
    node = plants.grown(plan, planner, host=None)["1"]
    nodes.set_host(node=node, host=head_post, joint_agencies=[agriculture], by=planner)
    node.refresh_from_db()
    assert node.host == head_post
    assert list(node.joint_agencies.all()) == [agriculture]
    assert workflow.history(node)[0].action == "set_host"


def test_an_adopted_plan_does_not_change(nakhonsawan, planner, head_post):
    plan, made = plants.adopted(nakhonsawan, planner, head_post)
    with pytest.raises(Refused, match="แก้ไขไม่ได้"):
        nodes.set_host(node=made["1"], host=head_post, by=planner)
    with pytest.raises(Refused, match="แก้ไขไม่ได้"):
        nodes.add(plan=plan, level="issue", title_th="ใหม่", parent=made["vision"], by=planner)


def test_a_revision_keeps_each_identity_and_supersedes_when_adopted(
    nakhonsawan, planner, head_post
):
    plan, made = plants.adopted(nakhonsawan, planner, head_post)
    newer = plans.revise(plan=plan, title="ฉบับทบทวน", by=planner)
    assert newer.version == 2
    old = set(plan.nodes.values_list("identity", "code", "host"))
    assert set(newer.nodes.values_list("identity", "code", "host")) == old
    copy = newer.nodes.get(identity=made["1.1.1"].identity)
    assert copy.parent.identity == made["1.1"].identity
    plans.submit(plan=newer, by=planner)
    plans.adopt(plan=newer, resolution="มติ 2/2569", on=dt.date(2026, 9, 1), by=planner)
    plan.refresh_from_db()
    assert plan.status == Plan.Status.SUPERSEDED
    assert PlanNode.objects.filter(plan=plan).count() == 8


def test_two_plans_of_one_year_are_not_both_adopted(nakhonsawan, planner, head_post):
    plants.adopted(nakhonsawan, planner, head_post)
    other = plants.draft(nakhonsawan, planner, years=(2570, 2571))
    plants.grown(other, planner, head_post)
    plans.submit(plan=other, by=planner)
    with pytest.raises(Refused, match="มีแผนที่เห็นชอบแล้วในปีงบประมาณเดียวกัน"):
        plans.adopt(plan=other, resolution="มติ", on=plants.ADOPTED_ON, by=planner)


def test_adoption_names_its_resolution(nakhonsawan, planner, head_post):
    plan = plants.draft(nakhonsawan, planner)
    plants.grown(plan, planner, head_post)
    plans.submit(plan=plan, by=planner)
    with pytest.raises(Refused) as refused:
        plans.adopt(plan=plan, resolution=" ", on=plants.ADOPTED_ON, by=planner)
    assert refused.value.faults[0].field == "adopted_by"


def test_a_draft_is_not_adopted(nakhonsawan, planner):
    with pytest.raises(Refused, match="สถานะปัจจุบันคือ “ร่าง”"):
        plans.adopt(
            plan=plants.draft(nakhonsawan, planner),
            resolution="มติ",
            on=plants.ADOPTED_ON,
            by=planner,
        )


def test_years_are_be_and_in_order(nakhonsawan, planner):
    with pytest.raises(Refused, match="ปีต้องเป็น พ"):
        plants.draft(nakhonsawan, planner, years=(2027, 2031))


def test_officers_executives_and_strangers_write_no_plan(
    nakhonsawan, planner, officer, executive, stranger
):
    plan = plants.draft(nakhonsawan, planner)
    for person in (officer, executive, stranger):
        with pytest.raises(NotAllowed):
            plants.draft(nakhonsawan, person)
        with pytest.raises(NotAllowed):
            nodes.add(plan=plan, level="vision", title_th="ใหม่", by=person)
