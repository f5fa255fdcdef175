"""Committees and their seats: who sits where, from when to when, and what it lets them do."""

import datetime as dt

import pytest

from accounts.models import User
from accounts.permissions import Permission
from accounts.services import tenures
from committees.models import Committee, Seat
from committees.services import committees, seats
from common.errors import NotAllowed, Refused
from tests import factories

SINCE = dt.date(2025, 10, 1)


@pytest.fixture
def board(nakhonsawan, planner) -> Committee:
    return committees.create(
        area=nakhonsawan,
        type="province_board",
        name_th="คณะกรรมการบริหารงานจังหวัดแบบบูรณาการ",
        abbreviation="ก.บ.จ.",
        valid_from=SINCE,
        by=planner,
    )


def seat(board, by, position="member", **given) -> Seat:
    given.setdefault("valid_from", SINCE)
    return seats.add(
        committee=board, position=position, sector=given.pop("sector", "regional_state"), by=by,
        **given,
    )  # fmt: skip


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_it_works(board, planner, head_post):
    made = seat(board, planner, "chair", post=head_post)
    seats.end(seat=made, on=dt.date(2026, 9, 30), by=planner)
    seat(board, planner, "chair", post=head_post, valid_from=dt.date(2026, 10, 1))
    assert [one.order for one in board.seats.all()] == [1, 2]


def test_one_chair_at_a_time(board, planner, head_post, officer_post):
    seat(board, planner, "chair", post=head_post)
    with pytest.raises(Refused, match="มีประธานอยู่แล้ว"):
        seat(board, planner, "chair", post=officer_post)


def test_a_post_sits_once(board, planner, head_post):
    seat(board, planner, post=head_post)
    with pytest.raises(Refused, match="มีที่นั่งอยู่แล้ว"):
        seat(board, planner, post=head_post)


def test_a_seat_is_of_a_post_or_a_person_or_says_for_whom_it_waits(
    board, planner, head_post, officer
):
    with pytest.raises(Refused, match="อย่างใดอย่างหนึ่ง"):
        seat(board, planner, post=head_post, person=officer)
    with pytest.raises(Refused, match="อย่างใดอย่างหนึ่ง"):
        seat(board, planner)
    assert seat(board, planner, represents="ผู้แทนภาคประชาสังคม", sector="civil")


def test_seats_lie_within_the_committee(board, planner, head_post):
    with pytest.raises(Refused, match="ช่วงที่คณะกรรมการมีผล"):
        seat(board, planner, post=head_post, valid_from=dt.date(2025, 9, 30))


@pytest.mark.parametrize(
    ("position", "role"),
    [
        ("chair", "committee_chair"),
        ("vice_chair", "committee_member"),
        ("member", "committee_member"),
        ("member_secretary", "committee_secretary"),
        ("assistant_secretary", "committee_secretary"),
    ],
)
def test_a_seat_gives_its_role(board, planner, head, head_post, nakhonsawan, position, role):
    seat(board, planner, position, post=head_post)
    grants = [g for g in fresh(head).authority.grants if g.committee_id]
    assert [(g.role, g.area_id, g.committee_id) for g in grants] == [
        (role, nakhonsawan.pk, board.pk)
    ]


def test_the_seat_follows_the_post(board, planner, head, head_post, sysadmin):
    seat(board, planner, "chair", post=head_post)
    successor = factories.user("successor")
    assert not successor.authority.grants
    tenures.end(tenure=head.tenures.get(), on=dt.date(2026, 9, 30), by=sysadmin)
    tenures.begin(post=head_post, user=successor, valid_from=dt.date(2026, 10, 1), by=sysadmin)
    assert "committee_chair" in fresh(successor).authority.roles
    assert not fresh(head).authority.grants


def test_a_seat_in_person_and_its_end(board, planner):
    person = factories.user("civil")
    made = seat(board, planner, person=person, sector="civil")
    assert fresh(person).authority.roles == {"committee_member"}
    seats.end(seat=made, on=dt.date(2025, 12, 31), by=planner)
    assert not fresh(person).authority.roles


def test_a_committee_of_the_past_gives_nothing(nakhonsawan, planner, head, head_post):
    old = committees.create(
        area=nakhonsawan,
        type="province_board",
        name_th="กบจ.",
        valid_from=dt.date(2003, 10, 1),
        valid_to=dt.date(2008, 12, 31),
        by=planner,
    )
    seat(
        old,
        planner,
        post=head_post,
        valid_from=dt.date(2003, 10, 1),
        valid_to=dt.date(2008, 12, 31),
    )
    assert not any(g.committee_id for g in fresh(head).authority.grants)


def test_the_secretary_edits_the_own_committee_only(
    board, planner, nakhonsawan, head, head_post, officer_post
):
    seat(board, planner, "member_secretary", post=head_post)
    other = committees.create(
        area=nakhonsawan, type="working_group", name_th="คณะทำงาน", valid_from=SINCE, by=planner
    )
    secretary = fresh(head)
    assert secretary.authority.may(Permission.COMMITTEE_EDIT, area=nakhonsawan, committee=board)
    assert seat(board, secretary, post=officer_post)
    with pytest.raises(NotAllowed):
        seat(other, secretary, post=officer_post)


def test_members_officers_and_strangers_edit_nothing(
    board, planner, officer, stranger, head, head_post, nakhonsawan
):
    seat(board, planner, post=head_post)
    for person in (officer, stranger, fresh(head)):
        with pytest.raises(NotAllowed):
            seat(board, person, represents="ใคร")
        with pytest.raises(NotAllowed):
            committees.create(
                area=nakhonsawan, type="working_group", name_th="x", valid_from=SINCE, by=person
            )
