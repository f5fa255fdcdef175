"""What changed since the last frozen card: which areas, and in which order."""

import datetime as dt
from decimal import Decimal

from common import clock
from kpis.models import Result
from scorecards.models import Snapshot
from scorecards.selectors.since import since_frozen
from scorecards.services import snapshots
from tests import factories
from tests.factories import cards


def test_areas_stand_in_the_order_of_the_dictionary(inspector):
    provinces = [
        factories.province(code, name) for code, name in (("71", "ขวด"), ("72", "ไก่"), ("73", "กบ"))
    ]
    for province in provinces:
        cards.line(cards.world(province, 2570), "1.1")
    with clock.at(dt.date(2027, 7, 20)):
        found = since_frozen(inspector, [one.pk for one in provinces], "th")
    assert [one.area.name_th for one in found] == ["กบ", "ไก่", "ขวด"]


def test_what_is_low_or_falls_stands_before_what_gained(nakhonsawan, planner, executive, signed_in):
    world = cards.world(nakhonsawan, 2570)
    then = {"1.1": "2", "1.2": "4", "1.3": "3", "1.4": "5", "1.5": "3"}
    now = {"1.1": "2", "1.2": "3", "1.3": "5", "1.4": "5", "1.5": "2.5"}
    for code in (*then, "1.6", "1.7"):
        cards.line(world, code, levels=None if code == "1.7" else "1 2 3 4 5")
    for code, value in then.items():
        world.report(code, value=Decimal(value))
    with clock.at(dt.date(2027, 4, 15)):
        snapshots.freeze(
            area=nakhonsawan, year=2570, round=world.rounds["6"], kind="meeting", by=planner
        )
        for code, value in now.items():
            Result.objects.filter(criteria=world.criteria[code]).update(value=Decimal(value))
        (since,) = since_frozen(executive, [nakhonsawan.pk], "th")
        page = signed_in(executive).get("/").content.decode()
    assert [(one.code, one.before, one.after) for one in since.exceptions] == [
        ("1.1", 2, 2),
        ("1.5", 3, Decimal("2.5")),
        ("1.2", 4, 3),
    ]
    assert [one.code for one in since.gains] == ["1.3"]
    assert {one.place: one.number for one in since.late} == {"missing": 1, "no_criteria": 1}
    places = [page.index(words) for words in (
        "?show=missing", "ตัวชี้วัดที่ได้ระดับ 1–2 หรือทำให้คะแนนรวมลดลง", "1.5 ตัวชี้วัด 1.5",
        "ตัวชี้วัดที่ทำให้คะแนนรวมเพิ่มมากที่สุด", "1.3 ตัวชี้วัด 1.3",
    )]  # fmt: skip
    assert places == sorted(places)


def test_the_newest_frozen_card_comes_with_its_round(
    nakhonsawan, planner, executive, django_assert_num_queries
):
    past, world = cards.sample(nakhonsawan, 2548), cards.sample(nakhonsawan, 2570)
    for made in (past, world, world):
        snapshots.freeze(
            area=nakhonsawan, year=made.year, round=made.rounds["6"], kind="meeting", by=planner
        )
    executive.authority.grants  # noqa: B018 - loads them
    with clock.at(dt.date(2027, 7, 20)), django_assert_num_queries(3):
        (since,) = since_frozen(executive, [nakhonsawan.pk], "th")
    newest = Snapshot.objects.get(fiscal_year=2570, number=2)
    assert since.frozen == newest
    for name in ("reference", "total", "created_at", "content"):
        assert getattr(since.frozen, name) == getattr(newest, name), name
    assert since.frozen.round.label == "รอบ 6 เดือน"


def test_a_year_of_a_frozen_card_stays_until_the_next_has_one(nakhonsawan, planner, executive):
    world = cards.sample(nakhonsawan, 2570)
    snapshots.freeze(
        area=nakhonsawan, year=2570, round=world.rounds["6"], kind="meeting", by=planner
    )
    with clock.at(dt.date(2028, 1, 20)):
        (since,) = since_frozen(executive, [nakhonsawan.pk], "th")
    assert (since.round.fiscal_year, since.change) == (2570, 0)
