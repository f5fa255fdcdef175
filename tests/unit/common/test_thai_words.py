"""Words of levels and states."""

from decimal import Decimal

import pytest

from common.thai import words


@pytest.mark.parametrize(
    ("score", "number", "word", "css"),
    [
        ("5", 5, "ดีเยี่ยม", "score-5"),
        ("4.9999", 4, "ดี", "score-4"),
        ("4.99995", 5, "ดีเยี่ยม", "score-5"),
        ("4", 4, "ดี", "score-4"),
        ("3.9999", 3, "ตามเป้าขั้นต่ำ", "score-3"),
        ("2", 2, "ต่ำกว่าเป้า", "score-2"),
        ("1.9", 1, "ต้องแก้ไข", "score-1"),
        ("0", 1, "ต้องแก้ไข", "score-1"),
    ],
)
def test_it_works(score, number, word, css):
    level = words.level_of(Decimal(score))
    assert (level.number, level.word(), level.css) == (number, word, css)


def test_no_score_is_its_own_level():
    assert words.level_of(None) is words.NO_SCORE
    assert words.NO_SCORE.word() == "ยังไม่รายงาน"
    assert words.NO_SCORE.css == "score-none"


def test_every_level_has_its_own_shape():
    shapes = [level.shape for level in (*words.LEVELS, words.NO_SCORE)]
    assert len(set(shapes)) == 6


@pytest.mark.parametrize(
    ("score", "word"),
    [
        ("99.94", "ระดับคุณภาพ"),
        ("90", "ระดับคุณภาพ"),
        ("89.99", "มาตรฐานขั้นสูง"),
        ("89.995", "ระดับคุณภาพ"),
        ("75", "มาตรฐานขั้นสูง"),
        ("74.99", "มาตรฐานขั้นต้น"),
        ("59.99", "ต้องปรับปรุง"),
        ("0", "ต้องปรับปรุง"),
    ],
)
def test_the_hundred_scale_has_grades(score, word):
    assert words.level_of(Decimal(score), "0-100").word() == word


def test_an_unknown_scale_is_a_mistake():
    with pytest.raises(ValueError, match="scale"):
        words.level_of(Decimal(3), "1-10")


def test_five_states_never_share_a_word():
    for language in ("th", "en"):
        said = [words.state_word(state, language) for state in words.STATES]
        assert len(set(said)) == 5
    assert words.state_word("no_criteria") == "ยังไม่กำหนดเกณฑ์"
    assert words.state_word("not_reported") == "ยังไม่รายงาน"
    assert words.state_word("not_due") == "ยังไม่ถึงรอบ"


def test_units_are_read_in_english_where_they_are_known():
    assert words.office_word("ร้อยละ", "en") == "per cent"
    assert words.office_word(" ล้านบาท ", "en") == "million baht"
    assert words.office_word("ร้อยละ") == "ร้อยละ"
    assert words.office_word("บ่อบาดาล", "en") == "บ่อบาดาล"
