"""The governor's page: where we stand, what went best, where points are lost, what to decide."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.thai.digits import number_or_none
from reports.book import lines
from reports.book.pen import Json, decimal
from reports.book.source import Source, anchor
from reports.book.values import Group, Line, Point, Summary

BEST, LOSSES, MOST_OUT, MOST_DECISIONS = 3, 5, 3, 4
COLUMN, PAGE = 46, 58  # letters of a name in a column and across the page; marks do not count

Pair = tuple[Json, Json]


def summary(source: Source, groups: tuple[Group, ...]) -> Summary:
    """Everything on the page, short enough for one page whatever the card."""
    pen, result, counts = source.pen, source.result, source.card["counts"]
    total = number_or_none(result["total"])
    return Summary(
        total=pen.mark(total) if total is not None else lines._no_total(),
        maximum="5" if pen.scale == "1-5" else "100",
        percent=pen.score(result["percent"]),
        bullet=lines.score_bar(source, total),
        change=_change(source),
        reported=_("รายงานแล้ว %(reported)s จาก %(due)s ตัวชี้วัดที่ถึงกำหนด")
        % {"reported": counts["reported"], "due": counts["due"]},
        evidence=_("หลักฐาน %(count)s รายการ") % {"count": counts["evidence"]},
        issues=tuple(replace(group, title=_short(group.title)) for group in groups),
        best=_best(source),
        losses=_losses(source),
        out=_shortened([_out(source, *pair) for pair in _pairs_out(source)], MOST_OUT),
        decisions=_shortened(list(_decisions(source)), MOST_DECISIONS),
    )


def _change(source: Source) -> str:
    """The total against the previous round, in words."""
    pen, before = source.pen, source.card.get("previous")
    new = number_or_none(source.result["total"])
    old = number_or_none((before or {}).get("total"))
    if before is None or new is None or old is None:
        return _("ไม่มีรอบก่อนให้เปรียบเทียบ")
    words = {
        "by": pen.score(abs(new - old)),
        "round": pen.said(before, "label"),
        "old": pen.score(old),
    }
    if new > old:
        return _("เพิ่มขึ้น %(by)s จาก%(round)s (%(old)s)") % words
    if new < old:
        return _("ลดลง %(by)s จาก%(round)s (%(old)s)") % words
    return _("เท่ากับ%(round)s (%(old)s)") % words


def _counting(source: Source) -> list[Pair]:
    return [(shown, one) for shown, one in source.all_lines() if decimal(one["effective_weight"])]


def _best(source: Source) -> tuple[Line, ...]:
    """The best scores that count; of equal ones, the heavier line."""
    known = [pair for pair in _counting(source) if pair[1]["state"] == "scored"]
    known.sort(key=lambda pair: (-decimal(pair[1]["score"]), -decimal(pair[1]["weight"])))
    return tuple(_line(source, pair, PAGE) for pair in known[:BEST])


def _losses(source: Source) -> tuple[Line, ...]:
    known = [pair for pair in _counting(source) if decimal(pair[1]["loss"]) > 0]
    known.sort(key=lambda pair: -decimal(pair[1]["loss"]))
    return tuple(_line(source, pair, COLUMN) for pair in known[:LOSSES])


def _line(source: Source, pair: Pair, most: int) -> Line:
    made = lines.line(source, *pair)
    return replace(made, name=_short(made.name, most), owner=_short(made.owner))


def _short(text: str, most: int = COLUMN) -> str:
    """At most two lines; a name that is longer stands whole on its card."""
    letters = 0
    for place, char in enumerate(text):
        letters += unicodedata.category(char) != "Mn"
        if letters > most:
            return text[:place].rstrip() + "…"
    return text


def _pairs_out(source: Source) -> list[Pair]:
    return [(shown, one) for shown, one in source.all_lines() if one["effective_weight"] is None]


def _out(source: Source, shown: Json, scored: Json) -> Point:
    words = {
        "code": shown["code"],
        "name": _short(source.pen.said(shown, "name"), PAGE),
        "state": source.pen.state(scored["state"]),
    }
    return Point(_("%(code)s %(name)s: %(state)s") % words, anchor(scored["id"]))


def _decisions(source: Source) -> Iterable[Point]:
    """What somebody has to decide, from what is missing and from what is worst."""
    pen = source.pen
    closes = pen.day(source.card["round"]["closes"])
    for shown, scored in source.all_lines():
        words = {
            "code": shown["code"],
            "owner": _short(pen.said(shown["owner"], "agency")) or _("ผู้รับผิดชอบ (ยังไม่กำหนด)"),
            "closes": closes,
        }
        here = anchor(scored["id"])
        if scored["state"] == "not_reported":
            yield Point(
                _("%(code)s ยังไม่รายงานเมื่อพ้นกำหนด %(closes)s: กำหนดวันส่งใหม่กับ%(owner)s") % words,
                here,
            )
        elif scored["state"] == "no_criteria":
            yield Point(_("%(code)s ยังไม่มีเกณฑ์การให้คะแนน: กำหนดเกณฑ์กับ%(owner)s") % words, here)
        elif pen.mark(scored["score"]).level == 1 and decimal(scored["weight"]):
            yield Point(
                _("%(code)s อยู่ระดับต้องแก้ไข: พิจารณามาตรการตามข้อเสนอแนะของ%(owner)s") % words, here
            )
    waiting = [str(shown["code"]) for shown, _scored in source.all_lines() if shown["provisional"]]
    if waiting:
        yield Point(
            ngettext(
                "%(count)s ตัวชี้วัดยังเป็นผลชั่วคราว (%(codes)s): ตรวจรับก่อนนำคะแนนนี้ไปอ้างอิง",
                "%(count)s ตัวชี้วัดยังเป็นผลชั่วคราว (%(codes)s): ตรวจรับก่อนนำคะแนนนี้ไปอ้างอิง",
                len(waiting),
            )
            % {"count": len(waiting), "codes": pen.listed(waiting[:12])}
        )


def _shortened(points: Sequence[Point], most: int) -> tuple[Point, ...]:
    if len(points) <= most:
        return tuple(points)
    more = Point(_("และอีก %(count)s เรื่อง ดูในสกอร์การ์ด") % {"count": len(points) - most + 1})
    return (*points[: most - 1], more)


def loss_sum(pairs: Iterable[Pair]) -> Decimal:
    """What a set of lines loses against the full score."""
    return sum((decimal(scored["loss"]) for _shown, scored in pairs), Decimal(0))
