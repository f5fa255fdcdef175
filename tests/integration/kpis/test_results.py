"""A result goes from the officer to the head to the office; each step has its rule."""

import datetime as dt
from decimal import Decimal

import pytest

from accounts import workflow
from common import clock
from common.errors import NotAllowed, Refused
from kpis.models import Result
from kpis.services import results, rounds
from kpis.services.results import Conflict, Entry
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import CUT_OFF, TYPED


def test_it_works(verified):
    verified.refresh_from_db()
    assert verified.status == "verified"
    assert [move.to_state for move in workflow.history(verified)] == [
        "verified",
        "certified",
        "submitted",
    ]
    assert [move.by.username for move in workflow.history(verified)] == [
        "planner",
        "head",
        "officer",
    ]


def test_a_draft_may_be_incomplete_and_counts_nowhere(line, nine, officer):
    draft = results.save(criteria=line, round=nine, entry=Entry(), by=officer)
    assert draft.status == "draft"
    assert not Result.objects.counted().exists()


def test_handing_in_names_what_is_missing(line, nine, officer):
    draft = results.save(criteria=line, round=nine, entry=Entry(), by=officer)
    with pytest.raises(Refused) as refused:
        results.submit(result=draft, by=officer)
    assert [fault.field for fault in refused.value.faults] == ["value", "as_of"]


def test_not_applicable_needs_a_reason(line, nine, officer):
    entry = Entry(not_applicable=True)
    draft = results.save(criteria=line, round=nine, entry=entry, by=officer)
    with pytest.raises(Refused, match="เหตุผล"):
        results.submit(result=draft, by=officer)


def test_a_colleagues_save_in_between_is_shown_not_overwritten(draft, line, nine, officer):
    results.save(criteria=line, round=nine, entry=Entry(value=Decimal(19)), by=officer, edition=1)
    with pytest.raises(Conflict) as conflict:
        results.save(
            criteria=line, round=nine, entry=Entry(value=Decimal(20)), by=officer, edition=1
        )
    assert conflict.value.present.value == 19


def test_figures_of_the_wrong_kind_are_refused(line, nine, officer):
    with pytest.raises(Refused) as refused:
        results.save(criteria=line, round=nine, entry=Entry(steps=(1, 2)), by=officer)
    assert refused.value.faults[0].field == "steps"


def test_data_of_the_future_are_refused(line, nine, officer):
    with pytest.raises(Refused, match="อนาคต"):
        results.save(criteria=line, round=nine, entry=Entry(as_of=dt.date(2027, 8, 1)), by=officer)


@pytest.mark.parametrize(
    ("day", "says"),
    [(dt.date(2027, 6, 30), "ยังไม่เปิดรับ"), (dt.date(2027, 8, 1), "ปิดรับแล้ว")],
)
def test_nothing_is_entered_outside_the_round(line, nine, officer, day, says):
    with clock.at(day), pytest.raises(Refused, match=says):
        results.save(criteria=line, round=nine, entry=TYPED, by=officer)
    assert not Result.objects.exists()


def test_the_office_locks_and_reopens(line, nine, officer, planner):
    rounds.lock(round=nine, by=planner)
    nine.refresh_from_db()
    with pytest.raises(Refused, match="ปิดรับแล้ว"):
        results.save(criteria=line, round=nine, entry=TYPED, by=officer)
    nine = rounds.reopen(round=nine, closes=dt.date(2027, 8, 5), reason="ข้อมูลล่าช้า", by=planner)
    with clock.at(dt.date(2027, 8, 3)):
        assert results.save(criteria=line, round=nine, entry=TYPED, by=officer).pk


def test_who_entered_does_not_certify(line, nine, head):
    draft = results.save(criteria=line, round=nine, entry=TYPED, by=head)
    results.submit(result=draft, by=head)
    with pytest.raises(NotAllowed, match="เอง"):
        results.certify(result=draft, by=head)


def test_the_head_sends_back_with_a_reason(draft, officer, head):
    results.submit(result=draft, by=officer)
    with pytest.raises(Refused) as refused:
        results.send_back(result=draft, reason=" ", by=head)
    assert refused.value.faults[0].field == "reason"
    assert results.send_back(result=draft, reason="แนบหลักฐาน", by=head).status == "returned"
    assert results.submit(result=draft, by=officer).status == "submitted"


def test_the_office_returns_and_certification_is_void(certified, planner):
    returned = results.return_(result=certified, reason="ขอที่มาของตัวเลข", by=planner)
    assert (returned.status, returned.certified_by) == ("returned", None)
    assert not Result.objects.counted().exists()


@pytest.mark.parametrize("who", ["officer", "head", "executive", "inspector", "sysadmin"])
def test_only_the_office_verifies(certified, who, request):
    with pytest.raises(NotAllowed, match="ตรวจรับ"):
        results.verify(result=certified, by=request.getfixturevalue(who))
    certified.refresh_from_db()
    assert certified.status == "certified"


@pytest.mark.parametrize("who", ["other_officer", "planner", "stranger", "inspector", "sysadmin"])
def test_only_the_owing_agency_enters(line, nine, who, request):
    with pytest.raises(NotAllowed):
        results.save(criteria=line, round=nine, entry=TYPED, by=request.getfixturevalue(who))
    assert not Result.objects.exists()


def test_a_line_without_collector_is_nobodys_to_enter(line, nine, officer):
    line.indicator.collector = None
    line.indicator.save()
    with pytest.raises(NotAllowed):
        results.save(criteria=line, round=nine, entry=TYPED, by=officer)


def test_a_verified_result_changes_only_by_a_correction(
    verified, line, nine, officer, head, planner
):
    with pytest.raises(Refused, match="ตรวจรับแล้ว"):
        results.save(criteria=line, round=nine, entry=TYPED, by=officer)
    correction = results.correct(result=verified, by=officer)
    results.save(
        criteria=line, round=nine, entry=Entry(value=Decimal(20), as_of=CUT_OFF), by=officer
    )
    results.submit(result=correction, by=officer)
    assert Result.objects.counted().get() == verified
    results.certify(result=correction, by=head)
    results.verify(result=correction, by=planner)
    verified.refresh_from_db()
    assert verified.status == "superseded"
    assert Result.objects.counted().get().value == 20


def test_opening_a_correction_twice_gives_the_same(verified, officer):
    assert results.correct(result=verified, by=officer) == results.correct(
        result=verified, by=officer
    )


def test_evidence_is_fixed_once_handed_in(draft, officer):
    link = results.attach_link(result=draft, url="https://stat.example/x", by=officer)
    results.submit(result=draft, by=officer)
    with pytest.raises(Refused, match="แก้ไขไม่ได้"):
        results.detach(result=draft, evidence=link, by=officer)
    assert list(draft.evidence.all()) == [link]


def test_a_step_that_is_not_next_is_refused(draft, planner):
    with pytest.raises(Refused, match="สถานะปัจจุบัน"):
        results.verify(result=draft, by=planner)
