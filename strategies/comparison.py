"""Two versions of a plan, node by node. Plain values, no database.

A node is the same node where its identity is the same. Wording is compared by words as a reader
sees them: Thai is written without blanks, so it is cut into clusters that are never parted (a
consonant with its vowels and marks), and neighbouring changes are joined to whole stretches.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed", "changed"]
Stretch = tuple[Literal["same", "gone", "new"], str]

# A leading vowel belongs to the consonant behind it; vowels above, below and behind, and all
# marks, to the one before. Runs of Latin letters and of digits stay whole words.
_BEHIND = r"\u0e30-\u0e3a\u0e45\u0e47-\u0e4e"
_CLUSTER = re.compile(
    rf"[\u0E40-\u0E44]?[\u0E01-\u0E2E][{_BEHIND}]*"
    r"|[0-9\u0E50-\u0E59]+(?:[.,][0-9\u0E50-\u0E59]+)*|[A-Za-z]+|\s+"
    rf"|.[\u0300-\u036F{_BEHIND}]*",
    re.DOTALL,
)
SHORTEST = 3
"""A stretch of fewer unchanged clusters between two changes is taken into the change."""


@dataclass(frozen=True)
class Item:
    """One node of a version, with what it is called, where it stands and who carries it."""

    identity: str
    parent: str
    label: str
    code: str
    title: str
    host: str = ""
    joint: str = ""
    weight: Decimal | None = None
    title_other: str = ""
    """The title in the other language; a change of it alone is a change of words, too."""


@dataclass(frozen=True)
class Difference:
    """One node in both versions. `title` is cut where words were changed.

    moved: where it stood and where it stands; code, host, joint, weight, other: before and after.
    """

    kind: Kind
    item: Item
    depth: int = 0
    title: tuple[Stretch, ...] = ()
    moved: tuple[str, str] | None = None
    code: tuple[str, str] | None = None
    host: tuple[str, str] | None = None
    joint: tuple[str, str] | None = None
    other: tuple[str, str] | None = None
    weight: tuple[Decimal | None, Decimal | None] | None = None

    @property
    def renamed(self) -> bool:
        """Whether the words of a node that both versions have are others."""
        return self.kind == "changed" and any(kind != "same" for kind, _text in self.title)


@dataclass(frozen=True)
class Comparison:
    """Every node of the newer version in its order, and the removed ones where they stood."""

    differences: tuple[Difference, ...]

    @property
    def empty(self) -> bool:
        return all(one.kind == "same" for one in self.differences)

    def count(self, what: str) -> int:
        """How many were added, removed, renamed, moved, or changed in host or weight."""
        if what in ("added", "removed", "same"):
            return sum(one.kind == what for one in self.differences)
        return sum(bool(getattr(one, what)) for one in self.differences)


def compare(older: Sequence[Item], newer: Sequence[Item]) -> Comparison:
    """What became of each node. Both sequences are in reading order."""
    before = {item.identity: item for item in older}
    after = {item.identity: item for item in newer}
    depths = _depths(newer) | {
        identity: depth for identity, depth in _depths(older).items() if identity not in after
    }
    found = []
    for item in newer:
        was = before.get(item.identity)
        if was is None:
            found.append(Difference("added", item, depths[item.identity], (("new", item.title),)))
        else:
            found.append(_changed(was, item, before, after, depths[item.identity]))
    return Comparison(tuple(_with_removed(found, older, after, depths)))


def stretches(old: str, new: str) -> tuple[Stretch, ...]:
    """Both wordings in one: what stayed, what went, what came; together they give each back."""
    if old == new:
        return (("same", new),) if new else ()
    left, right = _CLUSTER.findall(old), _CLUSTER.findall(new)
    steps = _joined(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())
    found: list[Stretch] = []
    for tag, i1, i2, j1, j2 in steps:
        if tag == "equal":
            found.append(("same", "".join(left[i1:i2])))
            continue
        if i2 > i1:
            found.append(("gone", "".join(left[i1:i2])))
        if j2 > j1:
            found.append(("new", "".join(right[j1:j2])))
    return tuple(found)


Step = tuple[str, int, int, int, int]


def _joined(steps: Iterable[Step]) -> list[Step]:
    """Changes with hardly anything between them read better as one change."""
    steps = list(steps)
    found: list[Step] = []
    for at, (tag, i1, i2, j1, j2) in enumerate(steps):
        inner = 0 < at < len(steps) - 1
        if tag == "equal" and (i2 - i1 >= SHORTEST or not inner):
            found.append((tag, i1, i2, j1, j2))
        elif found and found[-1][0] != "equal":
            _tag, a1, _a2, b1, _b2 = found[-1]
            found[-1] = ("replace", a1, i2, b1, j2)
        else:
            found.append(("replace", i1, i2, j1, j2))
    return found


def _changed(
    was: Item, item: Item, before: Mapping[str, Item], after: Mapping[str, Item], depth: int
) -> Difference:
    title = stretches(was.title, item.title)
    moved = None
    if was.parent != item.parent:
        moved = (_named(before.get(was.parent)), _named(after.get(item.parent)))
    facts = {
        name: (getattr(was, name), getattr(item, name))
        for name in ("code", "host", "joint", "weight")
        if getattr(was, name) != getattr(item, name)
    }
    if was.title_other != item.title_other:
        facts["other"] = (was.title_other, item.title_other)
    kind: Kind = "changed" if facts or moved or was.title != item.title else "same"
    return Difference(kind, item, depth, title, moved, **facts)


def _with_removed(
    found: list[Difference],
    older: Sequence[Item],
    after: Mapping[str, Item],
    depths: Mapping[str, int],
) -> list[Difference]:
    """Each removed node behind the one that stood before it."""
    behind: dict[str, list[Difference]] = {}
    last = ""
    for item in older:
        if item.identity in after:
            last = item.identity
        else:
            gone = Difference("removed", item, depths[item.identity], (("gone", item.title),))
            behind.setdefault(last, []).append(gone)
    told = list(behind.get("", ()))
    for one in found:
        told += [one, *behind.get(one.item.identity, ())]
    return told


def _depths(items: Sequence[Item]) -> dict[str, int]:
    found: dict[str, int] = {}
    for item in items:
        found[item.identity] = found.get(item.parent, -1) + 1
    return found


def _named(item: Item | None) -> str:
    return f"{item.label} {item.code} {item.title}".replace("  ", " ") if item else ""
