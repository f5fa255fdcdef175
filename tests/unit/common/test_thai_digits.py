"""Numbers as people type and paste them, and as we show them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.thai import digits
from common.thai.language import Unreadable

NUMBERS = st.decimals(-(10**12), 10**12, places=8)


def test_it_works():
    assert digits.to_thai_digits("ปี 2570 ร้อยละ 15.00") == "ปี ๒๕๗๐ ร้อยละ ๑๕.๐๐"
    assert digits.to_arabic("๒๕๗๐ และ １２") == "2570 และ 12"
    assert digits.read_number("๑,๒๕๐,๐๐๐.๕๐ ") == Decimal("1250000.50")


@given(st.integers(min_value=0))
def test_thai_digits_read_back(number):
    assert digits.to_arabic(digits.to_thai_digits(number)) == str(number)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("15 %", "15"),
        ("๑๕%", "15"),
        ("15.00 ％", "15.00"),
        ("ร้อยละ 15", "15"),
        ("1,250,000", "1250000"),
        ("1 250 000", "1250000"),
        ("1\u00a0250\u00a0000.5", "1250000.5"),
        ("1,\u200b250", "1250"),
        ("1, 250", "1250"),
        ("１２，３４５．６", "12345.6"),
        ("-5", "-5"),
        ("− 5", "-5"),
        ("+3", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("0", "0"),
        (15, "15"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (Decimal("2.50"), "2.50"),
    ],
)
def test_what_is_understood(typed, number):
    assert digits.read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("   ", "empty"),
        (None, "empty"),
        ("%", "empty"),
        ("1,25", "separators"),
        ("1,25,000", "separators"),
        ("1.250.000", "separators"),
        ("12 5", "separators"),
        ("1,250,0000", "separators"),
        ("1e5", "not_a_number"),
        ("NaN", "not_a_number"),
        ("Infinity", "not_a_number"),
        ("0x10", "not_a_number"),
        ("สิบห้า", "not_a_number"),
        ("15 ผลิตภัณฑ์", "not_a_number"),
        ("--5", "not_a_number"),
        ("5-", "not_a_number"),
        (".", "not_a_number"),
        ("١٥", "not_a_number"),
        ("9" * 80, "too_long"),
        (float("nan"), "not_finite"),
        (float("inf"), "not_finite"),
        (Decimal("sNaN"), "not_finite"),
        (True, "not_a_number"),
    ],
)
def test_what_is_refused(typed, code):
    with pytest.raises(Unreadable) as refused:
        digits.read_number(typed)
    assert refused.value.code == code
    assert refused.value.say("th")
    assert refused.value.say("en")


def test_a_refusal_quotes_what_was_typed():
    with pytest.raises(Unreadable, match="“๑๕ ดาว” ไม่ใช่ตัวเลข"):
        digits.read_number("๑๕ ดาว")


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("1250000.5", None, "1,250,000.5"),
        ("15.0000", None, "15"),
        ("100", None, "100"),
        ("1E+3", None, "1,000"),
        ("0.0000001", None, "0.0000001"),
        ("0", None, "0"),
        ("0.00", None, "0"),
        ("15", 2, "15.00"),
        ("2.00005", 4, "2.0001"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.001", 2, "0.00"),
        ("999.995", 2, "1,000.00"),
        (
            "12345678901234567890123456789012.345",
            2,
            "12,345,678,901,234,567,890,123,456,789,012.35",
        ),
    ],
)
def test_numbers_for_reading(value, places, shown):
    assert digits.format_number(Decimal(value), places) == shown


@given(NUMBERS)
def test_what_is_shown_reads_back(number):
    assert digits.read_number(digits.format_number(number)) == number
    assert digits.read_number(digits.to_thai_digits(digits.format_number(number))) == number


@given(NUMBERS, st.integers(0, 6))
def test_rounding_is_never_off_by_more_than_half(number, places):
    step = Decimal(1).scaleb(-places)
    assert abs(digits.round_half_up(number, places) - number) * 2 <= step


@pytest.mark.parametrize("value", [None, "", "abc"])
def test_no_number_is_none(value):
    assert digits.number_or_none(value) is None
