"""What a workbook would change, in words for the preview."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.templatetags.prasan import weight
from strategies import levels, weights
from strategies.models import Plan
from strategies.sheet_ground import ground
from strategies.sheets.changes import Change, Changes
from strategies.sheets.tree import HEADS, Entry, Ground
from strategies.weights import Total


@dataclass(frozen=True)
class Line:
    """One entry of the preview: its row, kind, name, and each change as what, before, after."""

    row: int
    kind: str
    label: str
    name: str
    changed: tuple[tuple[str, str, str], ...]


def shown(plan: Plan, found: Changes) -> list[Line]:
    """Every change in the order of the rows."""
    stands = ground(plan)
    known = {entry.identity: entry for entry in stands.entries}
    known |= {change.entry.identity: change.entry for change in found.changes}
    lines = [_line(change, stands, known) for change in found.changes]
    return sorted(lines, key=lambda line: line.row)


def totals(plan: Plan, found: Changes) -> list[Total]:
    """The weights of each weighed level as they would be after storing."""
    rows = ((entry.level, entry.weight) for entry in found.entries)
    return list(weights.totals(rows, levels.of_plan(plan)))


def _line(change: Change, stands: Ground, known: dict[str, Entry]) -> Line:
    entry = change.entry
    return Line(
        row=change.row,
        kind=change.kind,
        label=stands.rules[entry.level].label,
        name=_name(entry),
        changed=tuple(_fields(change, stands, known)),
    )


def _fields(
    change: Change, stands: Ground, known: dict[str, Entry]
) -> Iterator[tuple[str, str, str]]:
    words = {
        "host": _("เจ้าภาพ"),
        "joint": _("หน่วยงานร่วม"),
        "parent": _("อยู่ภายใต้"),
    }
    for name in change.what:
        said = [
            _value(entry, name, stands, known) for entry in (change.before, change.entry) if entry
        ]
        yield str(words.get(name, HEADS.get(name, name))), said[0], said[1]


def _value(entry: Entry, name: str, stands: Ground, known: dict[str, Entry]) -> str:
    if name == "parent":
        return _name(known[entry.parent]) if entry.parent in known else "–"
    if name == "host":
        if entry.host is None:
            return "–"
        office = stands.agencies.write(stands.agency_of[entry.host])
        return f"{office} · {stands.posts.of[entry.host][0]}"
    if name == "joint":
        return ", ".join(sorted(stands.agencies.write(one) for one in entry.joint)) or "–"
    if name == "weight":
        return str(weight(entry.weight)) if entry.weight is not None else "–"
    return str(getattr(entry, name)) or "–"


def _name(entry: Entry) -> str:
    return f"{entry.code} {entry.title_th}".strip()
