"""From a frozen consultation to the summary as plain values, in the active language."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from provinces.models import Agency
from reports.book.data import seal
from reports.book.pen import Json, Pen
from reports.book.values import Seal
from strategies.models import Comment


@dataclass(frozen=True)
class Said:
    """One comment with its answer, ready to be printed.

    was: the node as it read on the day of the comment, where the section's title is another one.
    """

    number: int
    was: str
    who: str
    sector: str
    day: str
    text: tuple[str, ...]
    outcome: str
    answer: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """What was said of one node; of the whole draft where the title says so."""

    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Count:
    """How many comments of a sector, and what became of them."""

    sector: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """The whole document."""

    language: str
    title: str
    area: str
    plan: str
    version: int
    sample: bool
    opens: str
    closes: str
    introduction: tuple[str, ...]
    invited: tuple[Count, ...]
    invited_total: int
    counts: tuple[Count, ...]
    total: Count
    sections: tuple[Section, ...]
    sha256: str
    seal: Seal


def summary(content: Json, *, code: str, sha256: str, verify_url: str) -> Summary:
    """Everything that the paper shows. Active language: that of the paper."""
    pen = Pen({})
    area = content["area"]
    rows = [one for section in content["sections"] for one in section["comments"]]
    return Summary(
        language=pen.language,
        title=_("สรุปผลการรับฟังความคิดเห็นต่อร่างแผน"),
        area=_area(pen, area),
        plan=pen.said(content["plan"], "title"),
        version=content["plan"]["version"],
        sample=bool(content["plan"]["sample"]),
        opens=pen.day(content["opens"], long=True),
        closes=pen.day(content["closes"], long=True),
        introduction=_lines(content["introduction"]),
        invited=tuple(_invited(content["invited"], pen)),
        invited_total=len(content["invited"]),
        counts=tuple(_counts(rows, pen)),
        total=Count("", _figures(rows, pen)),
        sections=tuple(_sections(content["sections"], pen)),
        sha256=sha256,
        seal=seal(code, verify_url),
    )


def sector_word(sector: str) -> str:
    return str(Agency.Sector(sector).label)


def _area(pen: Pen, area: Json) -> str:
    name = pen.said(area, "name")
    if area["kind"] != "province":
        return name
    return f"{name} Province" if pen.language == "en" else f"จังหวัด{name}"


def _invited(invited: list[Json], pen: Pen) -> list[Count]:
    counts = Counter(one["sector"] for one in invited)
    return [
        Count(sector_word(sector), (pen.number(counts[sector]),))
        for sector in Agency.Sector.values
        if counts[sector]
    ]


def _counts(rows: list[Json], pen: Pen) -> list[Count]:
    of = {sector: [row for row in rows if row["sector"] == sector] for sector in Agency.Sector}
    return [Count(sector_word(one), _figures(of[one], pen)) for one in Agency.Sector if of[one]]


def _figures(rows: list[Json], pen: Pen) -> tuple[str, ...]:
    """All, accepted, done, declined, without an answer."""
    counts = Counter(row["outcome"] for row in rows)
    of = [len(rows), *(counts[outcome] for outcome in (*Comment.Outcome.values, ""))]
    return tuple(pen.number(count) for count in of)


def _sections(sections: list[Json], pen: Pen) -> list[Section]:
    found, number = [], 0
    for section in sections:
        said = []
        for one in section["comments"]:
            number += 1
            said.append(_said(one, number, section, pen))
        title = f"{section['code']} {pen.said(section, 'title')}".strip() or _("ทั้งร่าง")
        found.append(Section(title, tuple(said)))
    return found


def _was(one: Json, section: Json, pen: Pen) -> str:
    """Summaries that were frozen before this was kept say nothing."""
    language = "en" if pen.language == "en" and one.get("about_en") else "th"
    about = str(one.get(f"about_{language}", ""))
    now = f"{section['code']} {section[f'title_{language}']}".strip()
    return about if about != now else ""


def _said(one: Json, number: int, section: Json, pen: Pen) -> Said:
    outcome = one["outcome"]
    return Said(
        number=number,
        was=_was(one, section, pen),
        who=pen.said(one, "name"),
        sector=sector_word(one["sector"]),
        day=pen.day(one["at"]),
        text=_lines(one["text"]),
        outcome=str(Comment.Outcome(outcome).label) if outcome else _("รอคำตอบ"),
        answer=_lines(one["answer"]),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())
