"""From an agreement's frozen content to the paper as plain values, in the active language.

The content is the only source: no database, no clock, no figure of its own.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kpis.part_weights import of_hundred
from kpis.scoring.values import Method
from kpis.scoring.words import METHOD_NAMES
from reports.book import cards, criteria
from reports.book.data import seal
from reports.book.pen import NOTHING, Json, Pen
from reports.book.values import Level, Past, Person, Seal

WEIGHT_PLACES = 2


@dataclass(frozen=True)
class Side:
    """A party as the paper names it; an empty name is left to be written by hand."""

    role: str
    name: str
    post: str
    agency: str
    acting: bool


@dataclass(frozen=True)
class Part:
    """A part of a composite indicator; depth counts the composites around it."""

    name: str
    depth: int
    weight: str
    bounds: str


@dataclass(frozen=True)
class Line:
    """One indicator: what the table shows of it, and what the annex adds."""

    code: str
    name: str
    unit: str
    weight: str
    before: str
    target: str
    target_level: str
    method: str
    levels: tuple[Level, ...]
    steps: tuple[Level, ...]
    parts: tuple[Part, ...]
    definition: str
    formula: str
    source: str
    dimension: str
    past: tuple[Past, ...]
    supervisor: Person | None
    collector: Person | None


@dataclass(frozen=True)
class Group:
    """The lines of one issue; without a title those that stand under none."""

    code: str
    title: str
    weight: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Paper:
    """The whole agreement."""

    language: str
    title: str
    party: str
    year: str
    running: str
    version: str
    reason: str
    place: str
    dated: str
    starts: str
    ends: str
    giver: Side
    receiver: Side
    groups: tuple[Group, ...]
    total: str
    heads: tuple[str, ...]
    reference: str
    sha256: str
    sample: bool
    seal: Seal

    @property
    def signatories(self) -> tuple[Side, Side]:
        """The two blocks beside each other: who receives on the left, who gives on the right."""
        return self.receiver, self.giver

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]


def paper(content: Json, *, code: str, sha256: str, verify_url: str) -> Paper:
    """The whole paper. Active language: that of the paper."""
    pen = Pen({"scale": content["scale"]})
    party, year = pen.said(content["party"], "name"), pen.year(content["fiscal_year"])
    title = _("คำรับรองการปฏิบัติราชการ")
    number = content["version"]
    return Paper(
        language=pen.language,
        title=f"{title} {party} {year}",
        party=party,
        year=year,
        running=f"{party} · {year}",
        version="" if number == 1 else _("ฉบับที่ %(number)s") % {"number": number},
        reason=str(content["reason"]),
        place=str(content["place"]),
        dated=pen.day(content["dated"], long=True),
        starts=pen.day(content["starts"], long=True),
        ends=pen.day(content["ends"], long=True),
        giver=_side(pen, content["giver"], _("ผู้ทำคำรับรอง")),
        receiver=_side(pen, content["receiver"], _("ผู้รับคำรับรอง")),
        groups=tuple(_group(pen, content, group) for group in content["groups"]),
        total=pen.number(content["total"], WEIGHT_PLACES),
        heads=("1", "2", "3", "4", "5") if pen.scale == "1-5" else ("50", "75", "100"),
        reference=f"{content['party']['code']}/{content['fiscal_year']}-PA{number}",
        sha256=sha256,
        sample=bool(content["sample"]),
        seal=seal(code, verify_url),
    )


def _side(pen: Pen, given: Json, role: str) -> Side:
    return Side(
        role=role,
        name=str(given["name"]),
        post=pen.said(given, "post"),
        agency=pen.said(given, "agency"),
        acting=bool(given["acting"]),
    )


def _group(pen: Pen, content: Json, group: Json) -> Group:
    return Group(
        code=str(group["code"]),
        title=pen.said(group, "title"),
        weight=pen.number(group["weight"], WEIGHT_PLACES),
        lines=tuple(
            _line(pen, shown) for shown in content["lines"] if shown["group"] == group["code"]
        ),
    )


def _line(pen: Pen, shown: Json) -> Line:
    without_result = {**shown, "result": None}
    past = cards.past(pen, shown)
    return Line(
        code=str(shown["code"]),
        name=pen.said(shown, "name"),
        unit=str(shown["unit"]),
        weight=pen.number(shown["weight"], _places(shown["weight"])),
        before=past[-1].value if past else NOTHING,
        target=pen.number(shown["target"]),
        target_level=str(shown["target_level"]) if shown["levels"] else "",
        method=_method(pen, shown),
        levels=criteria.levels(pen, without_result, None),
        steps=criteria.steps(without_result),
        parts=tuple(_parts(pen, shown["parts"] or [], 0)),
        definition=str(shown["definition"]),
        formula=str(shown["formula"]),
        source=str(shown["source"]),
        dimension=str(shown["dimension"]),
        past=past,
        supervisor=cards.person(pen, shown["supervisor"]),
        collector=cards.person(pen, shown["collector"]),
    )


def _places(weight: str) -> int:
    """Two decimals, or as many as it takes not to look rounder than it is."""
    exponent = Decimal(weight).as_tuple().exponent
    return max(WEIGHT_PLACES, -exponent if isinstance(exponent, int) else 0)


def _method(pen: Pen, shown: Json) -> str:
    name = METHOD_NAMES[Method(shown["method"])]
    return name.en if pen.language == "en" else name.th


def _parts(pen: Pen, parts: list[Json], depth: int) -> list[Part]:
    found = []
    for part in parts:
        name = str(part.get("name") or part["id"])
        found.append(
            Part(name, depth, pen.number(of_hundred(part["weight"])), criteria.bounds(pen, part))
        )
        found += _parts(pen, part.get("parts") or [], depth + 1)
    return found
