"""Every fault names sheet, row and column and what was expected."""

import datetime as dt
from decimal import Decimal

import openpyxl
import pytest

from kpis.sheets.columns import Column
from kpis.sheets.compare import Standing, compare
from kpis.sheets.lines import CardLine, Ground
from kpis.sheets.names import Directory, Known
from kpis.sheets.reading import Choice
from tests.unit.kpis.sheets import HEADER, ROW, faults, read, saved, warnings, workbook

AGENCIES = Directory(
    [
        Known(1, ("สนง.พัฒนาชุมชนจังหวัด", "สำนักงานพัฒนาชุมชนจังหวัดนครสวรรค์", "พช.")),
        Known(2, ("สนง.เกษตรจังหวัด", "สำนักงานเกษตรจังหวัดนครสวรรค์")),
    ],
    drop=["นครสวรรค์"],
)


def with_cell(column: str, value: object) -> bytes:
    """The good row with one cell changed."""
    row = list(ROW)
    row[HEADER.index(column)] = value
    return workbook(HEADER, row)


def compared(data: bytes, standing: Standing | None = None) -> list[str]:
    found = read(data)
    changes = compare(found.sheet, found.table.rows, standing or Standing())
    return [fault.say() for change in changes for fault in change.faults]


def test_it_works():
    found = read(workbook(HEADER, ROW))
    assert faults(found) == []
    row = found.table.rows[0]
    assert (row.code, row.unit, row.weight, row.target) == ("1.1", "กก./ไร่", 8, 600)
    assert row.levels == tuple(map(Decimal, (560, 580, 600, 620, 640)))


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("น้ำหนัก", "ห้า", "แถว 2 คอลัมน์ D: พบ “ห้า” คาดว่าเป็นตัวเลข เช่น 5"),
        ("น้ำหนัก", 101, "แถว 2 คอลัมน์ D: น้ำหนัก 101 ต้องอยู่ระหว่าง 0 ถึง 100"),
        ("น้ำหนัก", -1, "แถว 2 คอลัมน์ D: น้ำหนัก -1 ต้องอยู่ระหว่าง 0 ถึง 100"),
        ("น้ำหนัก", None, "แถว 2 คอลัมน์ D: ตัวชี้วัดใหม่ต้องมีน้ำหนัก คาดว่าเป็นตัวเลข 0 ถึง 100 เช่น 5"),
        ("เป้าหมาย", "10-20", "แถว 2 คอลัมน์ E: พบ “10-20” คาดว่าเป็นตัวเลข เช่น 15"),
        ("เป้าหมาย", True, "แถว 2 คอลัมน์ E: พบ “TRUE” คาดว่าเป็นตัวเลข เช่น 15"),
        ("ระดับ 2", dt.date(2027, 5, 4), "แถว 2 คอลัมน์ G: พบ “2027-05-04” คาดว่าเป็นตัวเลข เช่น 15"),
        ("ระดับ 3", 580, "แถว 2 คอลัมน์ H: ระดับ 3 (580) ต้องมากกว่าระดับ 2 (580)"),
        ("ระดับ 3", 570, "แถว 2 คอลัมน์ H: ระดับ 3 (570) ต้องมากกว่าระดับ 2 (580)"),
        ("ระดับ 4", None, "แถว 2 คอลัมน์ I: ช่องนี้ว่าง ต้องกรอกเกณฑ์ให้ครบทุกระดับ หรือเว้นว่างทั้งหมด"),
        ("ระดับ 5", "#DIV/0!", "แถว 2 คอลัมน์ J: เซลล์แสดงข้อผิดพลาด #DIV/0!"),
        ("ตัวชี้วัด", None, "แถว 2 คอลัมน์ B: ไม่มีชื่อตัวชี้วัด"),
        ("ลำดับ", "ข้อ หนึ่ง", "แถว 2 คอลัมน์ A: “ข้อ หนึ่ง” ใช้เป็นลำดับไม่ได้"),
        ("ลำดับ", dt.date(2026, 1, 1), "แถว 2 คอลัมน์ A: โปรแกรมตารางเปลี่ยนข้อความเป็นวันที่"),
        ("ระดับ 5", "=B2*2", "แถว 2 คอลัมน์ J: เป็นสูตร (=B2*2) ที่ยังไม่มีผลคำนวณ"),
        ("เป้าหมาย", 10**17, "แถว 2 คอลัมน์ E: ตัวเลขมีได้ไม่เกิน 16 หลักหน้าจุด"),
    ],
)
def test_fault_at_its_cell(column, value, said):
    found = compared(with_cell(column, value))
    assert [fault for fault in found if fault.startswith(f"แผ่น “ตัวชี้วัด” {said}")], found


def test_a_formula_with_a_value_is_its_value():
    data = with_cell("น้ำหนัก", "=4+4")
    from tests.unit.kpis.sheets import with_part

    filled = with_part(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("<f>4+4</f><v />", "<f>4+4</f><v>8</v>").replace(
            "<f>4+4</f><v></v>", "<f>4+4</f><v>8</v>"
        ),
    )
    assert read(filled).table.rows[0].weight == 8


def test_lower_is_better_says_less():
    row = [*ROW[:5], 6, 5, 5.5, 3, 2]
    assert any("ระดับ 3 (5.5) ต้องน้อยกว่าระดับ 2 (5)" in one for one in compared(workbook(HEADER, row)))


def test_the_same_name_and_number_twice():
    other = ["1.1", "ผลผลิตข้าว นาปีเฉลี่ยต่อไร่", *ROW[2:]]
    found = faults(read(workbook(HEADER, ROW, other)))
    assert found == [
        "แผ่น “ตัวชี้วัด” แถว 3 คอลัมน์ B: ซ้ำกับแถว 2",
        "แผ่น “ตัวชี้วัด” แถว 3 คอลัมน์ A: ซ้ำกับแถว 2",
    ]


def test_unknown_agency_with_the_nearest_name():
    data = workbook([*HEADER, "เจ้าภาพ"], [*ROW, "สนง.พัฒนชุมชนจังหวัด"])
    assert faults(read(data, Ground(2548, agencies=AGENCIES))) == [
        "แผ่น “ตัวชี้วัด” แถว 2 คอลัมน์ K: ไม่รู้จักหน่วยงาน “สนง.พัฒนชุมชนจังหวัด” "
        "หมายถึง “สนง.พัฒนาชุมชนจังหวัด” หรือไม่"
    ]


@pytest.mark.parametrize(
    "written", ["พช.", "สำนักงานพัฒนาชุมชนจังหวัด", "สนง. พัฒนาชุมชนจังหวัดนครสวรรค์", "สนง.พัฒนา ชุมชน"]
)
def test_other_names_of_an_agency(written):
    data = workbook([*HEADER, "หน่วยงานรับผิดชอบ"], [*ROW, written])
    row = read(data, Ground(2548, agencies=AGENCIES)).table.rows[0]
    assert row.faults == []
    assert row.host is not None
    assert row.host.pk == 1


def test_no_agency_is_no_fault():
    data = workbook([*HEADER, "เจ้าภาพ"], [*ROW, None])
    row = read(data, Ground(2548, agencies=AGENCIES)).table.rows[0]
    assert (row.host, row.faults) == (None, [])


def test_an_agency_without_posts_is_left_out_with_a_remark():
    data = workbook([*HEADER, "เจ้าภาพ"], [*ROW, "พช."])
    found = read(data, Ground(2548, agencies=AGENCIES, postless=frozenset({1})))
    assert found.table.rows[0].host is None
    assert "ยังไม่มีตำแหน่งในทะเบียน" in warnings(found)[0]


@pytest.mark.parametrize(
    ("header", "year", "remarked"),
    [
        ("เป้าหมาย ปี 2548", 2548, False),
        ("เป้าหมาย ปี 2005", 2548, False),
        ("เป้าหมาย ปี ๒๕๔๘", 2548, False),
        ("เป้าหมาย ปี 2549", 2548, True),
        ("Target 2027", 2570, False),
        ("เป้าหมาย ปี 48", 2548, False),
    ],
)
def test_years_of_either_era(header, year, remarked):
    data = workbook(["ตัวชี้วัด", "น้ำหนัก", header], ["ร้อยละ ก", 5, 15])
    found = read(data, Ground(year))
    assert found.table.rows[0].target == 15
    assert bool(warnings(found)) is remarked


def test_of_several_years_the_cards_own_target():
    data = workbook(["ตัวชี้วัด", "น้ำหนัก", "เป้าหมาย ปี 2569", "เป้าหมาย ปี 2570"], ["ร้อยละ ก", 5, 15, 18])
    assert read(data, Ground(2570)).table.rows[0].target == 18
    assert warnings(read(data, Ground(2570))) == []


@pytest.mark.parametrize(
    ("written", "number", "unit"),
    [
        ("15 %", 15, "ร้อยละ"),
        ("ร้อยละ ๑๕.๕", Decimal("15.5"), "ร้อยละ"),
        ("30 ผลิตภัณฑ์", 30, "ผลิตภัณฑ์"),
        ("1,250.50", Decimal("1250.50"), None),
        ("ไม่น้อยกว่าร้อยละ 80", 80, "ร้อยละ"),
        ("≤ 4", 4, None),
    ],
)
def test_targets_as_offices_write_them(written, number, unit):
    row = read(workbook(["ตัวชี้วัด", "น้ำหนัก", "เป้าหมาย"], ["อัตรา", 5, written])).table.rows[0]
    assert (row.target, row.unit, row.faults) == (number, unit, [])


def test_a_cell_shown_as_percent_is_read_as_shown():
    book = openpyxl.Workbook()
    book.active.append(["ตัวชี้วัด", "น้ำหนัก", "เป้าหมาย"])
    book.active.append(["อัตรา", 0.05, 0.155])
    book.active["B2"].number_format = "0%"
    book.active["C2"].number_format = "0.0%"
    row = read(saved(book)).table.rows[0]
    assert (row.weight, row.target, row.unit) == (5, Decimal("15.5"), "ร้อยละ")


def test_other_names_and_order_and_english():
    data = workbook(
        ["No.", "Weight (%)", "Indicator", "Level 5", "Level 4", "Level 3", "Level 2", "Level 1",
         "Unit", "Target"],
        ["2.1", 5, "OTOP sales", 25, 20, 15, 10, 5, "%", 15],
    )  # fmt: skip
    row = read(data).table.rows[0]
    assert (row.code, row.name, row.weight) == ("2.1", "OTOP sales", 5)
    assert row.levels == (5, 10, 15, 20, 25)


def test_five_sentences_are_a_milestone():
    steps = ["แต่งตั้งคณะทำงาน", "กำหนดชุดข้อมูล", "รวบรวมข้อมูล", "เปิดให้บริการ", "ใช้ในที่ประชุม"]
    row = read(workbook(HEADER, [*ROW[:5], *steps])).table.rows[0]
    assert (row.method, row.milestones, row.faults) == ("milestone", tuple(steps), [])


def test_headings_and_totals_are_no_indicators():
    data = workbook(HEADER, ["ประเด็นยุทธศาสตร์ที่ 1 ข้าว"], ROW, [None] * 10, [None, "รวม", None, 8])
    assert [row.number for row in read(data).table.rows] == [3]


def test_a_host_merged_over_rows_holds_for_each():
    book = openpyxl.Workbook()
    for row in ([*HEADER, "เจ้าภาพ"], [*ROW, "พช."], ["1.2", "อื่น", *ROW[2:], None]):
        book.active.append(row)
    book.active.merge_cells("K2:K3")
    found = read(saved(book), Ground(2548, agencies=AGENCIES))
    assert [row.host.pk if row.host else None for row in found.table.rows] == [1, 1]


def test_a_weight_merged_over_rows_is_not_guessed():
    book = openpyxl.Workbook()
    for row in (HEADER, ROW, ["1.2", "อื่น", *ROW[2:]]):
        book.active.append(row)
    book.active.merge_cells("D2:D3")
    found = compared(saved(book))
    assert len(found) == 1
    assert "แถว 3 คอลัมน์ D: ตัวชี้วัดใหม่ต้องมีน้ำหนัก" in found[0]


def test_no_header_then_the_person_chooses():
    data = workbook(["ก", "ข"], ["อัตราหนึ่ง", 5], ["อัตราสอง", 3])
    found = read(data)
    assert "ไม่พบคอลัมน์ชื่อตัวชี้วัด" in faults(found)[0]
    chosen = Choice(columns=(Column.NAME, Column.WEIGHT), first_row=2)
    rows = read(data, choice=chosen).table.rows
    assert [(row.name, row.weight) for row in rows] == [("อัตราหนึ่ง", 5), ("อัตราสอง", 3)]


def test_the_target_that_stands_at_another_level_is_remarked_on():
    found = read(with_cell("เป้าหมาย", 610))
    change = compare(found.sheet, found.table.rows, Standing())[0]
    assert change.faults == ()
    assert "เกณฑ์ระดับ 3 คือ 600 แต่ค่าเป้าหมายคือ 610" in change.warnings[0].say()


ONE = CardLine(1, 1, "1.1", "R", "อีกตัวหนึ่ง", weight=Decimal(5))
TWO = CardLine(2, 2, "1.2", "S", str(ROW[1]), weight=Decimal(8))


def pairs(*rows):
    found = read(workbook(HEADER, *rows))
    changes = compare(found.sheet, found.table.rows, Standing([ONE, TWO]))
    return [(change.line.code if change.line else None, change.result.code) for change in changes]


def test_rows_are_matched_by_number_then_by_name():
    renamed = ["1.1", "อีกตัวหนึ่ง (แก้คำ)", *ROW[2:]]
    assert pairs(renamed, [None, *ROW[1:]]) == [("1.1", "1.1"), ("1.2", "1.2")]


def test_renumbered_rows_keep_their_indicators():
    assert pairs(ROW, ["1.2", "อีกตัวหนึ่ง", *ROW[2:]]) == [("1.2", "1.1"), ("1.1", "1.2")]


def test_a_number_that_belongs_to_a_line_outside_of_the_sheet():
    found = read(workbook(HEADER, ROW))
    fault = compare(found.sheet, found.table.rows, Standing([ONE, TWO]))[0].faults[0].say()
    assert fault == "แผ่น “ตัวชี้วัด” แถว 2 คอลัมน์ A: ลำดับ 1.1 เป็นของ “อีกตัวหนึ่ง” อยู่แล้ว"


def test_two_rows_for_one_line():
    found = read(workbook(HEADER, ["1.2", "ชื่อใหม่", *ROW[2:]], [None, *ROW[1:]]))
    kinds = [c.kind for c in compare(found.sheet, found.table.rows, Standing([ONE, TWO]))]
    assert kinds == ["changed", "new"]
