"""The office's own table, as it came: two-row merged header, numbering, stray blanks, “15 %”."""

from decimal import Decimal
from pathlib import Path

import pytest

from kpis.sheets.columns import Column
from kpis.sheets.compare import Standing, compare
from kpis.sheets.lines import Ground
from tests.unit.kpis.sheets import read, warnings

TABLE = Path(__file__).resolve().parents[2] / "data" / "indicators_2548_as_presented.xlsx"


@pytest.fixture
def found():
    return read(TABLE.read_bytes())


def test_it_works(found):
    one, two = (change.result for change in compare(found.sheet, found.table.rows, Standing()))
    assert one.name == "ร้อยละที่เพิ่มขึ้นของมูลค่าการจำหน่ายผลิตภัณฑ์ OTOP"
    assert (one.weight, one.target, one.unit) == (Decimal(5), Decimal(15), "ร้อยละ")
    assert two.name == "จำนวนผลิตภัณฑ์ OTOP ที่ได้รับมาตรฐาน 4-5 ดาว"
    assert (two.weight, two.target, two.unit) == (Decimal(3), Decimal(30), "ผลิตภัณฑ์")


def test_no_criteria_is_no_fault(found):
    changes = compare(found.sheet, found.table.rows, Standing())
    assert [change.result.has_criteria for change in changes] == [False, False]
    assert [change.faults for change in changes] == [(), ()]
    assert [change.kind for change in changes] == ["new", "new"]


def test_the_mapping_that_was_found(found):
    assert [column.column for column in found.columns] == [
        Column.NAME,
        Column.WEIGHT,
        Column.TARGET,
        Column.LEVEL_1,
        Column.LEVEL_2,
        Column.LEVEL_3,
        Column.LEVEL_4,
        Column.LEVEL_5,
    ]
    assert found.columns[3].words == "ค่าคะแนน 1"
    assert found.layout.first_row == 4


def test_the_numbers_before_the_names_are_a_wish(found):
    assert [(row.code, row.code_from_name) for row in found.table.rows] == [
        ("1", True),
        ("2", True),
    ]


def test_another_year_is_remarked_on():
    remarks = warnings(read(TABLE.read_bytes(), Ground(2571)))
    assert remarks == [
        "แผ่น “ตัวชี้วัด” แถว 3 คอลัมน์ C: ตารางเขียนว่าปี 2548 แต่กำลังนำเข้าเป็นบัญชีของปีงบประมาณ 2571"
    ]
    assert warnings(read(TABLE.read_bytes(), Ground(2548))) == []
