"""Whole cards for tests: plan, lines with criteria, rounds and results, in a few statements."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Post, User
from kpis.models import Card, Criteria, Indicator, Result, Round
from provinces.models import Area
from strategies.models import Plan, PlanNode, PlanTemplate, TemplateLevel
from tests import factories
from tests.factories.sample_cards import CARDS, ISSUES

ROUNDS = {"6": (3, 31), "9": (6, 30), "12": (9, 30)}
STEPS = ["แต่งตั้งคณะทำงาน", "กำหนดชุดข้อมูล", "รวบรวมข้อมูล", "เปิดระบบ", "ใช้ในที่ประชุม"]
PART_LEVELS = ["60", "70", "80", "90", "100"]


@dataclass
class World:
    """A card with everything around it, and shorthands to change it."""

    area: Area
    year: int
    card: Card
    plan: Plan
    issues: dict[str, PlanNode]
    criteria: dict[str, Criteria] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def url(self, rest: str) -> str:
        return f"/{self.area.code}/{self.year}/{rest}"

    def indicator(self, code: str) -> Indicator:
        return self.criteria[code].indicator

    def report(
        self, code: str, round_code: str = "6", status: str = "verified", **what: Any
    ) -> Result:
        """A result in a status, signed by whom the status needs."""
        signed = {"certified": ["certified_by"], "verified": ["certified_by", "verified_by"]}
        return Result.objects.create(
            criteria=self.criteria[code],
            round=self.rounds[round_code],
            status=status,
            entered_by=self.people["entered_by"],
            as_of=self.rounds[round_code].cut_off,
            **{name: self.people[name] for name in signed.get(status, [])},
            **what,
        )


def template() -> PlanTemplate:
    """A template with issues and strategies."""
    made, created = PlanTemplate.objects.get_or_create(
        code="test",
        defaults={
            "name_th": "แบบแผนทดสอบ",
            "name_en": "Test",
            "first_year": 2500,
            "last_year": 2600,
        },
    )
    if created:
        for order, (level, th, en) in enumerate(
            [("vision", "วิสัยทัศน์", "Vision"), ("mission", "พันธกิจ", "Mission"),
             ("issue", "ประเด็นยุทธศาสตร์", "Strategic issue"), ("strategy", "กลยุทธ์", "Strategy")]
        ):  # fmt: skip
            TemplateLevel.objects.create(
                template=made, level=level, label_th=th, label_en=en, order=order
            )
    return made


def plan(area: Area, year: int, issues: tuple[str, ...]) -> tuple[Plan, dict[str, PlanNode]]:
    made = Plan.objects.create(
        area=area, template=template(), title=f"แผนพัฒนา {area.name_th}", first_year=year,
        last_year=year,
    )  # fmt: skip
    PlanNode.objects.create(plan=made, level="vision", title_th="วิสัยทัศน์ทดสอบ")
    nodes = {}
    for position, title in enumerate(issues, start=1):
        issue = PlanNode.objects.create(
            plan=made, level="issue", code=str(position), position=position * 10, title_th=title
        )
        PlanNode.objects.create(
            plan=made, level="strategy", code=f"{position}.1", position=position * 10 + 1,
            title_th=f"กลยุทธ์ของ {title}", parent=issue,
        )  # fmt: skip
        nodes[str(position)] = issue
    made.status, made.adopted_on, made.adopted_by = "adopted", dt.date(year - 544, 9, 1), "มติ"
    made.save()  # closed once its nodes stand
    return made, nodes


def rounds(area: Area, year: int) -> dict[str, Round]:
    """The 6, 9 and 12 months' rounds; each closes on its cut-off day."""
    return {
        code: Round.objects.create(
            area=area,
            fiscal_year=year,
            kind=code,
            opens=dt.date(year - 543, month, 1),
            closes=dt.date(year - 543, month, day),
            cut_off=dt.date(year - 543, month, day),
        )
        for code, (month, day) in ROUNDS.items()
    }


def world(area: Area, year: int, *, collector: Post | None = None, **card: Any) -> World:
    """An empty card of a year with a plan of the sample's issues, three rounds and signatories."""
    made, issues = plan(area, year, ISSUES.get(year, ISSUES[2570]))
    people = {
        name: User.objects.filter(username=f"{name}-{area.code}").first()
        or factories.user(f"{name}-{area.code}")
        for name in ("entered_by", "certified_by", "verified_by")
    }
    if card.get("status") == "agreed":
        card |= {"agreed_at": timezone.now(), "agreed_by": people["verified_by"]}
    return World(
        area=area,
        year=year,
        card=Card.objects.create(area=area, fiscal_year=year, **card),
        plan=made,
        issues=issues,
        rounds=rounds(area, year),
        people=people,
    )


def over(plan: Plan, nodes: dict[str, PlanNode], year: int = 2570) -> World:
    """An empty card of a year over a plan that stands, with three rounds and signatories."""
    return World(
        area=plan.area,
        year=year,
        card=Card.objects.create(area=plan.area, fiscal_year=year),
        plan=plan,
        issues={code: nodes[code] for code in ("1", "2")},
        rounds=rounds(plan.area, year),
        people={
            name: factories.user(f"{name}-{plan.area.code}")
            for name in ("entered_by", "certified_by", "verified_by")
        },
    )


def line(
    into: World, code: str, *, weight: str = "10", levels: str | None = "1 2 3 4 5", **fields: Any
) -> Criteria:
    """A line on the card, under the strategy of its issue where there is one."""
    collector = fields.pop("collector", None)
    names = {"name_th": fields.pop("name", f"ตัวชี้วัด {code}"), "unit": fields.pop("unit", "ร้อยละ")}
    indicator = fields.pop("indicator", None) or Indicator.objects.filter(
        area=into.area, name_th=names["name_th"]
    ).first() or Indicator.objects.create(
        area=into.area, code=f"{into.year}-{code}", collector=collector, **names
    )  # fmt: skip
    issue = into.issues.get(code.split(".")[0])
    made = Criteria.objects.create(
        card=into.card,
        indicator=indicator,
        code=code,
        weight=Decimal(weight),
        node=fields.pop("node", issue and issue.children.first()),
        levels=[Decimal(x) for x in levels.split()] if levels else None,
        **fields,
    )
    into.criteria[code] = made
    return made


def sample(
    area: Area, year: int, *, round_code: str = "6", last: str = "n/a", **card: Any
) -> World:
    """The sample card of the year with its results in one round.

    last: what the 4.4 of FY2548 is: "n/a" (approved exception) or "missing".
    """
    made = world(area, year, is_sample=True, **card)
    office = factories.agency(area, f"สำนักงานตัวอย่าง {year}")
    collector = factories.post(office, "ผู้จัดเก็บข้อมูล", "officer")
    for code, name, unit, weight, target, levels, result, _ in CARDS[year]:
        common = {"weight": weight, "name": name, "unit": unit, "target": Decimal(target),
                  "collector": collector}  # fmt: skip
        if levels == "milestone":
            line(made, code, levels=None, method="milestone", milestones=STEPS, **common)
            made.report(code, round_code, steps=[int(x) for x in result.split()])
        elif levels == "composite":
            line(made, code, levels=None, method="composite", parts=parts(code), **common)
            given = dict(enumerate(result.split(), start=1))
            made.report(
                code, round_code, parts={f"{code}.{n}": {"value": x} for n, x in given.items()}
            )
        elif result == "N/A":
            line(made, code, levels=levels, **common)
            if last == "n/a":
                made.report(
                    code, round_code, not_applicable=True, not_applicable_reason="ยกเลิกการสำรวจ"
                )
        else:
            line(made, code, levels=levels, **common)
            made.report(code, round_code, value=Decimal(result))
    return made


def parts(code: str) -> list[dict[str, Any]]:
    """Three parts with the weights of the worked example."""
    return [
        {"id": f"{code}.{n}", "name": f"ส่วนที่ {n}", "weight": weight, "method": "interpolate",
         "levels": PART_LEVELS}
        for n, weight in enumerate(["0.5", "0.3", "0.2"], start=1)
    ]  # fmt: skip


def collector(area: Area) -> Post:
    """A post that owes results."""
    office = factories.agency(area, f"สำนักงานของ{area.name_th}")
    return factories.post(office, "ผู้จัดเก็บข้อมูล", "officer")
