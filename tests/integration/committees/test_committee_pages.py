"""The register of committees and the page of one, by sector, with who sits there."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees import selectors
from committees.services import committees, seats
from tests import factories

SINCE = dt.date(2025, 10, 1)


@pytest.fixture
def board(nakhonsawan, planner, head_post, head, officer_post, executive):
    board = committees.create(
        area=nakhonsawan,
        type="province_board",
        name_th="คณะกรรมการบริหารงานจังหวัดแบบบูรณาการ",
        name_en="Integrated Provincial Administration Board",
        abbreviation="ก.บ.จ.",
        order_number="1/2568",
        order_date=SINCE,
        valid_from=SINCE,
        is_sample=True,
        by=planner,
    )
    for position, given in (
        ("chair", {"post": executive.tenures.get().post}),
        ("member", {"post": head_post}),
        ("member", {"represents": "ผู้แทนภาคประชาสังคม", "sector": "civil"}),
        ("assistant_secretary", {"post": officer_post, "may_vote": False}),
    ):
        given = {"sector": "regional_state", "valid_from": SINCE} | given
        seats.add(committee=board, position=position, by=planner, **given)
    return board


@pytest.fixture
def url(board):
    return f"/60/committees/{board.pk}/"


def test_it_works(board, planner, signed_in):
    page = signed_in(planner).get("/60/committees/").content.decode()
    for text in ("คณะกรรมการปัจจุบัน", "คณะกรรมการบริหารงานจังหวัดแบบบูรณาการ", "ก.บ.จ.", "ข้อมูลตัวอย่าง"):
        assert text in page
    assert "คณะกรรมการในอดีต" not in page


def test_one_committee_shows_seats_by_sector(url, planner, signed_in):
    page = signed_in(planner).get(url).content.decode()
    for text in (
        "ราชการส่วนภูมิภาค",
        "ภาคประชาสังคม",
        "ผู้ว่าราชการจังหวัด",
        "ผู้ใช้ governor",
        "ผู้แทนภาคประชาสังคม",
        "(ไม่มีสิทธิออกเสียง)",
        "คืออย่างน้อย 2 จาก 3 คน",
        "1/2568",
        "มี 4 ที่นั่ง ยังว่าง 2 ที่นั่ง",
    ):
        assert text in page


def test_acting_holders_are_marked(board, url, planner, officer_post, signed_in):
    person = factories.user("deputy")
    person.tenures.create(post=officer_post, valid_from=SINCE, acting=True)
    page = selectors.committee_page(board)
    held = [row for sector in page.sectors for row in sector.rows if row.holders]
    assert [holder.acting for row in held for holder in row.holders] == [False, False, True]
    assert "(รักษาการ)" in signed_in(planner).get(url).content.decode()


@pytest.mark.parametrize(("rule", "number"), [("half", 2), ("third", 1), ("two_thirds", 2)])
def test_the_quorum_in_numbers(board, rule, number):
    board.quorum = rule
    assert selectors.committee_page(board).quorum == number


def test_a_committee_of_the_past_shows_who_sat_there_last(
    nakhonsawan, planner, head_post, head, signed_in
):
    old = committees.create(
        area=nakhonsawan,
        type="province_board",
        name_th="คณะกรรมการชุดเก่า",
        abbreviation="กบจ.",
        valid_from=dt.date(2003, 10, 1),
        valid_to=dt.date(2008, 12, 31),
        by=planner,
    )
    seats.add(
        committee=old,
        position="chair",
        sector="regional_state",
        post=head_post,
        valid_from=dt.date(2003, 10, 1),
        valid_to=dt.date(2008, 12, 31),
        by=planner,
    )
    page = selectors.committee_page(old)
    assert page.day == dt.date(2008, 12, 31)
    assert page.sectors[0].rows[0].holders[0].name == "ผู้ใช้ head"
    (body,) = selectors.register(nakhonsawan).earlier
    assert (body.seats, body.current) == (1, False)


def test_an_empty_register_says_what_comes_next(nakhonsawan, planner, signed_in):
    page = signed_in(planner).get("/60/committees/").content.decode()
    assert "ยังไม่มีคณะกรรมการในทะเบียน" in page


def test_the_same_queries_with_4_and_with_100_seats(board, url, planner, development, signed_in):
    client = signed_in(planner)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for n in range(100):
        post = factories.post(development, f"ตำแหน่ง {n}")
        factories.user(f"u{n}", post)
        board.seats.create(position="member", sector="local", post=post, valid_from=SINCE, order=n)
    with CaptureQueriesContext(connection) as many:
        assert "ตำแหน่ง 99" in client.get(url).content.decode()
    assert len(many) == len(few)


def test_the_register_asks_one_query(board, nakhonsawan, django_assert_num_queries):
    with django_assert_num_queries(1):
        selectors.register(nakhonsawan)


def test_the_stranger_and_another_address_find_nothing(board, url, stranger, planner, signed_in):
    assert signed_in(stranger).get("/60/committees/").status_code == 404
    assert signed_in(stranger).get(url).status_code == 404
    assert signed_in(planner).get(url.replace("/60/", "/66/")).status_code == 404
    assert signed_in(planner).get("/60/committees/99999999999999999999/").status_code == 404
