"""From a snapshot's content to the book as plain values, in the active language.

The content is the only source: no database, no clock, no figure of its own.
"""

import segno
from django.utils.translation import gettext as _

from common.thai.digits import number_or_none
from reports.book import chapters, lines, projects
from reports.book.pen import NOTHING, Json
from reports.book.source import Source
from reports.book.summary import summary
from reports.book.values import Annex, Book, Past, Plan, Seal
from scorecards.models import Snapshot


def book(content: Json, *, code: str, snapshot_sha256: str, verify_url: str) -> Book:
    """The whole book. Active language: that of the book."""
    source = Source(content)
    pen, card = source.pen, source.card
    area, year = area_name(source), pen.year(card["fiscal_year"])
    round = pen.said(card["round"], "label")
    kind = KINDS.get(card["area"]["kind"], KINDS["province"])()
    scorecard = lines.scorecard(source)
    return Book(
        language=pen.language,
        kind=kind,
        title=_("%(kind)s %(area)s %(year)s %(round)s")
        % {"kind": kind, "area": area, "year": year, "round": round},
        running=f"{area} · {year} · {round}",
        area=area,
        year=year,
        round=round,
        purpose=_purpose(card["kind"]),
        subject=str(card["title"] or ""),
        cut_off=pen.day(card["round"]["cut_off"], long=True),
        frozen_at=pen.moment(card["frozen_at"]),
        reference=reference(card),
        sample=bool(card["sample"]),
        scale=pen.scale,
        plan=_plan(source),
        summary=summary(source, scorecard.groups),
        scorecard=scorecard,
        chapters=tuple(
            chapters.chapter(source, given, group)
            for given, group in zip(card["groups"], scorecard.groups, strict=True)
        ),
        projects=projects.by_issue(source),
        money=projects.money(source),
        projects_total=projects.total(source),
        annex=_annex(source, snapshot_sha256),
        seal=seal(code, verify_url),
    )


KINDS = {
    "province": lambda: _("รายงานผลการประเมินจังหวัด"),
    "cluster": lambda: _("รายงานผลการประเมินกลุ่มจังหวัด"),
}


def area_name(source: Source) -> str:
    """With the word for its kind, as officials write it: จังหวัดนครสวรรค์."""
    area, pen = source.card["area"], source.pen
    name = pen.said(area, "name")
    if area["kind"] != "province":
        return name
    return f"{name} Province" if pen.language == "en" else f"จังหวัด{name}"


def reference(card: Json) -> str:
    """How papers cite the snapshot: area code, fiscal year, running number."""
    return f"{card['area']['code']}/{card['fiscal_year']}-{card['number']}"


def seal(code: str, verify_url: str) -> Seal:
    """Code, address and its QR picture (PNG, small, sharp at any size)."""
    picture = segno.make(verify_url, error="m", micro=False)
    return Seal(
        code=code,
        url=verify_url,
        place=verify_url.split("://", 1)[-1].removesuffix(code),
        qr=picture.png_data_uri(border=2, scale=6),
    )


def _purpose(kind: str | None) -> str:
    return str(Snapshot.Kind(kind).label) if kind in Snapshot.Kind.values else NOTHING


def _plan(source: Source) -> Plan | None:
    plan, pen = source.card.get("plan"), source.pen
    if not plan:
        return None
    return Plan(
        title=str(plan["title"]),
        vision=pen.said(plan, "vision"),
        missions=tuple(pen.said(mission, "title") for mission in plan["missions"]),
    )


def _annex(source: Source, sha256: str) -> Annex:
    rules, pen = source.content["rules"], source.pen
    on_five = pen.scale == "1-5"
    shared = {
        "all": _("เกลี่ยให้ทุกตัวชี้วัดที่นำมาคิด"),
        "group": _("เกลี่ยภายในประเด็นเดียวกัน"),
    }
    rows = [
        (_("ชุดกติกา"), str(rules.get("version") or NOTHING)),
        (_("มาตรคะแนน"), _("1 ถึง 5") if on_five else _("0 ถึง 100")),
        (_("คะแนนขั้นต่ำ"), pen.number(rules.get("floor"))),
        (_("ทศนิยมที่แสดง"), _("%(places)s ตำแหน่ง ปัดครึ่งขึ้น") % {"places": pen.places}),
        (_("น้ำหนักของตัวที่ยกเว้น"), shared.get(str(rules.get("redistribute")), shared["all"])),
        (_("รุ่นของโปรแกรมคิดคะแนน"), str(source.content["engine"])),
    ]
    if not on_five:
        anchors = rules.get("anchors") or ["50", "75", "100"]
        rows.insert(2, (_("คะแนนของเกณฑ์สามระดับ"), " / ".join(map(pen.number, anchors))))
    if number_or_none(rules.get("floor")) is None:
        rows = [row for row in rows if row[0] != _("คะแนนขั้นต่ำ")]
    return Annex(
        rules=tuple(Past(*row) for row in rows),
        total=pen.either(source.result["explain"]),
        engine=str(source.content["engine"]),
        sha256=sha256,
        reference=reference(source.card),
    )
