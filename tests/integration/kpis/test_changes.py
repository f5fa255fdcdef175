"""An agreed card changes in one act: several weights, lines in and out, one reason, one day."""

import datetime as dt
from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import workflow
from common import clock
from common.errors import NotAllowed, Refused
from kpis.definition import Definition
from kpis.models import Criteria
from kpis.services import cards, changes, criteria, indicators, rounds
from kpis.services.changes import Addition, ChangeSet
from scorecards import gather
from strategies.models import TemplateLevel
from tests.factories import plans
from tests.integration.kpis.card_fixtures import LEVELS, card, otop, stars, url
from tests.integration.kpis.reporting import CLOSES, CUT_OFF, IN_TIME, OPENS

__all__ = ["card", "otop", "stars"]
DAY = dt.date(2027, 4, 1)
LINES, VERSIONS = url("card", "lines"), url("card", "versions")


@pytest.fixture(autouse=True)
def in_time():
    with clock.at(IN_TIME):
        yield


@pytest.fixture
def agreed(otop, stars, planner):
    return cards.agree(card=otop.card, by=planner)


@pytest.fixture
def new(nakhonsawan, planner):
    return indicators.create(area=nakhonsawan, by=planner, name_th="ตัวใหม่")


def weights(otop, stars, one: str, two: str) -> ChangeSet:
    return ChangeSet({otop.pk: Decimal(one), stars.pk: Decimal(two)})


def form(**more: str) -> dict[str, str]:
    day = {"effective_from_day": "1", "effective_from_month": "4", "effective_from_year": "2570"}
    return {"action": "save", "reason": "งบประมาณเปลี่ยน", **day, **more}


def in_force(card, day: dt.date) -> dict[str, Decimal]:
    """Numbers and weights of the lines in force on a day, as the scorecard finds them."""
    rows = card.criteria.values(
        "pk", "indicator_id", "version", "code", "weight", "effective_from", "superseded_on"
    )
    return {row["code"]: row["weight"] for row in gather._in_force(rows, day)}


def test_it_works(signed_in, planner, agreed, otop, stars, new):
    client = signed_in(planner)
    picked = client.post(url("card", "choose"), {"pick": [new.pk]})
    assert picked.url == f"{LINES}?add={new.pk}"
    typed = form(**{f"weight-{otop.pk}": "0", f"weight-{stars.pk}": "80",
                    f"added_code-{new.pk}": "3.1", f"added_weight-{new.pk}": "20"})  # fmt: skip
    assert client.post(picked.url, typed).status_code == 302
    assert in_force(agreed, DAY) == {"2.1": 0, "2.2": 80, "3.1": 20}
    assert in_force(agreed, DAY - dt.timedelta(1)) == {"2.1": 5, "2.2": 95}
    made = agreed.criteria.current().get(code="2.2")
    assert (made.version, made.reason, made.levels) == (2, "งบประมาณเปลี่ยน", list(LEVELS))
    assert workflow.history(agreed)[0].action == "change"
    assert workflow.history(made)[0].by == planner


def test_what_comes_on_stands_under_the_entry_that_it_leads(
    planner, agreed, otop, stars, nakhonsawan, officer_post
):
    _plan, made = plans.adopted(nakhonsawan, planner, officer_post)
    one = indicators.create(area=nakhonsawan, by=planner, name_th="ตัวใหม่", nodes=[made["1.1"]])
    asked = ChangeSet({stars.pk: Decimal(80)}, added=[Addition(one, "3.1", Decimal(15))])
    changes.change(card=agreed, changes=asked, reason="งบ", effective_from=DAY, by=planner)
    assert agreed.criteria.current().get(code="3.1").node == made["1.1"]


def test_the_entries_of_the_plan_are_read_once_for_all_that_comes_on(
    planner, agreed, otop, stars, nakhonsawan, officer_post
):
    _plan, made = plans.adopted(nakhonsawan, planner, officer_post)
    added = [
        Addition(
            indicators.create(area=nakhonsawan, by=planner, name_th=f"ตัวใหม่ {number}"),
            f"3.{number}",
            Decimal(1),
            made["1.1" if number % 2 else "2.1"],
        )
        for number in range(20)
    ]
    asked = ChangeSet({stars.pk: Decimal(75)}, added=added, placed={otop.pk: made["1.1"]})
    given = {"reason": "งบ", "effective_from": DAY, "by": planner}
    with CaptureQueriesContext(connection) as queries:
        changes.change(card=agreed, changes=asked, **given)
    levels = TemplateLevel._meta.db_table
    assert sum(f'FROM "{levels}"' in one["sql"] for one in queries) == 1
    assert agreed.criteria.current().filter(node=made["2.1"]).count() == 10
    asked = ChangeSet(added=[*added, Addition(added[0].indicator, "4", Decimal(1), made["1"])])
    with pytest.raises(Refused, match="ที่รับตัวชี้วัดได้"):
        changes.change(card=agreed, changes=asked, **given)


def test_all_faults_show_at_once(signed_in, planner, agreed, otop, stars):
    typed = {"action": "save", f"weight-{otop.pk}": "6", f"weight-{stars.pk}": "มาก"}
    page = signed_in(planner).post(LINES, typed)
    assert page.status_code == 422
    assert set(page.context["dated"].errors) == {"effective_from", "reason"}
    assert {fault.field for fault in page.context["faults"]} == {f"weight-{stars.pk}", "total"}


def test_a_line_is_taken_off_from_a_day_on(signed_in, planner, agreed, otop, stars):
    typed = form(**{f"remove-{otop.pk}": "on", f"weight-{otop.pk}": "5",
                    f"weight-{stars.pk}": "100"})  # fmt: skip
    assert signed_in(planner).post(LINES, typed).status_code == 302
    assert in_force(agreed, DAY) == {"2.2": 100}
    assert in_force(agreed, DAY - dt.timedelta(1)) == {"2.1": 5, "2.2": 95}


def test_the_version_of_the_cut_off_scores_the_round(planner, agreed, otop, stars, nakhonsawan):
    made = {}
    for kind, cut_off in (("6", DAY - dt.timedelta(1)), ("9", DAY), ("12", DAY + dt.timedelta(1))):
        made[kind] = rounds.create(
            area=nakhonsawan, fiscal_year=2570, kind=kind, opens=OPENS, closes=CLOSES,
            cut_off=cut_off, by=planner,
        )  # fmt: skip
    changes.change(
        card=agreed, changes=weights(otop, stars, "40", "60"), reason="ก", effective_from=DAY,
        by=planner,
    )  # fmt: skip
    found = gather.cards(list(made.values()))
    weighed = {
        kind: [str(line.criteria["weight"].normalize()) for line in found[round.pk].lines]
        for kind, round in made.items()
    }
    assert weighed["6"] == ["5", "95"]
    assert weighed["9"] == weighed["12"] == ["4E+1", "6E+1"]


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("4.99", "95", "น้ำหนักรวมจะเป็น 99.99 ต้องเป็น 100.00 หลังแก้ไข"),
        ("5.01", "95", "น้ำหนักรวมจะเป็น 100.01 ต้องเป็น 100.00 หลังแก้ไข"),
    ],
)
def test_the_total_stays_hundred(signed_in, planner, agreed, otop, stars, one, two, said):
    page = signed_in(planner).post(
        LINES, form(**{f"weight-{otop.pk}": one, f"weight-{stars.pk}": two})
    )
    assert page.status_code == 422
    assert said in page.content.decode()
    assert f'value="{one}"' in page.content.decode()
    assert "งบประมาณเปลี่ยน" in page.content.decode()
    assert Criteria.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"effective_from_year": ""}, "effective_from"),
        ({"effective_from_year": "2571"}, "effective_from"),
    ],
)
def test_reason_and_day_are_asked_for(signed_in, planner, agreed, otop, stars, typed, field):
    boxes = {f"weight-{otop.pk}": "6", f"weight-{stars.pk}": "94"}
    page = signed_in(planner).post(LINES, form(**boxes) | typed)
    assert page.status_code == 422
    assert list(page.context["dated"].errors) == [field]
    assert Criteria.objects.count() == 2


def test_not_before_the_cut_off_of_a_locked_round(planner, agreed, otop, stars, nakhonsawan):
    nine = rounds.create(
        area=nakhonsawan, fiscal_year=2570, kind="9", opens=OPENS, closes=CLOSES,
        cut_off=CUT_OFF, by=planner,
    )  # fmt: skip
    rounds.lock(round=nine, by=planner)
    change = {"changes": weights(otop, stars, "6", "94"), "reason": "ก", "by": planner}
    with pytest.raises(Refused, match="ปิดรับแล้ว"):
        changes.change(card=agreed, effective_from=CUT_OFF, **change)
    changes.change(card=agreed, effective_from=CUT_OFF + dt.timedelta(1), **change)


def test_not_before_an_earlier_change_of_the_same_line(planner, agreed, otop, stars):
    changes.change(
        card=agreed, changes=weights(otop, stars, "6", "94"), reason="ก", effective_from=DAY,
        by=planner,
    )  # fmt: skip
    now = {line.code: line.pk for line in agreed.criteria.current()}
    again = ChangeSet({now["2.1"]: Decimal(7), now["2.2"]: Decimal(93)})
    for day in (DAY, DAY - dt.timedelta(1)):
        with pytest.raises(Refused, match="ต้องหลังฉบับก่อน"):
            changes.change(card=agreed, changes=again, reason="ข", effective_from=day, by=planner)


def test_what_came_on_without_criteria_gets_them_on_the_same_day(planner, agreed, otop, stars, new):
    both = ChangeSet({otop.pk: Decimal(0)}, added=[Addition(new, "3.1", Decimal(5))])
    changes.change(card=agreed, changes=both, reason="ก", effective_from=DAY, by=planner)
    line = agreed.criteria.current().get(code="3.1")
    full = Definition(Decimal(5), levels=LEVELS)
    criteria.revise(line=line, definition=full, reason="กำหนดเกณฑ์", effective_from=DAY, by=planner)
    assert in_force(agreed, DAY) == {"2.1": 0, "2.2": 95, "3.1": 5}
    line = agreed.criteria.current().get(code="3.1")
    assert line.has_criteria
    with pytest.raises(Refused, match="ต้องหลังฉบับก่อน"):
        criteria.revise(line=line, definition=full, reason="ซ้ำ", effective_from=DAY, by=planner)


def test_a_line_comes_back_only_after_it_has_gone(planner, agreed, otop, stars):
    gone = ChangeSet({stars.pk: Decimal(100)}, frozenset({otop.pk}))
    changes.change(card=agreed, changes=gone, reason="ก", effective_from=DAY, by=planner)
    star = agreed.criteria.current().get()
    back = ChangeSet({star.pk: Decimal(95)}, added=[Addition(otop.indicator, "2.1", Decimal(5))])
    with pytest.raises(Refused) as refused:
        changes.change(
            card=agreed, changes=back, reason="ข", effective_from=DAY - dt.timedelta(1), by=planner
        )
    assert "ยังอยู่ในบัญชีจนถึงก่อน" in str(refused.value)
    later = DAY + dt.timedelta(30)
    changes.change(card=agreed, changes=back, reason="ข", effective_from=later, by=planner)
    assert agreed.criteria.current().get(code="2.1").version == 2
    assert in_force(agreed, later) == {"2.1": 5, "2.2": 95}
    assert in_force(agreed, DAY) == {"2.2": 100}


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ({"code": ""}, "โปรดกรอกลำดับในบัญชี"),
        ({"code": "2.2"}, "ลำดับ 2.2 ซ้ำกันในบัญชี"),
        ({"weight": "-5"}, "ต้องอยู่ระหว่าง 0 ถึง 100"),
        ({"indicator": "there"}, "อยู่ในบัญชีแล้ว"),
    ],
)
def test_what_cannot_come_on(planner, agreed, otop, stars, new, addition, said):
    one = Addition(
        otop.indicator if "indicator" in addition else new,
        addition.get("code", "3.1"),
        Decimal(addition.get("weight", "5")),
    )
    given = ChangeSet({otop.pk: Decimal(0)}, added=[one])
    with pytest.raises(Refused) as refused:
        changes.change(card=agreed, changes=given, reason="ก", effective_from=DAY, by=planner)
    assert said in str(refused.value)
    assert Criteria.objects.count() == 2


def test_nothing_changed_is_said(planner, agreed, otop, stars):
    with pytest.raises(Refused, match="ยังไม่มีอะไรเปลี่ยน"):
        changes.change(
            card=agreed, changes=weights(otop, stars, "5", "95"), reason="ก", effective_from=DAY,
            by=planner,
        )  # fmt: skip


def test_a_draft_needs_no_act(planner, otop, stars):
    with pytest.raises(Refused, match="ยังเป็นร่าง"):
        changes.change(
            card=otop.card, changes=weights(otop, stars, "6", "94"), reason="ก",
            effective_from=DAY, by=planner,
        )  # fmt: skip


def test_versions_stand_side_by_side_with_who_and_when(
    signed_in, planner, agreed, otop, stars, new
):
    client = signed_in(planner)
    assert "ยังไม่มีการแก้ไขหลังตกลง" in client.get(VERSIONS).content.decode()
    act = ChangeSet(
        {stars.pk: Decimal(90)}, frozenset({otop.pk}), [Addition(new, "3.1", Decimal(10))]
    )
    changes.change(card=agreed, changes=act, reason="ตามมติ กบจ.", effective_from=DAY, by=planner)
    page = client.get(VERSIONS)
    (shown,) = page.context["acts"]
    assert (shown.day, shown.reason, shown.move.by) == (DAY, "ตามมติ กบจ.", planner)
    assert [
        (one.line.code, one.before and one.before.weight, one.after and one.after.weight)
        for one in shown.shifts
    ] == [("2.1", 5, None), ("2.2", 95, 90), ("3.1", None, 10)]
    assert (shown.weight_before, shown.weight_after) == (100, 100)
    assert "มีผลตั้งแต่ 1 เมษายน 2570" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "answer"), [("officer", 403), ("executive", 403), ("inspector", 403), ("stranger", 404)]
)
def test_who_may_not(signed_in, request, who, answer, agreed, otop, stars):
    person = request.getfixturevalue(who)
    typed = form(**{f"weight-{otop.pk}": "6", f"weight-{stars.pk}": "94"})
    assert signed_in(person).post(LINES, typed).status_code == answer
    assert signed_in(person).get(VERSIONS).status_code == (404 if who == "stranger" else 200)
    with pytest.raises(NotAllowed):
        changes.change(
            card=agreed, changes=weights(otop, stars, "6", "94"), reason="ก",
            effective_from=DAY, by=person,
        )  # fmt: skip
    assert Criteria.objects.count() == 2


CENTS = st.integers(0, 10_000)
ACTS = st.lists(
    st.tuples(
        st.integers(0, 364),  # the day of the year
        st.lists(st.tuples(st.integers(0, 5), CENTS), max_size=4),  # weights
        st.sets(st.integers(0, 5), max_size=1),  # taken off
        st.integers(0, 2),  # added
    ),
    max_size=6,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ACTS)
def test_on_every_day_the_lines_in_force_total_hundred(agreed, planner, nakhonsawan, acts):
    with transaction.atomic():
        for number, (day, weighed, removed, added) in enumerate(acts):
            _try(agreed, planner, (number, day, weighed, removed, added))
        start = dt.date(2026, 10, 1)
        days = {start, *(start + dt.timedelta(act[0] + n) for act in acts for n in (-1, 0, 1))}
        for day in days:
            assert sum(in_force(agreed, day).values()) == 100
        transaction.set_rollback(True)


def _try(card, planner, act) -> None:
    """One act; the last line kept takes what the others leave, so that many acts are accepted."""
    number, day, weighed, removed, added = act
    now = list(card.criteria.current().order_by("code"))
    gone = {now[n].pk for n in removed if n < len(now) - 1}
    new = {now[n].pk: Decimal(cents) / 100 for n, cents in weighed if n < len(now) - 1}
    additions = [
        Addition(
            indicators.create(area=card.area, by=planner, name_th=f"{number}-{n}"),
            f"9.{number}.{n}",
            Decimal(n),
        )
        for n in range(added)
    ]
    kept = [line for line in now[:-1] if line.pk not in gone]
    left = Decimal(100) - sum((new.get(line.pk, line.weight) for line in kept), Decimal(0))
    new[now[-1].pk] = left - sum((one.weight for one in additions), Decimal(0))
    with suppress(Refused):
        changes.change(
            card=card,
            changes=ChangeSet(new, frozenset(gone), additions),
            reason="ก",
            effective_from=dt.date(2026, 10, 1) + dt.timedelta(day),
            by=planner,
        )
