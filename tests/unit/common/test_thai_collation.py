"""Thai dictionary order. Both lists were checked against ICU's Thai collation."""

import random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from common.thai.collation import DATABASE_COLLATION, sort_key

_DICTIONARY = (
    "กก กรรม กรรม์ กราบ กะเกณฑ์ กัก ก้าว กำ กิน กี่ กุน กูด เก้ง เกล้า เกลียว เก้า เกาะ แกง แกะ "
    "โกน ใกล้ ไก่ ไกล ข้น"
)
_PROVINCES = (
    "กระบี่ กรุงเทพมหานคร กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา ชลบุรี ชัยนาท "
    "ชัยภูมิ ชุมพร เชียงราย เชียงใหม่ ตรัง ตราด ตาก นครนายก นครปฐม นครพนม นครราชสีมา นครศรีธรรมราช "
    "นครสวรรค์ นนทบุรี นราธิวาส น่าน บึงกาฬ บุรีรัมย์ ปทุมธานี ประจวบคีรีขันธ์ ปราจีนบุรี ปัตตานี "
    "พระนครศรีอยุธยา พะเยา พังงา พัทลุง พิจิตร พิษณุโลก เพชรบุรี เพชรบูรณ์ แพร่ ภูเก็ต มหาสารคาม "
    "มุกดาหาร แม่ฮ่องสอน ยโสธร ยะลา ร้อยเอ็ด ระนอง ระยอง ราชบุรี ลพบุรี ลำปาง ลำพูน เลย ศรีสะเกษ "
    "สกลนคร สงขลา สตูล สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี สิงห์บุรี สุโขทัย "
    "สุพรรณบุรี สุราษฎร์ธานี สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง อำนาจเจริญ อุดรธานี อุตรดิตถ์ "
    "อุทัยธานี อุบลราชธานี"
)
_TRICKY = "1 ๒ ก็ ก่ ก้ กก กะ กา กาก กำ เกง เก็ง เก่ง เก้ง แก แก่ ขาว ข่าว ข้าว เขา เข่า เข้า ร ฤ ล ฦ ว OTOP"
DICTIONARY, PROVINCES, TRICKY = (text.split() for text in (_DICTIONARY, _PROVINCES, _TRICKY))


def _shuffled(words: list[str]) -> list[str]:
    mixed = list(words)
    random.Random(2570).shuffle(mixed)
    return mixed


def test_it_works():
    assert sorted(_shuffled(DICTIONARY), key=sort_key) == DICTIONARY


def test_the_77_provinces():
    assert len(PROVINCES) == 77
    assert sorted(_shuffled(PROVINCES), key=sort_key) == PROVINCES
    assert sorted(PROVINCES) != PROVINCES


def test_digits_marks_and_latin():
    assert sorted(_shuffled(TRICKY), key=sort_key) == TRICKY


def test_blanks_and_signs_do_not_count():
    assert sort_key("ข้าว สาร")[:2] == sort_key("ข้าวสาร")[:2]
    assert sort_key("๑๐") < sort_key("2")  # digit by digit, as ICU does
    assert sort_key("กรุงเทพฯ")[:2] == sort_key("กรุงเทพ")[:2]


@pytest.mark.django_db
def test_the_database_sorts_by_the_same_order():
    assert DATABASE_COLLATION == "th-x-icu"
    ordered = 'SELECT w FROM unnest(%s::text[]) AS w ORDER BY w COLLATE "th-x-icu"'
    with connection.cursor() as cursor:
        cursor.execute(ordered, [_shuffled(PROVINCES)])
        assert [row[0] for row in cursor.fetchall()] == PROVINCES


@given(st.lists(st.text(st.sampled_from("กขงอรเแไ่้าะำ 1๑aA"), max_size=6), max_size=6))
def test_any_words_can_be_sorted(words):
    ordered = sorted(words, key=sort_key)
    assert sorted(_shuffled(words), key=sort_key) == ordered
