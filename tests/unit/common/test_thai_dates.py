"""Dates in Thai months and B.E. years, written and read."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.thai import dates
from common.thai.digits import to_thai_digits
from common.thai.language import Unreadable

DAY = dt.date(2026, 11, 22)
IN_BE_25XX = st.dates(dt.date(1957, 1, 1), dt.date(2056, 12, 31))


def test_it_works():
    assert dates.long_date(DAY) == "22 พฤศจิกายน 2569"
    assert dates.short_date(DAY) == "22 พ.ย. 2569"
    assert dates.formal_date(DAY) == "วันที่ ๒๒ เดือนพฤศจิกายน พ.ศ. ๒๕๖๙"
    assert dates.month_year(DAY) == "พฤศจิกายน 2569"
    assert dates.month_year(DAY, short=True) == "พ.ย. 2569"
    assert dates.weekday_date(DAY) == "วันอาทิตย์ที่ 22 พฤศจิกายน 2569"


def test_english_gives_both_eras():
    assert dates.long_date(DAY, "en") == "22 November 2026 (B.E. 2569)"
    assert dates.short_date(DAY, "en") == "22 Nov 2026 (B.E. 2569)"
    assert dates.formal_date(DAY, "en") == "22 November 2026 (B.E. 2569)"
    assert dates.month_year(DAY, "en") == "November 2026 (B.E. 2569)"
    assert dates.weekday_date(DAY, "en") == "Sunday 22 November 2026 (B.E. 2569)"


def test_time_has_a_dot_and_is_thai_time():
    moment = dt.datetime(2026, 9, 30, 18, 5, tzinfo=dt.UTC)
    assert dates.time_of_day(dt.time(9, 30)) == "09.30 น."
    assert dates.time_of_day(dt.time(9, 30), "en") == "09:30"
    assert dates.short_moment(moment) == "1 ต.ค. 2569 01.05 น."


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (dt.date(2026, 11, 1), dt.date(2026, 11, 1), "1 พ.ย. 2569"),
        (dt.date(2026, 11, 1), dt.date(2026, 11, 5), "1–5 พ.ย. 2569"),
        (dt.date(2026, 11, 30), dt.date(2026, 12, 4), "30 พ.ย. – 4 ธ.ค. 2569"),
        (dt.date(2026, 10, 1), dt.date(2027, 9, 30), "1 ต.ค. 2569 – 30 ก.ย. 2570"),
    ],
)
def test_ranges_say_nothing_twice(first, last, shown):
    assert dates.date_range(first, last) == shown


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2570", 2027),
        ("๒๕๗๐", 2027),
        (" 2570 ", 2027),
        ("พ.ศ. 2570", 2027),
        ("2500", 1957),
        ("2599", 2056),
        ("2027", 2027),
        ("1999", 1999),
        (2570, 2027),
    ],
)
def test_years_that_are_understood(typed, year):
    assert dates.parse_year(typed) == year


@pytest.mark.parametrize(
    "typed", ["48", "๗๐", "70", "2470", "2670", "2100", "1899", "570", "25700", "", "abc", "25 70"]
)
def test_other_years_are_refused(typed):
    with pytest.raises(Unreadable) as refused:
        dates.parse_year(typed)
    assert refused.value.say("th") == "ปีต้องเป็น พ.ศ. เช่น 2570"
    assert refused.value.say("en") == "The year must be in B.E., such as 2570."


@pytest.mark.parametrize(
    "typed",
    [
        "22/11/2569",
        "๒๒/๑๑/๒๕๖๙",
        "22-11-2569",
        "22.11.2026",
        "2026-11-22",
        "2569-11-22",
        "2026-11-22 00:00:00",
        "22 พ.ย. 2569",
        "22 พ.ย.2569",
        "22 พฤศจิกายน 2569",
        "22 พฤศจิกายน พ.ศ. 2569",
        "วันที่ ๒๒ เดือนพฤศจิกายน พ.ศ. ๒๕๖๙",
        "วันอาทิตย์ที่ 22 พฤศจิกายน 2569",
        "22 November 2026",
        "22 Nov 2026",
        "22 November 2026 (B.E. 2569)",
        dt.date(2026, 11, 22),
        dt.datetime(2026, 11, 21, 20, 0, tzinfo=dt.UTC),
    ],
)
def test_dates_in_one_piece(typed):
    assert dates.parse_date(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("22/11/69", "year"),
        ("22 พ.ย. 69", "year"),
        ("29/2/2570", "no_such_day"),
        ("31 เม.ย. 2570", "no_such_day"),
        ("32/1/2570", "day"),
        ("11/22/2569", "month"),
        ("22 ฟหก 2569", "date"),
        ("พฤศจิกายน 2569", "date"),
        ("", "date"),
        ("45000", "date"),
    ],
)
def test_what_is_no_date_is_refused(typed, code):
    with pytest.raises(Unreadable) as refused:
        dates.parse_date(typed)
    assert refused.value.code == code


def test_leap_day():
    assert dates.date_of_parts("29", "2", "2571") == dt.date(2028, 2, 29)
    with pytest.raises(Unreadable, match="ไม่มีวันที่ 29 กุมภาพันธ์ 2570 ในปฏิทิน"):
        dates.date_of_parts("29", "2", "2570")


@pytest.mark.parametrize(
    ("boxes", "code"),
    [
        (("0", "1", "2570"), "day"),
        (("x", "1", "2570"), "day"),
        (("1.5", "1", "2570"), "day"),
        (("1", "13", "2570"), "month"),
        (("1", "", "2570"), "month"),
    ],
)
def test_the_first_wrong_box_is_named(boxes, code):
    with pytest.raises(Unreadable) as refused:
        dates.date_of_parts(*boxes)
    assert refused.value.code == code


@given(IN_BE_25XX)
def test_every_form_reads_back(day):
    for write in (dates.long_date, dates.short_date, dates.formal_date, dates.weekday_date):
        assert dates.parse_date(write(day)) == day
        assert dates.parse_date(to_thai_digits(write(day))) == day
        assert dates.parse_date(write(day, "en").removeprefix(f"{day:%A} ")) == day
    assert dates.parse_date(f"{day.day}/{day.month}/{day.year + 543}") == day
    assert dates.parse_date(day.isoformat()) == day
