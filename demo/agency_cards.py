"""The card of one agency under its agreement with the province: agreed, reported, carried forward.

It stands beside the province's own card of 2570 and changes nothing of it. All of it is made up.
"""

import datetime as dt
from decimal import Decimal

from accounts.models import User
from common import clock
from demo import people
from demo.results import NINE_2570, SIX_2570, Calendar
from demo.told import Built, Tally, rows, split
from kpis.definition import Definition
from kpis.models import Card, Criteria, Indicator, Round
from kpis.services import cards, forward, indicators, results
from kpis.services.results import Entry
from provinces.models import Agency, Area

YEAR = 2570
AGENCY = "สนง.พัฒนาชุมชนจังหวัด"
SAMPLE = "ข้อมูลตัวอย่าง: "
OPENED, AGREED, CARRIED = dt.date(2026, 9, 7), dt.date(2026, 9, 28), dt.date(2027, 7, 12)


def build(area: Area) -> list[Built]:
    """The agency's card with its results, and the draft of the next year; what is missing of it."""
    tally = Tally()
    agency = people.agency(area, AGENCY)
    card = Card.objects.filter(area=area, agency=agency, fiscal_year=YEAR).first()
    if card is not None:
        tally.there("cards of agencies")
        tally.there("lines of agencies' cards", card.criteria.count())
    else:
        card = _card(area, agency, tally)
        for calendar, column in ((SIX_2570, "six"), (NINE_2570, "nine")):
            _report(card, calendar, column, tally)
    if forward.why_not(card):
        tally.there("cards carried forward")
    else:
        with clock.at(CARRIED):
            forward.copy(card=card, by=people.user("planner"))
        tally.added("cards carried forward")
    return tally.told()


def stands() -> bool:
    """Whether the agency's card was carried into the next year."""
    return Card.objects.filter(agency__isnull=False, fiscal_year=YEAR + 1).exists()


def _card(area: Area, agency: Agency, tally: Tally) -> Card:
    with clock.at(OPENED):
        planner = people.user("planner")
        card = cards.open(area=area, fiscal_year=YEAR, agency=agency, by=planner, is_sample=True)
        for row in rows("agreement_2570.csv"):
            cards.add_line(
                card=card,
                indicator=_indicator(area, agency, row, planner),
                definition=_definition(row),
                code=row["code"],
                by=planner,
            )
            tally.added("lines of agencies' cards")
    with clock.at(AGREED):
        card = cards.agree(card=card, by=planner)
    tally.added("cards of agencies")
    return card


def _indicator(area: Area, agency: Agency, row: dict[str, str], planner: User) -> Indicator:
    return indicators.create(
        area=area,
        code=f"{YEAR}-A{row['code']}",
        name_th=row["name_th"],
        name_en=row["name_en"],
        unit=row["unit"],
        definition=SAMPLE + row["definition"],
        formula=row["formula"],
        source=SAMPLE + "ทะเบียนของหน่วยงาน",
        kind=Indicator.Kind.AGREEMENT,
        agency=agency,
        supervisor=people.head_post(agency),
        collector=people.officer_post(agency),
        by=planner,
    )


def _definition(row: dict[str, str]) -> Definition:
    levels = tuple(Decimal(row[f"level{n}"]) for n in range(1, 6) if row[f"level{n}"])
    return Definition(
        weight=Decimal(row["weight"]),
        target=Decimal(row["target"]) if row["target"] else None,
        method=row["method"],
        levels=levels or None,
        milestones=tuple(split(row["steps"])) or None,
    )


def _report(card: Card, calendar: Calendar, column: str, tally: Tally) -> None:
    """Reported by the officer, certified by the head, verified by the office: nothing waits."""
    round = Round.objects.get(area=card.area, fiscal_year=YEAR, kind=calendar.kind)
    figures = {row["code"]: row[column] for row in rows("agreement_2570.csv")}
    lines = card.criteria.select_related("indicator__collector__agency__area", "card")
    for line in lines.order_by("code"):
        _verified(line, round, calendar, Decimal(figures[line.code]))
        tally.added("results on agencies' cards")


def _verified(line: Criteria, round: Round, calendar: Calendar, figure: Decimal) -> None:
    collector = line.indicator.collector
    if collector is None:
        raise ValueError(f"{line} has nobody who collects it")
    steps = line.method == Criteria.Method.MILESTONE
    entry = Entry(
        value=None if steps else figure,
        steps=tuple(range(1, int(figure) + 1)) if steps else None,
        as_of=calendar.cut_off,
        notes={"statement": SAMPLE + "หน่วยงานดำเนินการตามคำรับรองและติดตามทุกเดือน"},
    )
    officer = people.holder(collector)
    with clock.at(calendar.entered):
        result = results.save(criteria=line, round=round, entry=entry, by=officer)
        results.submit(result=result, by=officer)
    with clock.at(calendar.entered + dt.timedelta(days=3), hour=14):
        results.certify(result=result, by=people.holder(people.head_post(collector.agency)))
    with clock.at(calendar.checked):
        results.verify(result=result, by=people.user("planner"))
