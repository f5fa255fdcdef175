"""A chapter per issue: what it is for, who hosts it, how it stands, and its indicators' cards."""

from django.utils.translation import gettext as _

from common.thai.digits import number_or_none
from reports.book import cards, lines, projects
from reports.book.pen import Json, decimal
from reports.book.source import Source
from reports.book.summary import Pair, loss_sum
from reports.book.values import Chapter, Group, Projects, Strategy

AIMS = ("objective",)


def chapter(source: Source, given: Json, group: Group) -> Chapter:
    """The chapter of one group of the scorecard, with or without a plan behind it."""
    pen, node = source.pen, source.issue(str(given["code"]))
    below = source.below(node["id"]) if node else []
    found = source.lines_of(given["id"])
    money = projects.of_issue(source, str(given["code"])) if node else None
    return Chapter(
        group=group,
        label=pen.said(node, "label") or _("กลุ่มตัวชี้วัด"),
        host=pen.said(node, "host"),
        objectives=tuple(_node(source, one) for one in below if one["level"] in AIMS),
        strategies=tuple(_node(source, one) for one in below if one["level"] not in AIMS),
        facts=tuple(_facts(source, group, found, money)),
        projects=money if money and money.rows else None,
        cards=tuple(cards.card(source, *pair) for pair in found),
    )


def _node(source: Source, node: Json) -> Strategy:
    pen = source.pen
    return Strategy(
        pen.said(node, "label"), str(node["code"]), pen.said(node, "title"), pen.said(node, "host")
    )


def _facts(source: Source, group: Group, found: list[Pair], money: Projects | None) -> list[str]:
    """Sentences that the figures of the issue support."""
    pen = source.pen
    counted = [pair for pair in found if decimal(pair[1]["effective_weight"])]
    facts = []
    if counted:
        facts.append(
            _("ได้ %(score)s (%(word)s) จาก %(count)s ตัวชี้วัด น้ำหนัก %(weight)s เสียคะแนน %(loss)s")
            % {
                "score": group.mark.number,
                "word": group.mark.word,
                "count": len(counted),
                "weight": group.weight,
                "loss": pen.score(loss_sum(counted)),
            }
        )
    else:
        facts.append(_("ยังไม่มีตัวชี้วัดของประเด็นนี้ที่นำมาคิดคะแนนในรอบนี้"))
    facts += _extremes(source, counted)
    facts += _moves(source, counted)
    if money and money.rows:
        facts.append(
            _("มี %(count)s โครงการ งบประมาณ %(million)s ล้านบาท (ร้อยละ %(share)s ของทั้งหมด)")
            % {"count": money.count, "million": money.million, "share": money.share}
        )
    return facts


def _extremes(source: Source, counted: list[Pair]) -> list[str]:
    if len(counted) < 2:
        return []
    ordered = sorted(counted, key=lambda pair: decimal(pair[1]["score"]))
    worst, best = (lines.line(source, *pair) for pair in (ordered[0], ordered[-1]))
    if worst.mark.number == best.mark.number:
        return []
    return [
        _("สูงสุดคือ %(code)s %(name)s (%(score)s)")
        % {"code": best.code, "name": best.name, "score": best.mark.number},
        _("ต่ำสุดคือ %(code)s %(name)s (%(score)s)")
        % {"code": worst.code, "name": worst.name, "score": worst.mark.number},
    ]


def _moves(source: Source, counted: list[Pair]) -> list[str]:
    """How many lines went up, down or stayed since the previous round."""
    if not source.before:
        return []
    up = down = same = 0
    for _shown, scored in counted:
        old, new = number_or_none(source.before.get(scored["id"])), decimal(scored["score"])
        if old is not None:
            up, down, same = up + (new > old), down + (new < old), same + (new == old)
    if not up + down + same:
        return []
    return [
        _("เทียบกับ%(round)s: ดีขึ้น %(up)s ลดลง %(down)s เท่าเดิม %(same)s ตัวชี้วัด")
        % {
            "round": source.pen.said(source.card["previous"], "label"),
            "up": up,
            "down": down,
            "same": same,
        }
    ]
