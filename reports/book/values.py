"""The evaluation book as plain values in one language: everything that a page shows, as text.

Built by reports.book.data from a snapshot's content, read by templates/reports/book/. Figures are
formatted; drawings are SVG.
"""

from dataclasses import dataclass

from reports.book.pen import Mark


@dataclass(frozen=True)
class Line:
    """One indicator in a table. `anchor` is its card; `loss`, `weighted` are shares of the total.

    weight is the one that counted, entered differs from it only where weight was redistributed.
    """

    anchor: str
    code: str
    name: str
    unit: str
    owner: str
    weight: str
    entered: str
    target: str
    result: str
    bullet: str
    mark: Mark
    weighted: str
    loss: str
    before: str
    change: str
    provisional: bool


@dataclass(frozen=True)
class Group:
    """The lines of an issue with their sums as the columns show them."""

    anchor: str
    code: str
    title: str
    lines: tuple[Line, ...]
    weight: str
    weight_all: str
    mark: Mark
    weighted: str
    bullet: str


@dataclass(frozen=True)
class Scorecard:
    """All groups and the sum line. `rounding` is what rounding each line took or gave."""

    groups: tuple[Group, ...]
    weight: str
    weight_all: str
    total: Mark
    percent: str
    column_sum: str
    rounding: str


@dataclass(frozen=True)
class Point:
    """A sentence of the summary, with the card to read on."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Summary:
    """One page for the governor."""

    total: Mark
    maximum: str
    percent: str
    bullet: str
    change: str
    reported: str
    evidence: str
    issues: tuple[Group, ...]
    best: tuple[Line, ...]
    losses: tuple[Line, ...]
    out: tuple[Point, ...]
    decisions: tuple[Point, ...]


@dataclass(frozen=True)
class Strategy:
    """A node under an issue, with what its level is called and who hosts it."""

    label: str
    code: str
    title: str
    host: str


@dataclass(frozen=True)
class Project:
    code: str
    name: str
    host: str
    joint: str
    places: str
    indicators: str
    status: str
    budget: str


@dataclass(frozen=True)
class Projects:
    """The projects of an issue with their sum in baht and in million baht."""

    code: str
    title: str
    rows: tuple[Project, ...]
    count: str
    baht: str
    million: str
    share: str


@dataclass(frozen=True)
class Money:
    """A source of money over all projects."""

    source: str
    category: str
    baht: str
    million: str


@dataclass(frozen=True)
class Level:
    """A cell of the criteria: what is asked, and whether it was reached."""

    number: str
    bound: str
    reached: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a composite indicator; depth counts the composites around it."""

    name: str
    depth: int
    weight: str
    levels: str
    result: str
    mark: Mark


@dataclass(frozen=True)
class Person:
    """Who stands behind an indicator, with a telephone number."""

    post: str
    agency: str
    phone: str


@dataclass(frozen=True)
class Past:
    """A result or score of another time."""

    label: str
    value: str


@dataclass(frozen=True)
class Signed:
    """Who did a step, and when."""

    step: str
    name: str
    when: str


@dataclass(frozen=True)
class Proof:
    """A file or a link of evidence. `fingerprint` is the beginning of its SHA-256."""

    name: str
    shows: str
    kind: str
    size: str
    fingerprint: str
    url: str


@dataclass(frozen=True)
class Note:
    """A part of the note card: heading and paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """An indicator's self-assessment card (SAR)."""

    line: Line
    method: str
    definition: str
    formula: str
    source: str
    dimension: str
    target_level: str
    version: str
    supervisor: Person | None
    collector: Person | None
    levels: tuple[Level, ...]
    steps: tuple[Level, ...]
    parts: tuple[Part, ...]
    below: bool
    as_of: str
    state_reason: str
    explanation: str
    past: tuple[Past, ...]
    trend: tuple[Past, ...]
    spark: str
    notes: tuple[Note, ...]
    proofs: tuple[Proof, ...]
    signed: tuple[Signed, ...]
    projects: tuple[Project, ...]


@dataclass(frozen=True)
class Chapter:
    """An issue: what it is for, how it stands, its indicators' cards and its projects."""

    group: Group
    label: str
    host: str
    objectives: tuple[Strategy, ...]
    strategies: tuple[Strategy, ...]
    facts: tuple[str, ...]
    projects: Projects | None
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Annex:
    """How the figures were made and how anyone can make them again."""

    rules: tuple[Past, ...]
    total: str
    engine: str
    sha256: str
    reference: str


@dataclass(frozen=True)
class Seal:
    """What makes the paper checkable: code, address and QR picture."""

    code: str
    url: str
    place: str
    qr: str


@dataclass(frozen=True)
class Plan:
    title: str
    vision: str
    missions: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    language: str
    kind: str
    title: str
    running: str
    area: str
    year: str
    round: str
    purpose: str
    subject: str
    cut_off: str
    frozen_at: str
    reference: str
    sample: bool
    scale: str
    plan: Plan | None
    summary: Summary
    scorecard: Scorecard
    chapters: tuple[Chapter, ...]
    projects: tuple[Projects, ...]
    money: tuple[Money, ...]
    projects_total: Projects
    annex: Annex
    seal: Seal
