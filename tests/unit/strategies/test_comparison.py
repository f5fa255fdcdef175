"""Two versions of a plan: what was added, removed, reworded, moved; Thai is never cut inside."""

import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies.comparison import Item, compare, stretches

OLD = (
    Item("v", "", "วิสัยทัศน์", "", "เมืองน่าอยู่"),
    Item("1", "v", "ประเด็น", "1", "เกษตรมูลค่าสูง", weight=Decimal(60)),
    Item("1.1", "1", "กลยุทธ์", "1.1", "ส่งเสริมการผลิต", host="เกษตรจังหวัด"),
    Item("2", "v", "ประเด็น", "2", "ท่องเที่ยว", weight=Decimal(40)),
)


def test_it_works():
    newer = (
        OLD[0],
        replace(OLD[1], weight=Decimal(55)),
        replace(OLD[3], title="ท่องเที่ยวสีเขียว", weight=Decimal(45)),
        replace(OLD[2], parent="2", code="2.1", host="ท่องเที่ยวจังหวัด"),
        Item("3", "v", "ประเด็น", "3", "สุขภาพ"),
    )
    found = compare(OLD, newer)
    by = {one.item.identity: one for one in found.differences}
    assert [one.kind for one in found.differences] == [
        "same", "changed", "changed", "changed", "added",
    ]  # fmt: skip
    assert by["1"].weight == (Decimal(60), Decimal(55))
    assert by["2"].title == (("same", "ท่องเที่ยว"), ("new", "สีเขียว"))
    assert by["1.1"].moved == ("ประเด็น 1 เกษตรมูลค่าสูง", "ประเด็น 2 ท่องเที่ยวสีเขียว")
    assert by["1.1"].host == ("เกษตรจังหวัด", "ท่องเที่ยวจังหวัด")
    assert by["1.1"].depth == 2
    assert (found.count("added"), found.count("weight"), found.count("moved")) == (1, 2, 1)


def test_a_removed_node_is_told_where_it_stood():
    found = compare(OLD, (OLD[0], OLD[1], OLD[3]))
    assert (found.count("removed"), found.count("renamed")) == (1, 0)
    assert [(one.item.identity, one.kind) for one in found.differences] == [
        ("v", "same"), ("1", "same"), ("1.1", "removed"), ("2", "same"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("ที่ดิน", "ที่ดินทำกิน", (("same", "ที่ดิน"), ("new", "ทำกิน"))),
        ("น้ำ", "น้ํา", None),
        ("เก่า", "เก้า", (("gone", "เก่า"), ("new", "เก้า"))),
        ("ปี 2569", "ปี 2570", (("same", "ปี "), ("gone", "2569"), ("new", "2570"))),
        ("", "ใหม่", (("new", "ใหม่"),)),
    ],
)
def test_words_are_marked_without_parting_a_sign_from_its_letter(old, new, told):
    found = stretches(old, new)
    if told is not None:
        assert found == told
    for _kind, text in found:
        assert unicodedata.category(text[0]) != "Mn"
        assert text[-1] not in "เแโใไ"


def test_scattered_letters_in_common_are_one_change():
    told = [kind for kind, _text in stretches("พัฒนาเกษตรกรรม", "ยกระดับการท่องเที่ยว")]
    assert len(told) <= 4


WORDS = st.text("กนปเแไ่้ิุาำ์ 12.aO", max_size=14)


@given(WORDS, WORDS)
def test_stretches_give_both_wordings_back(old, new):
    found = stretches(old, new)
    assert "".join(text for kind, text in found if kind != "new") == old
    assert "".join(text for kind, text in found if kind != "gone") == new


@st.composite
def trees(draw):
    """Items in reading order; each stands under an earlier one or under none."""
    names = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8))
    return tuple(
        Item(
            name,
            draw(st.sampled_from(["", *names[:at]])),
            "ระดับ",
            str(at),
            draw(WORDS),
            weight=draw(st.none() | st.just(Decimal(5))),
        )
        for at, name in enumerate(names)
    )


@given(trees())
def test_a_version_does_not_differ_from_itself(tree):
    assert compare(tree, tree).empty


@given(trees(), trees())
def test_what_one_way_adds_the_other_way_removes(one, other):
    there, back = compare(one, other), compare(other, one)
    assert there.count("added") == back.count("removed")
    assert there.count("removed") == back.count("added")
    for what in ("renamed", "moved", "weight", "same"):
        assert there.count(what) == back.count(what)
    assert len(there.differences) == len({x.identity for x in one + other})
