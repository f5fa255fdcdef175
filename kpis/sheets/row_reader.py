"""What one row of a table says, cell by cell, with every fault and every liberty taken named."""

import re
from collections.abc import Sequence
from decimal import Decimal

from common.sheets.book import Grid
from common.sheets.words import Remark, letter
from common.thai.digits import to_arabic
from kpis.definition import LEVELS as FIVE
from kpis.definition import Parts, plain
from kpis.sheets import cells, names
from kpis.sheets.cells import CellFault, Figure
from kpis.sheets.columns import LEVELS, THRESHOLDS, Column
from kpis.sheets.header import Layout
from kpis.sheets.lines import Ground, Row
from kpis.sheets.methods import METHODS, method_named
from kpis.sheets.row_cells import RowCells

_TOTAL = re.compile(r"รวม(ทั้งสิ้น|ทั้งหมด|น้ำหนัก)?|น้ำหนักรวม|ผลรวม|คะแนนรวม|total|sum")
_HEADING = re.compile(
    r"(ประเด็น|ยุทธศาสตร์|เป้าประสงค์|วัตถุประสงค์|มิติ|กลยุทธ์|พันธกิจ|หมวด|กลุ่มตัวชี้วัด|strategic|issue)", re.I
)
_CODE = re.compile(r"[^\s,;/\\]{1,20}")
_ROUND = re.compile(r"(?<![\w])(m(?:1[0-2]|[1-9])|12|9|6)(?![\w])", re.IGNORECASE)
_TEXTS = {
    Column.NAME_EN: 500,
    Column.DIMENSION: 100,
    Column.DEFINITION: 20_000,
    Column.FORMULA: 20_000,
    Column.SOURCE: 20_000,
}


class RowReader(RowCells):
    """Reads the rows of one sheet, one after the other."""

    def __init__(
        self, grid: Grid, layout: Layout, ground: Ground, own: bool, parts: dict[str, Parts]
    ) -> None:
        super().__init__(grid, layout)
        self.ground, self.own, self.parts = ground, own, parts

    def row(self, number: int) -> Row | None:
        """The indicator in a row (counted from 0); None for blank, heading and total rows."""
        if self.grid.empty(number) and not self._broken(number):
            return None
        self.begin(number)
        name = self._text(Column.NAME)
        if self._is_total(name) or self._is_heading():
            return None
        self._name(name)
        self._code()
        self._figures()
        if not self.own and not self.now.unit and self.now.name.startswith(cells.PERCENT):
            self.now.unit = cells.PERCENT
        self._criteria()
        self._looked_up()
        for column, most in _TEXTS.items():
            if text := self._text(column):
                if len(text) > most:
                    self._fault(column, *_too_long(most))
                setattr(self.now, column.value, text)
        self._due_in()
        self._baseline()
        return self.now

    # -- Rows that are no indicator ---------------------------------------------------------------

    def _broken(self, number: int) -> bool:
        return any(row == number for row, _ in self.grid.broken)

    def _is_total(self, name: str) -> bool:
        row = self.grid.rows[self.number]
        first = name or next((str(value) for value in row if str(value).strip()), "")
        return bool(_TOTAL.fullmatch(names.compact(first)))

    def _is_heading(self) -> bool:
        """A row that only names an issue or a dimension, often merged over the table's width."""
        place = self.places[Column.NAME]
        words = {at: str(value) for at, value in enumerate(self.grid.rows[self.number])}
        words = {at: value for at, value in words.items() if value.strip()}
        if len(words) != 1 or self.own:
            return False
        at, only = words.popitem()
        merged = self.grid.home(self.number, place + 1)[1] != place + 1
        figures = (Column.WEIGHT, Column.TARGET, *LEVELS)
        if at != place:
            return not any(self.places.get(column) == at for column in figures)
        return merged or bool(_HEADING.match(only))

    # -- One thing after the other ----------------------------------------------------------------

    def _name(self, written: str) -> None:
        if not written:
            if (self.number, self.places[Column.NAME]) not in self.grid.broken:
                self._fault(Column.NAME, "ไม่มีชื่อตัวชี้วัด", "the indicator's name is missing")
            return
        if len(written) > 500:
            self._fault(Column.NAME, *_too_long(500))
        if self.own:
            self.now.name, self.now.verbatim = written, True
            return
        unit_elsewhere = Column.UNIT in self.places and bool(self._text(Column.UNIT))
        found = names.split(written, take_unit=not unit_elsewhere)
        self.now.name = found.name
        if found.unit:
            self.now.unit = found.unit
        if found.code:
            self.now.code, self.now.code_from_name = found.code, True

    def _code(self) -> None:
        text = to_arabic(self._text(Column.CODE)).rstrip(".)")
        if text and not _CODE.fullmatch(text):
            self._fault(
                Column.CODE,
                f"“{text[:30]}” ใช้เป็นลำดับไม่ได้ ใช้ตัวเลขหรืออักษรไม่เกิน 20 ตัวและไม่มีช่องว่าง เช่น 2.1",
                f"“{text[:30]}” cannot be a number: at most 20 letters or digits, no blanks",
            )
        elif text:
            self.now.code, self.now.code_from_name = text, False
        if registry := self._text(Column.REGISTRY):
            if len(registry) > 30:
                self._fault(Column.REGISTRY, *_too_long(30))
            self.now.registry = registry

    def _figures(self) -> None:
        if unit := self._text(Column.UNIT):
            if len(unit) > 60:
                self._fault(Column.UNIT, *_too_long(60))
            self.now.unit = unit
        if weight := self._figure(Column.WEIGHT, "5"):
            self.now.weight = weight.number
            if not 0 <= weight.number <= 100:
                shown = plain(weight.number)
                self._fault(
                    Column.WEIGHT,
                    f"น้ำหนัก {shown} ต้องอยู่ระหว่าง 0 ถึง 100",
                    f"the weight {shown} must lie between 0 and 100",
                )
        if target := self._figure(Column.TARGET, "15"):
            self.now.target = target.number
            self._unit_of(target)
        if level := self._figure(Column.TARGET_LEVEL, "3"):
            whole = level.number == int(level.number) and 1 <= level.number <= FIVE
            if whole:
                self.now.target_level = int(level.number)
            else:
                self._fault(Column.TARGET_LEVEL, "ต้องเป็นระดับ 1 ถึง 5", "must be a level 1 to 5")

    def _unit_of(self, target: Figure) -> None:
        if target.unit and not self.now.unit and Column.UNIT not in self.places:
            self.now.unit = target.unit.strip("()")
        if target.as_written:
            self._warn(
                Column.TARGET,
                f"อ่าน “{target.as_written}” เป็น {plain(target.number)}",
                f"“{target.as_written}” is read as {plain(target.number)}",
            )

    def _criteria(self) -> None:
        named = self._text(Column.METHOD)
        method = method_named(named) if named else None
        if named and method is None:
            allowed = ", ".join(said.th for said in METHODS.values())
            self._fault(
                Column.METHOD,
                f"ไม่รู้จักวิธี “{named[:40]}” ใช้ได้เฉพาะ {allowed}",
                f"unknown method “{named[:40]}”; known are "
                + ", ".join(said.en for said in METHODS.values()),
            )
        self.now.method = method
        if method == "composite":
            self._parts()
        elif method == "milestone" or (method is None and self._all_words()):
            self._milestones()
        elif method == "anchors" or (self.ground.scale == "0-100" and method is None):
            self.now.thresholds = self._row_of_numbers(THRESHOLDS)
        else:
            self.now.levels = self._row_of_numbers(LEVELS)

    def _parts(self) -> None:
        self.now.parts = self.parts.get(self.now.code) or None
        if self.now.parts is None and self.own is False:
            self._warn(
                Column.METHOD,
                "ตัวชี้วัดรวมต้องกำหนดส่วนย่อยในหน้ากำหนดเกณฑ์",
                "set the parts of the composite indicator on its criteria page",
            )

    def _all_words(self) -> bool:
        """Whether all five level cells are sentences rather than figures: steps of a milestone."""
        texts = [self._quiet(column) for column in LEVELS if column in self.places]
        return len(texts) == FIVE and all(
            len(text) >= 4 and not re.search(r"^[<>≥≤+\-]?\s*\d", to_arabic(text)) for text in texts
        )

    def _milestones(self) -> None:
        texts = [self._text(column) for column in LEVELS]
        if not any(texts):
            return
        for column, text in zip(LEVELS, texts, strict=True):
            if not text:
                self._fault(column, "ขั้นตอนนี้ยังว่าง", "this step is empty")
            elif len(text) > 300:
                self._fault(column, *_too_long(300))
        self.now.method = "milestone"
        self.now.milestones = tuple(texts)

    def _row_of_numbers(self, columns: Sequence[Column]) -> tuple[Decimal, ...] | None:
        """All the levels of a row or none; half of them is a fault at each empty cell."""
        before = len(self.now.faults)
        figures = [(column, self._figure(column, "15")) for column in columns]
        if all(one is None for _, one in figures):
            return None
        if len(self.now.faults) > before:
            return None
        for column, one in figures:
            if one is None:
                self._fault(
                    column,
                    "ช่องนี้ว่าง ต้องกรอกเกณฑ์ให้ครบทุกระดับ หรือเว้นว่างทั้งหมด",
                    "this cell is empty: fill in every level, or leave all of them empty",
                )
        numbers = tuple(one.number for _, one in figures if one is not None)
        return numbers if len(numbers) == len(columns) else None

    def _looked_up(self) -> None:
        if text := self._text(Column.HOST):
            found = self.ground.agencies.find(text)
            if found is None:
                near = self.ground.agencies.nearest(text)
                self._fault(
                    Column.HOST,
                    f"ไม่รู้จักหน่วยงาน “{text[:60]}” "
                    + (f"หมายถึง “{near.label}” หรือไม่" if near else "โปรดใช้ชื่อที่มีในทะเบียนหน่วยงาน"),
                    f"unknown agency “{text[:60]}”"
                    + (f"; is “{near.label}” meant?" if near else "; use a name of the register"),
                )
            elif found.pk in self.ground.postless:
                self._warn(
                    Column.HOST,
                    f"“{found.label}” ยังไม่มีตำแหน่งในทะเบียน จะนำเข้าโดยยังไม่มีเจ้าภาพ",
                    f"“{found.label}” has no post in the register; imported without a host",
                )
                found = None
            self.now.host = found
        if text := self._text(Column.UNDER):
            self.now.under = self.ground.nodes.find(text)
            if self.now.under is None:
                self._warn(
                    Column.UNDER,
                    f"ไม่พบ “{text[:60]}” ในแผนของปีนี้ จะนำเข้าโดยยังไม่ผูกกับแผน",
                    f"“{text[:60]}” is not in this year's plan; imported without a place in it",
                )

    def _due_in(self) -> None:
        text = to_arabic(self._text(Column.DUE_IN)).casefold()
        if not text:
            if self.own and Column.DUE_IN in self.places:
                self.now.due_in = ()
            return
        codes = tuple(dict.fromkeys(_ROUND.findall(text)))
        if not codes and "ทุก" not in text and "all" not in text:
            self._fault(
                Column.DUE_IN,
                f"อ่านรอบรายงาน “{text[:30]}” ไม่ได้ ใช้ 6, 9, 12 หรือ m1 ถึง m12 คั่นด้วยจุลภาค",
                f"cannot read the rounds “{text[:30]}”: use 6, 9, 12 or m1 to m12 with commas",
            )
        self.now.due_in = codes

    def _baseline(self) -> None:
        found = []
        for place, heading in enumerate(self.layout.headings):
            year = heading.year
            if heading.column is not Column.BASELINE or year is None:
                continue
            try:
                figure = cells.figure(self.grid, self.number, place)
            except CellFault as fault:
                said = Remark(self.grid.name, self.now.number, letter(place), fault.said)
                self.now.faults.append(said)
                continue
            if figure is not None:
                found.append((year, figure.number))
        if found:
            self.now.baseline = tuple(sorted(found))


def _too_long(most: int) -> tuple[str, str]:
    return f"ยาวเกิน {most:,} ตัวอักษร", f"longer than {most:,} characters"
