"""One spelling for what looks the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.thai.text import join_wrapped, normalise, search_key

THAI = st.text(st.sampled_from([chr(code) for code in range(0x0E01, 0x0E3B)]
                               + [chr(code) for code in range(0x0E3F, 0x0E5C)]
                               + list(" \n\u200b\u00a0Aa1-.")), max_size=30)  # fmt: skip


def test_it_works():
    assert normalise("  น\u0e4d\u0e49\u0e32\u200bท่วม ") == "น้ำท่วม"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\u0e01\u0e4d\u0e32", "กำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ท\u0e35\u0e35\u0e48\u0e48", "ที่"),
        ("ก\u0e48\u0e38", "กุ่"),
        ("เเม่", "แม่"),
        ("ท ี่", "ที่"),
        ("เ มือง", "เมือง"),
        ("คํา", "คำ"),
        ("a\u0000b\u0007", "ab"),
        ("ก\u00a0\u00a0ข", "ก ข"),
        ("ก \r\n ข", "ก\nข"),
        ("soft\u00adhyphen", "softhyphen"),
        ("cafe\u0301", "café"),
    ],
)
def test_slips_are_healed(typed, stored):
    assert normalise(typed) == stored


@pytest.mark.parametrize(
    "text", ["ต่าง ๆ", "กรุงเทพฯ และ", "ก.บ.จ. ครั้งที่ 2", "มาก มาย", "ฤๅษี", "พ.ศ. ๒๕๔๘", "จริง ๆ นะ"]
)
def test_what_is_right_stays(text):
    assert normalise(text) == text


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        (
            "1. ร้อยละที่เพิ่มขึ้นของมูลค่า การจำหน่ายผลิตภัณฑ์ OTOP",
            "1. ร้อยละที่เพิ่มขึ้นของมูลค่าการจำหน่ายผลิตภัณฑ์ OTOP",
        ),
        (
            "2. จำนวนผลิตภัณฑ์ OTOP ที่ได้ รับมาตรฐาน 4-5 ดาว (ผลิตภัณฑ์)",
            "2. จำนวนผลิตภัณฑ์ OTOP ที่ได้รับมาตรฐาน 4-5 ดาว (ผลิตภัณฑ์)",
        ),
        ("น้ำหนัก\n(ร้อยละ)", "น้ำหนัก (ร้อยละ)"),
        ("เป้าหมาย\nปี 2548", "เป้าหมายปี 2548"),
        ("งานต่าง ๆ ของ\nจังหวัด", "งานต่าง ๆ ของจังหวัด"),
        ("กรุงเทพฯ และ", "กรุงเทพฯ และ"),
        ("ปี ๒๕๔๘ ถึง", "ปี ๒๕๔๘ ถึง"),
        ("แผน  งาน\t\nหลัก", "แผนงานหลัก"),
    ],
)
def test_wrapped_titles_are_joined(cell, title):
    assert join_wrapped(cell) == title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สำนักงาน จังหวัด", "สํานักงานจังหวัด"),
        ("OTOP ๔-๕ ดาว", "otop 4 5 ดาว"),
        ("“ข้าว” (GAP)", "ข้าว gap"),
        ("ที่ปรึกษา", "ท\u0e48\u0e35ปรึกษา"),
    ],
)
def test_search_finds_other_spellings(one, other):
    assert search_key(one) == search_key(other)


@given(THAI)
def test_healing_once_is_enough(text):
    assert normalise(normalise(text)) == normalise(text)
    assert join_wrapped(join_wrapped(text)) == join_wrapped(text)
    assert search_key(search_key(text)) == search_key(text)


@given(st.text(max_size=40))
def test_any_text_is_survived(text):
    assert normalise(normalise(text)) == normalise(text)
    assert "\x00" not in normalise(text)
