"""How alike titles are: the same for any order, 1 for the same, and not fooled by Thai marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies.clusters import similar


@given(st.text(), st.text())
def test_it_lies_between_0_and_1_whichever_comes_first(one, other):
    alike = similar.similarity(one, other)
    assert 0 <= alike <= 1
    assert alike == similar.similarity(other, one)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ยกระดับข้าวคุณภาพ", "ยกระดับข้าวคุณภาพ", True),
        ("ยกระดับข้าวคุณภาพและตลาดข้าว", "ยกระดับข้าวคุณภาพและตลาด", True),
        ("จัดการน้ำทั้งลุ่ม", "ส่งเสริมการท่องเที่ยว", False),
        ("น้ำ", "นา", False),
        ("", "ข้าว", False),
    ],
)
def test_it_works(one, other, alike):
    assert (similar.similarity(one, other) >= similar.ALIKE) is alike


def test_pairs_are_of_different_groups_and_given_once_in_their_order():
    same = "แปลงใหญ่ข้าว"
    things = [(1, same, "ก"), (2, "ท่องเที่ยว", "ข"), (3, same, "ข"), (4, same, "ก")]
    assert list(similar.pairs(things)) == [(1, 3, 1.0), (3, 4, 1.0)]
