"""The cells of one row by what they hold, and the remarks made about them."""

from common.sheets.book import Grid
from common.sheets.words import Said, letter
from kpis.sheets import cells
from kpis.sheets.cells import CellFault, Figure
from kpis.sheets.columns import Column
from kpis.sheets.header import Layout
from kpis.sheets.lines import Row

_GROUPING = (Column.HOST, Column.UNDER, Column.DIMENSION)
"""What is often merged over several rows, and then holds for each of them."""


class RowCells:
    """One row at a time: `begin` moves on, `now` collects what the row says."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self.grid, self.layout = grid, layout
        self.places = {
            column: place for column in Column if (place := layout.place(column)) is not None
        }
        self.letters = {column: letter(place) for column, place in self.places.items()}
        self.number = 0
        self.now = Row(0)

    def begin(self, number: int) -> None:
        """Go to a row, counted from 0."""
        self.number, self.now = number, Row(number + 1, columns=self.letters)

    def _quiet(self, column: Column) -> str:
        try:
            return cells.text(self.grid, self.number, self.places[column])
        except CellFault:
            return ""

    def _text(self, column: Column) -> str:
        place = self.places.get(column)
        if place is None:
            return ""
        if self._covered(column, place):
            return ""
        try:
            return cells.text(self.grid, self.number, place)
        except CellFault as fault:
            self._note(column, fault.said)
            return ""

    def _figure(self, column: Column, expected: str) -> Figure | None:
        place = self.places.get(column)
        if place is None or self._covered(column, place):
            return None
        try:
            return cells.figure(self.grid, self.number, place, expected)
        except CellFault as fault:
            self._note(column, fault.said)
            return None

    def _covered(self, column: Column, place: int) -> bool:
        """A cell merged into another one is empty, but for what groups rows: host, issue, มิติ."""
        home = self.grid.home(self.number, place)
        return home != (self.number, place) and not (
            column in _GROUPING and home[1] == place and home[0] >= self.layout.first_row
        )

    def _note(self, column: Column, said: Said) -> None:
        remark = self.now.remark(self.grid.name, column, said)
        if remark not in self.now.faults:
            self.now.faults.append(remark)

    def _fault(self, column: Column, th: str, en: str) -> None:
        self._note(column, Said(th, en))

    def _warn(self, column: Column, th: str, en: str) -> None:
        self.now.warnings.append(self.now.remark(self.grid.name, column, Said(th, en)))
