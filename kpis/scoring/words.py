"""Pieces of the engine's sentences: a pair of languages, numbers in arithmetic, state names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpis.scoring.numbers import is_exact, plain, shown
from kpis.scoring.results import Mark
from kpis.scoring.values import Method, Rules, Scale, State


@dataclass(frozen=True, slots=True)
class Words:
    """The same sentence in Thai and in English."""

    th: str
    en: str

    def __add__(self, other: Words) -> Words:
        return Words(f"{self.th} {other.th}", f"{self.en} {other.en}")


STATE_NAMES = {
    State.NOT_DUE: Words("ยังไม่ถึงรอบ", "not due yet"),
    State.NOT_APPLICABLE: Words("ไม่ต้องประเมินตามที่ได้รับอนุมัติ", "approved as not applicable"),
    State.NO_CRITERIA: Words("ยังไม่กำหนดเกณฑ์", "no criteria set"),
    State.NOT_REPORTED: Words("ยังไม่รายงานผลเมื่อพ้นกำหนด", "overdue, not reported"),
}

METHOD_NAMES = {
    Method.INTERPOLATE: Words("เทียบสัดส่วนระหว่างระดับ", "in proportion between levels"),
    Method.STEP: Words("นับตามระดับที่ถึง ไม่คิดเศษ", "whole levels only"),
    Method.MILESTONE: Words("ระดับความสำเร็จ 5 ขั้นตอน", "milestones in 5 steps"),
    Method.COMPOSITE: Words("ตัวชี้วัดรวม เฉลี่ยถ่วงน้ำหนัก", "composite, weighted mean"),
    Method.ANCHORS: Words("เทียบค่าเป้าหมายสามระดับ", "in proportion between three thresholds"),
}


def term(value: Decimal) -> str:
    """A number in arithmetic, as it was typed; in brackets where it is negative."""
    text = format(value, "f")
    return f"({text})" if text.startswith("-") else text


def equals(value: Decimal, places: int, *, exact: bool = True) -> str:
    """“= 3.6000”, or “≈ 3.6667” where rounding took something away, here or in the terms."""
    sign = "=" if exact and is_exact(value, places) else "≈"
    return f"{sign} {shown(value, places)}"


def mark_words(mark: Mark, rules: Rules) -> Words:
    """“level 3 (15)”, or “the 75-point threshold (98.84)”."""
    number, bound = plain(mark.score), format(mark.bound, "f")
    if rules.scale is Scale.ONE_TO_FIVE:
        return Words(f"เกณฑ์ระดับ {number} ({bound})", f"level {number} ({bound})")
    return Words(f"ค่าเป้าหมาย {number} คะแนน ({bound})", f"the {number}-point threshold ({bound})")


def rule_set(rules: Rules) -> Words:
    """Which rule set was applied."""
    if not rules.version:
        return Words("ชุดกติกาไม่ระบุรุ่น", "Rule set without a version.")
    return Words(f"ชุดกติกา {rules.version}", f"Rule set {rules.version}.")
