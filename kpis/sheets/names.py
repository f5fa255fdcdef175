"""Names of indicators and agencies as sheets carry them, and as they are stored."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from common.thai.digits import to_arabic
from common.thai.text import join_wrapped, search_key

_NUMBERED = re.compile(
    r"(?:ตัวชี้วัด(?:ที่)?|KPI|ข้อ)?\s*\(?(?P<code>\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=[.)]))[.):]*\s*"
    r"(?=[^\d\s.,%])(?!ล้าน|แสน|หมื่น|พัน|บาท|เท่า|ต่อ)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"(?<!\d) | (?!\d)")
_UNIT = re.compile(r"^(?P<name>.+?)\s*\((?P<unit>[\u0e01-\u0e4e./ ]{1,24})\)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name without its numbering and unit, which were written into the same cell."""

    name: str
    code: str = ""
    unit: str = ""


def split(written: str, *, take_unit: bool = True) -> Name:
    """“1. ร้อยละที่ เพิ่มขึ้น… OTOP (ผลิตภัณฑ์)” → name, code “1”, unit “ผลิตภัณฑ์”.

    A bracket is a unit only when it holds one short Thai word group: “(BCG)”, “(Milestone 5 ขั้น)”
    and “(จปฐ.)” belong to the name.
    """
    name = join_wrapped(written)
    code = ""
    match = _NUMBERED.match(to_arabic(name))
    if match:
        code, name = match["code"], name[match.end() :]
    unit = ""
    found = _UNIT.match(name) if take_unit else None
    if found and _is_unit(found["unit"]):
        name, unit = found["name"], found["unit"].strip()
    return Name(name.strip(), code, unit)


def _is_unit(text: str) -> bool:
    return "/" in text or not text.strip().endswith(".")


def same(one: str, other: str) -> bool:
    """Whether two names are the same but for blanks, case and punctuation."""
    return compact(one) == compact(other)


def compact(text: str) -> str:
    """What is compared: the search key without blanks, but for one that keeps digits apart."""
    return _BLANK.sub("", search_key(text))


@dataclass(frozen=True, slots=True)
class Known:
    """An agency or a plan node by its names; the first is how it is shown."""

    pk: int
    names: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.names[0] if self.names else ""


class Directory:
    """Finds agencies (or nodes) by any of their names, and says which name is nearest."""

    def __init__(self, known: Iterable[Known], drop: Sequence[str] = ()) -> None:
        self._drop = [compact(word) for word in drop if word]
        self._exact: dict[str, Known] = {}
        self._by_key: dict[str, Known] = {}
        for one in known:
            for name in one.names:
                self._exact.setdefault(name, one)
                if not any(char.isalpha() for char in name):
                    continue  # a bare number such as 1.1 is only itself
                self._by_key.setdefault(self._key(name), one)
                self._by_key.setdefault(compact(name), one)

    def find(self, text: str) -> Known | None:
        if text in self._exact:
            return self._exact[text]
        return self._by_key.get(compact(text)) or self._by_key.get(self._key(text))

    def nearest(self, text: str) -> Known | None:
        """The agency that was probably meant."""
        keys = get_close_matches(self._key(text), list(self._by_key), n=1, cutoff=0.55)
        return self._by_key[keys[0]] if keys else None

    def _key(self, name: str) -> str:
        """สำนักงาน and สนง. are one word, and the province's own name says nothing inside it."""
        key = compact(name).replace("สำนักงาน", "สนง")
        for word in self._drop:
            key = key.replace(f"จังหวัด{word}", "จังหวัด").replace(word, "")
        return key.removesuffix("จังหวัด") or compact(name)
