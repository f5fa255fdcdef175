"""The coverage of a framework as a workbook: one row an item and what serves it."""

import io
from collections.abc import Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from strategies.alignment.coverage import Coverage, ItemRow

WIDTHS = (10, 60, 12, 12, 60, 60)


def write(page: Coverage, title: str) -> bytes:
    """The workbook as bytes. Texts are written as text, so that none is taken for a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": title})
    font = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
    head = book.add_format({**font, "bold": True, "text_wrap": True, "bg_color": "#E3ECF4"})
    text = book.add_format({**font, "text_wrap": True, "num_format": "@"})
    count = book.add_format(font)
    sheet = book.add_worksheet(_("ความครอบคลุม"))
    heads = [*_heads(), *(str(issue) for issue in page.issues)]
    for column, label in enumerate(heads):
        sheet.set_column(column, column, WIDTHS[column] if column < len(WIDTHS) else 16)
        sheet.write_string(0, column, label, head)
    for row, given in enumerate(page.rows, start=1):
        for column, cell in enumerate(_cells(given)):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell, count)
            else:
                sheet.write_string(row, column, cell, text)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(page.rows), 1), len(heads) - 1)
    book.close()
    return buffer.getvalue()


def _heads() -> list[str]:
    return [_("รหัส"), _("รายการ"), _("หลัก"), _("รอง"), _("รายการในแผน"), _("โครงการ")]


def _cells(row: ItemRow) -> Iterator[str | int]:
    yield row.item.code
    yield row.item.title
    yield row.primary
    yield row.secondary
    yield "\n".join(one.label for one in row.nodes)
    yield "\n".join(one.label for one in row.projects)
    yield from (heat.count for heat in row.heat)
