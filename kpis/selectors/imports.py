"""What the page before an import shows: each row as it would be stored, old → new, and remarks."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from common.thai.language import Language
from kpis.services.cards import weights_sentence
from kpis.services.imports import Preview
from kpis.sheets.compare import Change, shown
from kpis.sheets.lines import CardLine

MOST_REMARKS = 100


@dataclass(frozen=True)
class Shift:
    """One field of a row before and after, as text."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ImportRow:
    """One row of the sheet as it would be stored."""

    number: int
    kind: str
    line: CardLine
    shifts: tuple[Shift, ...]
    criteria: str
    faulty: bool
    taken_up: bool


@dataclass(frozen=True)
class ImportPage:
    """The rows of this page, remarks in words, counts, and the weights afterwards."""

    rows: tuple[ImportRow, ...]
    faults: tuple[str, ...]
    more_faults: int
    warnings: tuple[str, ...]
    more_warnings: int
    new: int
    changed: int
    unchanged: int
    kept: int
    sentence: str


def import_page(seen: Preview, changes: Iterable[Change], language: Language) -> ImportPage:
    """Words for the screen; no query is made here."""
    faults = [one.say(language) for one in seen.faults]
    warnings = [one.say(language) for one in seen.warnings]
    touched = {change.line.pk for change in seen.changes if change.line}
    kept = [line for line in seen.standing if line.pk not in touched]
    total = sum((line.weight for line in kept), Decimal(0))
    total += sum((change.result.weight for change in seen.changes), Decimal(0))
    return ImportPage(
        rows=tuple(_row(change, language) for change in changes),
        faults=tuple(faults[:MOST_REMARKS]),
        more_faults=max(len(faults) - MOST_REMARKS, 0),
        warnings=tuple(warnings[:MOST_REMARKS]),
        more_warnings=max(len(warnings) - MOST_REMARKS, 0),
        new=len(seen.of_kind("new")),
        changed=len(seen.of_kind("changed")),
        unchanged=len(seen.of_kind("unchanged")),
        kept=len(kept),
        sentence=weights_sentence(total),
    )


def _row(change: Change, language: Language) -> ImportRow:
    result = change.result
    criteria = result.levels or result.milestones or result.thresholds
    text = shown("levels", criteria, language) if criteria else ""
    if result.parts:
        text = shown("parts", result.parts, language)
    return ImportRow(
        number=change.row.number,
        kind=change.kind,
        line=result,
        shifts=tuple(
            Shift(
                difference.label.say(language),
                shown(difference.field, difference.before, language),
                shown(difference.field, difference.after, language),
            )
            for difference in change.differences
        ),
        criteria=text,
        faulty=bool(change.faults),
        taken_up=change.registered is not None,
    )
