"""The projects of the demo, from proposal to where they stand, and the indicators they move."""

import datetime as dt
from decimal import Decimal

from accounts.models import Post, User
from common import clock
from demo import areas, people, plans
from demo.told import Built, Tally, rows, split
from kpis.models import Criteria, Indicator
from projects.models import Project
from projects.services import budgets, projects
from projects.services.budgets import Money
from provinces.models import Agency, Area
from strategies.models import PlanNode

PLANNER = "planner"
ORDER = ("proposed", "screened", "approved", "running", "finished")
# When each step was taken, by fiscal year: proposed, screened, approved, started, finished.
DAYS = {
    2548: ("2004-06-14", "2004-07-19", "2004-08-20", "2004-10-18", "2005-09-23"),
    2570: ("2026-05-18", "2026-07-06", "2026-08-21", "2026-10-12", "2027-09-20"),
}
RESOLUTION = {
    2548: "มติ กบจ.นครสวรรค์ ครั้งที่ 3/2547 (ตัวอย่าง)",
    2570: "มติ ก.บ.จ.นครสวรรค์ ครั้งที่ 3/2569 (ตัวอย่าง)",
}


def build() -> list[Built]:
    """Propose, budget, screen, approve and carry out, each step on its day and by its person."""
    tally = Tally()
    area = areas.nakhonsawan()
    for fiscal_year in DAYS:
        there = set(
            Project.objects.filter(area=area).of(fiscal_year).values_list("code", flat=True)
        )
        wanted = [row for row in rows("projects.csv") if int(row["fiscal_year"]) == fiscal_year]
        new = [row for row in wanted if row["code"] not in there]
        tally.there("projects", len(wanted) - len(new))
        if new:
            _year(area, fiscal_year, new)
            tally.added("projects", len(new))
    return tally.told()


def link_indicators() -> list[Built]:
    """Name the indicators that each project moves; they exist once the cards are built."""
    tally = Tally()
    area = areas.nakhonsawan()
    planner = people.user(PLANNER)
    lines = {
        (line.card.fiscal_year, line.code): line.indicator
        for line in Criteria.objects.current()
        .of_areas()
        .filter(card__area=area)
        .select_related("card", "indicator")
    }
    stored = {
        (project.fiscal_year, project.code): project
        for project in Project.objects.filter(area=area).prefetch_related("indicators")
    }
    for row in rows("projects.csv"):
        fiscal_year = int(row["fiscal_year"])
        project = stored[fiscal_year, row["code"]]
        wanted: list[Indicator] = [
            lines[fiscal_year, code]
            for code in split(row["indicators"])
            if (fiscal_year, code) in lines
        ]
        if not wanted or list(project.indicators.all()):
            tally.there("links to indicators", len(project.indicators.all()))
            continue
        projects.set_indicators(project=project, indicators=wanted, by=planner)
        tally.added("links to indicators", len(wanted))
    return tally.told()


def _year(area: Area, fiscal_year: int, wanted: list[dict[str, str]]) -> None:
    cast = _Cast(area, fiscal_year)
    days = [dt.date.fromisoformat(day) for day in DAYS[fiscal_year]]
    with clock.at(days[0]):
        made = [(_propose(area, fiscal_year, row, cast), row) for row in wanted]
    for number, state in enumerate(ORDER[1:], start=1):
        with clock.at(days[number]):
            planner = people.user(PLANNER)
            for project, row in made:
                if ORDER.index(row["status"]) < number:
                    continue
                if state == "screened":
                    projects.screen(project=project, by=planner)
                elif state == "approved":
                    projects.approve(
                        project=project, resolution=RESOLUTION[fiscal_year], by=planner
                    )
                elif state == "running":
                    projects.start(project=project, by=cast.officers[row["host"]])
                else:
                    projects.finish(project=project, by=cast.officers[row["host"]])


class _Cast:
    """What the rows of a year refer to, read once."""

    def __init__(self, area: Area, fiscal_year: int) -> None:
        self.plan = plans.plan_of(area, fiscal_year)
        self.nodes: dict[str, PlanNode] = {
            node.code: node
            for node in self.plan.nodes.filter(level__in=["strategy", "programme"]).select_related(
                "plan"
            )
        }
        self.districts = {one.name_th: one for one in area.districts.all()}
        self.offices: dict[str, Agency] = {one.code: one for one in area.agencies.all()}
        self.district_offices = list(Agency.objects.filter(area__province=area, code="district"))
        self.heads: dict[str, Post] = {}
        self.officers: dict[str, User] = {}
        for code in {row["host"] for row in rows("projects.csv")}:
            self.heads[code] = people.head_post(self.offices[code])
            self.officers[code] = people.holder(people.officer_post(self.offices[code]))

    def joint(self, cell: str) -> list[Agency]:
        found: list[Agency] = []
        for code in split(cell):
            found += self.district_offices if code == "districts" else [self.offices[code]]
        return found


def _propose(area: Area, fiscal_year: int, row: dict[str, str], cast: _Cast) -> Project:
    officer = cast.officers[row["host"]]
    whole = row["places"] == "whole"
    project = projects.propose(
        area=area,
        fiscal_year=fiscal_year,
        code=row["code"],
        name_th=row["name_th"],
        name_en=row["name_en"],
        host_agency=cast.offices[row["host"]],
        host_post=cast.heads[row["host"]],
        node=cast.nodes[row["node"]],
        joint_agencies=cast.joint(row["joint"]),
        districts=[] if whole else [cast.districts[name] for name in split(row["places"])],
        whole_area=whole,
        kind=row["kind"],
        beneficiaries=row["beneficiaries"],
        is_sample=True,
        by=officer,
    )
    budgets.set_lines(project=project, lines=_money(row["budget"]), by=officer)
    return project


def _money(cell: str) -> list[Money]:
    """`province/investment:38000000;…`"""
    lines = []
    for part in split(cell):
        where, amount = part.split(":")
        source, category = where.split("/")
        lines.append(Money(source, category, Decimal(amount)))
    return lines
