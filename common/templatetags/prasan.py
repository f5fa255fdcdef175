"""Filters and tags of every template: Thai dates, years, money, scores, states and drawings.

Loaded everywhere (a builtin library). Nothing to show is an en dash. Language follows the page;
digits stay Arabic unless a document asks for Thai ones with `|thai_digits` as the last filter.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from common.drawing import shapes
from common.language import page_language
from common.templatetags import drawings
from common.thai import dates, digits, fiscal, money, text, words
from common.thai.digits import number_or_none

register = template.Library()

NOTHING = "–"


# -- dates and years --------------------------------------------------------------------------


@register.filter
def thai_date(day: dt.date | None) -> str:
    """22 พ.ย. 2569"""
    return dates.short_date(day, page_language()) if day else NOTHING


@register.filter
def thai_date_long(day: dt.date | None) -> str:
    """22 พฤศจิกายน 2569"""
    return dates.long_date(day, page_language()) if day else NOTHING


@register.filter
def thai_date_formal(day: dt.date | None) -> str:
    """วันที่ ๒๒ เดือนพฤศจิกายน พ.ศ. ๒๕๖๙"""
    return dates.formal_date(day, page_language()) if day else NOTHING


@register.filter
def thai_weekday(day: dt.date | None) -> str:
    """วันศุกร์ที่ 4 ธันวาคม 2569"""
    return dates.weekday_date(day, page_language()) if day else NOTHING


@register.filter
def thai_month(day: dt.date | None) -> str:
    """พฤศจิกายน 2569"""
    return dates.month_year(day, page_language()) if day else NOTHING


@register.filter
def thai_month_short(day: dt.date | None) -> str:
    """พ.ย. 2569"""
    return dates.month_year(day, page_language(), short=True) if day else NOTHING


@register.filter
def month_name(day: dt.date | int | None) -> str:
    """พ.ย. of a day or of a month's number: the head of a narrow column."""
    if not day:
        return NOTHING
    return dates.month_name(day if isinstance(day, int) else day.month, page_language(), short=True)


@register.filter
def thai_datetime(moment: dt.datetime | None) -> str:
    """22 พ.ย. 2569 09.30 น."""
    return dates.short_moment(moment, page_language()) if moment else NOTHING


@register.filter
def thai_time(moment: dt.datetime | dt.time | None) -> str:
    """09.30 น."""
    return NOTHING if moment is None else dates.time_of_day(moment, page_language())


@register.simple_tag
def thai_date_range(first: dt.date, last: dt.date, short: bool = True) -> str:
    """1–5 พ.ย. 2569"""
    return dates.date_range(first, last, page_language(), short=short)


@register.filter
def fiscal_year(year: int | dt.date | None) -> str:
    """ปีงบประมาณ พ.ศ. 2570, of a B.E. number or of a day."""
    return _fiscal(year).label(page_language()) if year else NOTHING


@register.filter
def fiscal_year_short(year: int | dt.date | None) -> str:
    """ปีงบประมาณ 2570"""
    return _fiscal(year).short_label(page_language()) if year else NOTHING


@register.filter
def be_year(day: int | dt.date | None) -> str:
    """Calendar year พ.ศ. of a day or of a year of the common era."""
    if not day:
        return NOTHING
    return str(day + fiscal.BUDDHIST_ERA if isinstance(day, int) else fiscal.be_year(day))


def _fiscal(year: int | dt.date) -> fiscal.FiscalYear:
    if isinstance(year, dt.date):
        return fiscal.FiscalYear.of(year)
    return fiscal.FiscalYear(int(year))


# -- numbers and money ------------------------------------------------------------------------


@register.filter
def number(value: object, places: int | None = None) -> str:
    """1,250.5 without useless zeros, or with exactly `places` decimals, half up."""
    return _shown(value, lambda known: digits.format_number(known, places))


@register.filter
def baht(value: object) -> str:
    """1,250,000.00; the unit stands beside it or in the table's head."""
    return _shown(value, money.baht)


@register.filter
def million_baht(value: object, places: int = 2) -> str:
    """Baht as million baht: 1,250,000 → 1.25."""
    return _shown(value, lambda known: money.million_baht(known, places))


@register.filter
def baht_words(value: object) -> str:
    """หนึ่งล้านสองแสนห้าหมื่นบาทถ้วน (Thai in every language: it is a legal text)."""
    return _shown(value, money.baht_words)


@register.filter
def percent(value: object, places: int | None = None) -> str:
    """15 % of 15, as tables write it."""
    return _shown(value, lambda known: f"{digits.format_number(known, places)} %")


@register.filter
def weight(value: object, places: int = 4) -> str:
    """5 of 5.0000 and 7.6923 of 7.692307: rounded, then without useless zeros."""
    return _shown(value, lambda known: digits.format_number(digits.round_half_up(known, places)))


@register.filter
def score(value: object, places: int = 4) -> str:
    """3.6000"""
    return _shown(value, lambda known: digits.format_number(known, places))


@register.filter(is_safe=True)
def unbroken(sentence: object) -> str:
    """A sentence of ours whose joined words no narrow line cuts in two."""
    return text.unbroken(str(sentence))


@register.filter
def thai_digits(text: object) -> str:
    """๒๕๖๙ of 2569, for official documents; for text, not for HTML."""
    return digits.to_thai_digits(text)


def _shown(value: object, write: Callable[[Decimal], str]) -> str:
    known = number_or_none(value)
    if known is None:
        return NOTHING if value is None or value == "" else str(value)
    return write(known)


# -- scores and states ------------------------------------------------------------------------


@register.filter
def level(value: object, scale: str = "1-5") -> words.Level:
    """The level of a score: `.number`, `.shape`, `.css` (score-1 … score-5, score-none)."""
    return words.level_of(number_or_none(value), scale)


@register.filter
def level_word(value: object, scale: str = "1-5") -> str:
    return level(value, scale).word(page_language())


@register.filter
def level_class(value: object, scale: str = "1-5") -> str:
    return level(value, scale).css


@register.simple_tag
def level_icon(value: object, scale: str = "1-5", label: str = "") -> SafeString:
    """The shape of a score's level, drawn; the word stands beside it or comes as `label`."""
    return drawings.safe(shapes.level_icon(level(value, scale), label=label))


@register.filter
def state_word(state: str) -> str:
    """Word of a line's state: scored, not_due, not_applicable, not_reported, no_criteria."""
    return words.state_word(str(state), page_language())


@register.filter
def office_word(written: object) -> str:
    """An indicator's unit or dimension in the language of the page, where it is a known word."""
    return words.office_word(str(written or ""), page_language())


@register.filter
def change_text(value: object, places: int = 2) -> str:
    """▲ 0.12 or ▼ 0.50 as plain text, for cells of sheets and plain mails."""
    known = number_or_none(value)
    if known is None:
        return NOTHING
    known = digits.round_half_up(known, places)
    sign = "▲ " if known > 0 else "▼ " if known < 0 else ""
    return sign + digits.format_number(abs(known), places)


@register.simple_tag
def change(value: object, places: int = 2) -> SafeString | str:
    """The same with a drawn triangle and the direction in words for screen readers."""
    known = number_or_none(value)
    if known is None:
        return NOTHING
    known = digits.round_half_up(known, places)
    direction = (known > 0) - (known < 0)
    said = {1: gettext("เพิ่มขึ้น"), -1: gettext("ลดลง"), 0: gettext("เท่าเดิม")}[direction]
    css = {1: "change-up", -1: "change-down", 0: "change-none"}[direction]
    return format_html(
        '<span class="change {}">{}<span class="visually-hidden">{} </span>{}</span>',
        css,
        drawings.safe(shapes.change_icon(direction)),
        said,
        digits.format_number(abs(known), places),
    )


register.tags.update(drawings.register.tags)
