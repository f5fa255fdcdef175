"""The story of two years' rounds: reported, certified, verified, and what went otherwise.

Fiscal year 2548 is over: its 12-month round gives the sample card's total. In 2570 the 6-month
round is over and the 9-month round is open on the demo's day, with work waiting for everybody.
Between them every state occurs: scored, not due, not applicable, not reported, no criteria.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.models import User
from common import clock
from demo import people, proofs
from demo.told import Built, Tally, rows
from kpis.models import Criteria, Result, Round
from kpis.services import results, rounds
from kpis.services.results import Entry
from provinces.models import Area

INTERIM = Decimal("0.55")  # share of the year's way from level 1 to the result, after six months


@dataclass(frozen=True)
class Calendar:
    """One round of the story: its days, and on which of them the people act."""

    year: int
    kind: str
    opens: dt.date
    closes: dt.date
    cut_off: dt.date

    @property
    def entered(self) -> dt.date:
        return self.opens + dt.timedelta(days=8)

    @property
    def checked(self) -> dt.date:
        return self.opens + dt.timedelta(days=15)


SIX_2548 = Calendar(2548, "6", dt.date(2005, 4, 1), dt.date(2005, 4, 30), dt.date(2005, 3, 31))
TWELVE_2548 = Calendar(
    2548, "12", dt.date(2005, 10, 1), dt.date(2005, 10, 31), dt.date(2005, 9, 30)
)
SIX_2570 = Calendar(2570, "6", dt.date(2027, 4, 1), dt.date(2027, 4, 30), dt.date(2027, 3, 31))
NINE_2570 = Calendar(2570, "9", dt.date(2027, 7, 1), dt.date(2027, 7, 31), dt.date(2027, 6, 30))
TWELVE_2570 = Calendar(
    2570, "12", dt.date(2027, 10, 1), dt.date(2027, 10, 31), dt.date(2027, 9, 30)
)
CALENDAR = (SIX_2548, TWELVE_2548, SIX_2570, NINE_2570, TWELVE_2570)

NEVER_REPORTED = {(2548, "6"): {"3.3"}, (2570, "6"): {"1.4"}}
EXCUSED = {(2548, "12"): {"4.4"}}
LEFT_SUBMITTED = {(2570, "9"): {"2.2", "4.3"}}
LEFT_CERTIFIED = {(2570, "9"): {"1.2", "3.1"}}


def build(area: Area) -> list[Built]:
    """Rounds, results with evidence, and the moves of the people concerned."""
    tally = Tally()
    for calendar in CALENDAR:
        round = _round(area, calendar, tally)
        if calendar is TWELVE_2570:
            continue
        if round.results.exists():
            tally.there("results", round.results.count())
            continue
        for criteria in _lines(area, calendar):
            _tell(criteria, round, calendar, tally)
    return tally.told()


def _round(area: Area, calendar: Calendar, tally: Tally) -> Round:
    present = Round.objects.filter(area=area, fiscal_year=calendar.year, kind=calendar.kind).first()
    if present:
        tally.there("rounds")
        return present
    tally.added("rounds")
    with clock.at(calendar.opens - dt.timedelta(days=30)):
        return rounds.create(
            area=area,
            fiscal_year=calendar.year,
            kind=calendar.kind,
            opens=calendar.opens,
            closes=calendar.closes,
            cut_off=calendar.cut_off,
            by=people.user("planner"),
        )


def _lines(area: Area, calendar: Calendar) -> list[Criteria]:
    lines = (
        Criteria.objects.current()
        .of_areas()
        .filter(card__area=area, card__fiscal_year=calendar.year)
        .select_related("indicator__collector__agency__area", "card")
    )
    return [
        line
        for line in lines
        if line.indicator.collector and (not line.due_in or calendar.kind in line.due_in)
    ]


def _tell(criteria: Criteria, round: Round, calendar: Calendar, tally: Tally) -> None:
    """One line's way through a round, as far as the story lets it go."""
    key = (calendar.year, calendar.kind)
    collector = criteria.indicator.collector
    if collector is None or criteria.code in NEVER_REPORTED.get(key, set()):
        return
    officer, head = people.holder(collector), people.holder(people.head_post(collector.agency))
    sample = _sample(criteria)
    if sample is None:
        _returned_watch_line(criteria, round, calendar, officer, tally)
        return
    excused = criteria.code in EXCUSED.get(key, set())
    entry = _excuse() if excused else _entry(criteria, calendar, sample)
    with clock.at(calendar.entered):
        result = results.save(criteria=criteria, round=round, entry=entry, by=officer)
        _prove(criteria, round, result, officer, tally)
        results.submit(result=result, by=officer)
        tally.added("results")
    if criteria.code in LEFT_SUBMITTED.get(key, set()):
        return
    with clock.at(calendar.entered + dt.timedelta(days=3), hour=14):
        results.certify(result=result, by=head)
    if criteria.code in LEFT_CERTIFIED.get(key, set()):
        return
    with clock.at(calendar.checked):
        results.verify(result=result, by=people.user("planner"))


def _returned_watch_line(
    criteria: Criteria, round: Round, calendar: Calendar, officer: User, tally: Tally
) -> None:
    """A line that is only watched: handed in, and returned by the office with a question."""
    if calendar is not NINE_2570:
        return
    with clock.at(calendar.entered):
        result = results.save(
            criteria=criteria,
            round=round,
            entry=Entry(
                value=Decimal(12),
                as_of=calendar.cut_off,
                notes={"statement": "ข้อมูลตัวอย่าง: นับจากทะเบียนของหน่วยงาน"},
            ),
            by=officer,
        )
        results.submit(result=result, by=officer)
    with clock.at(calendar.checked):
        results.return_(
            result=result,
            reason="ขอทะเบียนรายชื่อที่ใช้นับ เพื่อประกอบการกำหนดเกณฑ์ในปีถัดไป",
            by=people.user("planner"),
        )
    tally.added("results")


def _sample(criteria: Criteria) -> dict[str, str] | None:
    for row in rows(f"indicators_{criteria.card.fiscal_year}.csv"):
        if row["code"] == criteria.code:
            return row
    return None


def _excuse() -> Entry:
    return Entry(
        not_applicable=True,
        not_applicable_reason=("ข้อมูลตัวอย่าง: เลื่อนการสำรวจความพึงพอใจไปปีถัดไป ตามมติที่ประชุม กบจ."),
        notes={"statement": "ข้อมูลตัวอย่าง: ยังไม่มีผลสำรวจในปีนี้"},
    )


def _entry(criteria: Criteria, calendar: Calendar, sample: dict[str, str]) -> Entry:
    interim = calendar.kind == "6"
    figures: dict[str, Any]
    if criteria.method == Criteria.Method.MILESTONE:
        done = int(Decimal(sample["result"])) - (1 if interim else 0)
        figures = {"steps": tuple(range(1, done + 1))}
    elif criteria.method == Criteria.Method.COMPOSITE:
        figures = {"parts": _part_results(criteria, interim)}
    elif sample["result"] in ("N/A", ""):
        figures = {"value": criteria.levels[1] if criteria.levels else Decimal(0)}
    else:
        value = Decimal(sample["result"])
        if interim and criteria.levels:
            start = criteria.levels[0]
            value = (start + (value - start) * INTERIM).quantize(Decimal("0.01"))
        figures = {"value": value}
    return Entry(**figures, as_of=calendar.cut_off, notes=_notes(criteria))


def _part_results(criteria: Criteria, interim: bool) -> dict[str, dict[str, Any]]:
    """TV-11 of the worked examples: 82, 95 and 60 on the 60–100 scale."""
    values = ("72", "80", "60") if interim else ("82", "95", "60")
    parts = results.leaves(criteria.parts or [])
    return {part["id"]: {"value": value} for part, value in zip(parts, values, strict=True)}


def _notes(criteria: Criteria) -> dict[str, str]:
    name = criteria.indicator.name_th
    return {
        "statement": (
            f"ข้อมูลตัวอย่าง: หน่วยงานดำเนินการตามแผนและติดตาม “{name}” เป็นรายเดือน "
            "พร้อมประสานอำเภอและหน่วยงานร่วมเพื่อรวบรวมข้อมูลให้ครบทุกพื้นที่"
        ),
        "supporting": "ข้อมูลตัวอย่าง: ผู้บริหารให้ความสำคัญ และเครือข่ายในพื้นที่ร่วมมือ",
        "obstacles": "ข้อมูลตัวอย่าง: ข้อมูลบางพื้นที่ส่งล่าช้า และงบประมาณจัดสรรไม่ตรงช่วงเวลา",
        "suggestions": "ข้อมูลตัวอย่าง: ควรเชื่อมข้อมูลกับหน่วยงานต้นสังกัดเพื่อลดการกรอกซ้ำ",
    }


def _prove(criteria: Criteria, round: Round, result: Result, officer: User, tally: Tally) -> None:
    results.attach_file(
        result=result,
        upload=proofs.table(criteria, round, result),
        by=officer,
        shows="ตารางสรุปที่มาของผล (ข้อมูลตัวอย่าง)",
    )
    tally.added("evidence")
    if criteria.code.endswith(".1"):
        results.attach_file(
            result=result,
            upload=proofs.picture(criteria),
            by=officer,
            shows="ภาพประกอบการดำเนินงาน (ข้อมูลตัวอย่าง)",
        )
        tally.added("evidence")
