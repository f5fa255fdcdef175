"""The card as a workbook: a table that people can work in, and that reads back as the same card."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from common.sheets.words import Said
from common.thai.language import Language
from kpis.definition import plain
from kpis.sheets import parts
from kpis.sheets.columns import LABELS, LEVELS, THRESHOLDS, Column
from kpis.sheets.lines import CardLine
from kpis.sheets.methods import METHODS

SHEET = Said("ตัวชี้วัด", "Indicators")
NOTES = Said("คำอธิบาย", "Explanation")
MARK = "prasan-card/1"
"""Stands on the sheet of explanations, so that a file of our own is known when it comes back."""

HEADER_ROW = 3
_BEFORE = (
    Column.CODE,
    Column.NAME,
    Column.UNIT,
    Column.WEIGHT,
    Column.TARGET,
    Column.TARGET_LEVEL,
    Column.METHOD,
)
_AFTER = (
    Column.HOST,
    Column.UNDER,
    Column.DUE_IN,
    Column.DIMENSION,
    Column.DEFINITION,
    Column.FORMULA,
    Column.SOURCE,
    Column.NAME_EN,
    Column.REGISTRY,
)
_WIDTHS = {
    Column.NAME: 52,
    Column.NAME_EN: 40,
    Column.DEFINITION: 46,
    Column.FORMULA: 34,
    Column.SOURCE: 34,
    Column.HOST: 30,
    Column.UNDER: 30,
    Column.METHOD: 22,
    Column.UNIT: 13,
    Column.REGISTRY: 14,
    Column.CODE: 9,
}


@dataclass(frozen=True)
class Card:
    """What is written: a title, remarks under it, the scale, and the lines in their order."""

    title: str
    remarks: str
    scale: str
    lines: Sequence[CardLine]


def write(card: Card, language: Language = "th") -> bytes:
    """The workbook as bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": card.title})
    # The program computes sums when it opens the file; the values stand there already for others.
    looks = _looks(book)
    _table(book.add_worksheet(SHEET.say(language)), card, looks, language)
    rows = [row for line in card.lines if line.parts for row in parts.flat(line.code, line.parts)]
    if rows:
        _parts(book.add_worksheet(parts.SHEET), rows, looks, language)
    _notes(book.add_worksheet(NOTES.say(language)), looks, language)
    book.close()
    return buffer.getvalue()


def _looks(book: Any) -> dict[str, Format]:
    font = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
    box = {**font, "border": 1, "border_color": "#B8C0C8"}
    return {
        "title": book.add_format({**font, "bold": True, "font_size": 18}),
        "note": book.add_format({**font, "font_color": "#4A5560"}),
        "head": book.add_format(
            {**box, "bold": True, "text_wrap": True, "bg_color": "#E3ECF4", "align": "center",
             "valign": "vcenter"}
        ),
        "text": book.add_format({**box, "text_wrap": True, "num_format": "@"}),
        "number": book.add_format({**box, "num_format": "#,##0.########"}),
        "whole": book.add_format({**box, "num_format": "#,##0"}),
        "weight": book.add_format({**box, "num_format": "0.00##"}),
        "sum": book.add_format({**box, "num_format": "0.00##", "bold": True}),
        "sum_text": book.add_format({**box, "bold": True}),
        "plain": book.add_format({**font, "text_wrap": True}),
        "bold": book.add_format({**font, "bold": True, "text_wrap": True}),
    }  # fmt: skip


def _table(sheet: Worksheet, card: Card, looks: dict[str, Format], language: Language) -> None:
    bounds = THRESHOLDS if card.scale == "0-100" else LEVELS
    columns = (*_BEFORE, *bounds, *_AFTER)
    years = sorted({year for line in card.lines for year, _ in line.baseline})
    sheet.write_string(0, 0, card.title, looks["title"])
    sheet.write_string(1, 0, card.remarks, looks["note"])
    sheet.set_row(HEADER_ROW, 42)
    for place, column in enumerate(columns):
        sheet.write_string(HEADER_ROW, place, LABELS[column].say(language), looks["head"])
        sheet.set_column(place, place, _WIDTHS.get(column, 12))
    for place, year in enumerate(years, start=len(columns)):
        said = Said(f"ผลปี {year}", f"Result {year}")
        sheet.write_string(HEADER_ROW, place, said.say(language), looks["head"])
        sheet.set_column(place, place, 12)
    for row, line in enumerate(card.lines, start=HEADER_ROW + 1):
        for place, column in enumerate(columns):
            _cell(sheet, row, place, value_of(line, column, language), column, looks)
        earlier = dict(line.baseline)
        for place, year in enumerate(years, start=len(columns)):
            _cell(sheet, row, place, earlier.get(year), Column.BASELINE, looks)
    _total(sheet, card, columns.index(Column.WEIGHT), looks, language)
    sheet.freeze_panes(HEADER_ROW + 1, columns.index(Column.NAME) + 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)


def value_of(line: CardLine, column: Column, language: Language) -> str | Decimal | None:
    """What stands in one cell of a line."""
    if column in LEVELS:
        place = LEVELS.index(column)
        bounds = line.milestones or line.levels
        return bounds[place] if bounds else None
    if column in THRESHOLDS:
        return line.thresholds[THRESHOLDS.index(column)] if line.thresholds else None
    if column is Column.METHOD:
        return METHODS[line.method].say(language)
    if column is Column.TARGET_LEVEL:
        return Decimal(line.target_level)
    if column is Column.DUE_IN:
        return ", ".join(line.due_in)
    if column in (Column.HOST, Column.UNDER):
        known = line.host if column is Column.HOST else line.under
        return known.label if known else ""
    value: str | Decimal | None = getattr(line, column.value)
    return value


def _cell(
    sheet: Worksheet,
    row: int,
    place: int,
    value: str | Decimal | None,
    column: Column,
    looks: dict[str, Format],
) -> None:
    if isinstance(value, Decimal):
        look = looks["weight" if column is Column.WEIGHT else _look_of(value)]
        _number(sheet, row, place, value, look)
    elif value:
        # Written as text whatever it begins with: "=1+1" from a name stays a name.
        sheet.write_string(row, place, value, looks["text"])
    else:
        sheet.write_blank(row, place, None, looks["text"])


def _number(sheet: Worksheet, row: int, place: int, value: Decimal, look: Format) -> None:
    """As a number where the program can hold it exactly, else as text that reads back as it."""
    if Decimal(f"{float(value):.16G}") == value:
        sheet.write_number(row, place, float(value), look)
    else:
        sheet.write_string(row, place, plain(value), look)


def _look_of(value: Decimal) -> str:
    return "whole" if value == int(value) else "number"


def _total(
    sheet: Worksheet, card: Card, place: int, looks: dict[str, Format], language: Language
) -> None:
    row = HEADER_ROW + 1 + len(card.lines)
    sheet.write_string(row, 1, Said("รวม", "Total").say(language), looks["sum_text"])
    if card.lines:
        letter = chr(ord("A") + place)
        total = sum((line.weight for line in card.lines), Decimal(0))
        formula = f"=SUM({letter}{HEADER_ROW + 2}:{letter}{row})"
        sheet.write_formula(row, place, formula, looks["sum"], float(total))


def _parts(
    sheet: Worksheet,
    rows: Sequence[parts.PartRow],
    looks: dict[str, Format],
    language: Language,
) -> None:
    for place, heading in enumerate(parts.HEADINGS):
        sheet.write_string(0, place, heading.say(language), looks["head"])
    sheet.set_column(0, 2, 12)
    sheet.set_column(3, 3, 46)
    sheet.set_column(4, 4, 12)
    sheet.set_column(5, 5, 22)
    sheet.set_column(6, 10, 14)
    for number, row in enumerate(rows, start=1):
        texts, weight, criteria = row.cells()
        for place, text in enumerate(texts):
            sheet.write_string(number, place, text, looks["text"])
        _number(sheet, number, 4, Decimal(weight), looks["number"])
        sheet.write_string(number, 5, METHODS[row.part["method"]].say(language), looks["text"])
        for place, one in enumerate(criteria, start=6):
            if row.part["method"] == "milestone":
                sheet.write_string(number, place, one, looks["text"])
            else:
                _number(sheet, number, place, Decimal(one), looks[_look_of(Decimal(one))])
    sheet.freeze_panes(1, 0)


_EXPLAINED = (
    Said("ไฟล์นี้นำเข้ากลับได้ที่หน้า “นำเข้าตัวชี้วัด” ช่องที่เว้นว่างหมายถึงไม่เปลี่ยน",
         "This file can be imported again. An empty cell changes nothing."),
    Said("ลำดับใช้จับคู่กับตัวชี้วัดในบัญชี หากไม่มีลำดับจะจับคู่ด้วยชื่อ",
         "Rows are matched by their number, and where that is missing by their name."),
    Said("น้ำหนักของทุกตัวชี้วัดต้องรวมเป็น 100.00 จึงจะตกลงบัญชีได้",
         "The weights must total 100.00 before the card can be agreed."),
    Said("เกณฑ์ระดับ 1–5 ต้องเพิ่มขึ้นทุกระดับ (มากดี) หรือลดลงทุกระดับ (น้อยดี) เว้นว่างทั้งห้าช่องได้",
         "Levels 1–5 rise strictly (higher is better) or fall strictly (lower is better), "
         "or are all empty."),
    Said("วิธี “ขั้นตอนความสำเร็จ” ใช้ข้อความห้าขั้นตอนในช่องระดับ 1–5",
         "For the method milestone the five level cells hold the texts of the five steps."),
    Said("วิธี “ตัวชี้วัดรวม” มีส่วนย่อยในแผ่น “ส่วนย่อย” น้ำหนักของส่วนย่อยรวมเป็น 100 ซ้อนได้ไม่เกิน 3 ชั้น",
         "The parts of composite indicators stand on the sheet “ส่วนย่อย”; their weights total 100, "
         "at most three deep."),
    Said("รอบที่ต้องรายงาน: 6, 9, 12 หรือ m1 ถึง m12 คั่นด้วยจุลภาค เว้นว่าง = ทุกรอบ",
         "Due in rounds: 6, 9, 12 or m1 to m12 with commas; empty means every round."),
)  # fmt: skip


def _notes(sheet: Worksheet, looks: dict[str, Format], language: Language) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, Said("รูปแบบไฟล์", "File format").say(language), looks["bold"])
    sheet.write_string(0, 1, MARK, looks["plain"])
    for row, said in enumerate(_EXPLAINED, start=2):
        sheet.write_string(row, 1, said.say(language), looks["plain"])
    start = len(_EXPLAINED) + 3
    named = Said("คำของวิธีให้คะแนน", "Words for the methods").say(language)
    sheet.write_string(start, 0, named, looks["bold"])
    for row, method in enumerate(METHODS.values(), start=start):
        sheet.write_string(row, 1, method.say(language), looks["plain"])
