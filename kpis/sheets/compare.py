"""What an imported table would change on the card: each row as it will be stored, old → new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from common.sheets.words import Remark, Said
from kpis.definition import Problem, plain, problems, warning
from kpis.sheets import names
from kpis.sheets.columns import Column
from kpis.sheets.lines import (
    FIELD_LABELS,
    OF_INDICATOR,
    STATED,
    CardLine,
    Row,
    definition,
    stated,
)
from kpis.sheets.methods import METHODS

Kind = Literal["new", "changed", "unchanged"]
_FIELD_COLUMNS = {"levels": Column.LEVEL_1, "parts": Column.METHOD}


@dataclass(frozen=True)
class Difference:
    """One field before and after."""

    field: str
    before: Any
    after: Any

    @property
    def label(self) -> Said:
        return FIELD_LABELS[self.field]


@dataclass(frozen=True)
class Change:
    """One row against the card: what it is, what the line is to become, and what is wrong."""

    row: Row
    kind: Kind
    line: CardLine | None
    """The line of the card that the row belongs to, None where it is new there."""
    registered: CardLine | None
    """The indicator of the registry that a new line takes up, None where it is new as well."""
    result: CardLine
    """The line as it will stand."""
    differences: tuple[Difference, ...]
    faults: tuple[Remark, ...]
    warnings: tuple[Remark, ...]


@dataclass(frozen=True)
class Standing:
    """What the area has: the lines of the card, and all indicators of the registry."""

    lines: Sequence[CardLine] = ()
    registry: Sequence[CardLine] = ()
    target_level: int = 3
    scale: str = "1-5"


@dataclass
class _Codes:
    """Numbers that are taken, so that a new line never gets one twice."""

    taken: set[str] = field(default_factory=set)

    def free(self, wanted: str) -> str:
        number = 1
        code = wanted or "1"
        while code in self.taken:
            number += 1
            code = f"{wanted}-{number}" if wanted else str(number)
        self.taken.add(code)
        return code


def compare(sheet: str, rows: Sequence[Row], standing: Standing) -> tuple[Change, ...]:
    """Each row with the line it belongs to, and what it would change there."""
    pairs = _match(rows, standing.lines)
    codes = _Codes({line.code for line in standing.lines})
    codes.taken |= {row.code for row in rows if row.code and not row.code_from_name}
    register = _Register(standing)
    changes: list[Change] = []
    for row, line in zip(rows, pairs, strict=True):
        registered = None if line else register.take(row)
        changes.append(_change(sheet, row, line, registered, standing, codes))
    return tuple(_refuse_collisions(sheet, changes, standing))


def _refuse_collisions(
    sheet: str, changes: Sequence[Change], standing: Standing
) -> Iterable[Change]:
    """Two rows for one line, or two lines that would end up with the same number."""
    own = {change.line.pk for change in changes if change.line}
    ends = {line.code: line.name for line in standing.lines if line.pk not in own}
    rows: dict[int, int] = {}
    for change in changes:
        said = None
        if change.line and rows.setdefault(change.line.pk, change.row.number) != change.row.number:
            other = rows[change.line.pk]
            said = Said(
                f"ตรงกับตัวชี้วัด {change.line.code} ตัวเดียวกับแถว {other}",
                f"stands for indicator {change.line.code}, as row {other} does",
            )
        elif change.result.code in ends:
            name = ends[change.result.code][:60]
            said = Said(
                f"ลำดับ {change.result.code} เป็นของ “{name}” อยู่แล้ว",
                f"number {change.result.code} belongs to “{name}”",
            )
        else:
            ends[change.result.code] = change.result.name
        if said is not None:
            fault = change.row.remark(sheet, Column.CODE, said)
            change = replace(change, faults=(*change.faults, fault))
        yield change


def _match(rows: Sequence[Row], lines: Sequence[CardLine]) -> list[CardLine | None]:
    """By registry code, by number, by name. A number does not outweigh another line's name.

    Where somebody renumbered the table, each indicator keeps its history and only its number moves.
    """
    by_code = {line.code: line for line in lines}
    by_registry = {line.registry: line for line in lines}
    by_name = {names.compact(line.name): line for line in lines}

    def certain(row: Row) -> CardLine | None:
        registered = by_registry.get(row.registry or "")
        if registered is not None:
            return registered
        numbered = by_code.get(row.code) if row.code and not row.code_from_name else None
        return by_name.get(names.compact(row.name), numbered) if numbered else None

    found = [certain(row) for row in rows]
    used = {line.pk for line in found if line}
    for place, row in enumerate(rows):
        line = by_name.get(names.compact(row.name))
        if found[place] is None and line is not None and line.pk not in used:
            found[place] = line
            used.add(line.pk)
    return found


class _Register:
    """Indicators of the area that are not on the card yet; each is taken up once."""

    def __init__(self, standing: Standing) -> None:
        on_card = {line.indicator for line in standing.lines}
        free = [one for one in standing.registry if one.indicator not in on_card]
        self._by_code = {one.registry: one for one in free}
        own = [one for one in reversed(free) if not one.of_agreement]
        self._by_name = {names.compact(one.name): one for one in own}
        self._taken: set[int] = set()

    def take(self, row: Row) -> CardLine | None:
        """An indicator that lives already, perhaps on the card of an earlier year."""
        named = self._by_name.get(names.compact(row.name))
        for one in (self._by_code.get(row.registry or ""), named):
            if one is not None and one.indicator not in self._taken:
                self._taken.add(one.indicator)
                return one
        return None


def _change(
    sheet: str,
    row: Row,
    line: CardLine | None,
    registered: CardLine | None,
    standing: Standing,
    codes: _Codes,
) -> Change:
    values = stated(row, line)
    before = line or registered
    if before and not row.verbatim and names.same(before.name, row.name):
        del values["name"]
    given = definition(values, line, standing.target_level)
    base = before or CardLine(0, 0, "", row.registry or "", row.name)
    result = replace(base, **({"target_level": given.target_level} | values))
    result = replace(result, code=_code(row, line, codes))
    faults, warnings = list(row.faults), list(row.warnings)
    if registered and registered.of_agreement:
        said = Said(
            f"“{registered.name}” เป็นตัวชี้วัดคำรับรองของหน่วยงาน ใส่ในบัญชีของพื้นที่ไม่ได้",
            f"“{registered.name}” stands in an agency's agreement and cannot come onto this card",
        )
        faults.append(row.remark(sheet, Column.REGISTRY, said))
    if line is None and row.weight is None:
        faults += _weightless(sheet, row)
    faults += _problems(sheet, row, problems(given, scale=standing.scale, code=result.code), faults)
    if (noted := warning(given)) is not None:
        warnings.append(_remark(sheet, row, noted))
    differences = tuple(_differences(line, registered, result))
    if before and before.elsewhere and any(d.field == "name" for d in differences):
        said = Said(
            f"เปลี่ยนชื่อจาก “{before.name}” ชื่อใหม่จะปรากฏในปีอื่นที่ใช้ตัวชี้วัดนี้ด้วย",
            f"renamed from “{before.name}”; the new name also shows in the other years",
        )
        warnings.append(row.remark(sheet, Column.NAME, said))
    kind: Kind = "new" if line is None else "changed" if differences else "unchanged"
    return Change(row, kind, line, registered, result, differences, tuple(faults), tuple(warnings))


def _code(row: Row, line: CardLine | None, codes: _Codes) -> str:
    """A number written into the name is only a wish; one in its own column is meant."""
    if line is not None:
        return row.code if row.code and not row.code_from_name else line.code
    return row.code if row.code and not row.code_from_name else codes.free(row.code)


def _weightless(sheet: str, row: Row) -> list[Remark]:
    if any(fault.column and fault.column == row.columns.get(Column.WEIGHT) for fault in row.faults):
        return []
    said = Said(
        "ตัวชี้วัดใหม่ต้องมีน้ำหนัก คาดว่าเป็นตัวเลข 0 ถึง 100 เช่น 5",
        "a new indicator needs a weight, a number from 0 to 100 such as 5",
    )
    return [row.remark(sheet, Column.WEIGHT, said)]


def _problems(
    sheet: str, row: Row, found: Iterable[Problem], known: Sequence[Remark]
) -> list[Remark]:
    """The problems of the criteria at their cells, but for cells that are named already."""
    columns = {remark.column for remark in known}
    remarks = [_remark(sheet, row, problem) for problem in found]
    return [remark for remark in remarks if remark.column not in columns or not remark.column]


def _remark(sheet: str, row: Row, problem: Problem) -> Remark:
    column = _FIELD_COLUMNS.get(problem.field)
    if column is None and problem.field in set(Column):
        column = Column(problem.field)
    if column is None and problem.field.startswith("milestone"):
        column = Column(f"level{problem.field.removeprefix('milestone')}")
    if column is None and problem.field.startswith("part"):
        column = Column.METHOD
    return row.remark(sheet, column, Said(problem.th, problem.en))


def _differences(
    line: CardLine | None, registered: CardLine | None, after: CardLine
) -> Iterable[Difference]:
    """Of a line of the card everything, of an indicator taken up only what is its own."""
    before = line or registered
    for name in ("code", *STATED) if line else OF_INDICATOR if registered else ():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Difference(name, old, new)


def shown(name: str, value: Any, language: Literal["th", "en"] = "th") -> str:
    """A value for reading: numbers plain, levels with strokes between, an empty one as a dash."""
    if value is None or value == "" or value == ():
        return "–"
    if name == "method":
        return METHODS[value].say(language)
    if name == "parts":
        return ", ".join(f"{part['name']} ({part['weight']})" for part in value)
    if name == "baseline":
        return ", ".join(f"{year}: {plain(number)}" for year, number in value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple):
        return " / ".join(plain(one) if isinstance(one, Decimal) else str(one) for one in value)
    return value.label if isinstance(value, names.Known) else str(value)
