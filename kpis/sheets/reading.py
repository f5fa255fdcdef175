"""From the bytes of an upload to the rows of its table: the steps of this package in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.sheets.book import Book, Grid
from common.sheets.words import Remark, SheetRefused, letter
from kpis.definition import Parts
from kpis.sheets import parts, rows, write
from kpis.sheets.cells import cell_text
from kpis.sheets.columns import Column
from kpis.sheets.header import Layout, find
from kpis.sheets.lines import Ground

_NOT_TABLES = {parts.SHEET, write.NOTES.th, write.NOTES.en}


@dataclass(frozen=True)
class Choice:
    """What the person chose instead of what was found; None leaves it to the reader."""

    sheet: str | None = None
    columns: tuple[Column, ...] | None = None
    first_row: int | None = None
    """First row of data as the office program counts, from 1."""


AS_FOUND = Choice()


@dataclass(frozen=True)
class SheetColumn:
    """A column as it is offered for choosing: its letter, its heading and the first values."""

    letter: str
    words: str
    column: Column
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A sheet that was read: how it was understood, and what it says."""

    sheet: str
    sheets: tuple[str, ...]
    hidden: frozenset[str]
    layout: Layout
    columns: tuple[SheetColumn, ...]
    table: rows.Table
    own: bool


def read(book: Book, ground: Ground, choice: Choice = AS_FOUND) -> Reading:
    """Read one sheet: the chosen one, else the first visible one with a table of indicators."""
    grid, layout = _chosen(book, ground, choice)
    own = _is_own(book)
    if choice.columns is not None:
        first = None if choice.first_row is None else choice.first_row - 1
        layout = layout.choose(choice.columns, first)
    found: dict[str, Parts] = {}
    part_faults: list[Remark] = []
    if own and parts.SHEET in book.names:
        found, part_faults = parts.read(book.grid(parts.SHEET))
    table = rows.read(grid, layout, ground, own=own, parts=found)
    table = rows.Table(table.rows, (*table.faults, *part_faults), table.warnings)
    return Reading(grid.name, book.names, book.hidden, layout, _columns(grid, layout), table, own)


def _chosen(book: Book, ground: Ground, choice: Choice) -> tuple[Grid, Layout]:
    if choice.sheet is not None:
        if choice.sheet not in book.names:
            raise SheetRefused(
                f"ไม่มีแผ่น “{choice.sheet[:40]}” ในไฟล์นี้", f"There is no sheet “{choice.sheet[:40]}”."
            )
        grid = book.grid(choice.sheet)
        return grid, find(grid, ground.fiscal_year)
    first: tuple[Grid, Layout] | None = None
    for name in book.visible:
        if name in _NOT_TABLES:
            continue
        grid = book.grid(name)
        layout = find(grid, ground.fiscal_year)
        if layout.has(Column.NAME):
            return grid, layout
        first = first or (grid, layout)
    if first is None:
        raise SheetRefused(
            "ไฟล์นี้ไม่มีแผ่นที่มองเห็นได้ โปรดเลิกซ่อนแผ่นตัวชี้วัดแล้วบันทึกใหม่",
            "The file has no visible sheet. Unhide the sheet with the indicators and save it.",
        )
    if not first[0].rows:
        raise SheetRefused(
            f"แผ่น “{first[0].name}” ว่างเปล่า โปรดเลือกไฟล์ที่มีตารางตัวชี้วัด",
            f"Sheet “{first[0].name}” is empty. Choose a file with a table of indicators.",
        )
    return first


def _is_own(book: Book) -> bool:
    for name in (write.NOTES.th, write.NOTES.en):
        if name in book.names:
            grid = book.grid(name)
            return any(write.MARK in row for row in grid.rows[:5])
    return False


def _columns(grid: Grid, layout: Layout) -> tuple[SheetColumn, ...]:
    found = []
    for place, heading in enumerate(layout.headings):
        values: Sequence[str] = [
            cell_text(grid.at(row, place), 40)
            for row in range(layout.first_row, min(layout.first_row + 12, len(grid.rows)))
            if str(grid.at(row, place)).strip()
        ]
        found.append(SheetColumn(letter(place), heading.words, heading.column, tuple(values[:2])))
    return tuple(found)
