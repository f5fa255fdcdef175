"""What one cell says: a number with its unit, a text, a code."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from common.sheets.book import Cell, Grid
from common.sheets.words import Said
from common.thai.digits import read_number, to_arabic
from common.thai.language import Unreadable
from common.thai.text import normalise
from kpis.definition import plain

_AT_LEAST = r"ไม่น้อยกว่า|ไม่ต่ำกว่า|อย่างน้อย|มากกว่าหรือเท่ากับ|ตั้งแต่|≥|>=|at least"
_AT_MOST = r"ไม่เกิน|ไม่มากกว่า|น้อยกว่าหรือเท่ากับ|≤|<=|at most"
_NUMBER = re.compile(
    rf"(?P<bound>{_AT_LEAST}|{_AT_MOST})?\s*(?P<before>ร้อยละ)?\s*"
    r"(?P<number>[-+−]?\s?[\d.,\s]*\d[\d.,]*)\s*(?P<after>%|\(?[^\W\d][^\d<>=%]*)?",
    re.IGNORECASE,
)
PERCENT = "ร้อยละ"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, the unit that stood with it, and whether words such as “at least” were dropped."""

    number: Decimal
    unit: str = ""
    as_written: str = ""


class CellFault(ValueError):  # noqa: N818 - a fault is what it is
    """Why a cell cannot be read, and what was expected."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(th)
        self.said = Said(th, en)


def text(grid: Grid, row: int, column: int, *, verbatim: bool = True) -> str:
    """The words of a cell as they are stored. Raises CellFault for a cell without a value."""
    spot = grid.home(row, column)
    if spot in grid.broken:
        said = grid.broken[spot]
        raise CellFault(said.th, said.en)
    value = grid.seen(row, column)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise CellFault(
            "โปรแกรมตารางเปลี่ยนข้อความเป็นวันที่ โปรดจัดรูปแบบเซลล์เป็น “ข้อความ” แล้วพิมพ์ใหม่",
            "the spreadsheet program turned the text into a date; format the cell as text and "
            "type it again",
        )
    return normalise(_shown(value))


def figure(grid: Grid, row: int, column: int, expected: str = "15") -> Figure | None:
    """The number in a cell, None where it is empty. Raises CellFault."""
    spot = grid.home(row, column)
    if spot in grid.broken:
        said = grid.broken[spot]
        raise CellFault(said.th, said.en)
    value = grid.seen(row, column)
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        raise _not_a_number(value, expected)
    if isinstance(value, int | float):
        if spot in grid.percent:
            return Figure(Decimal(repr(value)) * 100, PERCENT)
        return Figure(_number(value, expected))
    if not value.strip() or value.strip() in ("-", "–", "—"):
        return None
    return _written(value, expected)


def _written(value: str, expected: str) -> Figure:
    words = " ".join(to_arabic(normalise(value)).split())
    match = _NUMBER.fullmatch(words)
    if match is None:
        raise _not_a_number(value, expected)
    number = _number(match["number"], expected)
    percent = match["before"] or match["after"] == "%"
    unit = PERCENT if percent else (match["after"] or "").strip(" ()[]")
    return Figure(number, unit, words if match["bound"] else "")


def _number(value: object, expected: str) -> Decimal:
    try:
        return read_number(value)
    except Unreadable:
        raise _not_a_number(value, expected) from None


def _not_a_number(value: object, expected: str) -> CellFault:
    shown = _shown(value)
    shown = shown if len(shown) <= 40 else shown[:39] + "…"
    return CellFault(
        f"พบ “{shown}” คาดว่าเป็นตัวเลข เช่น {expected}",
        f"found “{shown}”, expected a number such as {expected}",
    )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    return str(value)


def cell_text(value: Cell, limit: int = 60) -> str:
    """A cell for showing beside its column, cut where it is long."""
    shown = " ".join(_shown(value).split())
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
