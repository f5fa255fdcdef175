"""Every score says how it came about, in Thai and in English, and the figures agree."""

import re

import pytest
from hypothesis import given, settings

from tests.scoring.building import (
    HUNDRED,
    anchored,
    card,
    composite,
    line,
    milestone,
    only,
    result_of,
    sample,
    scoring,
    standing,
)
from tests.scoring.strategies import cards

BY_FIVE = ["5", "10", "15", "20", "25"]


def test_in_proportion():
    told = only(line(levels=BY_FIVE, result={"value": "18"}), version="opdc-2548")["explain"]
    assert told["th"].startswith(
        "ผล 18 อยู่ระหว่างเกณฑ์ระดับ 3 (15) กับเกณฑ์ระดับ 4 (20) ค่ายิ่งสูงยิ่งดี: "
        "3 + (18 − 15) ÷ (20 − 15) = 3.6000 คะแนน "
        "(วิธีเทียบสัดส่วนระหว่างระดับ; ชุดกติกา opdc-2548)"
    )
    assert told["en"].startswith(
        "The result 18 lies between level 3 (15) and level 4 (20), higher is better: "
        "3 + (18 − 15) ÷ (20 − 15) = 3.6000. "
        "Method: in proportion between levels. Rule set opdc-2548."
    )


def test_lower_is_better_with_negative_numbers():
    falling = line(levels=["2", "1", "0", "-1", "-2"], result={"value": "-1.25"})
    assert (
        "lower is better: 4 + ((-1) − (-1.25)) ÷ ((-1) − (-2)) = 4.2500"
        in (only(falling)["explain"]["en"])
    )


def test_rounding_is_not_called_equal():
    told = only(line(levels=["0", "3", "6", "9", "12"], result={"value": "4"}))["explain"]
    assert "2 + (4 − 3) ÷ (6 − 3) ≈ 2.3333. " in told["en"]
    assert "2 + (4 − 3) ÷ (6 − 3) ≈ 2.3333 คะแนน" in told["th"]


SAID = [
    ("below", line(levels=BY_FIVE, result={"value": "4.9"}),
     "ผล 4.9 ไม่ถึงเกณฑ์ระดับ 1 (5) ค่ายิ่งสูงยิ่งดี จึงได้คะแนนขั้นต่ำของชุดกติกา 1.0000 คะแนน",
     "The result 4.9 falls short of level 1 (5), higher is better: the floor score"),
    ("at the top", line(levels=BY_FIVE, result={"value": "40"}),
     "ผล 40 ถึงหรือดีกว่าเกณฑ์ระดับ 5 (25)", "reaches or passes level 5 (25)"),
    ("on a level", line(levels=BY_FIVE, result={"value": "15"}),
     "เท่ากับเกณฑ์ระดับ 3 (15) พอดี", "is exactly level 3 (15), short of level 4 (20)"),
    ("step", line(method="step", levels=BY_FIVE, result={"value": "18"}),
     "ถึงเกณฑ์ระดับ 3 (15) แต่ยังไม่ถึงเกณฑ์ระดับ 4 (20)", "reaches level 3 (15) but not level 4 (20)"),
    ("milestone gap", milestone(1, 2, 3, 5),
     "ตั้งแต่ขั้นที่ 1 ถึงขั้นที่ 3 ยังขาดขั้นที่ 4", "not counted: 5"),
    ("milestone none", milestone(), "ยังทำขั้นที่ 1 ไม่เสร็จ", "Step 1 is not complete: the floor"),
    ("milestone all", milestone(1, 2, 3, 4, 5), "ครบทั้ง 5 ขั้นตอน", "All 5 steps are complete"),
    ("composite", composite(scoring("3.2", "a", "0.5"), scoring("4", "b", "0.5")),
     "ตัวชี้วัดย่อย a, b: (0.5 × 3.2000 + 0.5 × 4.0000) ÷ 1 = 3.6000", "Weighted mean of the parts"),
    ("part out", composite(scoring("4", "a", "0.5"), standing("not_applicable", "b", "0.5")),
     "ไม่นับ b (ไม่ต้องประเมินตามที่ได้รับอนุมัติ)", "b is left out (approved as not applicable)"),
    ("part overdue", composite(scoring("4", "a", "0.5"), standing("not_reported", "b", "0.5")),
     "b ยังไม่รายงานผลเมื่อพ้นกำหนด", "b is overdue, not reported and has the floor score"),
    ("no part left", composite(standing("not_due", "a", "1")),
     "ยังไม่ถึงรอบ เพราะไม่เหลือตัวชี้วัดย่อย", "not due yet, for no part is left"),
    ("not due", standing("not_due"), "ไม่คิดคะแนน: ยังไม่ถึงรอบ", "Not scored: not due yet"),
    ("waived", standing("not_applicable"), "ไม่ต้องประเมินตามที่ได้รับอนุมัติ", "as not applicable"),
    ("no criteria", standing("no_criteria"), "ยังไม่กำหนดเกณฑ์", "no criteria set"),
    ("overdue", standing("not_reported"), "พ้นกำหนด จึงได้คะแนนขั้นต่ำ", "not reported: the floor"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "th", "en"), [pytest.param(made, th, en, id=name) for name, made, th, en in SAID]
)
def test_reason(made, th, en):
    told = only(made)["explain"]
    assert th in told["th"]
    assert en in told["en"]
    assert "ชุดกติกา test-1" in told["th"]
    assert "Rule set test-1." in told["en"]


def test_anchors():
    made = anchored(["98.72", "98.84", "98.90"], "98.80")
    told = result_of({"rules": HUNDRED, "lines": [made]})["lines"][0]["explain"]
    assert "50 + 25 × (98.80 − 98.72) ÷ (98.84 − 98.72) ≈ 66.6667" in told["en"]
    assert "ค่าเป้าหมาย 50 คะแนน (98.72) กับค่าเป้าหมาย 75 คะแนน (98.84)" in told["th"]


def test_weight_loss_and_next_level():
    first = result_of(sample("example"))["lines"][0]
    assert "5 ÷ 16 × 3.6000 = 1.1250" in first["explain"]["en"]
    assert "lost to the total: 0.4375" in first["explain"]["en"]
    assert "หากผลถึง 20 (4 คะแนน) คะแนนรวมจะเพิ่มขึ้น 0.1250" in first["explain"]["th"]
    assert (first["next_level"], first["next_level_at"]) == ("0.1250", "20")


@pytest.mark.parametrize(
    ("made", "gain", "at"),
    [
        (scoring("5"), None, None),
        (standing("not_due"), None, None),
        (standing("not_reported"), "1.0000", "2"),
        (line(levels=BY_FIVE, result={"value": "1"}), "1.0000", "10"),
        (milestone(1, 2, 3, 5), "2.0000", "4"),
        (milestone(), "1.0000", "2"),
        (milestone(1, 2, 3, 4, 5), None, None),
        (composite(scoring("3.5", "a", "1")), "0.5000", None),
        (scoring("3", weight="0"), "0.0000", "4"),
    ],
)
def test_next_level(made, gain, at):
    found = only(made)
    assert (found["next_level"], found["next_level_at"]) == (gain, at)


def test_redistributed_weight_is_told():
    lines = (scoring("4", "a", "5"), standing("not_applicable", "b", "5"), scoring("2", "c", "8"))
    told = result_of(card(*lines, redistribute="group"))["lines"][0]["explain"]
    assert "น้ำหนัก 5 รับส่วนของตัวที่ไม่ต้องประเมินในกลุ่มเป็น 6.9231" in told["th"]
    assert "Weight 5 becomes 6.9231" in told["en"]


def test_total_tells_lines_in_lines_out_and_weights():
    told = result_of(sample("example"))["explain"]
    for said in ("54.0000 ÷ 16 = 3.3750", "67.5000", "2.1: 5 × 3.6000", "opdc-2548"):
        assert said in told["th"]
        assert said in told["en"]
    assert "ไม่นำมาคิด 2 ตัวชี้วัด: 4.4 (ไม่ต้องประเมินตามที่ได้รับอนุมัติ); n (ยังไม่กำหนดเกณฑ์)" in (told["th"])
    assert "Lines out: 2: 4.4 (approved as not applicable); n (no criteria set)." in told["en"]


def test_total_that_is_none():
    told = result_of(card(standing("not_due")))["explain"]
    assert told["th"].startswith("ไม่มีคะแนนรวม")
    assert told["en"].startswith("No total")


@settings(deadline=None, max_examples=100)
@given(cards())
def test_sentences_carry_the_score_they_explain(card_given):
    result = result_of(card_given)
    for found in result["lines"]:
        for language in ("th", "en"):
            said = found["explain"][language]
            assert said == said.strip()
            if found["score"] is not None:
                assert re.search(rf"(?<![\d.]){re.escape(found['score'])}(?!\d)", said)
    for language in ("th", "en"):
        assert result["total"] is None or result["total"] in result["explain"][language]
