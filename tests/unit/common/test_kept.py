"""A value is worked out once for the same basis, and anew for any other."""

import pytest

from common.kept import Kept


def test_it_works():
    kept: Kept[int, list[int]] = Kept(3)
    first = kept.value("a", 1, lambda: [1])
    assert kept.value("a", 1, lambda: [2]) is first
    assert kept.value("a", 2, lambda: [2]) == [2]


def test_of_a_name_only_the_latest_value_is_kept():
    kept: Kept[int, list[int]] = Kept(3)
    kept.value("a", 1, lambda: [1])
    kept.value("a", 2, lambda: [2])
    assert kept.value("a", 1, lambda: [3]) == [3]
    assert len(kept) == 1


def test_each_name_has_its_own():
    kept: Kept[int, str] = Kept(3)
    assert [kept.value(name, 1, lambda name=name: name) for name in "abab"] == ["a", "b", "a", "b"]
    assert len(kept) == 2


def test_so_many_are_kept_and_no_more():
    kept: Kept[int, int] = Kept(3)
    for name in range(5):
        kept.value(name, 0, lambda: 0)
    assert len(kept) == 3
    assert kept.value(4, 0, lambda: 1) == 0
    assert kept.value(0, 0, lambda: 1) == 1


def test_two_stores_know_nothing_of_each_other():
    one: Kept[int, int] = Kept(3)
    other: Kept[int, int] = Kept(3)
    one.value("a", 1, lambda: 1)
    assert other.value("a", 1, lambda: 2) == 2
    one.forget()
    assert len(one) == 0
    assert len(other) == 1


def test_what_is_worked_out_to_nothing_is_kept_as_well():
    kept: Kept[int, int | None] = Kept(3)
    kept.value("a", 1, lambda: None)
    assert kept.value("a", 1, lambda: 1) is None


def test_a_value_that_cannot_be_worked_out_leaves_none_behind():
    kept: Kept[int, int] = Kept(3)
    with pytest.raises(ZeroDivisionError):
        kept.value("a", 1, lambda: 1 // 0)
    assert kept.value("a", 1, lambda: 7) == 7
