"""A line of the card as plain values: what stands in the product, and what a sheet's row says."""

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from common.sheets.words import Remark, Said
from kpis.definition import Definition, Parts
from kpis.sheets.columns import LABELS, Column
from kpis.sheets.names import Directory, Known

Baseline = tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True)
class Ground:
    """What the sheet is read against: the card's year and scale, the agencies and the plan."""

    fiscal_year: int
    scale: str = "1-5"
    agencies: Directory = field(default_factory=lambda: Directory(()))
    nodes: Directory = field(default_factory=lambda: Directory(()))
    postless: frozenset[int] = frozenset()
    """Agencies without any post, which therefore cannot own an indicator yet."""


@dataclass(frozen=True)
class CardLine:
    """One line that stands on the card (`pk` of its criteria), or an indicator of the registry."""

    pk: int
    indicator: int
    code: str
    registry: str
    name: str
    name_en: str = ""
    unit: str = ""
    weight: Decimal = Decimal(0)
    target: Decimal | None = None
    target_level: int = 3
    method: str = "interpolate"
    levels: tuple[Decimal, ...] | None = None
    milestones: tuple[str, ...] | None = None
    thresholds: tuple[Decimal, ...] | None = None
    parts: Parts | None = None
    host: Known | None = None
    under: Known | None = None
    due_in: tuple[str, ...] = ()
    dimension: str = ""
    definition: str = ""
    formula: str = ""
    source: str = ""
    baseline: Baseline = ()
    elsewhere: bool = False
    """Whether the indicator also stands on the card of another year."""
    of_agreement: bool = False
    """Whether it stands in an agency's agreement, and so may not come onto the area's card."""

    @property
    def has_criteria(self) -> bool:
        given = (self.levels, self.milestones, self.thresholds, self.parts)
        return any(one is not None for one in given)


@dataclass
class Row:
    """What one row of a sheet says. None: not stated, so nothing changes there."""

    number: int
    """Row of the sheet, from 1."""
    code: str = ""
    code_from_name: bool = False
    registry: str | None = None
    name: str = ""
    verbatim: bool = False
    """Whether the name stands as it is meant, blanks included: the product wrote the sheet."""
    name_en: str | None = None
    unit: str | None = None
    weight: Decimal | None = None
    target: Decimal | None = None
    target_level: int | None = None
    method: str | None = None
    levels: tuple[Decimal, ...] | None = None
    milestones: tuple[str, ...] | None = None
    thresholds: tuple[Decimal, ...] | None = None
    parts: Parts | None = None
    host: Known | None = None
    under: Known | None = None
    due_in: tuple[str, ...] | None = None
    dimension: str | None = None
    definition: str | None = None
    formula: str | None = None
    source: str | None = None
    baseline: Baseline | None = None
    faults: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    columns: dict[Column, str] = field(default_factory=dict)
    """Letter of the column in which each thing stands, for later remarks."""

    @property
    def has_criteria(self) -> bool:
        given = (self.levels, self.milestones, self.thresholds, self.parts)
        return any(one is not None for one in given)

    def remark(self, sheet: str, column: Column | None, said: Said) -> Remark:
        letter = self.columns.get(column, "") if column else ""
        return Remark(sheet, self.number, letter, said)


STATED = tuple(
    f.name
    for f in fields(CardLine)
    if f.name not in ("pk", "indicator", "code", "registry", "elsewhere", "of_agreement")
)
"""The fields that a row may state and a line has."""

CRITERIA = ("method", "levels", "milestones", "thresholds", "parts")

OF_INDICATOR = (
    "name", "name_en", "unit", "host", "dimension", "definition", "formula", "source",
)  # fmt: skip
"""What belongs to the indicator itself and therefore to every year."""

FIELD_LABELS: dict[str, Said] = {
    name: LABELS[Column(name)] for name in ("code", *STATED) if name in set(Column)
} | {
    "levels": Said("เกณฑ์ระดับ 1–5", "Levels 1–5"),
    "milestones": Said("ขั้นตอนความสำเร็จ", "Milestone steps"),
    "thresholds": Said("เกณฑ์ 50 / 75 / 100", "Thresholds 50 / 75 / 100"),
    "parts": Said("ส่วนย่อย", "Parts"),
}


def stated(row: Row, line: CardLine | None) -> dict[str, Any]:
    """The values that the row states, and which the line therefore shall have."""
    values = {name: getattr(row, name) for name in STATED if getattr(row, name) is not None}
    if row.has_criteria:
        # New criteria replace the old ones whole, of whatever method those were.
        values |= {name: getattr(row, name) for name in CRITERIA if name != "method"}
        values["method"] = row.method or (line.method if line and _fits(row, line) else _own(row))
    elif line is not None and line.has_criteria:
        values.pop("method", None)
    if row.baseline is not None and line is not None:
        values["baseline"] = tuple(sorted((dict(line.baseline) | dict(row.baseline)).items()))
    return values


def _fits(row: Row, line: CardLine) -> bool:
    return line.method == _own(row) or (line.method == "step" and row.levels is not None)


def _own(row: Row) -> str:
    if row.milestones is not None:
        return "milestone"
    if row.thresholds is not None:
        return "anchors"
    return "composite" if row.parts is not None else "interpolate"


def definition(values: dict[str, Any], line: CardLine | None, target_level: int) -> Definition:
    """How the line will be scored when the row is taken over."""
    names = ("weight", "target", "target_level", *CRITERIA)
    now = {name: getattr(line, name) for name in names} if line else {"target_level": target_level}
    return Definition(
        **({"weight": Decimal(0)} | now | {k: values[k] for k in names if k in values})
    )
