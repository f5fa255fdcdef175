"""The cluster's plan, short plans of its members, and a draft of Nakhon Sawan open to comments."""

import datetime as dt
from decimal import Decimal

from accounts.models import User
from common import clock
from demo import areas, people, plans
from demo.told import Built, Tally, rows
from provinces.models import Agency, Area
from strategies.models import Comment, Consultation, NodeReference, Plan, PlanNode, PlanTemplate
from strategies.services import comments, consultations, nodes, references
from strategies.services import plans as verbs

OPENED, CLOSES = dt.date(2027, 7, 5), dt.date(2027, 7, 31)
REWORDED = dt.date(2027, 7, 14)
ASKED = (
    "community",
    "agriculture",
    "irrigation",
    "health",
    "electricity",
    "pao",
    "city",
    "chamber",
    "industries",
    "university",
)
INTRODUCTION = (
    "สำนักงานจังหวัดนครสวรรค์ขอเชิญทุกภาคส่วนให้ความเห็นต่อร่างแผนฉบับนี้ (ข้อมูลตัวอย่าง) "
    "ทุกความเห็นจะได้รับคำตอบก่อนเสนอคณะกรรมการ"
)


def build() -> list[Built]:
    """Plans first; then what of them serves the cluster."""
    tally = Tally()
    for row in rows("more_plans.csv"):
        area = Area.objects.get(code=row["area"])
        if Plan.objects.filter(area=area, title=row["title"]).exists():
            tally.there("plans")
        else:
            _plan(area, row, tally)
    _references(tally)
    return tally.told()


def consult() -> list[Built]:
    """Open the draft to the sectors, let them speak on the days of the story, and heed one."""
    tally = Tally()
    draft = _draft()
    if draft.consultations.exists():
        tally.there("consultations")
        return tally.told()
    planner = people.user("planner")
    offices = {one.code: one for one in draft.area.agencies.all()}
    with clock.at(OPENED):
        opened = consultations.open_(
            plan=draft,
            closes=CLOSES,
            agencies=[offices[code] for code in ASKED],
            introduction=INTRODUCTION,
            by=planner,
        )
    tally.added("consultations")
    for row in rows("comments.csv"):
        _comment(opened, row, offices, planner)
        tally.added("comments")
    with clock.at(REWORDED):
        nodes.rename(
            node=plans.node(draft, "1.1.1"),
            title_th="ส่งเสริมเกษตรคาร์บอนต่ำและเกษตรแม่นยำของเกษตรกรและกลุ่มอาชีพ",
            title_en="Low-carbon and precise farming for farmers and occupational groups",
            by=planner,
        )
    return tally.told()


def stands() -> bool:
    """Whether the last part of it is there."""
    return Consultation.objects.filter(plan__area__code=areas.PROVINCE).exists()


def _draft() -> Plan:
    return Plan.objects.get(area=areas.nakhonsawan(), first_year=2571, version=1)


def _plan(area: Area, row: dict[str, str], tally: Tally) -> None:
    by = people.user(row["by"])
    with clock.at(dt.date.fromisoformat(row["begun"])):
        plan = verbs.create(
            area=area,
            template=PlanTemplate.objects.get(code=row["template"]),
            title=row["title"],
            title_en=row["title_en"],
            first_year=int(row["first_year"]),
            last_year=int(row["last_year"]),
            is_sample=True,
            by=by,
        )
        tally.added("plans")
        _nodes(plan, row["area"], by, tally)
    if row["adopted"]:
        adopted = dt.date.fromisoformat(row["adopted"])
        with clock.at(adopted):
            plan = verbs.submit(plan=plan, by=by)
            verbs.adopt(plan=plan, resolution=row["resolution"], on=adopted, by=by)


def _nodes(plan: Plan, code: str, by: User, tally: Tally) -> None:
    """The tree of a file; the chief of the office hosts all of it."""
    host = people.head_post(plan.area.agencies.get(code="office")) if code != "N-L2" else None
    made: dict[str, PlanNode] = {}
    for row in rows("more_nodes.csv"):
        if row["area"] != code:
            continue
        made[f"{row['level']} {row['code']}".strip()] = nodes.add(
            plan=plan,
            level=row["level"],
            code=row["code"],
            parent=made[row["parent"]] if row["parent"] else None,
            title_th=row["title_th"],
            title_en=row["title_en"],
            weight=Decimal(row["weight"]) if row["weight"] else None,
            host=None if row["level"] == "vision" else host,
            by=by,
        )
        tally.added("plan nodes")


def _references(tally: Tally) -> None:
    plan = Plan.objects.get(area=areas.cluster(), first_year=2566, version=1)
    by = people.user("clusterplanner")
    there = set(NodeReference.objects.values_list("node_id", "member_node_id"))
    adopted: dict[tuple[str, str], Plan] = {}
    for row in rows("references.csv"):
        key = (row["area"], row["fiscal_year"])
        if key not in adopted:
            adopted[key] = plans.plan_of(Area.objects.get(code=key[0]), int(key[1]))
        issue, member = plans.node(plan, row["issue"]), plans.node(adopted[key], row["code"])
        if (issue.pk, member.pk) in there:
            tally.there("references of the cluster")
            continue
        references.add(node=issue, member_node=member, by=by)
        tally.added("references of the cluster")


def _comment(
    opened: Consultation, row: dict[str, str], offices: dict[str, Agency], planner: User
) -> Comment:
    day = dt.date.fromisoformat(row["day"])
    node = plans.node(opened.plan, row["node"]) if row["node"] else None
    with clock.at(day):
        made = comments.give(
            consultation=opened,
            node=node,
            text=row["text"],
            agency=offices[row["agency"]],
            by=people.user(row["by"]),
        )
        if row["outcome"]:
            made = comments.answer(
                comment=made, outcome=row["outcome"], answer=row["answer"], by=planner
            )
    return made
