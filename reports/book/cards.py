"""An indicator's card (แบบรายงานผลการปฏิบัติราชการระดับตัวชี้วัด) with all its fields."""

from decimal import Decimal

from django.utils.translation import gettext as _

from common.drawing.lines import sparkline
from common.thai.digits import number_or_none
from kpis.scoring.values import Method
from kpis.scoring.words import METHOD_NAMES
from reports.book import criteria, lines, projects
from reports.book.pen import NOTHING, Json, Pen
from reports.book.source import Source
from reports.book.values import Card, Note, Past, Person, Proof, Signed

YEARS_BACK = 3
FINGERPRINT = 12
TREND_MOST = 8


def card(source: Source, shown: Json, scored: Json) -> Card:
    """All that is known of one line in the round."""
    pen, result = source.pen, shown["result"] or {}
    method = METHOD_NAMES[Method(shown["method"])]
    reached = criteria.reached(shown)
    return Card(
        line=lines.line(source, shown, scored),
        method=method.en if pen.language == "en" else method.th,
        definition=str(shown["definition"]),
        formula=str(shown["formula"]),
        source=str(shown["source"]),
        dimension=str(shown["dimension"]),
        target_level=str(shown["target_level"] or ""),
        version=str(shown["criteria_version"]),
        supervisor=person(pen, shown["supervisor"]),
        collector=person(pen, shown["owner"]),
        levels=criteria.levels(pen, shown, reached),
        steps=criteria.steps(shown),
        parts=criteria.parts(pen, shown, scored),
        below=reached == 0,
        as_of=pen.day(result.get("as_of"), long=True),
        state_reason=str(result.get("not_applicable_reason") or ""),
        explanation=pen.either(scored["explain"]),
        past=past(pen, shown),
        trend=_trend(pen, shown),
        spark=_spark(pen, shown),
        notes=_notes(result),
        proofs=tuple(_proof(pen, one) for one in shown["evidence"]),
        signed=_signed(pen, result),
        projects=tuple(
            projects.project(pen, one)
            for one in source.card["projects"]
            if shown["code"] in one["indicators"]
        ),
    )


def person(pen: Pen, given: Json | None) -> Person | None:
    """Post, agency and telephone of who answers for an indicator."""
    if not given:
        return None
    return Person(pen.said(given, "post"), pen.said(given, "agency"), str(given["phone"] or ""))


def past(pen: Pen, shown: Json) -> tuple[Past, ...]:
    """The results of the last years, oldest first."""
    years = sorted(shown["baseline"], key=lambda pair: int(pair[0]))[-YEARS_BACK:]
    return tuple(Past(str(year), pen.number(value)) for year, value in years)


def _trend(pen: Pen, shown: Json) -> tuple[Past, ...]:
    points = shown["trend"][-TREND_MOST:]
    return tuple(Past(pen.said(one, "label"), pen.score(one["score"])) for one in points)


def _spark(pen: Pen, shown: Json) -> str:
    """A small line over the rounds; nothing to draw with fewer than two scores."""
    scores = [number_or_none(one["score"]) for one in shown["trend"][-TREND_MOST:]]
    if sum(score is not None for score in scores) < 2:
        return ""
    low, high = (Decimal(1), Decimal(5)) if pen.scale == "1-5" else (Decimal(0), Decimal(100))
    return sparkline(scores, low=low, high=high, width=80, height=16)


def _notes(result: Json) -> tuple[Note, ...]:
    """The note card; parts that nobody wrote are left out."""
    headings = {
        "statement": _("คำชี้แจงการปฏิบัติงาน / มาตรการที่ได้ดำเนินการ"),
        "supporting": _("ปัจจัยสนับสนุนต่อการดำเนินงาน"),
        "obstacles": _("อุปสรรคต่อการดำเนินงาน"),
        "suggestions": _("ข้อเสนอแนะ"),
    }
    found = []
    for name, heading in headings.items():
        text = str(result.get(name) or "")
        paragraphs = tuple(line.strip() for line in text.splitlines() if line.strip())
        if paragraphs:
            found.append(Note(heading, paragraphs))
    return tuple(found)


def _proof(pen: Pen, given: Json) -> Proof:
    return Proof(
        name=str(given["name"]),
        shows=str(given["shows"] or ""),
        kind=_("ลิงก์") if given["url"] else _kind(str(given["content_type"])),
        size=pen.size(given["size"]),
        fingerprint=str(given["sha256"] or "")[:FINGERPRINT],
        url=str(given["url"] or ""),
    )


def _kind(content_type: str) -> str:
    known = {
        "application/pdf": "PDF",
        "image/jpeg": _("ภาพ"),
        "image/png": _("ภาพ"),
        "image/webp": _("ภาพ"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    }
    return known.get(content_type, _("ไฟล์"))


def _signed(pen: Pen, result: Json) -> tuple[Signed, ...]:
    """The three hands through which a result goes; those that have not acted yet are said so."""
    if not result:
        return ()
    steps = {
        "entered": _("ผู้รายงานผล"),
        "certified": _("ผู้รับรองผล"),
        "verified": _("ผู้ตรวจรับผล"),
    }
    return tuple(
        Signed(
            word,
            str(result.get(f"{step}_by") or "") or _("ยังไม่ดำเนินการ"),
            pen.moment(result.get(f"{step}_at")) if result.get(f"{step}_by") else NOTHING,
        )
        for step, word in steps.items()
    )
