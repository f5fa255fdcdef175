"""A plain list as a workbook: a heading, one row an entry, every cell text."""

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

Column = tuple[object, int]
"""The heading of a column and its width."""


def write(title: str, page: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    """The workbook as bytes; every cell is text, so that nothing in it is taken for a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": title})
    font = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
    head = book.add_format({**font, "bold": True, "text_wrap": True, "bg_color": "#E3ECF4"})
    text = book.add_format({**font, "text_wrap": True, "num_format": "@"})
    sheet = book.add_worksheet(page)
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, str(label), head)
    row = 0
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, text)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, row, len(columns) - 1)
    book.close()
    return buffer.getvalue()
