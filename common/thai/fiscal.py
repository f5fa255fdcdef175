"""The Thai fiscal year: 1 October to 30 September, named after the year พ.ศ. in which it ends."""

import calendar
import datetime as dt
from dataclasses import dataclass

from common.thai.language import Language

BUDDHIST_ERA = 543
"""What is added to a year of the common era to get the year พ.ศ."""

FIRST_MONTH = 10
BANGKOK = dt.timezone(dt.timedelta(hours=7))  # Thailand has one zone and no summer time


def local_day(moment: dt.date | dt.datetime) -> dt.date:
    """The day in Thailand; a moment stored in UTC late in the evening is the next day here."""
    if isinstance(moment, dt.datetime):
        return (moment.astimezone(BANGKOK) if moment.tzinfo else moment).date()
    return moment


def be_year(day: dt.date) -> int:
    """The calendar year พ.ศ. of a day (committee meetings are numbered by it)."""
    return local_day(day).year + BUDDHIST_ERA


def fiscal_year(day: dt.date) -> int:
    """The fiscal year (B.E.) in which a day lies: 30 Sep 2569 → 2569, 1 Oct 2569 → 2570."""
    day = local_day(day)
    return day.year + BUDDHIST_ERA + (day.month >= FIRST_MONTH)


def fiscal_month(day: dt.date) -> int:
    """Which month of its fiscal year a day lies in: October is 1, September is 12."""
    return (local_day(day).month - FIRST_MONTH) % 12 + 1


def fiscal_quarter(day: dt.date) -> int:
    """ไตรมาส of a day: 1 is October to December, 4 is July to September."""
    return (fiscal_month(day) - 1) // 3 + 1


def first_day(year: int) -> dt.date:
    """1 October with which the fiscal year (B.E.) begins."""
    return dt.date(_ends_in(year) - 1, FIRST_MONTH, 1)


def last_day(year: int) -> dt.date:
    """30 September with which the fiscal year (B.E.) ends."""
    return dt.date(_ends_in(year), 9, 30)


def months(year: int) -> tuple[dt.date, ...]:
    """The first days of the twelve months of a fiscal year (B.E.), October first."""
    return tuple(month_start(year, number) for number in range(1, 13))


def month_start(year: int, number: int) -> dt.date:
    """First day of month `number` (1 is October) of a fiscal year (B.E.)."""
    if not 1 <= number <= 12:
        raise ValueError(f"a fiscal year has months 1 to 12, not {number}")
    month = (number + FIRST_MONTH - 2) % 12 + 1
    return dt.date(_ends_in(year) - (month >= FIRST_MONTH), month, 1)


def month_end(year: int, number: int) -> dt.date:
    """Last day of month `number`: 6 gives 31 March, the end of the six-month round."""
    start = month_start(year, number)
    return start.replace(day=calendar.monthrange(start.year, start.month)[1])


def quarter_months(year: int, quarter: int) -> tuple[dt.date, ...]:
    """The first days of the three months of a quarter of a fiscal year (B.E.)."""
    if not 1 <= quarter <= 4:
        raise ValueError(f"a fiscal year has quarters 1 to 4, not {quarter}")
    return months(year)[quarter * 3 - 3 : quarter * 3]


@dataclass(frozen=True, order=True)
class FiscalYear:
    """A fiscal year as a value with its limits and its name."""

    number: int

    def __post_init__(self) -> None:
        _ends_in(self.number)

    @classmethod
    def of(cls, day: dt.date) -> "FiscalYear":
        return cls(fiscal_year(day))

    def __int__(self) -> int:
        return self.number

    def __contains__(self, day: dt.date) -> bool:
        return fiscal_year(day) == self.number

    @property
    def first_day(self) -> dt.date:
        return first_day(self.number)

    @property
    def last_day(self) -> dt.date:
        return last_day(self.number)

    @property
    def months(self) -> tuple[dt.date, ...]:
        return months(self.number)

    @property
    def previous(self) -> "FiscalYear":
        return FiscalYear(self.number - 1)

    @property
    def next(self) -> "FiscalYear":
        return FiscalYear(self.number + 1)

    def label(self, language: Language = "th") -> str:
        """ปีงบประมาณ พ.ศ. 2570, or Fiscal year 2570 (2027)."""
        if language == "en":
            return f"Fiscal year {self.number} ({self.number - BUDDHIST_ERA})"
        return f"ปีงบประมาณ พ.ศ. {self.number}"

    def short_label(self, language: Language = "th") -> str:
        return f"FY{self.number}" if language == "en" else f"ปีงบประมาณ {self.number}"

    def quarter_label(self, quarter: int, language: Language = "th") -> str:
        """ไตรมาส 1/2570, or Quarter 1/2570."""
        return f"{'Quarter' if language == 'en' else 'ไตรมาส'} {quarter}/{self.number}"


def _ends_in(year: int) -> int:
    """The C.E. year in which a fiscal year (B.E.) ends; a C.E. number here is a mistake."""
    if not 2400 <= year <= 2700:
        raise ValueError(f"fiscal years are counted in B.E. (such as 2570), not {year}")
    return year - BUDDHIST_ERA
