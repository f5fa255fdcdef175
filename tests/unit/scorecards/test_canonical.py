"""The bytes of frozen content, and the order of codes."""

from decimal import Decimal

import pytest

from common.codes import natural
from scorecards.canonical import canonical, digest, plain


def test_it_works():
    assert canonical({"ข": 1, "a": ["น้ำ", None]}) == '{"a":["น้ำ",null],"ข":1}'


def test_the_same_content_has_the_same_bytes():
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})


def test_not_a_number_is_not_json():
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_digest_is_over_the_utf8_bytes():
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert len(digest("น้ำ")) == 64


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("15.00000000", "15"),
        ("73.45670000", "73.4567"),
        ("100", "100"),
        ("-0.00", "0"),
        ("1E+3", "1000"),
    ],
)
def test_stored_figures_lose_their_useless_zeros(stored, shown):
    assert plain(Decimal(stored)) == shown


def test_nothing_stays_nothing():
    assert plain(None) is None


def test_codes_sort_as_people_count():
    codes = ["2.10", "2.9", "10.1", "2", "ก.1", "2.9ก"]
    assert sorted(codes, key=natural) == ["2", "2.9", "2.9ก", "2.10", "10.1", "ก.1"]
