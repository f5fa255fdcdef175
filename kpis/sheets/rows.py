"""The rows of a table: each indicator with its faults, and remarks about the sheet as a whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from common.sheets.book import Grid
from common.sheets.words import Remark, Said, letter
from kpis.definition import Parts
from kpis.sheets import names
from kpis.sheets.columns import Column
from kpis.sheets.header import Layout
from kpis.sheets.lines import Ground, Row
from kpis.sheets.row_reader import RowReader

MOST_LINES = 1_000
"""Indicators that one card holds at most; what stands below them in a sheet is not read."""


@dataclass(frozen=True)
class Table:
    """The rows of a sheet, and remarks about the sheet as a whole."""

    rows: tuple[Row, ...]
    faults: tuple[Remark, ...] = ()
    warnings: tuple[Remark, ...] = ()


def read(
    grid: Grid,
    layout: Layout,
    ground: Ground,
    *,
    own: bool = False,
    parts: dict[str, Parts] | None = None,
) -> Table:
    """Every indicator of a sheet. `own`: the product wrote it, so names are taken as they stand."""
    reader = RowReader(grid, layout, ground, own, parts or {})
    if not layout.has(Column.NAME):
        said = Said(
            "ไม่พบคอลัมน์ชื่อตัวชี้วัด โปรดเลือกว่าคอลัมน์ใดเป็น “ตัวชี้วัด”",
            "no column with the indicators' names; choose which column it is",
        )
        return Table((), (Remark(grid.name, 0, "", said),))
    rows: list[Row] = []
    faults: list[Remark] = []
    for number in range(layout.first_row, len(grid.rows)):
        row = reader.row(number)
        if row is None:
            continue
        if len(rows) == MOST_LINES:
            said = Said(
                f"มีตัวชี้วัดเกิน {MOST_LINES:,} รายการ บัญชีหนึ่งรับได้เท่านั้น โปรดแบ่งหรือลบส่วนเกิน",
                f"more than {MOST_LINES:,} indicators, which one card cannot hold",
            )
            faults.append(Remark(grid.name, row.number, "", said))
            break
        rows.append(row)
    _refuse_twice(grid, rows)
    if not rows:
        said = Said("ไม่มีตัวชี้วัดใต้หัวตาราง", "there is no indicator below the header")
        faults.append(Remark(grid.name, 0, "", said))
    return Table(tuple(rows), tuple(faults), tuple(_year_warning(grid, layout, ground)))


def _refuse_twice(grid: Grid, rows: Sequence[Row]) -> None:
    """The same name or number on two rows: the second one is named with the first."""
    keys: dict[Column, Callable[[Row], str]] = {
        Column.NAME: lambda row: row.name if row.verbatim else names.compact(row.name),
        Column.CODE: lambda row: "" if row.code_from_name else row.code,
        Column.REGISTRY: lambda row: row.registry or "",
    }
    for column, key in keys.items():
        first: dict[str, int] = {}
        for row in rows:
            word = key(row)
            if word and first.setdefault(word, row.number) != row.number:
                said = Said(f"ซ้ำกับแถว {first[word]}", f"the same as in row {first[word]}")
                row.faults.append(row.remark(grid.name, column, said))


def _year_warning(grid: Grid, layout: Layout, ground: Ground) -> list[Remark]:
    year = layout.target_year
    if year is None or year == ground.fiscal_year:
        return []
    place = layout.place(Column.TARGET)
    named = place is not None and layout.headings[place].year
    said = Said(
        f"ตารางเขียนว่าปี {year} แต่กำลังนำเข้าเป็นบัญชีของปีงบประมาณ {ground.fiscal_year}",
        f"the table says {year}, but it is being imported into the card of fiscal year "
        f"{ground.fiscal_year}",
    )
    row = layout.header_row + 1 if named else 0
    return [Remark(grid.name, row, letter(place) if named and place is not None else "", said)]
