"""The cards of the demo: 2548 and 2570 agreed, and a draft for 2571 from the office's own table.

Names, weights and targets of the two OTOP indicators of 2548 are the office's; all else is made up
and marked as such. One line of 2570 is only watched: weight 0 and no criteria yet.
"""

import datetime as dt
from decimal import Decimal

from accounts.models import User
from common import clock
from demo import people, plans
from demo.told import DATA, Built, Tally, rows, split
from kpis.definition import Definition, Parts
from kpis.models import Card, Indicator
from kpis.services import cards, imports, indicators
from kpis.sheets.lines import Baseline
from provinces.models import Area
from strategies.models import PlanNode

PLANNER = "planner"
OPENED = {2548: dt.date(2004, 9, 6), 2570: dt.date(2026, 8, 31), 2571: dt.date(2027, 7, 5)}
AGREED = {2548: dt.date(2004, 9, 27), 2570: dt.date(2026, 9, 25)}
WATCHED = {2570: ("2.5", (2548, "2.2"), Decimal(30))}
OFFICE_TABLE = "otop_2548.xlsx"
SAMPLE = "ข้อมูลตัวอย่าง: "
NEXT_YEAR = 2571


def build(area: Area) -> list[Built]:
    """The cards that are missing, each on the days of its own."""
    tally = Tally()
    there = set(Card.objects.of_areas().filter(area=area).values_list("fiscal_year", flat=True))
    for year in AGREED:
        if year in there:
            tally.there("cards")
        else:
            _card(area, year, tally)
    if NEXT_YEAR in there:
        tally.there("cards")
    else:
        _next_year(area, tally)
    return tally.told()


def _card(area: Area, year: int, tally: Tally) -> None:
    with clock.at(OPENED[year]):
        planner = people.user(PLANNER)
        card = cards.open(area=area, fiscal_year=year, by=planner, is_sample=True)
        objectives = _objectives(area, year)
        for row in rows(f"indicators_{year}.csv"):
            cards.add_line(
                card=card,
                indicator=_indicator(area, year, row, planner),
                definition=_definition(row),
                code=row["code"],
                node=objectives.get(row["code"].split(".")[0]),
                due_in=split(row["due_in"]),
                baseline=_baseline(row["baseline"]),
                by=planner,
            )
            tally.added("lines of cards")
        _watched(card, objectives, planner, tally)
    with clock.at(AGREED[year]):
        cards.agree(card=card, by=people.user(PLANNER))
    tally.added("cards")


def _next_year(area: Area, tally: Tally) -> None:
    """The draft of the year to come: the office's table as it was handed in, taken over unread."""
    with clock.at(OPENED[NEXT_YEAR]):
        planner = people.user(PLANNER)
        card = cards.open(area=area, fiscal_year=NEXT_YEAR, by=planner, is_sample=True)
        data = (DATA / OFFICE_TABLE).read_bytes()
        imports.take(
            area=area, fiscal_year=NEXT_YEAR, name="ตัวชี้วัด OTOP.xlsx", data=data, by=planner
        )
    tally.added("cards")
    tally.added("lines of cards", card.criteria.count())


def _indicator(area: Area, year: int, row: dict[str, str], planner: User) -> Indicator:
    """The indicator of the register: one that has lived since an earlier year stays the same."""
    known = Indicator.objects.filter(area=area, name_th=row["name_th"]).first()
    if known is not None:
        return known
    agency = people.agency(area, row["host"])
    return indicators.create(
        area=area,
        code=f"{year}-{row['code']}",
        name_th=row["name_th"],
        name_en=row["name_en"],
        unit=row["unit"],
        dimension=row["dimension"],
        definition=SAMPLE + row["definition"],
        formula=row["formula"],
        source=SAMPLE + row["source"],
        supervisor=people.head_post(agency),
        collector=people.officer_post(agency),
        by=planner,
    )


def _watched(card: Card, objectives: dict[str, PlanNode], planner: User, tally: Tally) -> None:
    """A line that is reported but neither scored nor counted until somebody sets criteria."""
    if card.fiscal_year not in WATCHED:
        return
    code, (year, line), target = WATCHED[card.fiscal_year]
    cards.add_line(
        card=card,
        indicator=Indicator.objects.get(area=card.area, code=f"{year}-{line}"),
        definition=Definition(weight=Decimal(0), target=target),
        code=code,
        node=objectives.get(code.split(".")[0]),
        by=planner,
    )
    tally.added("lines of cards")


def _objectives(area: Area, year: int) -> dict[str, PlanNode]:
    """The first objective of each issue: 1 → 1.1."""
    plan = plans.plan_of(area, year)
    return {
        issue.code: plans.node(plan, f"{issue.code}.1")
        for issue in plan.nodes.filter(level="issue")
    }


def _definition(row: dict[str, str]) -> Definition:
    levels = tuple(Decimal(row[f"level{n}"]) for n in range(1, 6) if row[f"level{n}"])
    return Definition(
        weight=Decimal(row["weight"]),
        target=Decimal(row["target"]),
        target_level=3,
        method=row["method"],
        levels=levels or None,
        milestones=tuple(split(row["steps"])) or None,
        parts=_parts(row["code"], row["parts"]) or None,
    )


def _parts(code: str, cell: str) -> Parts:
    """Parts written as name|weight|levels, for the composite indicator."""
    parts = []
    for number, part in enumerate(split(cell), start=1):
        name, weight, levels = part.split("|")
        parts.append(
            {
                "id": f"{code}-{number}",
                "name": name,
                "weight": weight,
                "method": "interpolate",
                "levels": levels.split(),
            }
        )
    return parts


def _baseline(cell: str) -> Baseline:
    """Three earlier years written as 2545:545;2546:558;…"""
    pairs = (pair.split(":") for pair in split(cell))
    return tuple((int(year), Decimal(value)) for year, value in pairs)
