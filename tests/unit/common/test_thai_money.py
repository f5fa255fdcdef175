"""Baht in figures, in millions and in words."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.thai import money

WORDS = {
    "0": "ศูนย์บาทถ้วน",
    "1": "หนึ่งบาทถ้วน",
    "2": "สองบาทถ้วน",
    "10": "สิบบาทถ้วน",
    "11": "สิบเอ็ดบาทถ้วน",
    "12": "สิบสองบาทถ้วน",
    "20": "ยี่สิบบาทถ้วน",
    "21": "ยี่สิบเอ็ดบาทถ้วน",
    "22": "ยี่สิบสองบาทถ้วน",
    "31": "สามสิบเอ็ดบาทถ้วน",
    "100": "หนึ่งร้อยบาทถ้วน",
    "101": "หนึ่งร้อยเอ็ดบาทถ้วน",
    "110": "หนึ่งร้อยสิบบาทถ้วน",
    "111": "หนึ่งร้อยสิบเอ็ดบาทถ้วน",
    "1001": "หนึ่งพันเอ็ดบาทถ้วน",
    "121121": "หนึ่งแสนสองหมื่นหนึ่งพันหนึ่งร้อยยี่สิบเอ็ดบาทถ้วน",
    "1000000": "หนึ่งล้านบาทถ้วน",
    "1000001": "หนึ่งล้านเอ็ดบาทถ้วน",
    "1250000": "หนึ่งล้านสองแสนห้าหมื่นบาทถ้วน",
    "11000000": "สิบเอ็ดล้านบาทถ้วน",
    "21000021": "ยี่สิบเอ็ดล้านยี่สิบเอ็ดบาทถ้วน",
    "101000000": "หนึ่งร้อยเอ็ดล้านบาทถ้วน",
    "1000000000000": "หนึ่งล้านล้านบาทถ้วน",
    "1000001000000": "หนึ่งล้านเอ็ดล้านบาทถ้วน",
    "3780600000000": "สามล้านเจ็ดแสนแปดหมื่นหกร้อยล้านบาทถ้วน",
    "0.25": "ยี่สิบห้าสตางค์",
    "0.01": "หนึ่งสตางค์",
    "1.01": "หนึ่งบาทหนึ่งสตางค์",
    "10.11": "สิบบาทสิบเอ็ดสตางค์",
    "100.50": "หนึ่งร้อยบาทห้าสิบสตางค์",
    "-21.50": "ลบยี่สิบเอ็ดบาทห้าสิบสตางค์",
    "-0.001": "ศูนย์บาทถ้วน",
    "0.995": "หนึ่งบาทถ้วน",
    "0.994": "เก้าสิบเก้าสตางค์",
}


@pytest.mark.parametrize(("amount", "words"), WORDS.items())
def test_it_works(amount, words):
    assert money.baht_words(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("amount", "shown", "millions"),
    [
        ("1250000", "1,250,000.00", "1.25"),
        ("1255000", "1,255,000.00", "1.26"),
        ("1254999.99", "1,254,999.99", "1.25"),
        ("4999.99", "4,999.99", "0.00"),
        ("5000", "5,000.00", "0.01"),
        ("-1255000", "-1,255,000.00", "-1.26"),
        ("0.005", "0.01", "0.00"),
        ("151210000000", "151,210,000,000.00", "151,210.00"),
    ],
)
def test_figures(amount, shown, millions):
    assert money.baht(Decimal(amount)) == shown
    assert money.million_baht(Decimal(amount)) == millions


_DIGITS = ["หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"]
_VALUE = {"ศูนย์": 0, "เอ็ด": 1, "ยี่": 2} | {word: n for n, word in enumerate(_DIGITS, start=1)}
_PLACE = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000}
_TOKEN = re.compile("|".join([*_VALUE, *_PLACE, "ล้าน"]))


def _number_of(words: str) -> int:
    """Reads the words back the way a person does: place by place, ล้าน times a million."""
    total, group, digit = 0, 0, None
    for token in _TOKEN.findall(words):
        if token == "ล้าน":
            total, group, digit = (total + group + (digit or 0)) * 1_000_000, 0, None
        elif token in _PLACE:
            group, digit = group + (1 if digit is None else digit) * _PLACE[token], None
        else:
            digit = _VALUE[token]
    return total + group + (digit or 0)


@given(st.integers(0, 10**18))
def test_words_read_back_as_the_number(number):
    words = money.number_words(number)
    assert _number_of(words) == number
    assert _TOKEN.sub("", words) == ""


@given(st.integers(0, 10**18))
def test_words_keep_the_rules_of_speech(number):
    words = money.number_words(number)
    assert "หนึ่งสิบ" not in words
    assert "สองสิบ" not in words
    assert not words.endswith("สิบหนึ่ง")
    assert number == 0 or "ศูนย์" not in words


@given(st.decimals(0, 10**12, places=2))
def test_satang_read_back_too(amount):
    words = money.baht_words(amount)
    whole, satang = divmod(int(amount * 100), 100)
    before, _, after = words.rpartition("บาท")
    assert _number_of(before) == whole
    assert (after == "ถ้วน") if satang == 0 else (_number_of(after) == satang)


@pytest.mark.parametrize(
    ("amount", "usual", "warned"),
    [
        ("0", None, False),
        ("12.5", None, True),
        ("999.99", None, True),
        ("1000", None, False),
        ("350000", None, False),
        ("999999999", None, False),
        ("1000000000", None, True),
        ("8500000", "8400000", False),
        ("8.5", "8400000", True),
        ("8500000000000", "8400000", True),
        ("90000", "8500000", False),
        ("50", "60", False),
    ],
)
def test_suspicious_magnitude(amount, usual, warned):
    against = None if usual is None else Decimal(usual)
    for language in ("th", "en"):
        said = money.magnitude_warning(Decimal(amount), usual=against, language=language)
        assert (said is not None) is warned


def test_the_warning_says_what_to_check():
    assert money.magnitude_warning(Decimal("12.5")) == (
        "12.50 บาท น้อยผิดปกติ โปรดตรวจว่ากรอกเป็นบาท ไม่ใช่ล้านบาท"
    )
