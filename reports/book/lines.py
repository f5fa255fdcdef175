"""The scorecard's tables: lines, groups with subtotals, and a sum line that adds up."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from common.drawing.bullet import bullet
from common.thai.digits import number_or_none
from reports.book.pen import NOTHING, Json, Mark, decimal
from reports.book.source import Source, anchor
from reports.book.values import Group, Line, Scorecard

BULLET_WIDTH, BULLET_HEIGHT = 130, 16


def scorecard(source: Source) -> Scorecard:
    """Every group with its lines, and the totals of the columns."""
    pen, result = source.pen, source.result
    column = sum((decimal(line["weighted"]) for line in result["lines"]), Decimal(0))
    total = number_or_none(result["total"])
    rounding = Decimal(0) if total is None else total - column
    return Scorecard(
        groups=tuple(group(source, one) for one in source.card["groups"]),
        weight=pen.number(result["weight_counted"]),
        weight_all=pen.number(result["weight_all"]),
        total=pen.mark(result["total"]) if total is not None else _no_total(),
        percent=pen.score(result["percent"]),
        column_sum=pen.score(column),
        rounding=_signed(source, rounding) if rounding else "",
    )


def group(source: Source, given: Json) -> Group:
    """One issue of the scorecard: its lines, and sums of what the columns show."""
    pen = source.pen
    found = source.lines_of(given["id"])
    weighted = [decimal(scored["weighted"]) for _line, scored in found if scored["weighted"]]
    score = number_or_none(given["score"])
    return Group(
        anchor=f"issue-{anchor(given['id'])}",
        code=str(given["code"]),
        title=pen.said(given, "title"),
        lines=tuple(line(source, shown, scored) for shown, scored in found),
        weight=pen.number(given["weight_counted"]),
        weight_all=pen.number(given["weight"]),
        mark=pen.mark(score) if score is not None else _no_total(),
        weighted=pen.score(sum(weighted, Decimal(0))) if weighted else NOTHING,
        bullet=score_bar(source, score),
    )


def line(source: Source, shown: Json, scored: Json) -> Line:
    """One line: what was asked, what came, what it scored and what it brings to the total."""
    pen = source.pen
    mark = pen.mark(scored["score"], scored["state"])
    weight = scored["effective_weight"] or scored["weight"]
    before = source.before.get(scored["id"])
    return Line(
        anchor=anchor(scored["id"]),
        code=str(shown["code"]),
        name=pen.said(shown, "name"),
        unit=str(shown["unit"]),
        owner=pen.said(shown["owner"], "agency"),
        weight=pen.number(weight),
        entered=pen.number(scored["weight"]),
        target=pen.number(shown["target"]),
        result=result_words(source, shown),
        bullet=_bullet(shown),
        mark=_state_added(source, mark, scored),
        weighted=pen.score(scored["weighted"]),
        loss=pen.score(scored["loss"]),
        before=pen.score(before),
        change=pen.change(scored["score"], before),
        provisional=bool(shown["provisional"]),
    )


def result_words(source: Source, shown: Json) -> str:
    """The result as a figure, or the steps that were completed, or that parts have their own."""
    result, pen = shown["result"], source.pen
    if result is None or result.get("not_applicable"):
        return NOTHING
    if result.get("steps") is not None:
        steps = ", ".join(str(step) for step in result["steps"]) or NOTHING
        return _("ขั้นที่ %(steps)s") % {"steps": steps}
    if result.get("parts"):
        return _("%(count)s ส่วนย่อย") % {"count": len(shown["parts"] or [])}
    return pen.number(result.get("value"))


def score_bar(source: Source, score: Decimal | None) -> str:
    """A score on the card's scale."""
    marks = [Decimal(50), Decimal(75), Decimal(100)]
    levels = [Decimal(n) for n in range(1, 6)] if source.pen.scale == "1-5" else marks
    return bullet(levels, score, width=BULLET_WIDTH, height=BULLET_HEIGHT)


def _bullet(shown: Json) -> str:
    result = shown["result"] or {}
    bounds = shown["levels"] or shown["thresholds"]
    if bounds is None:
        return ""
    return bullet(
        [number_or_none(bound) for bound in bounds],
        number_or_none(result.get("value")),
        number_or_none(shown["target"]),
        width=BULLET_WIDTH,
        height=BULLET_HEIGHT,
    )


def _state_added(source: Source, mark: Mark, scored: Json) -> Mark:
    """An overdue line has a score, the floor; the word says why."""
    if mark.number and scored["state"] != "scored":
        return replace(mark, word=source.pen.state(scored["state"]))
    return mark


def _no_total() -> Mark:
    return Mark("", "□", _("ยังไม่มีคะแนน"), "level-none")


def _signed(source: Source, value: Decimal) -> str:
    sign = "+" if value > 0 else "−"
    return sign + source.pen.score(abs(value))
