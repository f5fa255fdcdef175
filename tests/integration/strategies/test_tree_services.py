"""The shape of a plan's tree: renamed, moved, renumbered, given up, and closed by a resolution."""

from decimal import Decimal

import pytest

from accounts import workflow
from common.errors import Refused
from strategies import levels
from strategies.models import PlanNode
from strategies.services import labels, moves, nodes, plans
from strategies.services.nodes import Outdated
from tests import factories
from tests.factories import cards
from tests.factories import plans as plants


@pytest.fixture
def draft(nakhonsawan, planner, head_post):
    plan = plants.draft(nakhonsawan, planner)
    plan.made = plants.grown(plan, planner, head_post)
    return plan


@pytest.fixture
def revision(nakhonsawan, planner, head_post):
    plan, made = plants.adopted(nakhonsawan, planner, head_post)
    newer = plans.revise(plan=plan, title="ฉบับทบทวน", by=planner)
    newer.made = {code: newer.nodes.get(identity=node.identity) for code, node in made.items()}
    return newer


def order(plan):
    """The tree in reading order: level and title of each node, by position."""
    return [node.title_th for node in plan.nodes.all()]


def test_it_works(draft, planner):
    strategy, goal = draft.made["1.1.1"], draft.made["2.1"]
    moved = moves.move(node=strategy, parent=goal, before=draft.made["2.1.1"], by=planner)
    assert moved.parent == goal
    assert moved.code == "1.1.1"
    assert moves.renumber(plan=draft, by=planner) == 2
    codes = dict(draft.nodes.filter(level="strategy").values_list("title_th", "code"))
    assert codes == {"ส่งเสริมการผลิต 1": "2.1.1", "ส่งเสริมการผลิต 2": "2.1.2"}
    assert workflow.history(moved)[0].action == "move"


def test_a_branch_follows_its_node_in_reading_order(draft, planner):
    moves.step(node=draft.made["2"], direction="up", by=planner)
    assert order(draft) == [
        "เมืองน่าอยู่",
        "พัฒนาคน",
        "ท่องเที่ยว",
        "รายได้เพิ่ม 2",
        "ส่งเสริมการผลิต 2",
        "เกษตรมูลค่าสูง",
        "รายได้เพิ่ม 1",
        "ส่งเสริมการผลิต 1",
    ]


def test_steps_out_and_in_again(draft, planner):
    strategy = moves.step(node=draft.made["1.1.1"], direction="out", by=planner)
    assert strategy.parent == draft.made["1"]
    strategy = moves.step(node=strategy, direction="in", by=planner)
    assert strategy.parent == draft.made["1.1"]


@pytest.mark.parametrize(
    ("code", "direction"), [("1", "out"), ("1.1", "out"), ("1.1", "up"), ("2", "down"), ("1", "in")]
)
def test_a_step_that_leads_nowhere_is_refused(draft, planner, code, direction):
    before = order(draft)
    with pytest.raises(Refused):
        moves.step(node=draft.made[code], direction=direction, by=planner)
    assert order(draft) == before


def test_a_node_does_not_go_under_itself_or_its_branch(draft, planner):
    for parent in ("1", "1.1", "1.1.1"):
        with pytest.raises(Refused, match="ภายใต้ตัวเอง"):
            moves.move(node=draft.made["1"], parent=draft.made[parent], by=planner)


def test_the_template_says_where_a_node_may_go(draft, planner):
    with pytest.raises(Refused, match="วัตถุประสงค์ต้องอยู่ภายใต้ ประเด็นการพัฒนา"):
        moves.move(node=draft.made["1.1"], parent=draft.made["vision"], by=planner)
    with pytest.raises(Refused, match="ต้องอยู่ภายใต้"):
        moves.move(node=draft.made["1.1"], parent=None, by=planner)


def test_a_node_stays_in_its_plan(draft, planner, nakhonsawan, head_post):
    other = plants.draft(nakhonsawan, planner, years=(2571, 2575))
    made = plants.grown(other, planner, head_post)
    with pytest.raises(Refused, match="ของแผนเดียวกัน"):
        moves.move(node=draft.made["1.1"], parent=made["1"], by=planner)
    with pytest.raises(Refused, match="ลำดับของรายการเปลี่ยนไปแล้ว"):
        moves.move(node=draft.made["1.1"], parent=draft.made["1"], before=made["1.1"], by=planner)


def test_one_form_writes_everything_and_bad_boxes_nothing(draft, planner, head_post, agriculture):
    node = nodes.edit(
        node=draft.made["1"],
        title_th="เกษตร ปลอดภัย",
        title_en="Safe farming",
        code="1",
        host=head_post,
        weight=Decimal("55.5"),
        joint_agencies=[agriculture],
        edition=1,
        by=planner,
    )
    node.refresh_from_db()
    assert (node.title_th, node.weight, node.edition) == ("เกษตร ปลอดภัย", Decimal("55.5"), 2)
    assert list(node.joint_agencies.all()) == [agriculture]
    with pytest.raises(Refused, match="0 ถึง 100"):
        nodes.edit(node=node, title_th="อื่น", code="1", weight=Decimal("100.01"), by=planner)
    with pytest.raises(Refused, match="รหัสนี้มีอยู่แล้ว"):
        nodes.edit(node=node, title_th="อื่น", code="2", by=planner)
    node.refresh_from_db()
    assert node.title_th == "เกษตร ปลอดภัย"


def test_who_comes_second_sees_both_versions(draft, planner, second_planner):
    nodes.rename(node=draft.made["1"], title_th="ของคนแรก", by=second_planner)
    with pytest.raises(Outdated) as conflict:
        nodes.edit(node=draft.made["1"], title_th="ของคนหลัง", code="1", edition=1, by=planner)
    assert conflict.value.present.title_th == "ของคนแรก"
    assert PlanNode.objects.get(pk=draft.made["1"].pk).title_th == "ของคนแรก"


def test_hosts_and_joint_agencies_belong_to_the_area(draft, planner, phichit):
    there = factories.agency(phichit, "สำนักงานอื่น")
    post = factories.post(there, "หัวหน้า")
    with pytest.raises(Refused, match="ไม่ใช่ตำแหน่งของจังหวัดนครสวรรค์"):
        nodes.set_host(node=draft.made["1"], host=post, by=planner)
    with pytest.raises(Refused, match="ไม่ใช่หน่วยงานของจังหวัดนครสวรรค์"):
        nodes.set_joint(node=draft.made["1"], joint_agencies=[there], by=planner)


def test_a_cluster_takes_hosts_of_its_members(cluster, head_post, phichit):
    office = factories.agency(cluster, "สำนักงานบริหารยุทธศาสตร์กลุ่มจังหวัด")
    by = factories.user("cp", factories.post(office, "นักวิเคราะห์", "planner"))
    plan = plants.draft(cluster, by)
    assert plants.grown(plan, by, head_post)["1"].host == head_post


def test_a_new_node_is_taken_away(draft, planner):
    moves.retire(node=draft.made["1.1.1"], by=planner)
    assert not PlanNode.with_retired.filter(pk=draft.made["1.1.1"].pk).exists()


def test_what_hangs_on_a_node_keeps_it(draft, planner, officer, development, nakhonsawan):
    plants.project(nakhonsawan, officer, development, node=draft.made["1.1.1"])
    world = cards.world(nakhonsawan, 2569)
    cards.line(world, "1.1", node=draft.made["1.1.1"])
    with pytest.raises(Refused) as refused:
        moves.retire(node=draft.made["1.1.1"], by=planner)
    said = sorted(fault.message for fault in refused.value.faults)
    assert len(said) == 2
    assert any("โครงการ 1 รายการ" in one and "ส่งเสริมเมล็ดพันธุ์ดี" in one for one in said)
    with pytest.raises(Refused, match=r"รายการในแผน 1 รายการ.*รายได้เพิ่ม 1"):
        moves.retire(node=draft.made["1"], by=planner)


def test_what_an_earlier_version_had_is_marked_and_can_come_back(revision, planner):
    node = revision.made["1.1.1"]
    moves.retire(node=node, by=planner, reason="ซ้ำกับกลยุทธ์อื่น")
    assert node not in revision.nodes.all()
    kept = PlanNode.with_retired.get(pk=node.pk)
    assert kept.retired
    assert workflow.history(kept)[0].reason == "ซ้ำกับกลยุทธ์อื่น"
    again = moves.restore(node=kept, by=planner)
    assert again in revision.nodes.all()


def test_a_retired_code_is_free_and_does_not_come_back_twice(revision, planner, head_post):
    node, goal = revision.made["1.1.1"], revision.made["1.1"]
    moves.retire(node=node, by=planner)
    added = nodes.add(plan=revision, level="strategy", title_th="ใหม่", parent=goal, by=planner)
    assert added.code == "1.1.1"
    assert moves.restore(node=PlanNode.with_retired.get(pk=node.pk), by=planner).code == ""


def test_a_retired_node_is_not_copied_into_the_next_version(revision, planner):
    moves.retire(node=revision.made["1.1.1"], by=planner)
    plans.submit(plan=revision, by=planner)
    adopted = plans.adopt(plan=revision, resolution="มติ", on=plants.ADOPTED_ON, by=planner)
    third = plans.revise(plan=adopted, title="ฉบับที่สาม", by=planner)
    assert PlanNode.with_retired.filter(plan=third).count() == 7


@pytest.mark.parametrize("second", ["39.99", "40.01"])
def test_weights_that_are_not_exactly_100_are_not_submitted(draft, planner, second):
    nodes.set_weight(node=draft.made["2"], weight=Decimal(second), by=planner)
    with pytest.raises(Refused, match="ต้องเป็น 100"):
        plans.submit(plan=draft, by=planner)


def test_a_plan_has_words_of_its_own_and_its_revision_takes_them_over(draft, planner, nakhonsawan):
    labels.set_all(plan=draft, labels={"strategy": ("กลยุทธ์", "Strategy")}, by=planner)
    assert levels.of_plan(draft)["strategy"].label == "กลยุทธ์"
    assert draft.template.levels.get(level="strategy").label_th == "แนวทางการพัฒนา"
    plans.submit(plan=draft, by=planner)
    adopted = plans.adopt(plan=draft, resolution="มติ", on=plants.ADOPTED_ON, by=planner)
    newer = plans.revise(plan=adopted, title="ใหม่", by=planner)
    assert levels.of_plan(newer)["strategy"].label == "กลยุทธ์"
    labels.set_all(plan=newer, labels={"strategy": ("", "")}, by=planner)
    assert not newer.labels.exists()


def test_two_levels_do_not_bear_one_name(draft, planner):
    with pytest.raises(Refused, match="ใช้เรียกอีกระดับหนึ่งแล้ว") as refused:
        labels.set_all(plan=draft, labels={"strategy": ("พันธกิจ", "Approach")}, by=planner)
    assert refused.value.faults[0].field == "strategy_th"
    assert not draft.labels.exists()
