"""How the book writes: words of one language, figures, dates and money as they are printed.

What the snapshot holds as plain strings becomes text here and nowhere else.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from common.language import page_language
from common.thai import dates, digits, fiscal, money, words
from common.thai.digits import number_or_none

Json = dict[str, Any]

NOTHING = "–"
SHAPES = {
    "disc": "●", "ring": "○", "square": "■", "triangle-outline": "△", "triangle": "▲",
    "dashed": "□",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """A score or a state as it reads: number (empty for a state), shape, word; colour last."""

    number: str
    shape: str
    word: str
    css: str
    level: int | None = None


class Pen:
    """Writes in the active language, for a card of one scale."""

    def __init__(self, rules: Json) -> None:
        self.language = page_language()
        self.scale = str(rules.get("scale", "1-5"))
        self.places = int(rules.get("places", 4 if self.scale == "1-5" else 2))

    def said(self, thing: Json | None, name: str) -> str:
        """`{name}_th` or `{name}_en`; Thai stands in where nothing else is known."""
        if not thing:
            return ""
        return str(thing.get(f"{name}_{self.language}") or thing.get(f"{name}_th") or "")

    def either(self, pair: Json | None) -> str:
        """Of `{"th": …, "en": …}` the one in this language."""
        return str((pair or {}).get(self.language) or (pair or {}).get("th") or "")

    def number(self, value: object, places: int | None = None) -> str:
        known = number_or_none(value)
        return NOTHING if known is None else digits.format_number(known, places)

    def ladder(self, values: Iterable[object]) -> list[str]:
        """Bounds that belong together, all with as many decimals as the finest of them."""
        known = [number_or_none(value) for value in values]
        places = max((_places(value) for value in known if value is not None), default=0)
        return [self.number(value, places) for value in known]

    def score(self, value: object) -> str:
        return self.number(value, self.places)

    def baht(self, value: Decimal) -> str:
        return money.baht(value)

    def million(self, value: Decimal) -> str:
        return money.million_baht(value)

    def year(self, year: int) -> str:
        return fiscal.FiscalYear(year).label(self.language)

    def day(self, iso: str | None, *, long: bool = False) -> str:
        """A stored day or moment as its day."""
        if not iso:
            return NOTHING
        day = dt.datetime.fromisoformat(iso)
        known: dt.date = day if day.tzinfo else day.date()
        write = dates.long_date if long else dates.short_date
        return write(known, self.language)

    def moment(self, iso: str | None) -> str:
        if not iso:
            return NOTHING
        return dates.short_moment(dt.datetime.fromisoformat(iso), self.language)

    def mark(self, score: object, state: str = "scored") -> Mark:
        """A score with its level; without one, the state in words."""
        known = number_or_none(score)
        if known is None:
            word = words.state_word(state, self.language) if state in words.STATES else NOTHING
            return Mark("", SHAPES["dashed"], word, "level-none")
        level = words.level_of(known, self.scale)
        css = level.css.replace("score-", "level-")
        word = level.word(self.language)
        return Mark(self.score(known), SHAPES[level.shape], word, css, level.number)

    def state(self, state: str) -> str:
        return words.state_word(state, self.language)

    def change(self, now: object, before: object) -> str:
        """▲ 0.1200, ▼ 0.5000 or 0.0000; a dash where there is nothing to compare."""
        new, old = number_or_none(now), number_or_none(before)
        if new is None or old is None:
            return NOTHING
        sign = "▲ " if new > old else "▼ " if new < old else ""
        return sign + self.score(abs(new - old))

    def size(self, count: int | None) -> str:
        """12.5 KB, 1.2 MB; a dash for a link."""
        if not count:
            return NOTHING
        if count < 1_000_000:
            return f"{digits.format_number(Decimal(count) / 1000, 1)} KB"
        return f"{digits.format_number(Decimal(count) / 1_000_000, 1)} MB"

    def listed(self, things: Iterable[str]) -> str:
        return ", ".join(thing for thing in things if thing)


def decimal(value: object) -> Decimal:
    """The number of a stored figure; nothing counts as zero."""
    return number_or_none(value) or Decimal(0)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
