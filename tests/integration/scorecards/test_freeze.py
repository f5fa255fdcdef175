"""Freezing: what is stored, who may, numbers, replacing, and that nothing can change it."""

import datetime as dt
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from accounts import workflow
from committees.models import Committee, Seat
from common import clock
from common.errors import NotAllowed, Refused
from kpis.services import rounds
from scorecards.canonical import canonical, digest
from scorecards.models import Snapshot
from scorecards.services import snapshots
from tests import factories
from tests.factories import cards
from tests.integration.scorecards.conftest import AFTER


def frozen(world: cards.World, by, **options) -> Snapshot:
    return snapshots.freeze(
        **{"area": world.area, "year": world.year, "round": world.rounds["6"], "kind": "round"}
        | {"by": by}
        | options
    )


def test_it_works(world, planner):
    snapshot = frozen(world, planner, title="ปิดรอบ 6 เดือน")

    content = json.loads(snapshot.content)
    assert snapshot.total == Decimal("3.4578")
    assert snapshot.sha256 == digest(snapshot.content)
    assert snapshot.content == canonical(content)
    assert content["format"] == "prasan-snapshot/1"
    assert content["card"]["area"] == {
        "code": "60", "kind": "province", "name_th": "นครสวรรค์", "name_en": "Nakhon Sawan",
    }  # fmt: skip
    assert (content["card"]["number"], content["card"]["sample"]) == (1, True)
    assert content["card"]["counts"] == {"reported": 16, "due": 16, "evidence": 0}
    assert len(content["card"]["plan"]["nodes"]) == 9
    assert content["card"]["lines"]["2.3"]["result"]["steps"] == [1, 2, 3, 4]
    move = workflow.history(snapshot).get()
    assert (move.action, move.to_state, move.by) == ("freeze", "frozen", planner)


def test_recomputing_verifies(world, planner):
    found = snapshots.verify(frozen(world, planner))
    assert (found.unchanged, found.recomputed, found.same_engine) == (True, True, True)


def test_a_changed_figure_is_noticed(world, planner):
    snapshot = frozen(world, planner)
    snapshot.content = snapshot.content.replace('"3.4578"', '"4.4578"')
    found = snapshots.verify(snapshot)
    assert (found.unchanged, found.recomputed, found.sound) == (False, False, False)


def test_the_command_line_prints_the_bytes_that_are_stored(world, planner):
    snapshot = frozen(world, planner)

    printed = subprocess.run(
        [sys.executable, "-m", "kpis.scoring"],
        input=snapshot.content.encode(), capture_output=True, check=True,
    ).stdout  # fmt: skip

    assert printed.decode() == canonical(json.loads(snapshot.content)["result"]) + "\n"
    assert printed.decode().rstrip("\n") in snapshot.content


def test_numbers_run_by_area_and_year(world, planner, phichit, stranger):
    other = cards.sample(phichit, 2570)
    assert [frozen(world, planner).number, frozen(world, planner).number] == [1, 2]
    assert frozen(other, stranger).number == 1
    assert frozen(world, planner).reference == "60/2570-3"


MINUTE = dt.timedelta(minutes=1)


def test_asked_for_twice_it_is_frozen_once(world, planner):
    first = frozen(world, planner, title="ปิดรอบ", once_within=MINUTE)
    assert frozen(world, planner, title=" ปิดรอบ", once_within=MINUTE) == first
    second = frozen(world, planner, replaces=first, once_within=MINUTE)
    assert frozen(world, planner, replaces=first, once_within=MINUTE) == second
    assert workflow.history(first).count() == 1
    assert Snapshot.objects.count() == 2


def test_what_is_not_the_same_is_frozen_again(world, planner):
    office = factories.agency(world.area, "กลุ่มงานยุทธศาสตร์")
    colleague = factories.user("colleague", factories.post(office, "นักยุทธศาสตร์", "planner"))

    def again(by=planner, **options) -> int:
        return frozen(world, by, once_within=MINUTE, **options).number

    assert [again(), again(title="อีกชื่อ"), again(kind="meeting")] == [1, 2, 3]
    assert again(colleague, kind="meeting") == 4
    world.criteria["1.1"].results.filter(round=world.rounds["6"]).update(value=Decimal("2.1"))
    assert again(colleague, kind="meeting") == 5
    with clock.at(AFTER, hour=11):
        assert again(colleague, kind="meeting") == 6


def test_a_secretary_of_a_committee_may(world):
    secretary = factories.user("secretary")
    board = Committee.objects.create(
        area=world.area, type="province_board", name_th="กบจ.", valid_from=factories.LONG_AGO
    )
    Seat.objects.create(
        committee=board,
        position="member_secretary",
        sector="regional_state",
        person=secretary,
        valid_from=factories.LONG_AGO,
    )
    assert frozen(world, secretary).created_by == secretary


@pytest.mark.parametrize("person", ["officer", "head", "executive", "inspector", "sysadmin"])
def test_others_may_not(world, person, request):
    with pytest.raises(NotAllowed, match="ตรึงสกอร์การ์ด"):
        frozen(world, request.getfixturevalue(person))
    assert not Snapshot.objects.exists()


def test_a_planner_of_another_province_may_not(world, stranger):
    with pytest.raises(NotAllowed):
        frozen(world, stranger)


def test_without_a_card_there_is_nothing_to_freeze(nakhonsawan, planner):
    with pytest.raises(Refused, match="ยังไม่มีบัญชีตัวชี้วัด"):
        snapshots.freeze(
            area=nakhonsawan, year=2569, round=cards.rounds(nakhonsawan, 2569)["6"], kind="round",
            by=planner,
        )  # fmt: skip


def test_without_a_score_there_is_nothing_to_freeze(nakhonsawan, planner):
    world = cards.world(nakhonsawan, 2570)
    cards.line(world, "1.1", levels=None)
    with pytest.raises(Refused, match="ยังไม่มีตัวชี้วัดที่คิดคะแนนได้"):
        frozen(world, planner)


def test_replacing_says_so(world, planner):
    first = frozen(world, planner)
    second = frozen(world, planner, replaces=first)
    assert second.replaces == first
    assert Snapshot.objects.get(pk=first.pk).replaced_by == second


@pytest.mark.parametrize(
    ("other", "sentence"),
    [({"kind": "report"}, "รอบเดียวกัน"), ({"round": "12"}, "รอบเดียวกัน"), ({}, "มีฉบับอื่นแทนแล้ว")],
)
def test_replacing_something_else_is_refused(world, planner, other, sentence):
    for code, criteria in world.criteria.items():
        if criteria.method == "interpolate":
            world.report(code, "12", value=Decimal(1))
    first = frozen(world, planner, kind="meeting")
    frozen(world, planner, kind="meeting", replaces=first)
    options = {"kind": "meeting"} | other
    if "round" in options:
        options["round"] = world.rounds["12"]
    with pytest.raises(Refused, match=sentence):
        frozen(world, planner, replaces=first, **options)


@pytest.mark.parametrize("freeze", ["freeze", "freeze_all"])
def test_a_round_that_takes_results_cannot_be_closed(world, planner, freeze):
    def close() -> None:
        if freeze == "freeze":
            frozen(world, planner)
        else:
            snapshots.freeze_all(rounds=[world.rounds["6"]], kind="round", by=planner)

    with clock.at(world.rounds["6"].closes):
        with pytest.raises(Refused, match=r"ยังไม่ปิด \(ครบกำหนด 31 มี\.ค\. 2570\)"):
            close()
        assert not Snapshot.objects.exists()
        rounds.lock(round=world.rounds["6"], by=planner)
        world.rounds["6"].refresh_from_db()
        close()
    assert Snapshot.objects.get().kind == "round"


def test_a_round_that_takes_results_is_frozen_for_a_meeting(world, planner):
    with clock.at(world.rounds["6"].closes):
        assert frozen(world, planner, kind="meeting").kind == "meeting"


def test_an_unknown_purpose_is_refused(world, planner):
    with pytest.raises(Refused, match="ตรึงเพื่ออะไร"):
        frozen(world, planner, kind="joke")


def test_the_database_refuses_a_change(world, planner):
    snapshot = frozen(world, planner)
    for change in (
        lambda: Snapshot.objects.filter(pk=snapshot.pk).update(title="อื่น"),
        lambda: Snapshot.objects.filter(pk=snapshot.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="is frozen"), transaction.atomic():
            change()
    assert Snapshot.objects.get().sha256 == snapshot.sha256


def test_the_previous_round_and_the_trend_are_frozen_too(world, planner):
    cards_2569 = cards.world(world.area, 2569)
    cards.line(cards_2569, "5.1", indicator=world.indicator("2.1"), name="เดิม")
    cards_2569.report("5.1", "12", value=Decimal(2))

    card = json.loads(frozen(world, planner).content)["card"]

    assert card["previous"]["total"] == "2.0000"
    assert card["previous"]["lines"] == {"2.1": "2.0000"}
    assert [point["score"] for point in card["lines"]["2.1"]["trend"]] == ["2.0000", "3.4400"]
    assert [point["score"] for point in card["lines"]["2.2"]["trend"]] == [None, "3.5000"]


def test_all_areas_at_once(
    world, phichit, inspector, planner, stranger, django_assert_max_num_queries
):
    other = cards.sample(phichit, 2570)
    empty = cards.rounds(factories.province("62", "กำแพงเพชร"), 2570)["6"]
    everywhere = factories.user(
        "both", *[factories.post(factories.agency(a, "ศูนย์"), "นักยุทธศาสตร์", "planner")
                  for a in (world.area, phichit, empty.area)],
    )  # fmt: skip

    with django_assert_max_num_queries(35):
        made = snapshots.freeze_all(
            rounds=[world.rounds["6"], other.rounds["6"], empty], kind="report", by=everywhere
        )

    assert [snapshot.area.code for snapshot in made] == ["60", "66"]
    assert all(snapshots.verify(snapshot).sound for snapshot in made)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("once_within", "expected"), [(None, [1, 2, 3, 4]), (MINUTE, [1, 1, 1, 1])]
)
def test_many_at_the_same_moment(world, planner, once_within, expected):
    def one(_: int) -> int:
        try:
            return frozen(world, planner, kind="meeting", once_within=once_within).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(one, range(4)))

    assert numbers == expected
