"""The faults of a spreadsheet as a spreadsheet: for whoever mends many of them in the file."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.downloads import workbook
from common.errors import Refused

COLUMNS = (
    (gettext_lazy("แผ่นงาน"), 24),
    (gettext_lazy("แถว"), 8),
    (gettext_lazy("คอลัมน์"), 10),
    (gettext_lazy("สิ่งที่ต้องแก้"), 90),
)


@dataclass(frozen=True)
class Wrong:
    """One fault: where it stands as the office program names it, and what to do. row 0: no row."""

    sheet: str
    row: int
    column: str
    sentence: str


def wrong(refused: Refused) -> list[Wrong]:
    """The faults of a file that was refused, with the places that are known."""
    return [
        Wrong(
            getattr(fault, "sheet", ""),
            getattr(fault, "row", 0),
            getattr(fault, "column", ""),
            str(fault),
        )
        for fault in refused.faults
    ]


def write(found: Iterable[Wrong]) -> bytes:
    """The workbook, one row a fault; every word is text, so that none is taken for a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    font = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top", "text_wrap": True}
    head = book.add_format({**font, "bold": True, "bg_color": "#E3ECF4"})
    text = book.add_format({**font, "num_format": "@"})
    number = book.add_format(font)
    page = book.add_worksheet(_("สิ่งที่ต้องแก้"))
    for column, (label, width) in enumerate(COLUMNS):
        page.set_column(column, column, width)
        page.write_string(0, column, str(label), head)
    last = 0
    for last, one in enumerate(found, start=1):
        page.write_string(last, 0, one.sheet, text)
        if one.row:
            page.write_number(last, 1, one.row, number)
        page.write_string(last, 2, one.column, text)
        page.write_string(last, 3, one.sentence, text)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(COLUMNS) - 1)
    book.close()
    return buffer.getvalue()


def download(found: Iterable[Wrong], name: str) -> HttpResponse:
    """The same as an attachment."""
    return workbook(write(found), name)
