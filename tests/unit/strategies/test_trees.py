"""The tree of a plan: built from rows, searched without losing what stands above."""

from decimal import Decimal

from common.slots import NodeFact
from strategies import trees
from strategies.trees import Node


def node(pk: int, level: str, code: str, title: str, **more) -> Node:
    return Node(pk=pk, level=level, label="", code=code, title=title, **more)


FLAT = [
    (node(1, "issue", "1", "เกษตรมูลค่าสูง", weight=Decimal(60)), None),
    (node(2, "objective", "1.1", "รายได้เพิ่ม"), 1),
    (node(3, "strategy", "1.1.1", "ยกระดับ OTOP ออนไลน์"), 2),
    (node(4, "strategy", "1.1.2", "ลดการเผา", agency="สนง.ปภ.จังหวัด"), 2),
]
FACTS = {
    3: [NodeFact("project", "มหกรรม OTOP", code="70-1"), NodeFact("project", "ตลาด", code="70-2")],
    4: [NodeFact("indicator", "จุดความร้อน", code="1.4"), NodeFact("score", "", score=Decimal(3))],
}


def test_it_works():
    (issue,) = trees.build(FLAT, FACTS)
    (objective,) = issue.children
    online, burning = objective.children
    assert (issue.project_count, objective.project_count, online.project_count) == (2, 2, 2)
    assert [entry.fact.code for entry in online.projects] == ["70-1", "70-2"]
    assert burning.score == FACTS[4][1]
    assert burning.indicators[0].fact.label == "จุดความร้อน"


def test_search_keeps_what_stands_above_and_leaves_out_the_rest():
    roots, hits = trees.search(trees.build(FLAT, FACTS), "otop")
    strategy = roots[0].children[0].children[0]
    assert hits == 2
    assert len(roots[0].children[0].children) == 1
    assert strategy.pieces == (("ยกระดับ ", False), ("OTOP", True), (" ออนไลน์", False))
    assert [entry.fact.code for entry in strategy.projects] == ["70-1"]


def test_search_by_code_host_and_with_a_stray_blank():
    tree = trees.build(FLAT, FACTS)
    assert trees.search(tree, "1.4")[1] == 1
    assert trees.search(tree, "ปภ")[1] == 1
    assert trees.search(tree, "ลด การเผา")[0][0].children[0].children[0].pieces == (
        ("ลดการเผา", True),
    )


def test_search_that_finds_nothing():
    assert trees.search(trees.build(FLAT, FACTS), "ประปา") == ((), 0)
