"""Plans, cards, rounds and results for measuring, written in bulk."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import WorkflowMove
from demo.bench import words
from demo.bench.ground import YEAR, Place
from evidence.models import Evidence
from kpis.models import Card, Criteria, Indicator, Result, Round
from strategies.models import Level, Plan, PlanNode, PlanTemplate

ROUNDS = {  # opens, closes, cut-off
    "6": ((2027, 4, 1), (2027, 4, 30), (2027, 3, 31)),
    "9": ((2027, 7, 1), (2027, 7, 31), (2027, 6, 30)),
    "12": ((2027, 10, 1), (2027, 10, 31), (2027, 9, 30)),
}
REPORTED = ("6", "9")
SIGNED = ("submit", "certify", "verify")


def plan(place: Place) -> None:
    """An adopted plan: vision, missions, issues, objectives, and strategies for the rest."""
    place.plan = Plan.objects.create(
        area=place.area,
        template=PlanTemplate.objects.get(first_year__lte=YEAR, last_year__gte=YEAR),
        title=f"แผนพัฒนา{place.area.name_th}",
        first_year=YEAR,
        last_year=YEAR,
    )
    top = [_node(place, "vision", 0, "เมืองเกษตรปลอดภัย ศูนย์กลางการค้า สังคมเป็นสุข")]
    top += [_node(place, "mission", n, words.STRATEGY) for n in range(1, 4)]
    issues = [
        _node(place, "issue", n, title, code=str(n), weight=Decimal(25))
        for n, title in enumerate(words.ISSUES, start=1)
    ]
    made = PlanNode.objects.bulk_create(top + issues)
    issues = made[len(top) :]
    rest = max(place.shape.nodes - len(made), 2 * len(issues))
    objectives = _below(place, issues, "objective", max(rest // 6, len(issues)))
    strategies = _below(place, objectives, "strategy", rest - len(objectives))
    place.nodes = made + objectives + strategies
    through: Any = PlanNode.joint_agencies.through
    through.objects.bulk_create(
        through(plannode=node, agency=place.agencies[n % len(place.agencies)])
        for n, node in enumerate(strategies)
    )
    place.plan.status, place.plan.adopted_on = Plan.Status.ADOPTED, dt.date(2026, 9, 1)
    place.plan.adopted_by = "มติคณะกรรมการ"
    place.plan.save()  # closed once everything stands in it


def _below(place: Place, parents: list[PlanNode], level: str, count: int) -> list[PlanNode]:
    return PlanNode.objects.bulk_create(
        _node(
            place,
            level,
            n,
            f"{words.STRATEGY} ด้านที่ {n + 1}",
            parent=parents[n % len(parents)],
            code=f"{level[0]}{n + 1}",
        )
        for n in range(count)
    )


def _node(place: Place, level: str, position: int, title: str, **fields: Any) -> PlanNode:
    hosted = level not in (Level.VISION, Level.MISSION)
    host = place.collectors[position % len(place.collectors)] if hosted else None
    return PlanNode(
        plan=place.plan, level=level, position=position, title_th=title, host=host, **fields
    )


def card(place: Place) -> None:
    """An agreed card: its lines under strategies, of every method, weights of 100 together."""
    count = place.shape.lines
    place.card = Card.objects.create(
        area=place.area,
        fiscal_year=YEAR,
        status=Card.Status.AGREED,
        agreed_at=timezone.now(),
        agreed_by=place.signers.verifier,
    )
    indicators = Indicator.objects.bulk_create(_indicator(place, n) for n in range(count))
    weight = (Decimal(100) / count).quantize(Decimal("0.0001"))
    strategies = place.strategies()
    issue_of = _issue_of(place)
    lines, numbers = [], dict.fromkeys(issue_of.values(), 0)
    for n, indicator in enumerate(indicators):
        node = strategies[n % len(strategies)]
        issue = issue_of[node.pk]
        numbers[issue] += 1
        code = f"{issue}.{numbers[issue]}"
        lines.append(
            Criteria(
                card=place.card,
                indicator=indicator,
                code=code,
                node=node,
                weight=weight if n else 100 - weight * (count - 1),
                target=Decimal(80),
                baseline=[[2568, "72.5"], [2569, "76.25"]],
                **_method(n, code),
            )
        )
    place.criteria = Criteria.objects.bulk_create(lines)


def _issue_of(place: Place) -> dict[int, str]:
    """The code of the issue above each strategy."""
    by_pk = {node.pk: node for node in place.nodes}
    return {
        node.pk: by_pk[by_pk[node.parent_id or 0].parent_id or 0].code
        for node in place.strategies()
    }


def _indicator(place: Place, n: int) -> Indicator:
    return Indicator(
        area=place.area,
        code=f"BENCH-{n + 1}",
        name_th=f"{words.INDICATORS[n % len(words.INDICATORS)]} ({n + 1})",
        unit="ร้อยละ",
        definition=words.DEFINITION,
        formula=words.FORMULA,
        source="ระบบรายงานของหน่วยงานเจ้าภาพ",
        dimension="ประสิทธิผล",
        collector=place.collectors[n % len(place.collectors)],
        supervisor=place.collectors[(n + 1) % len(place.collectors)],
    )


def _method(n: int, code: str) -> dict[str, Any]:
    """Most lines interpolate; one in ten each has steps, milestones, parts, or falls."""
    levels = [Decimal(x) for x in (60, 70, 80, 90, 100)]
    match n % 10:
        case 3:
            return {"method": "milestone", "milestones": list(words.STEPS)}
        case 5:
            return {"method": "composite", "parts": _parts(code)}
        case 7:
            return {"method": "step", "levels": levels}
        case 9:
            return {"levels": levels[::-1]}
    return {"levels": levels}


def _parts(code: str) -> list[dict[str, Any]]:
    weights = enumerate(("0.5", "0.3", "0.2"), start=1)
    return [
        {
            "id": f"{code}.{n}",
            "name": f"องค์ประกอบที่ {n}",
            "weight": weight,
            "method": "interpolate",
            "levels": ["60", "70", "80", "90", "100"],
        }
        for n, weight in weights
    ]


def results(place: Place) -> None:
    """Three rounds; results, one evidence link each and their history in two of them."""
    days = {code: [dt.date(*day) for day in given] for code, given in ROUNDS.items()}
    made = Round.objects.bulk_create(
        Round(area=place.area, fiscal_year=YEAR, kind=code, opens=a, closes=b, cut_off=c)
        for code, (a, b, c) in days.items()
    )
    place.rounds = {one.kind: one for one in made}
    for code in REPORTED:
        rows = Result.objects.bulk_create(
            _result(place, line, place.rounds[code], n) for n, line in enumerate(place.criteria)
        )
        _evidence(place, rows)
        WorkflowMove.objects.bulk_create(move for row in rows for move in _history(row))


def _result(place: Place, line: Criteria, round: Round, n: int) -> Result:
    """Of the open round every fourth waits for the office and every fourth for the head."""
    status = "verified"
    if round.kind == "9":
        status = {0: "certified", 1: "submitted"}.get(n % 4, "verified")
    signers = place.signers
    return Result(
        criteria=line,
        round=round,
        status=status,
        as_of=round.cut_off,
        statement=words.STATEMENT,
        supporting=words.SUPPORTING,
        obstacles=words.OBSTACLES,
        suggestions=words.SUGGESTIONS,
        entered_by=signers.officer,
        certified_by=None if status == "submitted" else signers.head,
        verified_by=signers.verifier if status == "verified" else None,
        **_measured(line, n + int(round.kind)),
    )


def _measured(line: Criteria, n: int) -> dict[str, Any]:
    if line.method == "milestone":
        return {"steps": list(range(1, 2 + n % 5))}
    value = Decimal(62 + n * 7 % 37) + Decimal(n % 4) / 4
    if line.parts:
        return {"parts": {part["id"]: {"value": str(value)} for part in line.parts}}
    return {"value": value}


def _evidence(place: Place, rows: list[Result]) -> None:
    links = Evidence.objects.bulk_create(
        Evidence(
            name=f"หลักฐานประกอบ {n + 1}",
            shows="ภาพถ่ายและรายงานผลการดำเนินงาน",
            url=f"https://example.go.th/evidence/{n + 1}",
            uploaded_by=place.signers.officer,
        )
        for n in range(len(rows))
    )
    through: Any = Result.evidence.through
    through.objects.bulk_create(
        through(result=row, evidence=link) for row, link in zip(rows, links, strict=True)
    )


def _history(row: Result) -> list[WorkflowMove]:
    people = (row.entered_by, row.certified_by, row.verified_by)
    return [
        WorkflowMove(
            subject="kpis.result", subject_id=row.pk, action=action, to_state=action, by=who
        )
        for action, who in zip(SIGNED, people, strict=True)
        if who is not None
    ]
