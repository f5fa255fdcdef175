"""What the board had before it: scorecards frozen in their time, and the books made from them."""

import datetime as dt
from dataclasses import dataclass

from common import clock
from demo import people
from demo.told import Built, Tally
from kpis.models import Round
from provinces.models import Area
from reports.services import evaluation_reports
from scorecards.models import Snapshot
from scorecards.services import snapshots


@dataclass(frozen=True)
class Frozen:
    """One freeze of the story, and how its book is to be printed."""

    year: int
    round_kind: str
    kind: str
    day: dt.date
    title: str
    digits: str


STORY = (
    Frozen(
        2548, "12", Snapshot.Kind.ROUND, dt.date(2005, 11, 10),
        "ผลการประเมินปีงบประมาณ พ.ศ. 2548 (ข้อมูลตัวอย่าง)", "thai",
    ),
    Frozen(
        2570, "6", Snapshot.Kind.MEETING, dt.date(2027, 5, 12),
        "เสนอที่ประชุม ก.บ.จ.นครสวรรค์ รอบ 6 เดือน (ข้อมูลตัวอย่าง)", "arabic",
    ),
)  # fmt: skip


def build(area: Area) -> list[Built]:
    """Freeze each scorecard on its day and ask for its book; a worker makes it."""
    tally = Tally()
    for told in STORY:
        if Snapshot.objects.filter(area=area, fiscal_year=told.year, kind=told.kind).exists():
            tally.there("frozen scorecards")
            continue
        with clock.at(told.day):
            planner = people.user("planner")
            frozen = snapshots.freeze(
                area=area,
                year=told.year,
                round=Round.objects.of(told.year).get(area=area, kind=told.round_kind),
                kind=told.kind,
                title=told.title,
                by=planner,
            )
            evaluation_reports.request(snapshot=frozen, by=planner, digits=told.digits)
        tally.added("frozen scorecards")
        tally.added("books asked for")
    return tally.told()


def stands() -> bool:
    """Whether the last freeze of the story is there."""
    last = STORY[-1]
    return Snapshot.objects.filter(fiscal_year=last.year, kind=last.kind).exists()
