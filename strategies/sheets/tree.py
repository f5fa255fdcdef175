"""The tree as the workbook tells it: one entry a row, and how cells name other things."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from common.thai.text import search_key
from strategies.levels import Rules

HEADS = {
    "identity": _("รหัสประจำรายการ (ห้ามแก้)"),
    "level": _("ระดับ"),
    "code": _("รหัส"),
    "title_th": _("ชื่อ"),
    "title_en": _("ชื่อภาษาอังกฤษ"),
    "parent": _("อยู่ภายใต้รหัส"),
    "agency": _("หน่วยงานเจ้าภาพ"),
    "post": _("ตำแหน่งเจ้าภาพ"),
    "joint": _("หน่วยงานร่วม (คั่นด้วย ;)"),
    "weight": _("น้ำหนัก"),
    "order": _("ลำดับ"),
    "retire": _("นำออก (ใส่ x)"),
}


@dataclass(frozen=True)
class Entry:
    """One node. host and joint are keys of a post and of agencies; order counts siblings."""

    identity: str
    parent: str
    level: str
    code: str
    title_th: str
    title_en: str = ""
    host: int | None = None
    joint: frozenset[int] = frozenset()
    weight: Decimal | None = None
    order: int = 0


@dataclass(frozen=True)
class Names:
    """How cells name something: every name of each key, the preferred one first."""

    of: Mapping[int, Sequence[str]]
    keys: Mapping[str, frozenset[int]] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[str, set[int]] = {}
        for key, names in self.of.items():
            for name in names:
                found.setdefault(search_key(name), set()).add(key)
        object.__setattr__(self, "keys", {name: frozenset(keys) for name, keys in found.items()})

    def write(self, key: int) -> str:
        """The first name that means nothing else; the last one where all are shared."""
        names = self.of[key]
        return next((one for one in names if len(self.keys[search_key(one)]) == 1), names[-1])

    def read(self, name: str) -> frozenset[int]:
        """What a cell may mean: nothing, one thing, or several."""
        return self.keys.get(search_key(name), frozenset())


@dataclass(frozen=True)
class Ground:
    """What a workbook is written from and read against."""

    rules: Rules
    entries: Sequence[Entry]
    posts: Names
    agencies: Names
    agency_of: Mapping[int, int]
    """The agency of each post."""

    def posts_of(self, agency: int) -> Names:
        """The posts of one agency by their titles."""
        return Names(
            {post: names for post, names in self.posts.of.items() if self.agency_of[post] == agency}
        )


def references(entries: Iterable[Entry], rules: Rules) -> dict[str, str]:
    """How each entry is named in the column of parents: its code, where that says enough."""
    entries = list(entries)
    named = {entry.identity: parent_names(entry, rules) for entry in entries}
    seen = Counter(search_key(name) for names in named.values() for name in dict.fromkeys(names))
    return {
        identity: next((one for one in names if seen[search_key(one)] == 1), names[-1])
        for identity, names in named.items()
    }


def parent_names(entry: Entry, rules: Rules) -> list[str]:
    """Code, level with code, level alone where there is no code, level with title, identity."""
    rule = rules[entry.level]
    names = [entry.code] if entry.code else [rule.label_th, rule.label_en]
    for label in (rule.label_th, rule.label_en):
        names += [f"{label} {entry.code}"] if entry.code else []
        names += [f"{label} {entry.title_th}"]
    return [*names, f"#{entry.identity}"]
