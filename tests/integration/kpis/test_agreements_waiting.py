"""An agreement that waits for a signature is told to who can record it, and is handed over."""

import pytest

from accounts.models import User
from accounts.people import handover
from kpis.promise import Side
from kpis.selectors.agreements import home_items
from tests import factories
from tests.integration.kpis.agreeing import *  # noqa: F403 - fixtures
from tests.integration.kpis.agreeing import prepare, sign

SIGN, RECORD = "ลงนามคำรับรอง", "บันทึกการลงนามในคำรับรอง"


def told(user) -> list[str]:
    return [item.kind for item in home_items(User.objects.get(pk=user.pk))]


def handed_over(post) -> list[str]:
    works = [one for one in handover.open_work(post) if one.kind == "คำรับรองที่รอลงนาม"]
    return [item.note for work in works for item in work.items]


@pytest.fixture
def between(card, governor_post, head_post, planner):
    """The governor gives it, the head of an agency receives it."""
    return prepare(card, governor_post, planner, receiver=Side(head_post))


def test_it_works(between, signed_in, executive, head, planner, officer, governor_post, head_post):
    assert (told(executive), told(head), told(planner)) == ([SIGN], [SIGN], [RECORD])
    assert told(officer) == []
    (item,) = home_items(User.objects.get(pk=executive.pk))
    assert item.title == f"{between.reference} จังหวัดนครสวรรค์"
    assert item.note == f"ยังไม่ลงนาม: ผู้ทำคำรับรอง ({governor_post}), ผู้รับคำรับรอง ({head_post})"
    page = signed_in(executive).get("/").content.decode()
    assert item.title in page
    assert "ไม่มีเรื่องที่รอท่าน" not in page
    assert signed_in(executive).get(item.url).status_code == 200


def test_who_has_signed_is_told_no_more(between, executive, head, planner, head_post):
    sign(between, "giver", executive)
    assert (told(executive), told(head), told(planner)) == ([], [SIGN], [RECORD])
    (item,) = home_items(User.objects.get(pk=planner.pk))
    assert item.note == f"ยังไม่ลงนาม: ผู้รับคำรับรอง ({head_post})"
    sign(between, "receiver", head)
    assert (told(head), told(planner)) == ([], [])


def test_of_an_office_outside_the_office_is_told(agreement, executive, planner, head):
    sign(agreement, "giver", executive)
    assert (told(executive), told(planner), told(head)) == ([], [RECORD], [])


def test_a_version_that_was_replaced_waits_for_nobody(
    between, card, governor_post, head_post, planner, executive
):
    prepare(card, governor_post, planner, receiver=Side(head_post), reason="แก้สถานที่")
    assert told(executive) == [SIGN]


def test_nobody_of_another_place_is_told(between, stranger, other_officer, inspector):
    assert [told(one) for one in (stranger, other_officer, inspector)] == [[], [], []]


def test_it_is_handed_over_with_the_post(between, executive, governor_post, head_post, planner):
    office = planner.tenures.get().post
    other = factories.post(office.agency, "รองผู้ว่าราชการจังหวัด", "executive")
    both = f"ยังไม่ลงนาม: ผู้ทำคำรับรอง ({governor_post}), ผู้รับคำรับรอง ({head_post})"
    for post in (governor_post, head_post, office):
        assert handed_over(post) == [both]
    assert handed_over(other) == []
    sign(between, "giver", executive)
    assert handed_over(governor_post) == []
    assert handed_over(office) == [f"ยังไม่ลงนาม: ผู้รับคำรับรอง ({head_post})"]
