"""The plans of the demo: fiscal years 2548 and 2570, each with the words of its time."""

import datetime as dt
from decimal import Decimal

from accounts.models import Post
from common import clock
from demo import alignments, areas, people
from demo.told import Built, Tally, rows, split
from provinces.models import Agency, Area
from strategies.models import Plan, PlanNode, PlanTemplate
from strategies.services import nodes, plans

PLANNER = "planner"


def build() -> list[Built]:
    """Each plan from the first draft to the resolution that adopted it, on the days of its own."""
    tally = Tally()
    area = areas.nakhonsawan()
    for row in rows("plans.csv"):
        if Plan.objects.filter(area=area, title=row["title"]).exists():
            tally.there("plans")
        else:
            _plan(area, row, tally)
    return tally.told()


def plan_of(area: Area, fiscal_year: int) -> Plan:
    """The adopted plan of a demo year (2548 or 2570)."""
    return Plan.objects.in_force().of_year(fiscal_year).get(area=area)


def node(plan: Plan, code: str, level: str = "") -> PlanNode:
    """A node by its code: 1 is an issue, 1.1 an objective, 1.1.1 a strategy."""
    guessed = ("issue", "objective", "strategy", "programme")[code.count(".")]
    return plan.nodes.get(code=code, level=level or guessed)


def _plan(area: Area, row: dict[str, str], tally: Tally) -> None:
    with clock.at(dt.date.fromisoformat(row["begun"])):
        planner = people.user(PLANNER)
        plan = plans.create(
            area=area,
            template=PlanTemplate.objects.get(code=row["template"]),
            title=row["title"],
            title_en=row["title_en"],
            first_year=int(row["first_year"]),
            last_year=int(row["last_year"]),
            is_sample=True,
            by=planner,
        )
        tally.added("plans")
        _nodes(plan, row["fiscal_year"], tally)
        alignments.of_plan(plan, row["fiscal_year"], tally)
    with clock.at(dt.date.fromisoformat(row["submitted"])):
        plans.submit(plan=plan, by=people.user(PLANNER))
    adopted = dt.date.fromisoformat(row["adopted"])
    with clock.at(adopted):
        plans.adopt(plan=plan, resolution=row["resolution"], on=adopted, by=people.user(PLANNER))


def _nodes(plan: Plan, fiscal_year: str, tally: Tally) -> None:
    planner = people.user(PLANNER)
    offices = {one.code: one for one in plan.area.agencies.all()}
    heads: dict[str, Post] = {}
    made: dict[str, PlanNode] = {}
    for row in rows("nodes.csv"):
        if row["fiscal_year"] != fiscal_year:
            continue
        host = row["host"]
        if host and host not in heads:
            heads[host] = people.head_post(offices[host])
        made[f"{row['level']} {row['code']}".strip()] = nodes.add(
            plan=plan,
            level=row["level"],
            code=row["code"],
            parent=made[row["parent"]] if row["parent"] else None,
            title_th=row["title_th"],
            title_en=row["title_en"],
            weight=Decimal(row["weight"]) if row["weight"] else None,
            host=heads.get(host),
            joint_agencies=_agencies(offices, row["joint"]),
            by=planner,
        )
        tally.added("plan nodes")


def _agencies(offices: dict[str, Agency], cell: str) -> list[Agency]:
    return [offices[code] for code in split(cell)]
