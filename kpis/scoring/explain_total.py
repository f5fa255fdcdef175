"""How the total of a card came about: the lines in, the lines out and why, the weights."""

from __future__ import annotations

from kpis.scoring.numbers import is_exact, plain, shown, shown_weight, total_of
from kpis.scoring.results import CardResult, LineResult
from kpis.scoring.values import PERCENT_FACTOR, Redistribute, Scale, State
from kpis.scoring.words import STATE_NAMES, Words, equals, rule_set


def explain_total(card: CardResult) -> Words:
    """The arithmetic of the total, then the lines in, the lines out, the weights, the rules."""
    words = _arithmetic(card)
    counted = [line for line in card.lines if line.effective_weight]
    if counted:
        words += _lines_in(card, counted)
    for part in (_without_weight(card), _overdue(card), _lines_out(card), _spread(card)):
        if part is not None:
            words += part
    version = rule_set(card.rules)
    return words + Words(f"({version.th})", version.en)


def _arithmetic(card: CardResult) -> Words:
    counted, everything = plain(card.weight_counted), plain(card.weight_all)
    if card.total is None or card.percent is None:
        return Words(
            f"ไม่มีคะแนนรวม เพราะไม่มีตัวชี้วัดที่มีน้ำหนักให้นำมาคิด (น้ำหนักทั้งหมด {everything})",
            f"No total: no line with a weight counts (weight in all {everything}).",
        )
    places = card.rules.places
    weighted = total_of(line.weighted for line in card.lines if line.weighted is not None)
    product = weighted * card.weight_effective
    divisor = shown_weight(card.weight_effective, card.weight_counted)
    result = equals(card.total, places, exact=is_exact(product, places))
    sum_ = f"Σ(w × s) ÷ Σw: {shown(product, places)} ÷ {divisor} {result}"
    percent = shown(card.percent, places)
    factor = plain(PERCENT_FACTOR[card.rules.scale])
    on_five = card.rules.scale is Scale.ONE_TO_FIVE
    return Words(
        f"คะแนนรวม {sum_} คะแนน "
        f"{'คิดเป็นร้อยละ' if on_five else 'จากคะแนนเต็ม 100 หรือร้อยละ'} {percent} "
        f"น้ำหนักที่นำมาคิด {counted} จากทั้งหมด {everything}",
        f"Total {sum_}, {percent} per cent{f' (× {factor})' if on_five else ''}. "
        f"Weight counted {counted} of {everything}.",
    )


def _lines_in(card: CardResult, lines: list[LineResult]) -> Words:
    listed = "; ".join(_weight_and_score(card, line) for line in lines)
    count = len(lines)
    return Words(
        f"นำมาคิด {count} ตัวชี้วัด (รหัส: น้ำหนักที่ใช้ × คะแนน): {listed}",
        f"Lines in: {count} (id: effective weight × score): {listed}.",
    )


def _weight_and_score(card: CardResult, result: LineResult) -> str:
    if result.effective_weight is None or result.score is None:
        return result.line.id
    weight = shown_weight(result.effective_weight, result.line.weight)
    return f"{result.line.id}: {weight} × {shown(result.score, card.rules.places)}"


def _without_weight(card: CardResult) -> Words | None:
    lines = [x for x in card.lines if x.effective_weight is not None and not x.effective_weight]
    if not lines:
        return None
    listed = ", ".join(result.line.id for result in lines)
    return Words(
        f"แสดงคะแนนแต่ไม่นับรวมเพราะน้ำหนัก 0: {listed}",
        f"Shown but not counted, weight 0: {listed}.",
    )


def _overdue(card: CardResult) -> Words | None:
    listed = ", ".join(x.line.id for x in card.lines if x.state is State.NOT_REPORTED)
    if not listed:
        return None
    floor = plain(card.rules.floor)
    return Words(
        f"ยังไม่รายงานผลเมื่อพ้นกำหนด คิดคะแนนขั้นต่ำ {floor}: {listed}",
        f"Overdue, counted with the floor score {floor}: {listed}.",
    )


def _lines_out(card: CardResult) -> Words | None:
    out = [line for line in card.lines if line.effective_weight is None]
    if not out:
        return None
    names = [(result.line.id, STATE_NAMES[result.state]) for result in out]
    return Words(
        f"ไม่นำมาคิด {len(out)} ตัวชี้วัด: {'; '.join(f'{i} ({state.th})' for i, state in names)}",
        f"Lines out: {len(out)}: {'; '.join(f'{i} ({state.en})' for i, state in names)}.",
    )


def _spread(card: CardResult) -> Words | None:
    """Where the weight of lines that are not applicable went, if there are any."""
    if card.total is None or all(x.state is not State.NOT_APPLICABLE for x in card.lines):
        return None
    if card.rules.redistribute is Redistribute.GROUP:
        return Words(
            "น้ำหนักของตัวที่ไม่ต้องประเมินเฉลี่ยให้ตัวที่เหลือในกลุ่มเดียวกัน",
            "The weight of lines not applicable is shared inside their group.",
        )
    return Words(
        "น้ำหนักของตัวที่ไม่ต้องประเมินเฉลี่ยให้ทุกตัวที่นำมาคิด",
        "The weight of lines not applicable is shared by all lines that count.",
    )
