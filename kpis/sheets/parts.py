"""The parts of composite indicators on a sheet of their own: written so, and read back."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from common.sheets.book import Grid
from common.sheets.words import Remark, Said, letter
from kpis.definition import MOST_TEXT, Parts, plain
from kpis.part_weights import of_hundred, share
from kpis.sheets import cells
from kpis.sheets.cells import CellFault
from kpis.sheets.methods import METHODS, method_named

SHEET = "ส่วนย่อย"
HEADINGS = (
    Said("ลำดับตัวชี้วัด", "Indicator no."),
    Said("รหัสส่วนย่อย", "Part"),
    Said("อยู่ในส่วนย่อย", "Within part"),
    Said("ชื่อส่วนย่อย", "Name of part"),
    Said("น้ำหนัก (รวมเป็น 100)", "Weight (total 100)"),
    Said("วิธีให้คะแนน", "Method"),
    Said("เกณฑ์ 1", "Criterion 1"),
    Said("เกณฑ์ 2", "Criterion 2"),
    Said("เกณฑ์ 3", "Criterion 3"),
    Said("เกณฑ์ 4", "Criterion 4"),
    Said("เกณฑ์ 5", "Criterion 5"),
)
# Sheets that were saved before had shares: their heading says so, and they are read as they are.
_SHARES = ("น้ำหนัก (รวมเป็น 1)", "Weight (total 1)")
_LINE, _PART, _WITHIN, _NAME, _WEIGHT, _METHOD, _FIRST = range(7)


@dataclass(frozen=True)
class PartRow:
    """One row of the sheet as plain values."""

    line: str
    within: str
    part: dict[str, Any]

    def cells(self) -> tuple[list[str], str, list[str]]:
        """Texts before the weight, the weight, and the criteria, for writing."""
        part = self.part
        criteria = part.get("levels") or part.get("milestones") or part.get("thresholds") or []
        texts = [self.line, part["id"], self.within, part.get("name", "")]
        return texts, plain(of_hundred(part["weight"])), [str(one) for one in criteria]


def flat(line: str, parts: Parts, within: str = "") -> Iterator[PartRow]:
    """Parts in the order in which they are written: each before those inside it."""
    for part in parts:
        yield PartRow(line, within, part)
        if part["method"] == "composite":
            yield from flat(line, part.get("parts") or [], part["id"])


def read(grid: Grid) -> tuple[dict[str, Parts], list[Remark]]:
    """Parts by the number of their indicator, and faults at their cells."""
    found: dict[str, Parts] = {}
    faults: list[Remark] = []
    by_id: dict[tuple[str, str], dict[str, Any]] = {}
    for row in range(1, len(grid.rows)):
        if grid.empty(row):
            continue
        reader = _PartReader(grid, row, faults)
        line, within, part = reader.text(_LINE), reader.text(_WITHIN), reader.part()
        by_id[line, part["id"]] = part
        if not within:
            found.setdefault(line, []).append(part)
        elif (above := by_id.get((line, within))) is not None and above["method"] == "composite":
            above.setdefault("parts", []).append(part)
        else:
            reader.fault(
                _WITHIN,
                f"ไม่มีส่วนย่อย “{within}” ที่เป็นตัวชี้วัดรวมอยู่เหนือแถวนี้",
                f"no composite part “{within}” above this row",
            )
    return found, faults


class _PartReader:
    def __init__(self, grid: Grid, row: int, faults: list[Remark]) -> None:
        self.grid, self.row, self.faults = grid, row, faults
        self.shares = str(grid.seen(0, _WEIGHT) or "").strip() in _SHARES

    def fault(self, column: int, th: str, en: str) -> None:
        place = Remark(self.grid.name, self.row + 1, letter(column), Said(th, en))
        self.faults.append(place)

    def text(self, column: int) -> str:
        try:
            return cells.text(self.grid, self.row, column)
        except CellFault as fault:
            self.fault(column, fault.said.th, fault.said.en)
            return ""

    def number(self, column: int) -> str:
        try:
            figure = cells.figure(self.grid, self.row, column)
        except CellFault as fault:
            self.fault(column, fault.said.th, fault.said.en)
            return "0"
        if figure is None:
            self.fault(column, "ช่องนี้ว่าง คาดว่าเป็นตัวเลข", "this cell is empty, a number is expected")
            return "0"
        return plain(figure.number)

    def weight(self) -> str:
        """The weight as it is stored: a share of 1."""
        typed = self.number(_WEIGHT)
        return typed if self.shares else plain(share(Decimal(typed)))

    def part(self) -> dict[str, Any]:
        named = self.text(_METHOD)
        method = method_named(named)
        if method is None:
            allowed = ", ".join(said.th for said in METHODS.values())
            self.fault(
                _METHOD,
                f"ไม่รู้จักวิธี “{named[:40]}” ใช้ได้เฉพาะ {allowed}",
                f"unknown method “{named[:40]}”; known are "
                + ", ".join(said.en for said in METHODS.values()),
            )
        method = method or "interpolate"
        part: dict[str, Any] = {
            "id": self.text(_PART),
            "name": self.text(_NAME)[:MOST_TEXT],
            "weight": self.weight(),
            "method": method,
        }
        if not part["id"]:
            self.fault(_PART, "ไม่มีรหัสส่วนย่อย", "the part has no number")
        if method == "composite":
            part["parts"] = []
        elif method == "milestone":
            part["milestones"] = [self.text(_FIRST + n) for n in range(5)]
        elif method == "anchors":
            part["thresholds"] = [self.number(_FIRST + n) for n in range(3)]
        else:
            part["levels"] = [self.number(_FIRST + n) for n in range(5)]
        return part
