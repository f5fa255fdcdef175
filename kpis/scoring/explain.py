"""From the reason a score carries to a sentence in Thai and English, for a line or a part."""

from __future__ import annotations

from decimal import Decimal

from kpis.scoring.numbers import is_exact, plain, shown, shown_weight
from kpis.scoring.results import (
    AtLast,
    BelowFirst,
    Between,
    CardResult,
    LeftOut,
    LineResult,
    Mean,
    Measured,
    NextLevel,
    Overdue,
    Run,
    StepReached,
)
from kpis.scoring.values import MILESTONE_STEPS, Method, Rules, Scale, State
from kpis.scoring.words import METHOD_NAMES, STATE_NAMES, Words, equals, mark_words, rule_set, term


def explain_line(card: CardResult, result: LineResult) -> Words:
    """How the score of a line of the card came about and what it brings to the total."""
    words = explain_measured(result.measured, card.rules)
    return words if result.weighted is None else words + _weighing(card, result)


def explain_measured(measured: Measured, rules: Rules) -> Words:
    """How the score of a line or a part came about."""
    method = METHOD_NAMES[measured.line.method]
    reason = _reason(measured, rules)
    version = rule_set(rules)
    return Words(
        f"{reason.th} (วิธี{method.th}; {version.th})",
        f"{reason.en} Method: {method.en}. {version.en}",
    )


def _reason(measured: Measured, rules: Rules) -> Words:
    because, score = measured.because, measured.score
    if isinstance(because, LeftOut) or score is None:
        return _left_out(measured)
    match because:
        case BelowFirst():
            return _below_first(because, score, rules)
        case AtLast():
            return _at_last(because, score, rules)
        case Between():
            return _between(because, score, rules)
        case StepReached():
            return _step_reached(because, score, rules)
        case Run():
            return _run(because, score, rules)
        case Mean():
            return _mean(measured, because, score, rules)
        case Overdue():
            return _overdue(score, rules)


def _left_out(measured: Measured) -> Words:
    state = STATE_NAMES[measured.state]
    if measured.because == LeftOut(measured.state, from_parts=True):
        return Words(
            f"ไม่คิดคะแนน: {state.th} เพราะไม่เหลือตัวชี้วัดย่อยที่นำมาคิดได้",
            f"Not scored: {state.en}, for no part is left that counts.",
        )
    return Words(f"ไม่คิดคะแนน: {state.th}", f"Not scored: {state.en}.")


def _overdue(score: Decimal, rules: Rules) -> Words:
    points, state = shown(score, rules.places), STATE_NAMES[State.NOT_REPORTED]
    return Words(
        f"{state.th} จึงได้คะแนนขั้นต่ำของชุดกติกา {points} คะแนน",
        f"{state.en.capitalize()}: the floor score of the rule set, {points}.",
    )


def _better(rising: bool) -> Words:
    if rising:
        return Words("ค่ายิ่งสูงยิ่งดี", "higher is better")
    return Words("ค่ายิ่งต่ำยิ่งดี", "lower is better")


def _below_first(because: BelowFirst, score: Decimal, rules: Rules) -> Words:
    value, first = format(because.value, "f"), mark_words(because.first, rules)
    better = _better(because.value < because.first.bound)
    points = shown(score, rules.places)
    on_five = rules.scale is Scale.ONE_TO_FIVE
    return Words(
        f"ผล {value} ไม่ถึง{first.th} {better.th} "
        f"จึงได้{'คะแนนขั้นต่ำของชุดกติกา' if on_five else ''} {points} คะแนน",
        f"The result {value} falls short of {first.en}, {better.en}: "
        f"{'the floor score of the rule set,' if on_five else 'the score is'} {points}.",
    )


def _at_last(because: AtLast, score: Decimal, rules: Rules) -> Words:
    value, last = format(because.value, "f"), mark_words(because.last, rules)
    points = shown(score, rules.places)
    return Words(
        f"ผล {value} ถึงหรือดีกว่า{last.th} ซึ่งเป็นเกณฑ์สูงสุด จึงได้ {points} คะแนน",
        f"The result {value} reaches or passes {last.en}, the highest: the score is {points}.",
    )


def _between(because: Between, score: Decimal, rules: Rules) -> Words:
    value, lower, upper = because.value, because.lower, because.upper
    low, high = mark_words(lower, rules), mark_words(upper, rules)
    better = _better(lower.bound < upper.bound)
    if not because.share:
        points = shown(score, rules.places)
        return Words(
            f"ผล {value:f} เท่ากับ{low.th} พอดี ยังไม่ถึง{high.th} จึงได้ {points} คะแนน",
            f"The result {value:f} is exactly {low.en}, short of {high.en}: the score is {points}.",
        )
    gained = _distance(lower.bound, value)
    width = _distance(lower.bound, upper.bound)
    span = plain(upper.score - lower.score)
    steps = "" if span == "1" else f"{span} × "
    sum_ = f"{plain(lower.score)} + {steps}{gained} ÷ {width} {equals(score, rules.places)}"
    return Words(
        f"ผล {value:f} อยู่ระหว่าง{low.th} กับ{high.th} {better.th}: {sum_} คะแนน",
        f"The result {value:f} lies between {low.en} and {high.en}, {better.en}: {sum_}.",
    )


def _distance(one: Decimal, other: Decimal) -> str:
    low, high = sorted((one, other))
    return f"({term(high)} − {term(low)})"


def _step_reached(because: StepReached, score: Decimal, rules: Rules) -> Words:
    value, points = format(because.value, "f"), shown(score, rules.places)
    low, high = mark_words(because.lower, rules), mark_words(because.upper, rules)
    better = _better(because.lower.bound < because.upper.bound)
    return Words(
        f"ผล {value} ถึง{low.th} แต่ยังไม่ถึง{high.th} {better.th} จึงได้ {points} คะแนน",
        f"The result {value} reaches {low.en} but not {high.en}, {better.en}: "
        f"the score is {points}.",
    )


def _run(because: Run, score: Decimal, rules: Rules) -> Words:
    points, length = shown(score, rules.places), because.length
    if length == MILESTONE_STEPS:
        words = Words("ทำเสร็จครบทั้ง 5 ขั้นตอน", "All 5 steps are complete")
    elif length:
        words = Words(
            f"ทำเสร็จต่อเนื่องตั้งแต่ขั้นที่ 1 ถึงขั้นที่ {length} ยังขาดขั้นที่ {length + 1}",
            f"Complete without a gap from step 1 to step {length}, step {length + 1} is missing",
        )
    else:
        words = Words("ยังทำขั้นที่ 1 ไม่เสร็จ", "Step 1 is not complete")
    if because.beyond:
        beyond = ", ".join(map(str, because.beyond))
        words = Words(
            f"{words.th} (ขั้นที่ {beyond} ทำแล้วแต่ยังไม่นับเพราะข้ามขั้น)",
            f"{words.en} (done beyond the gap and not counted: {beyond})",
        )
    if because.raised_to_floor:
        return Words(
            f"{words.th} จึงได้คะแนนขั้นต่ำของชุดกติกา {points} คะแนน",
            f"{words.en}: the floor score of the rule set, {points}.",
        )
    return Words(f"{words.th} จึงได้ {points} คะแนน", f"{words.en}: the score is {points}.")


def _mean(measured: Measured, because: Mean, score: Decimal, rules: Rules) -> Words:
    counting = [(part.line, part.score) for part in measured.parts if part.score is not None]
    terms = " + ".join(f"{plain(line.weight)} × {shown(s, rules.places)}" for line, s in counting)
    exact = all(is_exact(part_score, rules.places) for _, part_score in counting)
    result = equals(score, rules.places, exact=exact)
    sum_ = f"({terms}) ÷ {plain(because.weight)} {result}"
    ids = ", ".join(line.id for line, _ in counting)
    words = Words(
        f"เฉลี่ยถ่วงน้ำหนักของตัวชี้วัดย่อย {ids}: {sum_} คะแนน",
        f"Weighted mean of the parts {ids}: {sum_}.",
    )
    for part in measured.parts:
        if part.state is not State.SCORED:
            words += _part_note(part)
    return words


def _part_note(part: Measured) -> Words:
    name, state = part.line.id, STATE_NAMES[part.state]
    if part.state is State.NOT_REPORTED:
        return Words(
            f"{name} {state.th} ได้คะแนนขั้นต่ำ", f"{name} is {state.en} and has the floor score."
        )
    return Words(
        f"ไม่นับ {name} ({state.th}) และเฉลี่ยน้ำหนักให้ส่วนที่เหลือ",
        f"{name} is left out ({state.en}), the others share its weight.",
    )


def _weighing(card: CardResult, result: LineResult) -> Words:
    """What the line brings to the total, what it loses, and what one more level would add."""
    effective, score = result.effective_weight, result.score
    if not effective or score is None or result.weighted is None or result.loss is None:
        return Words(
            "น้ำหนัก 0: แสดงคะแนนแต่ไม่นับรวม", "Weight 0: shown, but not counted in the total."
        )
    rules, entered = card.rules, result.line.weight
    weight = shown_weight(effective, entered)
    divisor = shown_weight(card.weight_effective, card.weight_counted)
    exact = is_exact(score, rules.places) and Decimal(weight) == effective
    weighted = equals(result.weighted, rules.places, exact=exact)
    sum_ = f"{weight} ÷ {divisor} × {shown(score, rules.places)} {weighted}"
    loss = shown(result.loss, rules.places)
    words = Words(
        f"คะแนนถ่วงน้ำหนัก {sum_} เสียคะแนน {loss}",
        f"Weighted: {sum_}; lost to the total: {loss}.",
    )
    if effective != entered:
        words = _handed_on(plain(entered), weight) + words
    if result.next_level:
        words += _next(result.next_level, result.line.method, rules)
    return words


def _handed_on(entered: str, weight: str) -> Words:
    return Words(
        f"น้ำหนัก {entered} รับส่วนของตัวที่ไม่ต้องประเมินในกลุ่มเป็น {weight}",
        f"Weight {entered} becomes {weight} with that of lines not applicable in its group.",
    )


def _next(level: NextLevel, method: Method, rules: Rules) -> Words:
    gain, score = shown(level.gain, rules.places), plain(level.score)
    if level.at is None:
        return Words(
            f"หากได้ {score} คะแนน คะแนนรวมจะเพิ่มขึ้น {gain}",
            f"At {score} the total would rise by {gain}.",
        )
    at = format(level.at, "f")
    if method is Method.MILESTONE:
        return Words(
            f"หากทำถึงขั้นที่ {at} คะแนนรวมจะเพิ่มขึ้น {gain}",
            f"With step {at} complete the total would rise by {gain}.",
        )
    return Words(
        f"หากผลถึง {at} ({score} คะแนน) คะแนนรวมจะเพิ่มขึ้น {gain}",
        f"With a result of {at} (score {score}) the total would rise by {gain}.",
    )
