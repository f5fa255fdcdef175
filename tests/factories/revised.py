"""A card whose plan was revised, and the revision adopted, between two of its rounds.

Lines, projects, alignments and references hang on the first version. The revision words issue 1
anew, moves strategy 2.1.2 under issue 1, and gives strategy 1.1.2 up.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Post, User
from projects.models import Project
from provinces.models import Agency, Area
from strategies.models import Plan, PlanNode
from strategies.services import moves, nodes, plans
from tests.factories import cards
from tests.factories import plans as plants

ADOPTED_ON = dt.date(2027, 5, 15)
"""After the cut-off of the six months' round, before that of the nine months' round."""

HUNG = {"1.1": "1.1.1", "1.2": "1.1.2", "2.1": "2.1.1", "2.2": "2.1.2"}
"""Under which strategy of the first version each line stands."""


@dataclass
class Revised:
    """The card with the nodes of the first version by their codes; `newer` once it is adopted."""

    world: cards.World
    made: dict[str, PlanNode]
    projects: dict[str, Project]
    newer: Plan | None = None

    def node(self, code: str) -> PlanNode:
        """The entry of the newer version that is a copy of this one."""
        return PlanNode.with_retired.get(plan=self.newer, identity=self.made[code].identity)


def hung(area: Area, planner: User, host: Post, office: Agency) -> Revised:
    """The first version, adopted, with what hangs on it: four lines and four projects."""
    plan = plants.draft(area, planner)
    made = plants.grown(plan, planner, host)
    for code in ("1.1", "2.1"):
        one = nodes.add(plan=plan, level="strategy", title_th=f"กลยุทธ์ที่สองของ {code}",
                        parent=made[code], host=host, by=planner)  # fmt: skip
        made[one.code] = one
    plans.submit(plan=plan, by=planner)
    plan = plans.adopt(plan=plan, resolution="มติ ก.บ.จ. 1/2569", on=plants.ADOPTED_ON, by=planner)
    world = cards.over(plan, made)
    for number, (code, under) in enumerate(HUNG.items(), start=1):
        cards.line(world, code, weight="25", node=made[under], collector=host)
        for round in ("6", "9"):
            world.report(code, round, value=Decimal(number))
    projects = {
        under: Project.objects.create(
            area=area, fiscal_year=2570, code=f"70-{under}", name_th=f"โครงการของ {under}",
            host_agency=office, node=made[under], status="approved", whole_area=True,
        )
        for under in HUNG.values()
    }  # fmt: skip
    return Revised(world, made, projects)


def adopt(revised: Revised, planner: User) -> Plan:
    """Revise the plan, change it, and adopt it."""
    newer = plans.revise(plan=revised.world.plan, title="แผนฉบับทบทวน", by=planner)
    revised.newer = newer
    nodes.rename(node=revised.node("1"), title_th="เกษตรปลอดภัย", by=planner)
    moves.move(node=revised.node("2.1.2"), parent=revised.node("1.1"), by=planner)
    moves.retire(node=revised.node("1.1.2"), by=planner, reason="รวมกับกลยุทธ์อื่น")
    plans.submit(plan=newer, by=planner)
    revised.newer = plans.adopt(
        plan=newer, resolution="มติ ก.บ.จ. 2/2570", on=ADOPTED_ON, by=planner
    )
    return revised.newer
