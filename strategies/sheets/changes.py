"""What a read workbook would change in the tree, entry by entry. Plain values, no database."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from django.utils.translation import gettext as _

from common.errors import Fault
from common.sheets.table import Row
from common.thai.text import normalise
from strategies.sheets.read import Typed
from strategies.sheets.tree import Entry

Kind = Literal["new", "changed", "retired"]
WORDS = ("title_th", "title_en", "code")


@dataclass(frozen=True)
class Change:
    """One entry that would be added, changed or retired; `what` names the fields that change."""

    kind: Kind
    entry: Entry
    what: tuple[str, ...] = ()
    before: Entry | None = None
    row: int = 0


@dataclass(frozen=True)
class Changes:
    """Everything that confirming would do, and what forbids it.

    order: all siblings as they end; entries: the whole plan as it ends.
    """

    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    order: Mapping[str, tuple[str, ...]]
    entries: tuple[Entry, ...] = ()
    kept: int = 0
    """Entries of the plan that the workbook does not mention; they stay as they are."""

    def of_kind(self, kind: str) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]

    @property
    def ready(self) -> bool:
        return bool(self.changes) and not self.faults

    @property
    def fingerprint(self) -> str:
        """Changes with what would be stored and with what stands: what was shown is confirmed."""
        told = [
            (change.kind, _sorted(change.entry), change.what, _sorted(change.before))
            for change in self.changes
        ]
        return hashlib.sha256(repr((told, sorted(self.order.items()))).encode()).hexdigest()[:32]


def compare(standing: Sequence[Entry], typed: Sequence[Typed]) -> Changes:
    """The changes from what stands to what was typed."""
    before = {entry.identity: entry for entry in standing}
    rows = {one.entry.identity: one.row for one in typed}
    retired = {one.entry.identity for one in typed if one.retire}
    told = {one.entry.identity: one.entry for one in typed}
    after = {
        identity: entry for identity, entry in (before | told).items() if identity not in retired
    }
    order = _order(before, after, told)
    shifted = _shifted(before, order)
    changes = [
        change
        for identity, entry in after.items()
        if (change := _change(before.get(identity), entry, identity in shifted, rows.get(identity)))
    ]
    changes += [
        Change("retired", before[identity], before=before[identity], row=rows[identity].number)
        for identity in sorted(retired, key=lambda one: rows[one].number)
    ]
    faults = tuple(_faults(before, after, retired, rows))
    kept = len(set(before) - set(told))
    return Changes(tuple(changes), faults, order, tuple(after.values()), kept)


def _change(before: Entry | None, entry: Entry, shifted: bool, row: Row | None) -> Change | None:
    number = row.number if row else 0
    if before is None:
        return Change("new", entry, row=number)
    what = [name for name in WORDS if _said(before, name) != _said(entry, name)]
    what += [
        name
        for name in ("parent", "host", "joint", "weight")
        if getattr(before, name) != getattr(entry, name)
    ]
    if shifted:
        what.append("order")
    return Change("changed", entry, tuple(what), before, number) if what else None


def _said(entry: Entry, name: str) -> str:
    return normalise(getattr(entry, name))


def _order(
    before: Mapping[str, Entry], after: Mapping[str, Entry], told: Mapping[str, Entry]
) -> dict[str, tuple[str, ...]]:
    """The siblings under each parent as they end: by number, and in the order of the rows."""
    places = {identity: at for at, identity in enumerate({**told, **before})}
    below: dict[str, list[str]] = {}
    for identity, entry in after.items():
        below.setdefault(entry.parent, []).append(identity)
    return {
        parent: tuple(sorted(siblings, key=lambda one: (after[one].order, places[one])))
        for parent, siblings in below.items()
    }


def _shifted(before: Mapping[str, Entry], order: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Entries that stand otherwise among the siblings that they keep."""
    found: set[str] = set()
    for parent, siblings in order.items():
        stayed = [one for one in siblings if one in before and before[one].parent == parent]
        were = sorted(stayed, key=lambda one: before[one].order)
        kept = SequenceMatcher(None, were, stayed, autojunk=False).get_matching_blocks()
        still = {one for block in kept for one in were[block.a : block.a + block.size]}
        found |= set(stayed) - still
    return found


def _faults(
    before: Mapping[str, Entry],
    after: Mapping[str, Entry],
    retired: set[str],
    rows: Mapping[str, Row],
) -> Iterator[Fault]:
    codes = Counter((entry.level, entry.code) for entry in after.values() if entry.code)
    leaving = {(before[one].level, before[one].code) for one in retired}
    for identity, entry in after.items():
        row = rows.get(identity)
        if entry.parent in retired:
            place = row or rows[entry.parent]
            said = _("“%(entry)s” ยังอยู่ภายใต้รายการที่นำออก โปรดย้ายหรือนำออกด้วย")
            yield place.fault(said % {"entry": f"{entry.code} {entry.title_th}".strip()}, "parent")
        if row is None:
            continue
        if codes[entry.level, entry.code] > 1:
            yield row.fault(_("รหัสนี้มีอยู่แล้วในระดับเดียวกันของแผน"), "code")
        elif entry.code and (entry.level, entry.code) in leaving:
            said = _("รหัสนี้เป็นของรายการที่นำออกในไฟล์เดียวกัน โปรดนำเข้าการนำออกก่อน แล้วจึงใช้รหัสนี้")
            yield row.fault(said, "code")
        if _circles(identity, after):
            said = _("ย้ายรายการไปอยู่ภายใต้ตัวเองหรือรายการย่อยของตัวเองไม่ได้")
            yield row.fault(said, "parent")


def _circles(identity: str, entries: Mapping[str, Entry]) -> bool:
    at, steps = entries[identity].parent, 0
    while at in entries and steps <= len(entries):
        if at == identity:
            return True
        at, steps = entries[at].parent, steps + 1
    return False


def _sorted(entry: Entry | None) -> tuple[object, ...]:
    """The entry with its set in an order of its own, so that a fingerprint stays the same."""
    if entry is None:
        return ()
    return (
        *(entry.identity, entry.parent, entry.level, entry.code, entry.title_th, entry.title_en),
        *(entry.host, tuple(sorted(entry.joint)), entry.weight),
    )
