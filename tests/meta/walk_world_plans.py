"""The plans of the walk: one in each state, in years that the rest of the world leaves alone."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import User
from provinces.models import Area
from strategies.models import Plan, PlanNode
from strategies.services import labels, moves, nodes, plans
from tests.factories import plans as plants


@dataclass
class Plans:
    """A revision that is worked on, a plan before the committee, and what they are made of."""

    draft: Plan
    submitted: Plan
    adopted: Plan
    node: PlanNode
    objective: PlanNode
    retired: PlanNode


def build(area: Area, by: User, mark: str) -> Plans:
    """Every title carries the mark."""
    host = by.tenures.get().post
    adopted = _plan(area, by, (2581, 2582), f"{mark} ฉบับที่มีผล")
    plants.grown(adopted, by, host)
    plans.submit(plan=adopted, by=by)
    adopted = plans.adopt(plan=adopted, resolution="มติ", on=dt.date(2027, 7, 1), by=by)
    again = _plan(area, by, (2583, 2584), f"{mark} ฉบับที่แก้ไข")
    plants.grown(again, by, host)
    plans.submit(plan=again, by=by)
    again = plans.adopt(plan=again, resolution="มติ", on=dt.date(2027, 7, 1), by=by)
    draft = plans.revise(plan=again, title=f"{mark} ฉบับร่าง", by=by)
    vision = draft.nodes.get(level="vision")
    extra = nodes.add(plan=draft, level="issue", title_th=mark, parent=vision, by=by)
    labels.set_all(plan=draft, labels={"programme": ("แผนงานย่อย", "Subprogramme")}, by=by)
    gone = draft.nodes.get(code="2.1.1")
    moves.retire(node=gone, by=by)
    submitted = _plan(area, by, (2585, 2586), f"{mark} ฉบับที่เสนอ")
    plants.grown(submitted, by, host)
    submitted = plans.submit(plan=submitted, by=by)
    return Plans(draft, submitted, adopted, extra, draft.nodes.get(code="1.1"), gone)


def _plan(area: Area, by: User, years: tuple[int, int], title: str) -> Plan:
    return plans.create(
        area=area,
        template=plants.template(),
        title=title,
        first_year=years[0],
        last_year=years[1],
        by=by,
    )
