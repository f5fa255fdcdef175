"""What the pages of frozen scorecards show."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.thai.language import Language
from common.thai.words import state_word
from kpis.models import Result
from scorecards.gather import Json
from scorecards.models import Snapshot
from scorecards.selectors.cardview import ALL, LOSS, CardView, view


@dataclass(frozen=True)
class SnapshotPage:
    """A frozen card, from its content alone."""

    card: CardView
    title: str
    kind: str
    number: int
    frozen_at: dt.datetime
    projects: int
    evidence: int


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was when the card was frozen."""

    code: str
    name: str
    what: str
    before: str
    after: str


def snapshot_page(
    snapshot: Snapshot, language: Language, *, sort: str = LOSS, show: str = ALL
) -> SnapshotPage:
    """The page of a snapshot; no query."""
    frozen = json.loads(snapshot.content)
    card = frozen["card"]
    return SnapshotPage(
        card=view(frozen, language, sort=sort, show=show),
        title=card["title"],
        kind=card["kind"],
        number=card["number"],
        frozen_at=dt.datetime.fromisoformat(card["frozen_at"]),
        projects=len(card["projects"]),
        evidence=card["counts"]["evidence"],
    )


def listed(user: Any) -> QuerySet[Snapshot]:
    """Snapshots that a person sees, without their content, with what lists show of them."""
    return (
        Snapshot.objects.visible_to(user)
        .without_content()
        .select_related("area", "round", "created_by", "replaces__area", "replaced_by__area")
        .defer("replaces__content", "replaced_by__content")
    )


def differences(frozen: Json, live: Json | None, language: Language) -> list[Difference]:
    """What changed between a frozen card and the card of today, line by line."""
    if live is None:
        return [Difference("", "", _("บัญชีตัวชี้วัด"), _("มี"), _("ไม่มีแล้ว"))]
    found = []
    if frozen["result"]["total"] != live["result"]["total"]:
        found.append(
            Difference("", "", _("คะแนนรวม"), *_pair(frozen["result"], live["result"], "total"))
        )
    was, now = _by_indicator(frozen), _by_indicator(live)
    for indicator in [*was, *(pk for pk in now if pk not in was)]:
        found += _line_differences(was.get(indicator), now.get(indicator), language)
    return found


def _by_indicator(content: Json) -> dict[int, Json]:
    """Of each indicator what can change, flat."""
    lines = content["card"]["lines"]
    return {
        lines[given["id"]]["indicator"]: lines[given["id"]]
        | {"weight": given["weight"], "engine": given, "state": scored["state"], "id": given["id"]}
        | {"score": scored["score"]}
        for given, scored in zip(content["lines"], content["result"]["lines"], strict=True)
    }


def _line_differences(was: Json | None, now: Json | None, language: Language) -> list[Difference]:
    known = now or was or {}
    code, name = known["code"], known[f"name_{language}"]
    if was is None or now is None:
        words = (_("ไม่มี"), _("มี")) if was is None else (_("มี"), _("ไม่มีแล้ว"))
        return [Difference(code, name, _("ตัวชี้วัด"), *words)]
    pairs = zip(_facts(was, language), _facts(now, language), strict=True)
    return [
        Difference(code, name, what, before or "–", after or "–")
        for (what, before), (_what, after) in pairs
        if before != after
    ]


def _facts(line: Json, language: Language) -> list[tuple[str, str | None]]:
    """What of a line can change, each with its name, in words."""
    status = (line["result"] or {}).get("status")
    return [
        (_("ผลการดำเนินงาน"), _result_words(line)),
        (_("การตรวจรับ"), str(Result.Status(status).label) if status else None),
        (_("น้ำหนัก"), line["weight"]),
        (_("ค่าเป้าหมาย"), line["target"]),
        (_("เกณฑ์ (ฉบับที่)"), str(line["criteria_version"])),
        (_("คะแนน"), line["score"] or state_word(line["state"], language)),
    ]


def _result_words(line: Json) -> str | None:
    result = line["result"]
    if result is None:
        return None
    if result["not_applicable"]:
        return _("ขอยกเว้น")
    if result["steps"] is not None:
        return ", ".join(str(step) for step in result["steps"])
    if result["parts"]:
        return json.dumps(result["parts"], ensure_ascii=False, sort_keys=True)
    return str(result["value"])


def _pair(before: Json, after: Json, name: str) -> tuple[str, str]:
    return str(before[name] or "–"), str(after[name] or "–")
