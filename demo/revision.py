"""The revision of the demo's present plan: a draft with changes to compare and to adopt."""

import datetime as dt
from decimal import Decimal

from common import clock
from demo import areas, people, plans
from demo.told import Built, Tally
from strategies.models import Plan
from strategies.services import labels, moves, nodes
from strategies.services import plans as verbs

YEAR = 2570
BEGUN = dt.date(2027, 7, 5)
TITLE = "แผนพัฒนาจังหวัดนครสวรรค์ พ.ศ. 2566–2570 (ฉบับทบทวนครั้งที่ 2)"
TITLE_EN = "Nakhon Sawan Provincial Development Plan B.E. 2566–2570 (second review)"


def build() -> list[Built]:
    """Words, places, weights and hosts that the office would discuss after nine months."""
    tally = Tally()
    area = areas.nakhonsawan()
    built = Plan.objects.filter(area=area, title=TITLE).exists()
    if built or plans.plan_of(area, YEAR).revisions.exists():  # or somebody revises it already
        tally.there("revisions")
        return tally.told()
    with clock.at(BEGUN):
        _draft()
    tally.added("revisions")
    return tally.told()


def _draft() -> None:
    by = people.user(plans.PLANNER)
    adopted = plans.plan_of(areas.nakhonsawan(), YEAR)
    draft = verbs.revise(plan=adopted, title=TITLE, title_en=TITLE_EN, by=by)
    labels.set_all(plan=draft, labels={"strategy": ("กลยุทธ์", "Strategy")}, by=by)
    nodes.rename(
        node=plans.node(draft, "1.1.3"),
        title_th="ลดการเผาและจัดการเศษวัสดุในพื้นที่เกษตร",
        title_en="Less burning and better use of residues on fields",
        by=by,
    )
    for code, weight in (("3", 20), ("4", 25)):
        nodes.set_weight(node=plans.node(draft, code), weight=Decimal(weight), by=by)
    goal = plans.node(draft, "3.1")
    host = plans.node(draft, "3.1.4").host
    moves.move(node=plans.node(draft, "2.1.3"), parent=goal, by=by)
    moves.retire(
        node=plans.node(draft, "3.1.2"), by=by, reason="รวมไว้กับงานประจำของหน่วยงาน (ตัวอย่าง)"
    )
    nodes.add(
        plan=draft,
        level="strategy",
        title_th="ดูแลสุขภาพจิตของคนวัยทำงาน",
        title_en="Mental health of working people",
        parent=goal,
        host=host,
        by=by,
    )
    nodes.add(
        plan=draft,
        level="strategy",
        title_th="เตือนภัยน้ำท่วมและภัยแล้งล่วงหน้า",
        title_en="Early warning of floods and droughts",
        parent=plans.node(draft, "4.1"),
        by=by,
    )
