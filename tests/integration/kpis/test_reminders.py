"""Of what the product reminds, whom, and when: days before, days after, and what waits."""

import datetime as dt

import pytest

from accounts.models import Tenure
from kpis import reminders
from kpis.models import Criteria, Indicator, Round
from kpis.services import openings, results, rounds
from tests import factories
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import CLOSES, CUT_OFF, OPENS, TYPED

AUGUST = dt.date(2027, 8, 10)


def told(day: dt.date) -> list[tuple[str, str, str]]:
    """Who is told what at which stage."""
    from accounts.models import User

    names = dict(User.objects.values_list("pk", "username"))
    return sorted((names[one.user_id], one.kind, one.stage) for one in reminders.due(day))


def days_before(number: int) -> dt.date:
    return CLOSES - dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("left", "stage"),
    [(8, ""), (7, "7"), (4, "7"), (3, "3"), (2, "3"), (1, "1"), (0, "1")],
)
def test_it_works(line, nine, officer, left, stage):
    assert told(days_before(left)) == ([("officer", "result_due", stage)] if stage else [])


@pytest.mark.parametrize(
    ("late", "stage"), [(1, "late1"), (6, "late1"), (7, "late7"), (30, "late7"), (31, "")]
)
def test_what_is_late_is_told_twice(line, nine, officer, late, stage):
    found = [("officer", "result_overdue", stage)] if stage else []
    assert told(days_before(-late)) == found


def test_nothing_before_the_round_opens(line, nine, officer):
    assert told(OPENS - dt.timedelta(days=1)) == []


def test_the_words_say_how_long_in_both_languages(line, nine, officer):
    from django.utils.translation import override

    (one,) = reminders.due(days_before(3))
    with override("th"):
        assert one.words() == (
            "2.1 มูลค่าการจำหน่าย OTOP รอบ 9 เดือน ปีงบประมาณ 2570: เหลือ 3 วัน (ครบกำหนด 31 ก.ค. 2570)"
        )
    with override("en"):
        assert "days left: 3" in one.words()
    assert one.url == f"/60/2570/rounds/9/{line.pk}/"


def test_those_who_hold_the_post_that_day_are_told_acting_too(
    line, nine, officer, officer_post, development
):
    Tenure.objects.filter(user=officer).update(valid_to=days_before(5))
    stands_in = factories.user("stands_in")
    Tenure.objects.create(post=officer_post, user=stands_in, valid_from=days_before(5), acting=True)
    assert [name for name, *_ in told(days_before(6))] == ["officer"]
    assert [name for name, *_ in told(days_before(4))] == ["stands_in"]
    stands_in.is_active = False
    stands_in.save()
    assert told(days_before(4)) == []


def test_what_is_handed_in_waits_for_the_head_then_for_the_office(
    draft, nine, officer, head, planner, second_planner
):
    day = days_before(11)
    results.submit(result=draft, by=officer)
    assert told(day) == [("head", "to_certify", "now")]
    results.certify(result=draft, by=head)
    assert told(day) == [("planner", "to_verify", "now"), ("planner2", "to_verify", "now")]
    results.verify(result=draft, by=planner)
    assert told(day) == []


def test_each_return_is_told_anew(certified, officer, head, planner):
    results.return_(result=certified, reason="ขอที่มา", by=planner)
    first = {one.key for one in reminders.due(days_before(11))}
    assert told(days_before(11)) == [("officer", "result_returned", "now")]
    results.submit(result=certified, by=officer)
    results.certify(result=certified, by=head)
    results.return_(result=certified, reason="ขออีก", by=planner)
    assert first.isdisjoint({one.key for one in reminders.due(days_before(11))})


def test_an_agency_with_longer_time_is_told_by_its_own_day(
    line, nine, development, officer, head, planner
):
    openings.grant(round=nine, agency=development, until=AUGUST, reason="น้ำท่วม", by=planner)
    assert told(days_before(1)) == []
    assert told(AUGUST - dt.timedelta(days=3)) == [
        ("head", "exception_ends", "3"),
        ("officer", "exception_ends", "3"),
        ("officer", "result_due", "3"),
    ]
    assert told(AUGUST + dt.timedelta(days=2)) == [("officer", "result_overdue", "late1")]


def test_an_exception_is_not_spoken_of_once_all_is_handed_in(
    draft, nine, development, officer, head, planner
):
    openings.grant(round=nine, agency=development, until=AUGUST, reason="น้ำท่วม", by=planner)
    results.submit(result=draft, by=officer)
    assert told(AUGUST - dt.timedelta(days=3)) == [("head", "to_certify", "now")]


def test_a_round_that_was_closed_early_is_silent_until_its_day(line, nine, officer, planner):
    rounds.lock(round=nine, by=planner)
    assert told(days_before(3)) == []
    assert told(days_before(-1)) == [("officer", "result_overdue", "late1")]


def test_a_line_without_collector_reminds_nobody(line, nine, officer):
    line.indicator.collector = None
    line.indicator.save()
    assert told(days_before(3)) == []


def test_the_number_of_queries_does_not_grow(
    line, nine, officer, officer_post, planner, nakhonsawan, django_assert_num_queries
):
    with django_assert_num_queries(4):
        assert len(list(reminders.due(days_before(3)))) == 1
    for number in range(20):
        indicator = Indicator.objects.create(
            area=nakhonsawan, code=f"x{number}", name_th=f"ก{number}", collector=officer_post
        )
        made = Criteria.objects.create(
            card=line.card, indicator=indicator, code=f"9.{number}", weight=1
        )
    for number in range(1, 10):
        Round.objects.create(
            area=nakhonsawan, fiscal_year=2570, kind="m", number=number, opens=OPENS,
            closes=CLOSES, cut_off=CUT_OFF,
        )  # fmt: skip
    result = results.save(criteria=made, round=nine, entry=TYPED, by=officer)
    results.submit(result=result, by=officer)
    with django_assert_num_queries(5):
        assert len(list(reminders.due(days_before(3)))) == 21 * 10 - 1
