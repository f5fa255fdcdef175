"""What is uploaded is not believed: wrong kinds, bombs, macros, far corners, too many rows."""

import io
import zipfile

import openpyxl
import pytest

from common.sheets.book import Book
from common.sheets.guard import harmless
from common.sheets.words import SheetRefused
from kpis.sheets.reading import Choice
from tests.unit.kpis.sheets import HEADER, LIMIT, ROW, faults, read, saved, with_part, workbook


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def bomb(size: int) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(HEADER, ROW))) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry.filename)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData>", b"<sheetData>" + b" " * size)
            new.writestr(entry.filename, content)
    return buffer.getvalue()


def test_it_works():
    assert harmless(workbook(HEADER, ROW), max_bytes=LIMIT).startswith(b"PK")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ไฟล์ว่างเปล่า"),
        ("ลำดับ,ตัวชี้วัด\n1,ก\n".encode(), "เป็นข้อความ (เช่น .csv)"),
        ("ลำดับ,ตัวชี้วัด".encode("cp874"), "เป็นข้อความ (เช่น .csv)"),
        ("ลำดับ\tตัวชี้วัด".encode("utf-16"), "ไม่ใช่"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls รุ่นเก่าหรือมีรหัสผ่าน"),
        (b"%PDF-1.7 whatever", "ไม่ใช่ตารางชนิด .xlsx"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "ไม่ใช่ตารางชนิด .xlsx"),
        (b"<html><table></table></html>", "ไม่ใช่ตารางชนิด .xlsx"),
        (b"PK\x03\x04" + b"\0" * 200, "เสียหายหรือไม่ครบ"),
        (workbook(HEADER, ROW)[:-400], "เสียหายหรือไม่ครบ"),
        (archive(**{"content.xml": b"<x/>", "mimetype": b"application"}), "OpenDocument (.ods)"),
        (archive(word__document_xml=b"<x/>"), "ZIP ไม่ใช่ .xlsx"),
        (archive(**{"word/document.xml": b"<x/>"}), "Word (.docx)"),
        (archive(**{"xl/workbook.bin": b"x"}), ".xlsb"),
    ],
)
def test_wrong_kind_is_told(data, said):
    with pytest.raises(SheetRefused) as refused:
        harmless(data, max_bytes=LIMIT)
    assert said in refused.value.said.th
    assert refused.value.said.en


def test_too_large_a_file():
    with pytest.raises(SheetRefused, match="ใหญ่เกิน 5 เมกะไบต์"):
        harmless(b"PK" * LIMIT, max_bytes=LIMIT)


def test_a_bomb_is_not_unpacked():
    with pytest.raises(SheetRefused, match="ใหญ่ผิดปกติ"):
        harmless(bomb(40 * 1024 * 1024), max_bytes=LIMIT)


def test_a_part_that_lies_about_its_size():
    data = bytearray(bomb(600_000))
    # The declared size of every part in the directory becomes small; the content stays large.
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 24 : place + 28] = (100).to_bytes(4, "little")
        place = data.find(b"PK\x01\x02", place + 4)
    with pytest.raises(SheetRefused):
        harmless(bytes(data), max_bytes=LIMIT)


def test_macros_are_not_taken():
    data = workbook(HEADER, ROW)
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as target:
        target.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(SheetRefused, match="มีแมโคร"):
        harmless(buffer.getvalue(), max_bytes=LIMIT)


def test_entities_are_not_expanded():
    data = with_part(
        workbook(HEADER, ROW),
        "xl/worksheets/sheet1.xml",
        lambda xml: '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml,
    )
    with pytest.raises(SheetRefused, match="ไม่ปลอดภัย"):
        harmless(data, max_bytes=LIMIT)


def test_ten_thousand_and_one_rows():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("ตัวชี้วัด")
    sheet.append(HEADER)
    for number in range(10_000):
        sheet.append([f"{number}", f"ตัวชี้วัด {number}", "คน", 0])
    with pytest.raises(SheetRefused, match="10,001 รับได้ไม่เกิน 10,000 แถว"):
        read(saved(book))


def test_a_cell_in_the_last_corner_is_refused_before_it_is_read():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active["XFD1048576"] = 1
    with pytest.raises(SheetRefused, match="รับได้ไม่เกิน"):
        read(saved(book))
    book = openpyxl.Workbook()
    book.active["XFD1"] = 1
    with pytest.raises(SheetRefused, match="รับได้ไม่เกิน 200 คอลัมน์"):
        read(saved(book))


def test_formatted_but_empty_cells_far_below_do_not_count():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(ROW)
    book.active["A90000"].number_format = "0.00"
    assert len(read(saved(book)).table.rows) == 1


def test_an_empty_sheet():
    with pytest.raises(SheetRefused, match="ว่างเปล่า"):
        read(saved(openpyxl.Workbook()))


def test_a_table_without_rows():
    assert faults(read(workbook(HEADER))) == ["แผ่น “ตัวชี้วัด”: ไม่มีตัวชี้วัดใต้หัวตาราง"]


def test_hidden_sheets_are_offered_but_not_chosen():
    book = openpyxl.Workbook()
    book.active.title = "ซ่อน"
    book.active.append(HEADER)
    book.active.append(ROW)
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("แสดง")
    shown.append(HEADER)
    shown.append(["9.9", *ROW[1:]])
    found = read(saved(book))
    assert (found.sheet, found.sheets, found.hidden) == ("แสดง", ("ซ่อน", "แสดง"), {"ซ่อน"})
    assert read(saved(book), choice=Choice(sheet="ซ่อน")).table.rows[0].code == "1.1"


def test_the_first_sheet_with_a_table_is_chosen():
    book = openpyxl.Workbook()
    book.active.append(["บันทึกข้อความ"])
    table = book.create_sheet("บัญชี")
    table.append(HEADER)
    table.append(ROW)
    assert read(saved(book)).sheet == "บัญชี"


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/workbook.xml", lambda xml: xml[: len(xml) // 2]),
        ("xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2]),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace('r="2"', 'r="x"')),
        ("xl/styles.xml", lambda xml: "<nonsense"),
        ("xl/_rels/workbook.xml.rels", lambda xml: "<Relationships/>"),
    ],
)
def test_malformed_parts_give_a_sentence_or_a_reading(part, change):
    data = with_part(workbook(HEADER, ROW), part, change)
    said = ""
    try:
        rows = len(read(data).table.rows)
    except SheetRefused as refused:
        rows, said = -1, refused.said.th
    assert rows >= 0 or said


def test_a_chosen_sheet_that_is_not_there():
    with pytest.raises(SheetRefused, match="ไม่มีแผ่น “อื่น”"):
        read(workbook(HEADER, ROW), choice=Choice(sheet="อื่น"))


def test_names_of_sheets_are_known_without_reading_them():
    book = Book.of(harmless(workbook(HEADER, ROW), max_bytes=LIMIT), max_rows=10)
    assert book.visible == ("ตัวชี้วัด",)


def test_more_indicators_than_a_card_holds_are_told_at_their_row():
    rows = [[f"{number}", f"ตัวชี้วัด {number}", "คน", 0] for number in range(1_001)]
    found = read(workbook(HEADER, *rows))
    assert len(found.table.rows) == 1_000
    assert faults(found)[0].startswith("แผ่น “ตัวชี้วัด” แถว 1002: มีตัวชี้วัดเกิน 1,000 รายการ")
