"""A sheet as rows with named cells, found by their heads in either language; faults say where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from common.errors import Fault, Refused
from common.language import page_language
from common.sheets.book import Book, Grid
from common.sheets.guard import harmless
from common.sheets.words import SheetRefused, letter
from common.thai.text import normalise, search_key


@dataclass(frozen=True)
class CellFault(Fault):
    """A fault that also knows its place in parts, for the list that can be downloaded."""

    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True)
class Row:
    """One row as it was typed: text by field, and where it stands."""

    number: int
    cells: dict[str, str]
    letters: dict[str, str]
    sheet: str = ""

    def fault(self, sentence: str, name: str = "") -> CellFault:
        """A fault of this row, at the column where one is known."""
        column = self.letters.get(name, "")
        place = {"row": self.number, "column": column}
        words = _("แถว %(row)s คอลัมน์ %(column)s") if column else _("แถว %(row)s")
        return CellFault(sentence, words % place, self.sheet, self.number, column)


def read(
    data: bytes, heads: Mapping[str, Any], *, needed: str, otherwise: str, sheet: str = ""
) -> list[Row]:
    """The rows of a sheet: the one of this name if there is one, else the first that is seen.

    heads: the head of each field; needed: the field without whose column it is no such table;
    otherwise: what is then said. Raises Refused, also with one fault for each broken cell.
    """
    try:
        book = Book.of(
            harmless(data, max_bytes=settings.SHEET_MAX_BYTES), max_rows=settings.SHEET_MAX_ROWS
        )
        grid = book.grid(sheet if sheet in book.visible else (book.visible or book.names)[0])
    except SheetRefused as refused:
        raise Refused(refused.said.say(page_language()), field="file") from None
    filled = [number for number in range(len(grid.rows)) if not grid.empty(number)]
    columns = _columns(grid, filled[0], heads) if filled else {}
    if needed not in columns:
        raise Refused(otherwise, field="file")
    faults: list[Fault] = []
    letters = {name: letter(column) for name, column in columns.items()}
    rows = []
    for number in filled[1:]:
        row = Row(number + 1, {}, letters, grid.name)
        for name, column in columns.items():
            broken = grid.broken.get((number, column))
            if broken:
                faults.append(row.fault(broken.say(page_language()), name))
            row.cells[name] = text(grid.seen(number, column))
        rows.append(row)
    if faults:
        raise Refused(faults=faults)
    return rows


def words(labels: Mapping[str, Any]) -> dict[str, str]:
    """Codes by their words in both languages, and by the code itself."""
    return {search_key(word): code for code, word in _every_word(labels)}


def text(value: Any) -> str:
    """What a cell says, without what only spreadsheets see: 3.0 is 3."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return normalise(value)


def _columns(grid: Grid, head: int, heads: Mapping[str, Any]) -> dict[str, int]:
    """Which column holds which field, by its head in either language or by its own name."""
    known = words(heads)
    found: dict[str, int] = {}
    for column in range(grid.width):
        name = known.get(search_key(text(grid.seen(head, column))))
        if name and name not in found:
            found[name] = column
    return found


def _every_word(labels: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for code, label in labels.items():
        yield code, code
        for language in ("th", "en"):
            with translation.override(language):
                yield code, str(label)
