"""Longer time for one agency, closing and opening in bulk; and what follows from it everywhere."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import workflow
from accounts.models import Change
from common import clock
from common.errors import NotAllowed, Refused
from kpis import openings as opening
from kpis.models import Criteria, Indicator, RoundException, RoundLock
from kpis.openings import LOCKED, OPEN
from kpis.selectors.home import home_items
from kpis.services import openings, results, rounds
from kpis.services.openings import EXTENDED, Turned
from scorecards import gather
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import CLOSES, IN_TIME, TYPED

UNTIL = dt.date(2027, 8, 10)
LATER = dt.date(2027, 8, 5)
BECAUSE = "น้ำท่วมพื้นที่ จึงรวบรวมข้อมูลล่าช้า"


def grant(nine, development, planner, until=UNTIL):
    return openings.grant(round=nine, agency=development, until=until, reason=BECAUSE, by=planner)


def stands(round, agency, day) -> str:
    return opening.load([round]).of(round, agency.pk, day).state


@pytest.fixture
def other_line(line, other_officer) -> Criteria:
    """A line that the agriculture office owes."""
    indicator = Indicator.objects.create(
        area=line.card.area, code="70-2.2", name_th="แปลงใหญ่",
        collector=other_officer.tenures.get().post,
    )  # fmt: skip
    return Criteria.objects.create(card=line.card, indicator=indicator, code="2.2", weight=5)


def test_it_works(line, nine, development, officer, planner):
    made = grant(nine, development, planner)
    assert [move.action for move in workflow.history(made)] == ["grant"]
    with clock.at(LATER):
        assert results.save(criteria=line, round=nine, entry=TYPED, by=officer).pk


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (dt.date(2027, 6, 30), "not_open"),
        (dt.date(2027, 7, 1), "open"),
        (CLOSES, "open"),
        (UNTIL, "open"),
        (dt.date(2027, 8, 11), "locked"),
    ],
)
def test_the_last_day_belongs_to_the_exception(line, nine, development, planner, day, state):
    grant(nine, development, planner)
    assert stands(nine, development, day) == state


def test_an_exception_stands_above_a_lock_of_the_round(line, nine, development, officer, planner):
    grant(nine, development, planner)
    rounds.lock(round=nine, by=planner)
    assert results.save(criteria=line, round=nine, entry=TYPED, by=officer).pk


def test_it_is_for_one_agency_alone(line, other_line, nine, development, other_officer, planner):
    grant(nine, development, planner)
    with clock.at(LATER), pytest.raises(Refused, match="ปิดรับแล้ว"):
        results.save(criteria=other_line, round=nine, entry=TYPED, by=other_officer)


def test_ended_early_it_ends_at_once(line, nine, development, officer, planner):
    made = grant(nine, development, planner)
    with clock.at(LATER):
        openings.end(exception=made, reason="ส่งครบแล้ว", by=planner)
        with pytest.raises(Refused, match="ปิดรับแล้ว"):
            results.save(criteria=line, round=nine, entry=TYPED, by=officer)
        with pytest.raises(Refused, match="สิ้นสุดแล้ว"):
            openings.end(exception=made, reason="อีกครั้ง", by=planner)
    assert opening.load([nine]).of(nine, development.pk, LATER).closes == dt.date(2027, 8, 4)


def test_after_an_early_end_a_new_one_may_be_granted(line, nine, development, planner):
    openings.end(exception=grant(nine, development, planner), reason="ผิดวัน", by=planner)
    grant(nine, development, planner, until=LATER)
    assert RoundException.objects.count() == 2


@pytest.mark.parametrize(
    ("until", "reason", "says", "field"),
    [
        (dt.date(2027, 7, 19), BECAUSE, "วันนี้หรือหลังจากนี้", "until"),
        (CLOSES, BECAUSE, "ยังเปิดรับถึง", "until"),
        (UNTIL, "  ", "เหตุผล", "reason"),
    ],
)
def test_bad_input_is_refused(line, nine, development, planner, until, reason, says, field):
    with pytest.raises(Refused, match=says) as refused:
        openings.grant(round=nine, agency=development, until=until, reason=reason, by=planner)
    assert refused.value.faults[0].field == field
    assert not RoundException.objects.exists()


def test_an_agency_that_owes_nothing_gets_none(line, nine, agriculture, planner):
    with pytest.raises(Refused, match="ไม่มีตัวชี้วัด"):
        grant(nine, agriculture, planner)


def test_two_at_a_time_are_refused_by_service_and_database(line, nine, development, planner):
    grant(nine, development, planner)
    with pytest.raises(Refused, match=r"ผ่อนผัน.*อยู่แล้ว"):
        grant(nine, development, planner, until=LATER)
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        RoundException.objects.create(
            round=nine, agency=development, granted_on=LATER, until=LATER, reason="ก",
            granted_by=planner,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["officer", "head", "executive", "inspector", "stranger"])
def test_others_do_not_grant_close_or_open(line, nine, development, who, request):
    by = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        grant(nine, development, by)
    for act in (openings.lock, openings.unlock):
        with pytest.raises(NotAllowed):
            act(rounds=[nine], agencies=[development], reason="ก", by=by)


def test_one_agency_is_closed_and_opened_again(
    line, other_line, nine, development, officer, other_officer, planner
):
    closed = openings.lock(rounds=[nine], agencies=[development], by=planner)
    assert closed == [Turned(nine, development, LOCKED)]
    assert openings.lock(rounds=[nine], agencies=[development], by=planner) == []
    with pytest.raises(Refused, match="ปิดรับแล้ว"):
        results.save(criteria=line, round=nine, entry=TYPED, by=officer)
    assert results.save(criteria=other_line, round=nine, entry=TYPED, by=other_officer).pk
    chosen = {"rounds": [nine], "agencies": [development], "reason": "แก้ไขแล้ว", "by": planner}
    assert openings.unlock(**chosen) == [Turned(nine, development, OPEN)]
    assert openings.unlock(**chosen) == []
    assert results.save(criteria=line, round=nine, entry=TYPED, by=officer).pk
    assert not RoundLock.objects.exists()


def test_closing_an_agency_by_name_ends_its_exception(line, nine, development, planner):
    grant(nine, development, planner)
    openings.lock(rounds=[nine], agencies=[development], by=planner)
    assert stands(nine, development, IN_TIME) == "locked"


def test_closing_for_all_leaves_the_exception(line, nine, development, planner):
    grant(nine, development, planner)
    closed = openings.lock(rounds=[nine], agencies=None, by=planner)
    assert closed == [Turned(nine, None, LOCKED)]
    assert stands(nine, development, LATER) == "open"


def test_rounds_are_closed_and_opened_for_all(line, nine, planner, nakhonsawan):
    six = rounds.create(
        area=nakhonsawan, fiscal_year=2570, kind="6", opens=dt.date(2027, 4, 1),
        closes=dt.date(2027, 7, 25), cut_off=dt.date(2027, 3, 31), by=planner,
    )  # fmt: skip
    closed = openings.lock(rounds=[six, nine, six], agencies=None, by=planner)
    assert closed == [Turned(six, None, LOCKED), Turned(nine, None, LOCKED)]
    with pytest.raises(Refused, match="วันสุดท้าย") as refused:
        openings.unlock(rounds=[six, nine], agencies=None, reason="ก", by=planner)
    assert refused.value.faults[0].field == "until"
    given = {"agencies": None, "reason": "ก", "by": planner, "until": UNTIL}
    opened = openings.unlock(rounds=[six, nine], **given)
    assert opened == [Turned(six, None, OPEN), Turned(nine, None, OPEN)]
    for one in (six, nine):
        one.refresh_from_db()
        assert (one.locked_at, one.closes) == (None, UNTIL)


def test_opening_some_in_a_closed_round_is_an_exception(line, nine, development, planner):
    with clock.at(LATER):
        opened = openings.unlock(
            rounds=[nine], agencies=[development], reason=BECAUSE, by=planner, until=UNTIL
        )
    assert opened == [Turned(nine, development, EXTENDED)]
    assert RoundException.objects.get().until == UNTIL


def test_all_or_nothing(line, nine, development, agriculture, planner):
    with clock.at(LATER), pytest.raises(Refused, match="ไม่มีตัวชี้วัด"):
        openings.unlock(
            rounds=[nine], agencies=[development, agriculture], reason="ก", by=planner, until=UNTIL
        )
    assert not RoundException.objects.exists()


@pytest.mark.parametrize("given", [{"rounds": []}, {"agencies": []}])
def test_nothing_chosen_is_said(line, nine, development, planner, given):
    chosen = {"rounds": [nine], "agencies": [development], **given}
    with pytest.raises(Refused, match="อย่างน้อยหนึ่ง"):
        openings.lock(**chosen, by=planner)


def test_not_reported_waits_for_the_agencys_own_day(line, other_line, nine, development, planner):
    grant(nine, development, planner)
    for day, states in (
        (LATER, ["not_due", "not_reported"]),
        (dt.date(2027, 8, 11), ["not_reported", "not_reported"]),
    ):
        card = gather.card(nine.area, 2570, nine, day)
        assert [one.state for one in card.lines] == states


def test_ended_early_it_is_not_reported_at_once(line, nine, development, planner):
    made = grant(nine, development, planner)
    with clock.at(LATER):
        openings.end(exception=made, reason="ส่งไม่ทัน", by=planner)
    (one,) = gather.card(nine.area, 2570, nine, LATER).lines
    assert one.state == "not_reported"


def test_the_home_page_counts_to_the_agencys_day_then_says_overdue(
    line, nine, development, officer, planner
):
    grant(nine, development, planner)
    with clock.at(LATER):
        (item,) = home_items(officer)
    assert (item.status, item.due) == ("not_started", UNTIL)
    with clock.at(dt.date(2027, 8, 12)):
        (item,) = home_items(officer)
    assert (item.status, item.due) == ("overdue", UNTIL)
    assert "สำนักงานจังหวัด" in item.note
    with clock.at(dt.date(2027, 9, 12)):
        assert not list(home_items(officer))


def test_what_is_handed_in_waits_after_the_round_has_closed(certified, planner):
    with clock.at(LATER):
        of_results = [item.status for item in home_items(planner) if item.status != "draft"]
        assert of_results == ["certified"]  # beside it the draft card waits to be agreed


def test_the_home_items_of_many_rounds_take_no_more_queries(
    line, nine, officer, planner, nakhonsawan, django_assert_num_queries
):
    officer.authority.grants  # noqa: B018 - loads them
    with django_assert_num_queries(2):
        list(home_items(officer))
    for month in range(1, 10):
        rounds.create(
            area=nakhonsawan, fiscal_year=2570, kind="m", number=month,
            opens=dt.date(2027, 7, 1), closes=CLOSES, cut_off=dt.date(2027, 6, 30), by=planner,
        )  # fmt: skip
    with django_assert_num_queries(2):
        assert len(list(home_items(officer))) == 10


@pytest.mark.parametrize(
    ("who", "sees"),
    [("planner", True), ("inspector", True), ("officer", True), ("other_officer", False)],
)
def test_what_is_said_of_one_agency_is_for_it_and_its_reviewers(
    request, signed_in, line, nine, development, planner, who, sees
):
    person = request.getfixturevalue(who)
    chosen = {"rounds": [nine], "agencies": [development], "by": planner}
    openings.lock(**chosen, reason="ปิดรับครั้งแรก")
    openings.unlock(**chosen, reason="เปิดให้แก้ไข")
    openings.lock(**chosen, reason="ปิดรับครั้งที่สอง")
    lock = RoundLock.objects.get()
    with_lock = signed_in(person).get(reverse("history", args=["round", nine.pk])).content.decode()
    assert RoundLock.objects.visible_to(person).filter(pk=lock.pk).exists() is sees
    told = Change.objects.visible_to(person).filter(subject="kpis.roundlock")
    assert told.count() == (3 if sees else 0)
    for reason in ("ปิดรับครั้งแรก", "เปิดให้แก้ไข", "ปิดรับครั้งที่สอง"):
        assert (reason in with_lock) is sees
    page = reverse("history", args=["roundlock", lock.pk])
    assert signed_in(person).get(page).status_code == (200 if sees else 404)
    made = grant(nine, development, planner)
    assert RoundException.objects.visible_to(person).filter(pk=made.pk).exists() is sees
    told = Change.objects.visible_to(person).filter(subject="kpis.roundexception")
    assert told.exists() is sees
    page = reverse("history", args=["round", nine.pk])
    assert (BECAUSE in signed_in(person).get(page).content.decode()) is sees
