"""What a part of the demo did, so that a second run can say that it changed nothing."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Built:
    """One part: how many things were added now, and how many stood there already."""

    what: str
    added: int
    there: int = 0


class Tally:
    """Counts while a part is being built: `tally.added("posts")`."""

    def __init__(self) -> None:
        self._added: Counter[str] = Counter()
        self._there: Counter[str] = Counter()

    def added(self, what: str, number: int = 1) -> None:
        self._added[what] += number

    def there(self, what: str, number: int = 1) -> None:
        self._there[what] += number

    def told(self) -> list[Built]:
        names = list(dict.fromkeys([*self._added, *self._there]))
        return [Built(what, self._added[what], self._there[what]) for what in names]


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a file of demo/data."""
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return [
            {key: (value or "").strip() for key, value in row.items()}
            for row in csv.DictReader(lines)
        ]


def split(cell: str) -> list[str]:
    """The parts of a cell that holds several things, separated by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]
