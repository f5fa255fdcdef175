"""When a missing result is one: the scorecard asks the same rule as everybody else."""

import datetime as dt

import pytest

from common import clock
from kpis.services import openings, rounds
from scorecards import gather, valued
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import CLOSES, IN_TIME

UNTIL = dt.date(2027, 8, 10)
BECAUSE = "น้ำท่วมพื้นที่ จึงรวบรวมข้อมูลล่าช้า"
WAITING, MISSING = "not_due", "not_reported"


def state(nine, day: dt.date = IN_TIME) -> str | None:
    """How the only line of the card stands on a day; the value that is kept says the same."""
    (line,) = gather.card(nine.area, 2570, nine, day).lines
    kept = valued.valued(type(nine).objects.select_related("area").get(pk=nine.pk), None, day)
    assert kept.content["result"]["lines"][0]["state"] == line.state
    return line.state


def test_it_works(line, nine, development, planner):
    """A line is missing as soon as its agency is closed, and awaited again once it is open."""
    chosen = {"rounds": [nine], "agencies": [development], "by": planner}
    assert state(nine) == WAITING
    openings.lock(**chosen)
    assert state(nine) == MISSING
    openings.unlock(**chosen, reason=BECAUSE)
    assert state(nine) == WAITING


def test_another_agencys_lock_says_nothing(line, nine, agriculture, planner):
    openings.lock(rounds=[nine], agencies=[agriculture], by=planner)
    assert state(nine) == WAITING


def test_another_rounds_lock_says_nothing(line, nine, development, planner, nakhonsawan):
    month = rounds.create(
        area=nakhonsawan, fiscal_year=2570, kind="m", number=9, opens=nine.opens,
        closes=nine.closes, cut_off=nine.cut_off, by=planner,
    )  # fmt: skip
    openings.lock(rounds=[month], agencies=[development], by=planner)
    assert state(nine) == WAITING


def test_a_round_closed_for_all_is_over_before_its_last_day(line, nine, planner):
    rounds.lock(round=nine, by=planner)
    nine.refresh_from_db()
    assert state(nine) == MISSING
    rounds.reopen(round=nine, closes=CLOSES, reason=BECAUSE, by=planner)
    nine.refresh_from_db()
    assert state(nine) == WAITING


def test_an_exception_extends_the_day_of_a_closed_agency(line, nine, development, planner):
    chosen = {"rounds": [nine], "agencies": [development], "by": planner}
    openings.lock(**chosen)
    openings.unlock(**chosen, reason=BECAUSE, until=UNTIL)
    days = (IN_TIME, CLOSES, UNTIL, UNTIL + dt.timedelta(days=1))
    assert [state(nine, day) for day in days] == [WAITING, WAITING, WAITING, MISSING]
    with clock.at(UNTIL):
        openings.lock(**chosen)
    assert state(nine, UNTIL) == MISSING


def test_an_exception_stands_above_a_lock_of_the_round(line, nine, development, planner):
    openings.grant(round=nine, agency=development, until=UNTIL, reason=BECAUSE, by=planner)
    rounds.lock(round=nine, by=planner)
    nine.refresh_from_db()
    assert [state(nine, day) for day in (IN_TIME, UNTIL)] == [WAITING, WAITING]


def test_before_the_round_opens_nothing_is_missing(line, nine, development, planner):
    openings.lock(rounds=[nine], agencies=[development], by=planner)
    assert state(nine, nine.opens - dt.timedelta(days=1)) == WAITING


def test_a_line_that_nobody_owes_waits_for_the_round(line, nine, planner):
    type(line.indicator).objects.update(collector=None)
    assert state(nine) == WAITING
    rounds.lock(round=nine, by=planner)
    nine.refresh_from_db()
    assert state(nine) == MISSING


@pytest.mark.parametrize("what", ["a lock", "an exception"])
def test_the_scorecard_takes_no_more_queries(
    line, nine, development, planner, django_assert_num_queries, what
):
    if what == "a lock":
        openings.lock(rounds=[nine], agencies=[development], by=planner)
    else:
        openings.grant(round=nine, agency=development, until=UNTIL, reason=BECAUSE, by=planner)
    with django_assert_num_queries(2):
        gather.card(nine.area, 2570, nine, IN_TIME)
