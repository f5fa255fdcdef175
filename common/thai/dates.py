"""Dates as Thai offices write them: Thai months and years พ.ศ., stored as ordinary dates.

Moments that know their zone are shown in Thai time. The English form keeps the year of the common
era first and gives B.E. behind it, because every document of the office carries B.E.
"""

import datetime as dt
import re

from common.thai.digits import to_arabic, to_thai_digits
from common.thai.fiscal import BANGKOK, BUDDHIST_ERA, local_day
from common.thai.language import Language, Unreadable

MONTHS_TH = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
MONTHS_TH_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS_TH = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH_NUMBER = {
    name.lower().replace(".", "").replace(" ", ""): number
    for names in (MONTHS_TH, MONTHS_TH_SHORT, MONTHS_EN, [name[:3] for name in MONTHS_EN])
    for number, name in enumerate(names, start=1)
}
_NUMERIC = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]+)")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9]{2}:[0-9]{2}.*)?")
_WORDS = re.compile(r"(\d{1,2})\s*([^\d\s][^\d]*?)\s*(\d+)")


def month_name(number: int, language: Language = "th", *, short: bool = False) -> str:
    if language == "en":
        return MONTHS_EN[number - 1][:3] if short else MONTHS_EN[number - 1]
    return (MONTHS_TH_SHORT if short else MONTHS_TH)[number - 1]


def long_date(day: dt.date, language: Language = "th") -> str:
    """22 พฤศจิกายน 2569, or 22 November 2026 (B.E. 2569)."""
    return _day_month_year(local_day(day), language, short=False)


def short_date(day: dt.date, language: Language = "th") -> str:
    """22 พ.ย. 2569, or 22 Nov 2026 (B.E. 2569)."""
    return _day_month_year(local_day(day), language, short=True)


def formal_date(day: dt.date, language: Language = "th") -> str:
    """วันที่ ๒๒ เดือนพฤศจิกายน พ.ศ. ๒๕๖๙, as orders and minutes write it."""
    if language == "en":
        return long_date(day, "en")
    day = local_day(day)
    return to_thai_digits(
        f"วันที่ {day.day} เดือน{month_name(day.month)} พ.ศ. {day.year + BUDDHIST_ERA}"
    )


def weekday_date(day: dt.date, language: Language = "th") -> str:
    """วันศุกร์ที่ 4 ธันวาคม 2569, as invitations write it."""
    day = local_day(day)
    if language == "en":
        return f"{WEEKDAYS_EN[day.weekday()]} {long_date(day, 'en')}"
    return f"วัน{WEEKDAYS_TH[day.weekday()]}ที่ {long_date(day)}"


def month_year(day: dt.date, language: Language = "th", *, short: bool = False) -> str:
    """พฤศจิกายน 2569 (short: พ.ย. 2569), or November 2026 (B.E. 2569)."""
    day = local_day(day)
    return f"{month_name(day.month, language, short=short)} {_year(day, language)}"


def time_of_day(moment: dt.datetime | dt.time, language: Language = "th") -> str:
    """09.30 น., or 09:30 in English."""
    if isinstance(moment, dt.datetime) and moment.tzinfo:
        moment = moment.astimezone(BANGKOK)
    return moment.strftime("%H:%M") if language == "en" else moment.strftime("%H.%M น.")


def short_moment(moment: dt.datetime, language: Language = "th") -> str:
    """22 พ.ย. 2569 09.30 น."""
    return f"{short_date(moment, language)} {time_of_day(moment, language)}"


def date_range(
    first: dt.date, last: dt.date, language: Language = "th", *, short: bool = True
) -> str:
    """1–5 พ.ย. 2569; 30 พ.ย. – 4 ธ.ค. 2569; 1 ต.ค. 2569 – 30 ก.ย. 2570."""
    first, last = local_day(first), local_day(last)
    end = _day_month_year(last, language, short=short)
    if first == last:
        return end
    if first.year != last.year:
        return f"{_day_month_year(first, language, short=short)} – {end}"
    if first.month != last.month:
        return f"{first.day} {month_name(first.month, language, short=short)} – {end}"
    return f"{first.day}–{end}"


def parse_year(typed: object) -> int:
    """The C.E. year meant by a typed year: 25xx is พ.ศ., 19xx and 20xx are ค.ศ.

    Thai digits are accepted. Two digits are refused, because 48 may be 2548 or 1948; anything else
    is refused too. Raises Unreadable.
    """
    text = re.sub(r"^(พ\.?\s*ศ\.?|ค\.?\s*ศ\.?)\s*", "", to_arabic(typed).strip())
    if re.fullmatch(r"25[0-9]{2}", text):
        return int(text) - BUDDHIST_ERA
    if re.fullmatch(r"(19|20)[0-9]{2}", text):
        return int(text)
    raise Unreadable(
        "year", th="ปีต้องเป็น พ.ศ. เช่น 2570", en="The year must be in B.E., such as 2570."
    )


def date_of_parts(day: object, month: object, year: object) -> dt.date:
    """The date of three typed boxes. Raises Unreadable for the first box that is wrong."""
    number = to_arabic(day).strip()
    if not re.fullmatch(r"0?[1-9]|[12][0-9]|3[01]", number):
        raise Unreadable(
            "day", th="วันที่ต้องเป็นตัวเลข 1 ถึง 31", en="The day must be a number from 1 to 31."
        )
    month_number = to_arabic(month).strip()
    if not re.fullmatch(r"0?[1-9]|1[0-2]", month_number):
        raise Unreadable("month", th="เลือกเดือน", en="Choose a month.")
    return _existing(int(number), int(month_number), parse_year(year))


def parse_date(typed: object) -> dt.date:
    """A date written in one piece, as spreadsheets and pasted text have it. Raises Unreadable.

    22/11/2569 (day first), 22 พ.ย. 2569, วันที่ ๒๒ เดือนพฤศจิกายน พ.ศ. ๒๕๖๙, 22 Nov 2026 and
    2026-11-22 are understood; the year follows the rule of `parse_year`.
    """
    if isinstance(typed, dt.date):
        return local_day(typed)
    text = to_arabic(typed).replace("\u00a0", " ").strip()
    if match := _ISO.fullmatch(text):
        return _existing(int(match[3]), int(match[2]), parse_year(match[1]))
    if match := _NUMERIC.fullmatch(text):
        return date_of_parts(*match.groups())
    words = re.sub(r"^(วัน\S*ที่|วันที่)\s*|เดือน|พ\.\s*ศ\.|\(.*\)$", " ", text).strip()
    if match := _WORDS.fullmatch(words):
        name = re.sub(r"[\s.]", "", match[2]).lower()
        if number := _MONTH_NUMBER.get(name):
            return date_of_parts(match[1], number, match[3])
    raise Unreadable(
        "date",
        th="อ่านวันที่ไม่ได้ เขียนเช่น 22/11/2569 หรือ 22 พ.ย. 2569",
        en="This is not a date. Write it as 22/11/2569 or 22 Nov 2026.",
    )


def _existing(day: int, month: int, year: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise Unreadable(
            "no_such_day",
            th=f"ไม่มีวันที่ {day} {month_name(month)} {year + BUDDHIST_ERA} ในปฏิทิน",
            en=f"There is no {day} {month_name(month, 'en')} {year} in the calendar.",
        ) from None


def _day_month_year(day: dt.date, language: Language, *, short: bool) -> str:
    return f"{day.day} {month_name(day.month, language, short=short)} {_year(day, language)}"


def _year(day: dt.date, language: Language) -> str:
    be = day.year + BUDDHIST_ERA
    return f"{day.year} (B.E. {be})" if language == "en" else str(be)
