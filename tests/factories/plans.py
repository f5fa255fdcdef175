"""Plans and projects for tests, through the services; `many_*` fill the ground for counts."""

import datetime as dt
from decimal import Decimal

from accounts.models import Post, User
from projects.models import BudgetLine, Project
from projects.services import projects
from provinces.models import Agency, Area
from strategies.models import Plan, PlanNode, PlanTemplate
from strategies.services import nodes, plans, templates

ADOPTED_ON = dt.date(2026, 8, 21)


def template(code: str = "2561-2570") -> PlanTemplate:
    templates.load()
    return PlanTemplate.objects.get(code=code)


def draft(area: Area, planner: User, *, code: str = "2561-2570", years=(2566, 2570)) -> Plan:
    return plans.create(
        area=area,
        template=template(code),
        title="แผนพัฒนาจังหวัด",
        title_en="Provincial plan",
        first_year=years[0],
        last_year=years[1],
        by=planner,
    )


def grown(plan: Plan, planner: User, host: Post | None) -> dict[str, PlanNode]:
    """Vision, one mission, two issues (60 and 40), each with an objective and a strategy."""
    vision = nodes.add(plan=plan, level="vision", title_th="เมืองน่าอยู่", by=planner)
    made = {"vision": vision}
    nodes.add(plan=plan, level="mission", title_th="พัฒนาคน", parent=vision, by=planner)
    for number, (title, weight) in enumerate([("เกษตรมูลค่าสูง", 60), ("ท่องเที่ยว", 40)], start=1):
        issue = nodes.add(
            plan=plan,
            level="issue",
            title_th=title,
            title_en=f"Issue {number}",
            parent=vision,
            weight=Decimal(weight),
            host=host,
            by=planner,
        )
        objective = nodes.add(
            plan=plan,
            level="objective",
            title_th=f"รายได้เพิ่ม {number}",
            parent=issue,
            host=host,
            by=planner,
        )
        strategy = nodes.add(
            plan=plan,
            level="strategy",
            title_th=f"ส่งเสริมการผลิต {number}",
            parent=objective,
            host=host,
            by=planner,
        )
        made |= {issue.code: issue, objective.code: objective, strategy.code: strategy}
    return made


def adopted(area: Area, planner: User, host: Post) -> tuple[Plan, dict[str, PlanNode]]:
    plan = draft(area, planner)
    made = grown(plan, planner, host)
    plans.submit(plan=plan, by=planner)
    plan = plans.adopt(plan=plan, resolution="มติ ก.บ.จ. 1/2569", on=ADOPTED_ON, by=planner)
    return plan, made


def project(area: Area, officer: User, host: Agency, code: str = "70-1-01", **given) -> Project:
    return projects.propose(
        area=area,
        fiscal_year=given.pop("fiscal_year", 2570),
        code=code,
        name_th=given.pop("name_th", "ส่งเสริมเมล็ดพันธุ์ดี"),
        host_agency=host,
        by=officer,
        **given,
    )


def many_nodes(plan: Plan, parent: PlanNode, number: int, host: Post) -> list[PlanNode]:
    return PlanNode.objects.bulk_create(
        PlanNode(
            plan=plan,
            parent=parent,
            level="strategy",
            code=f"{parent.code}.{1000 + n}",
            position=1000 + n,
            title_th=f"กลยุทธ์ที่ {n}",
            host=host,
        )
        for n in range(number)
    )


def many_projects(
    area: Area, host: Agency, number: int, node: PlanNode | None = None, prefix: str = "B"
) -> list[Project]:
    made = Project.objects.bulk_create(
        Project(
            area=area,
            fiscal_year=2570,
            code=f"{prefix}-{n:04}",
            name_th=f"โครงการที่ {n}",
            host_agency=host,
            node=node,
        )
        for n in range(number)
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(project=one, source="province", category="operating", allocated=Decimal(1000000))
        for one in made
    )
    districts = list(area.districts.all())
    if districts:
        Project.districts.through.objects.bulk_create(
            Project.districts.through(project=one, area=districts[n % len(districts)])
            for n, one in enumerate(made)
        )
    return made
