"""A year's rounds set up at once, and the days of a round moved with a reason."""

import datetime as dt

import pytest

from accounts import workflow
from common.errors import NotAllowed, Refused
from kpis.models import Result
from kpis.services import rounds
from kpis.services.rounds import Planned
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import CLOSES

UNTIL = dt.date(2027, 8, 10)
BECAUSE = "น้ำท่วมพื้นที่ จึงรวบรวมข้อมูลล่าช้า"


def planned(kind="6", **days):
    given = {
        "opens": dt.date(2027, 4, 1),
        "closes": dt.date(2027, 4, 30),
        "cut_off": dt.date(2027, 3, 31),
    }
    return Planned(kind, **{**given, **days})


def test_it_works(nakhonsawan, planner):
    made = rounds.plan_year(
        area=nakhonsawan, fiscal_year=2570,
        planned=[planned(), planned("m", number=3)], by=planner,
    )  # fmt: skip
    assert [one.code for one in made] == ["6", "m3"]


def test_a_year_is_planned_whole_or_not_at_all(nakhonsawan, nine, planner):
    wrong = planned("12", closes=dt.date(2027, 3, 1), cut_off=dt.date(2027, 10, 1))
    with pytest.raises(Refused) as refused:
        rounds.plan_year(
            area=nakhonsawan, fiscal_year=2570, planned=[planned(), planned("9"), wrong], by=planner
        )
    assert [x.field for x in refused.value.faults] == ["9-kind", "12-closes", "12-cut_off"]
    assert nakhonsawan.rounds.count() == 1


def move_days(nine, planner, **given):
    days = {"opens": nine.opens, "closes": UNTIL, "cut_off": nine.cut_off, "reason": BECAUSE}
    return rounds.reschedule(round=nine, by=planner, **{**days, **given})


def test_the_days_of_an_open_round_move_with_a_reason(nine, planner):
    assert move_days(nine, planner).closes == UNTIL
    assert workflow.history(nine)[0].reason == BECAUSE


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"closes": dt.date(2027, 7, 19)}, "closes"),
        ({"cut_off": dt.date(2027, 10, 1)}, "cut_off"),
        ({"opens": dt.date(2027, 7, 2)}, "opens"),
    ],
)
def test_days_that_cannot_be_are_refused(draft, nine, planner, given, field):
    with pytest.raises(Refused) as refused:
        move_days(nine, planner, **given)
    assert [fault.field for fault in refused.value.faults] == [field]
    nine.refresh_from_db()
    assert nine.closes == CLOSES


def test_the_days_of_a_closed_round_do_not_move(nine, planner):
    rounds.lock(round=nine, by=planner)
    with pytest.raises(Refused, match="เปิดรอบอีกครั้ง"):
        move_days(nine, planner)


def test_only_the_office_plans(nakhonsawan, nine, head, stranger):
    for by in (head, stranger):
        with pytest.raises(NotAllowed):
            rounds.plan_year(area=nakhonsawan, fiscal_year=2570, planned=[planned()], by=by)
        with pytest.raises(NotAllowed):
            move_days(nine, by)
    assert not Result.objects.exists()
