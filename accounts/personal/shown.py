"""Values of a person's data as people read them. The JSON of the copy keeps them as stored."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from common.language import page_language
from common.slots import PersonalPart
from common.thai import dates, digits

NOTHING = "–"


class Coded(str):
    """A code as it is stored, with the word that people read for it."""

    __slots__ = ("word",)
    word: str

    def __new__(cls, code: str, word: object) -> "Coded":
        made = super().__new__(cls, code)
        made.word = force_str(word)
        return made


@dataclass(frozen=True)
class ShownPart:
    """A part of the copy with its values in words."""

    title: object
    columns: tuple[object, ...]
    rows: tuple[tuple[str, ...], ...]


def shown(part: PersonalPart) -> ShownPart:
    """The part as its page shows it."""
    rows = tuple(tuple(in_words(value) for value in row) for row in part.rows)
    return ShownPart(part.title, part.columns, rows)


def in_words(value: Any) -> str:
    """Dates of the Buddhist era, yes and no in words, codes by their names."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, Coded):
        return value.word
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    if isinstance(value, dt.datetime):
        return dates.short_moment(value, page_language())
    if isinstance(value, dt.date):
        return dates.short_date(value, page_language())
    if isinstance(value, Decimal):
        return digits.format_number(value)
    return force_str(value)
