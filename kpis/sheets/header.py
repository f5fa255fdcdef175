"""Where the table begins and which column holds what; the person may decide otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from common.sheets.book import Cell, Grid
from kpis.sheets.columns import LEVELS, Column, level_number, meaning, year_in

SEARCHED_ROWS = 40


@dataclass(frozen=True)
class Heading:
    """One column as it is headed: its words, what it is taken for, and a year it names (B.E.)."""

    words: str
    column: Column
    year: int | None = None


@dataclass(frozen=True)
class Layout:
    """Which rows are the header and what each column holds."""

    header_row: int
    depth: int
    headings: tuple[Heading, ...]
    title_year: int | None = None

    @property
    def first_row(self) -> int:
        """The first row of data, counted from 0."""
        return self.header_row + self.depth

    def place(self, column: Column) -> int | None:
        """Where a column stands, counted from 0."""
        for place, heading in enumerate(self.headings):
            if heading.column is column:
                return place
        return None

    def has(self, column: Column) -> bool:
        return self.place(column) is not None

    @property
    def target_year(self) -> int | None:
        """The year (B.E.) that the target's header or the title names."""
        place = self.place(Column.TARGET)
        named = self.headings[place].year if place is not None else None
        return named or self.title_year

    def choose(self, columns: Sequence[Column], first_row: int | None = None) -> "Layout":
        """The same header with other meanings, as the person chose them."""
        headings = tuple(
            replace(heading, column=columns[place] if place < len(columns) else Column.NOTHING)
            for place, heading in enumerate(self.headings)
        )
        chosen = replace(self, headings=headings)
        if first_row is None or first_row == self.first_row:
            return chosen
        return replace(chosen, header_row=max(first_row - 1, 0), depth=1 if first_row else 0)


def find(grid: Grid, fiscal_year: int) -> Layout:
    """The most telling header in the first rows; one without any meaning where none is found."""
    best: Layout | None = None
    for row in range(min(SEARCHED_ROWS, len(grid.rows))):
        for depth in (1, 2):
            layout = _read(grid, row, depth, fiscal_year)
            if layout and (best is None or _known(layout) > _known(best)):
                best = layout
    return best or Layout(0, 0, tuple(Heading("", Column.NOTHING) for _ in range(grid.width)))


def _known(layout: Layout) -> int:
    return sum(heading.column is not Column.NOTHING for heading in layout.headings)


def _read(grid: Grid, row: int, depth: int, fiscal_year: int) -> Layout | None:
    if grid.empty(row):
        return None
    stacks = [
        [grid.seen(row + down, column) for down in range(depth)] for column in range(grid.width)
    ]
    meanings = [_meaning(stack) for stack in stacks]
    if Column.NAME not in meanings:
        return None
    _bare_levels(stacks, meanings)
    words = [
        " ".join(dict.fromkeys(_text(cell) for cell in stack if cell != "")) for stack in stacks
    ]
    headings = [
        Heading(text, column, year_in(text)) for text, column in zip(words, meanings, strict=True)
    ]
    title = " ".join(_text(cell) for above in grid.rows[:row] for cell in above if cell != "")
    return Layout(row, depth, tuple(_once(headings, fiscal_year)), year_in(title))


def _meaning(stack: Sequence[Cell]) -> Column:
    """What a column says by its lower heading, by both together, or by the upper one."""
    upper, lower = stack[0], stack[-1]
    if len(stack) == 1 or upper == lower:
        return _not_a_number(upper)
    both = f"{_text(upper)} {_text(lower)}"
    for words in (lower, both) if lower != "" else (upper,):
        if (found := _not_a_number(words)) is not Column.NOTHING:
            return found
    return Column.NOTHING


def _not_a_number(words: Cell) -> Column:
    return meaning(words) if isinstance(words, str) else Column.NOTHING


def _bare_levels(stacks: list[list[Cell]], meanings: list[Column]) -> None:
    """Five neighbours headed 1, 2, 3, 4, 5 are the levels, whatever stands above them."""
    numbers = [level_number(stack[-1]) if stack[-1] != "" else None for stack in stacks]
    for start in range(len(numbers) - 4):
        run = numbers[start : start + 5]
        if run[0] == 1 and all(b is not None and b - (a or 0) == 1 for a, b in pairwise(run)):
            meanings[start : start + 5] = LEVELS
            return


def _once(headings: list[Heading], fiscal_year: int) -> list[Heading]:
    """Each meaning stands once, the first wins; of several target years the card's own."""
    targets = [h for h in headings if h.column is Column.TARGET]
    own = next((h for h in targets if h.year == fiscal_year), None) or next(iter(targets), None)
    seen: set[Column] = set()
    kept = []
    for heading in headings:
        column = heading.column
        twice = column in seen and column is not Column.BASELINE
        if twice or (column is Column.TARGET and heading is not own):
            heading = replace(heading, column=Column.NOTHING)
        seen.add(heading.column)
        kept.append(heading)
    return kept


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
