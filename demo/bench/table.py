"""A measured figure against its bar, and the table of them."""

from collections.abc import Iterable
from dataclasses import dataclass

MET, LOST, NOT_MEASURED = "met", "LOST", "NOT MEASURED"
HEADINGS = ("", "what", "measured", "bar", "")


@dataclass(frozen=True)
class Measure:
    """One figure of a bar, the smaller the better; value None where it could not be taken.

    notes: how it was taken and what stands behind it, printed below the table.
    """

    id: str
    what: str
    value: float | None
    bar: float
    unit: str = ""
    notes: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """Follows from the two figures alone."""
        if self.value is None:
            return NOT_MEASURED
        return MET if self.value <= self.bar else LOST

    @property
    def cells(self) -> tuple[str, ...]:
        shown = "–" if self.value is None else f"{_shown(self.value)}{self.unit}"
        return self.id, self.what, shown, f"≤ {_shown(self.bar)}{self.unit}", self.verdict


def _shown(value: float) -> str:
    """Three digits that matter; whole numbers whole."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def table(measures: Iterable[Measure]) -> str:
    """The measures in columns, the notes below, the losses last and by name."""
    measures = list(measures)
    rows = [HEADINGS, *(measure.cells for measure in measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "─" * len(_line(HEADINGS, widths, fill=True)))
    notes = [f"{measure.id}: {note}" for measure in measures for note in measure.notes]
    lines += dict.fromkeys(notes)
    return "\n".join([*lines, "", *_sentences(measures)])


def _line(row: tuple[str, ...], widths: list[int], *, fill: bool = False) -> str:
    """Figures stand to the right, words to the left."""
    cells = [
        cell.rjust(width) if column in (2, 3) else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    line = "  ".join(cells)
    return line if fill else line.rstrip()


def _sentences(measures: list[Measure]) -> list[str]:
    of = {
        verdict: [m for m in measures if m.verdict == verdict] for verdict in (LOST, NOT_MEASURED)
    }
    met = len(measures) - sum(map(len, of.values()))
    said = [f"{met} of {len(measures)} bars met."]
    for verdict, found in of.items():
        said += [
            f"{verdict}: {m.id} {m.what}: {m.cells[2]}, bar {m.cells[3].removeprefix('≤ ')}"
            if m.value is not None
            else f"{verdict}: {m.id} {m.what}"
            for m in found
        ]
    return said
