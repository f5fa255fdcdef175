"""The cells of a workbook: values as stored, merged areas, and what cannot be read of a cell."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree as ET

import python_calamine as calamine

from common.sheets.words import Said, SheetRefused, column_of

Cell = str | int | float | bool | dt.date | dt.time | dt.datetime | dt.timedelta
Spot = tuple[int, int]

MOST_COLUMNS = 200
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


@dataclass(frozen=True)
class Grid:
    """One sheet, rows and columns counted from 0. Empty cells are ''."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[Spot, Spot], ...] = ()
    percent: frozenset[Spot] = frozenset()
    broken: dict[Spot, Said] = field(default_factory=dict)
    """Cells without a usable value: formulas that were never computed, and error values."""

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def at(self, row: int, column: int) -> Cell:
        """The value of a cell; '' outside of the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    @cached_property
    def _homes(self) -> dict[Spot, Spot]:
        return {
            (row, column): first
            for first, last in self.merged
            for row in range(first[0], min(last[0], len(self.rows)) + 1)
            for column in range(first[1], min(last[1], MOST_COLUMNS) + 1)
        }

    def home(self, row: int, column: int) -> Spot:
        """The cell that holds the value of a merged area; the cell itself where none is merged."""
        return self._homes.get((row, column), (row, column))

    def seen(self, row: int, column: int) -> Cell:
        """What a person sees at a place: the value of the merged area that covers it."""
        return self.at(*self.home(row, column))

    def empty(self, row: int) -> bool:
        return all(value == "" or str(value).strip() == "" for value in self.rows[row])


@dataclass(frozen=True)
class Book:
    """A workbook whose sheets are read one by one."""

    data: bytes
    names: tuple[str, ...]
    hidden: frozenset[str]
    max_rows: int

    @classmethod
    def of(cls, data: bytes, *, max_rows: int) -> "Book":
        """Open what guard.harmless gave. Raises SheetRefused."""
        with _readable():
            book = calamine.load_workbook(io.BytesIO(data))
        sheets = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
        shown = calamine.SheetVisibleEnum.Visible
        if not sheets:
            raise _unreadable()
        return cls(
            data,
            tuple(sheet.name for sheet in sheets),
            frozenset(sheet.name for sheet in sheets if sheet.visible != shown),
            max_rows,
        )

    @property
    def visible(self) -> tuple[str, ...]:
        """Names of the sheets that a person sees; hidden ones are offered but never chosen."""
        return tuple(name for name in self.names if name not in self.hidden)

    @cached_property
    def _styles(self) -> frozenset[int]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            if "xl/styles.xml" not in archive.namelist():
                return frozenset()
            return _percent_styles(archive.read("xl/styles.xml"))

    def grid(self, name: str) -> Grid:
        """The cells of a sheet. Raises SheetRefused when there are too many rows or columns."""
        scan = self._scan(name)
        self._refuse_oversize(name, scan)
        with _readable():
            sheet = calamine.load_workbook(io.BytesIO(self.data)).get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            merged = tuple(sheet.merged_cell_ranges or ())
        return Grid(name, rows, merged, frozenset(scan.percent), scan.broken)

    def _scan(self, name: str) -> "_Scan":
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            part = _part_of(archive, name)
            if part not in archive.namelist():
                return _Scan()
            with _readable():
                return _scan(archive, part, self._styles)

    def _refuse_oversize(self, name: str, scan: "_Scan") -> None:
        if scan.last_row >= self.max_rows:
            raise SheetRefused(
                f"แผ่น “{name}” มีข้อมูลถึงแถว {scan.last_row + 1:,} รับได้ไม่เกิน {self.max_rows:,} แถว "
                "โปรดแบ่งไฟล์หรือลบข้อมูลส่วนเกิน",
                f"Sheet “{name}” reaches row {scan.last_row + 1:,}; at most {self.max_rows:,} rows "
                "are taken. Split the file or delete what is not needed.",
            )
        if scan.last_column >= MOST_COLUMNS:
            raise SheetRefused(
                f"แผ่น “{name}” มีข้อมูลถึงคอลัมน์ที่ {scan.last_column + 1:,} "
                f"รับได้ไม่เกิน {MOST_COLUMNS} คอลัมน์ โปรดลบข้อมูลที่อยู่ไกลออกไป",
                f"Sheet “{name}” reaches column {scan.last_column + 1:,}; at most {MOST_COLUMNS} "
                "columns are taken. Delete what stands far out.",
            )


@dataclass
class _Scan:
    """What the reader behind does not tell: extent, percent formats, cells without a value."""

    last_row: int = -1
    last_column: int = -1
    percent: set[Spot] = field(default_factory=set)
    broken: dict[Spot, Said] = field(default_factory=dict)


def _scan(archive: zipfile.ZipFile, part: str, percent_styles: frozenset[int]) -> _Scan:
    scan = _Scan()
    row = -1
    with archive.open(part) as stream:
        for event, element in ET.iterparse(stream, ("start", "end")):  # noqa: S314
            tag = element.tag.rpartition("}")[2]
            if event == "start" and tag == "row":
                row = int(element.get("r") or row + 2) - 1
                column = -1
            elif event == "end" and tag == "c":
                spot = _spot(element.get("r"), row, column)
                column = spot[1]
                _note(scan, element, spot, percent_styles)
            elif event == "end" and tag == "row":
                element.clear()
    return scan


def _note(scan: _Scan, cell: ET.Element, spot: Spot, percent_styles: frozenset[int]) -> None:
    parts = {child.tag.rpartition("}")[2]: child for child in cell}
    formula, value = parts.get("f"), parts.get("v")
    has_value = value is not None and bool(value.text)
    if has_value or formula is not None or "is" in parts:
        scan.last_row = max(scan.last_row, spot[0])
        scan.last_column = max(scan.last_column, spot[1])
    if cell.get("t") == "e" and has_value:
        shown = (value.text or "") if value is not None else ""
        scan.broken[spot] = Said(
            f"เซลล์แสดงข้อผิดพลาด {shown} โปรดแก้สูตรหรือวางเป็นค่า",
            f"the cell shows the error {shown}; mend the formula or paste the value",
        )
    elif formula is not None and not has_value and cell.get("t") != "str":
        shown = f" (={formula.text[:30]})" if formula.text else ""
        scan.broken[spot] = Said(
            f"เป็นสูตร{shown} ที่ยังไม่มีผลคำนวณ โปรดเปิดไฟล์ด้วยโปรแกรมตารางแล้วบันทึกใหม่ หรือวางเป็นค่า",
            f"a formula{shown} without a computed value; open and save the file in the "
            "spreadsheet program, or paste the value",
        )
    if has_value and int(cell.get("s") or 0) in percent_styles and cell.get("t", "n") == "n":
        scan.percent.add(spot)


def _spot(reference: str | None, row: int, column: int) -> Spot:
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return row, column + 1
    return int(match[2]) - 1, column_of(match[1])


def _percent_styles(styles: bytes) -> frozenset[int]:
    """Numbers of the cell styles that show a percentage: the cell 15 % holds 0.15."""
    try:
        root = ET.fromstring(styles)  # noqa: S314
    except ET.ParseError:
        return frozenset()
    own = {
        number.get("numFmtId")
        for number in _every(root, "numFmt")
        if "%" in re.sub(r'"[^"]*"|\\.', "", number.get("formatCode") or "")
    }
    lists = list(_every(root, "cellXfs"))
    formats = list(lists[0]) if lists else []
    percent = {"9", "10"} | own
    return frozenset(place for place, xf in enumerate(formats) if xf.get("numFmtId") in percent)


def _every(root: ET.Element, name: str) -> Iterator[ET.Element]:
    for space in (_MAIN, _STRICT):
        yield from root.iter(space + name)


def _part_of(archive: zipfile.ZipFile, name: str) -> str:
    """Which part of the archive holds a sheet, through the workbook's relations."""
    try:
        workbook = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ET.ParseError):
        raise _unreadable() from None
    wanted = next((s for s in _every(workbook, "sheet") if s.get("name") == name), None)
    if wanted is None:
        return ""
    relation = next((v for k, v in wanted.attrib.items() if k.endswith("}id")), "")
    target = next((r.get("Target") or "" for r in relations if r.get("Id") == relation), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever a malformed workbook makes its readers raise becomes one sentence."""
    try:
        yield
    except (calamine.CalamineError, ET.ParseError, ValueError, OSError) as error:
        if isinstance(error, SheetRefused):
            raise
        raise _unreadable() from None
    except BaseException as error:
        # A panic of the reader, which is written in Rust, is not an Exception to Python.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable() from None


def _unreadable() -> SheetRefused:
    return SheetRefused(
        "อ่านไฟล์ไม่ได้ โปรดเปิดด้วยโปรแกรมตาราง บันทึกเป็น .xlsx ใหม่ แล้วส่งอีกครั้ง",
        "The file cannot be read. Open it in the spreadsheet program, save it as .xlsx, try again.",
    )
