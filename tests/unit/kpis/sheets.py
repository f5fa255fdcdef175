"""Small workbooks for the tests of importing."""

import io
import zipfile
from typing import Any

import openpyxl

from common.sheets.book import Book
from common.sheets.guard import harmless
from kpis.sheets import reading
from kpis.sheets.lines import Ground
from kpis.sheets.reading import AS_FOUND, Choice, Reading

LIMIT = 5 * 1024 * 1024
HEADER = ["ลำดับ", "ตัวชี้วัด", "หน่วยวัด", "น้ำหนัก", "เป้าหมาย"]
HEADER += [f"ระดับ {number}" for number in range(1, 6)]
ROW = ["1.1", "ผลผลิตข้าวนาปีเฉลี่ยต่อไร่", "กก./ไร่", 8, 600, 560, 580, 600, 620, 640]


def workbook(*rows: list[Any], sheet: str = "ตัวชี้วัด") -> bytes:
    """A workbook of one sheet with these rows."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, change: Any) -> bytes:
    """The same archive with one part rewritten by a function of its text."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            content = old.read(entry.filename)
            if entry.filename == name:
                content = change(content.decode()).encode()
            new.writestr(entry.filename, content)
    return buffer.getvalue()


def read(data: bytes, ground: Ground | None = None, choice: Choice = AS_FOUND) -> Reading:
    book = Book.of(harmless(data, max_bytes=LIMIT), max_rows=10_000)
    return reading.read(book, ground or Ground(2548), choice)


def faults(found: Reading) -> list[str]:
    """Every fault as a person reads it."""
    remarks = [*found.table.faults, *(f for row in found.table.rows for f in row.faults)]
    return [remark.say() for remark in remarks]


def warnings(found: Reading) -> list[str]:
    remarks = [*found.table.warnings, *(w for row in found.table.rows for w in row.warnings)]
    return [remark.say() for remark in remarks]
