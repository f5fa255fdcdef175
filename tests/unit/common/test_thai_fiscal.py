"""The fiscal year turns on 1 October and is named after the B.E. year in which it ends."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.thai import fiscal
from common.thai.fiscal import FiscalYear

DAYS = st.dates(dt.date(1960, 1, 1), dt.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "year", "quarter", "month"),
    [
        (dt.date(2026, 9, 30), 2569, 4, 12),
        (dt.date(2026, 10, 1), 2570, 1, 1),
        (dt.date(2026, 12, 31), 2570, 1, 3),
        (dt.date(2027, 1, 1), 2570, 2, 4),
        (dt.date(2027, 3, 31), 2570, 2, 6),
        (dt.date(2027, 4, 1), 2570, 3, 7),
        (dt.date(2028, 2, 29), 2571, 2, 5),
        (dt.date(2027, 7, 1), 2570, 4, 10),
        (dt.date(2004, 10, 1), 2548, 1, 1),
    ],
)
def test_it_works(day, year, quarter, month):
    assert fiscal.fiscal_year(day) == year
    assert fiscal.fiscal_quarter(day) == quarter
    assert fiscal.fiscal_month(day) == month


def test_a_moment_counts_in_thai_time():
    evening_in_utc = dt.datetime(2026, 9, 30, 17, 30, tzinfo=dt.UTC)
    assert fiscal.local_day(evening_in_utc) == dt.date(2026, 10, 1)
    assert fiscal.fiscal_year(evening_in_utc) == 2570
    assert fiscal.fiscal_year(dt.datetime(2026, 9, 30, 17, 30)) == 2569  # noqa: DTZ001 - no zone


def test_limits_and_months_of_2570():
    year = FiscalYear(2570)
    assert year.first_day == dt.date(2026, 10, 1)
    assert year.last_day == dt.date(2027, 9, 30)
    assert [(day.year, day.month) for day in year.months] == [
        *((2026, month) for month in (10, 11, 12)),
        *((2027, month) for month in range(1, 10)),
    ]
    assert [day.month for day in fiscal.quarter_months(2570, 2)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("year", "number", "end"),
    [
        (2570, 5, dt.date(2027, 2, 28)),
        (2571, 5, dt.date(2028, 2, 29)),
        (2570, 6, dt.date(2027, 3, 31)),
        (2570, 9, dt.date(2027, 6, 30)),
        (2570, 12, dt.date(2027, 9, 30)),
    ],
)
def test_end_of_a_round(year, number, end):
    assert fiscal.month_end(year, number) == end


def test_labels():
    assert FiscalYear(2570).label() == "ปีงบประมาณ พ.ศ. 2570"
    assert FiscalYear(2570).label("en") == "Fiscal year 2570 (2027)"
    assert FiscalYear(2570).short_label() == "ปีงบประมาณ 2570"
    assert FiscalYear(2570).quarter_label(1) == "ไตรมาส 1/2570"
    assert FiscalYear(2570).quarter_label(1, "en") == "Quarter 1/2570"


def test_neighbours_and_order():
    assert FiscalYear(2570).previous == FiscalYear(2569) < FiscalYear(2569).next
    assert dt.date(2026, 10, 1) in FiscalYear(2570)
    assert dt.date(2026, 9, 30) not in FiscalYear(2570)


@pytest.mark.parametrize("year", [2027, 70, 0, 25700])
def test_a_year_of_the_common_era_is_a_mistake(year):
    with pytest.raises(ValueError, match=r"B\.E\."):
        FiscalYear(year)


@pytest.mark.parametrize("number", [0, 13])
def test_there_are_twelve_months_and_four_quarters(number):
    with pytest.raises(ValueError, match="months 1 to 12"):
        fiscal.month_start(2570, number)
    with pytest.raises(ValueError, match="quarters 1 to 4"):
        fiscal.quarter_months(2570, number)


@given(DAYS)
def test_every_day_lies_in_its_year_and_month(day):
    year = FiscalYear.of(day)
    assert year.first_day <= day <= year.last_day
    number = fiscal.fiscal_month(day)
    assert fiscal.month_start(year.number, number) <= day <= fiscal.month_end(year.number, number)
    assert day.replace(day=1) == year.months[number - 1]
