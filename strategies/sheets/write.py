"""The tree as a workbook that people can work in, and that reads back as the same tree."""

import io
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _

from strategies.sheets.tree import HEADS, Entry, Ground, references

WIDTHS = {
    "level": 24, "code": 10, "title_th": 60, "title_en": 50, "parent": 16, "agency": 34, "post": 34,
    "joint": 44, "weight": 10, "order": 8, "retire": 12,
}  # fmt: skip
Cell = str | Decimal | int | None


def write(ground: Ground, title: str) -> bytes:
    """One entry a row in reading order; the hidden first column tells entries apart for good."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": title})
    font = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
    head = book.add_format({**font, "bold": True, "text_wrap": True, "bg_color": "#E3ECF4"})
    text = book.add_format({**font, "text_wrap": True, "num_format": "@", "locked": False})
    number = book.add_format({**font, "num_format": "0.####", "locked": False})
    locked = book.add_format({**font, "num_format": "@", "locked": True})
    page = book.add_worksheet(sheet_name())
    for column, (name, label) in enumerate(HEADS.items()):
        hidden = {"hidden": True} if name == "identity" else {}
        page.set_column(column, column, WIDTHS.get(name, 38), text, hidden)
        page.write_string(0, column, str(label), head)
    for row, cells in enumerate(rows(ground), start=1):
        for column, (name, cell) in enumerate(cells.items()):
            if isinstance(cell, Decimal | int):
                page.write_number(row, column, float(cell), number)
            elif cell:
                page.write_string(row, column, cell, locked if name == "identity" else text)
    page.freeze_panes(1, 4)
    page.protect("", {
        "insert_rows": True, "delete_rows": True, "format_columns": True, "format_rows": True,
        "sort": True, "autofilter": True,
    })  # fmt: skip
    book.close()
    return buffer.getvalue()


def rows(ground: Ground) -> list[dict[str, Cell]]:
    """The cells of each entry by column."""
    named = references(ground.entries, ground.rules)
    return [_cells(entry, ground, named) for entry in ground.entries]


def sheet_name() -> str:
    return _("แผน")


def _cells(entry: Entry, ground: Ground, named: dict[str, str]) -> dict[str, Cell]:
    agency = ground.agency_of[entry.host] if entry.host else None
    post = ground.posts_of(agency).write(entry.host) if agency and entry.host else ""
    return {
        "identity": entry.identity,
        "level": ground.rules[entry.level].label,
        "code": entry.code,
        "title_th": entry.title_th,
        "title_en": entry.title_en,
        "parent": named.get(entry.parent, ""),
        "agency": ground.agencies.write(agency) if agency else "",
        "post": post,
        "joint": "; ".join(sorted(ground.agencies.write(one) for one in entry.joint)),
        "weight": entry.weight,
        "order": entry.order,
        "retire": "",
    }
