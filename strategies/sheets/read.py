"""Rows of a workbook as entries of the tree, with every fault at its row and column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from common.errors import Fault
from common.sheets.table import Row
from common.thai.digits import read_number
from common.thai.language import Unreadable
from common.thai.text import search_key
from strategies.levels import LevelRule
from strategies.sheets.tree import Entry, Ground, Names, parent_names, references

NEW = "new:"
LAST = 1_000_000
MARKS = ("x", "1")


@dataclass(frozen=True)
class Typed:
    """One row as an entry; `row` says where it stands."""

    row: Row
    entry: Entry
    retire: bool = False


class Reader:
    """Reads all rows; what is wrong is collected, so that one look shows everything."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.faults: list[Fault] = []
        self.standing = {entry.identity: entry for entry in ground.entries}
        self.told = self.standing
        self.written = references(ground.entries, ground.rules)
        self.levels = {
            search_key(word): level
            for level, rule in ground.rules.items()
            for word in (level, rule.usual_th, rule.usual_en, rule.label_th, rule.label_en)
        }

    def read(self, rows: Sequence[Row]) -> list[Typed]:
        """The entries of the rows; parents are looked up once all of them are known."""
        typed = [one for row in rows if (one := self._entry(row)) is not None]
        self._refuse_twice(typed)
        named = self._parents(typed)
        return [Typed(one.row, self._under(one, named), one.retire) for one in typed]

    def fault(self, row: Row, sentence: str, name: str) -> None:
        self.faults.append(row.fault(sentence, name))

    def _entry(self, row: Row) -> Typed | None:
        identity = row.cells.get("identity", "")
        stands = self.standing.get(identity)
        if identity and stands is None:
            self.fault(row, _("ไม่รู้จักรหัสประจำรายการนี้ในแผน โปรดเว้นว่างไว้หากเป็นรายการใหม่"), "identity")
            return None
        rule = self._level(row, stands)
        if rule is None:
            return None
        title = self._cell(row, "title_th", stands.title_th if stands else "")
        if not title:
            self.fault(row, _("โปรดกรอกชื่อ"), "title_th")
        for name, text, most in (("title_th", title, 500), ("code", row.cells.get("code", ""), 20)):
            if len(text) > most:
                said = _("ยาวเกิน %(most)s ตัวอักษร โปรดย่อให้สั้นลง") % {"most": most}
                self.fault(row, said, name)
        entry = Entry(
            identity=identity or f"{NEW}{row.number}",
            parent=stands.parent if stands else "",
            level=rule.level,
            code=self._cell(row, "code", stands.code if stands else ""),
            title_th=title,
            title_en=self._cell(row, "title_en", stands.title_en if stands else ""),
            host=self._host(row, stands),
            joint=self._joint(row, stands),
            weight=self._weight(row, rule, stands),
            order=self._order(row, stands),
        )
        retire = search_key(row.cells.get("retire", ""))
        if retire and stands is None:
            self.fault(row, _("รายการใหม่นำออกไม่ได้ โปรดลบแถวนี้"), "retire")
        if retire and retire not in MARKS:
            self.fault(row, _("ใส่ x เพื่อนำรายการออก หรือเว้นว่างไว้"), "retire")
        return Typed(row, entry, bool(retire))

    def _cell(self, row: Row, name: str, stands: str) -> str:
        """What the cell says; what stands where the column is missing."""
        return row.cells.get(name, stands)

    def _level(self, row: Row, stands: Entry | None) -> LevelRule | None:
        typed = row.cells.get("level", "")
        level = self.levels.get(search_key(typed)) if typed else stands and stands.level
        if not level:
            known = ", ".join(rule.label for rule in self.ground.rules.values())
            said = _("ไม่รู้จักระดับ “%(typed)s” ใช้ได้คือ %(known)s")
            self.fault(row, said % {"typed": typed, "known": known}, "level")
            return None
        if stands is not None and level != stands.level:
            self.fault(row, _("เปลี่ยนระดับของรายการเดิมไม่ได้ โปรดเพิ่มเป็นรายการใหม่"), "level")
            return None
        return self.ground.rules[level]

    def _host(self, row: Row, stands: Entry | None) -> int | None:
        if "agency" not in row.cells and "post" not in row.cells:
            return stands.host if stands else None
        office, title = row.cells.get("agency", ""), row.cells.get("post", "")
        if not office and not title:
            return None
        if not office or not title:
            missing = "post" if office else "agency"
            self.fault(row, _("เจ้าภาพต้องมีทั้งหน่วยงานและตำแหน่ง"), missing)
            return None
        agency = self._one(row, "agency", office, self.ground.agencies, _("หน่วยงาน"))
        if agency is None:
            return None
        return self._one(row, "post", title, self.ground.posts_of(agency), _("ตำแหน่ง"))

    def _joint(self, row: Row, stands: Entry | None) -> frozenset[int]:
        if "joint" not in row.cells:
            return stands.joint if stands else frozenset()
        names = row.cells["joint"].replace("\n", ";").split(";")
        found = [
            self._one(row, "joint", name.strip(), self.ground.agencies, _("หน่วยงาน"))
            for name in names
            if name.strip()
        ]
        return frozenset(one for one in found if one is not None)

    def _one(self, row: Row, column: str, typed: str, names: Names, kind: str) -> int | None:
        found = names.read(typed)
        if len(found) == 1:
            return next(iter(found))
        said = {"kind": kind, "typed": typed}
        if not found:
            self.fault(row, _("ไม่พบ%(kind)s “%(typed)s” ในพื้นที่นี้") % said, column)
        else:
            sentence = _("มี%(kind)sชื่อ “%(typed)s” มากกว่าหนึ่ง โปรดใช้ชื่อเต็มหรือรหัส")
            self.fault(row, sentence % said, column)
        return None

    def _weight(self, row: Row, rule: LevelRule, stands: Entry | None) -> Decimal | None:
        if "weight" not in row.cells:
            return stands.weight if stands else None
        typed = row.cells["weight"]
        if not typed:
            return None
        if not rule.weighted:
            self.fault(row, _("%(level)sไม่มีน้ำหนัก") % {"level": rule.label}, "weight")
            return None
        number = self._number(row, "weight", typed)
        if number is None:
            return None
        if not 0 <= number <= 100:
            self.fault(row, _("น้ำหนักต้องอยู่ระหว่าง 0 ถึง 100"), "weight")
            return None
        if number != round(number, 4):
            self.fault(row, _("ทศนิยมได้ไม่เกิน %(places)s ตำแหน่ง") % {"places": 4}, "weight")
            return None
        return number

    def _order(self, row: Row, stands: Entry | None) -> int:
        """Where it stands among its siblings; a new row without a number comes last."""
        typed = row.cells.get("order", "")
        if not typed:
            return stands.order if stands else LAST
        number = self._number(row, "order", typed)
        if number is None or number != int(number) or not 0 <= number < LAST:
            self.fault(row, _("ลำดับต้องเป็นจำนวนเต็มตั้งแต่ 1"), "order")
            return LAST
        return int(number)

    def _number(self, row: Row, name: str, typed: str) -> Decimal | None:
        try:
            return read_number(typed)
        except Unreadable:
            said = _("“%(typed)s” ไม่ใช่ตัวเลข โปรดกรอกเป็นตัวเลข") % {"typed": typed}
            self.fault(row, said, name)
            return None

    def _refuse_twice(self, typed: Iterable[Typed]) -> None:
        seen: dict[str, int] = {}
        for one in typed:
            first = seen.setdefault(one.entry.identity, one.row.number)
            if first != one.row.number:
                said = _("รายการนี้อยู่ในตารางแล้วที่แถว %(row)s") % {"row": first}
                self.fault(one.row, said, "identity")

    def _parents(self, typed: Sequence[Typed]) -> dict[str, set[str]]:
        """What each name in the column of parents may mean: rows first, what is left out after."""
        told = {one.entry.identity: one.entry for one in typed}
        named: dict[str, set[str]] = {}
        for entry in (self.standing | told).values():
            for name in parent_names(entry, self.ground.rules):
                named.setdefault(search_key(name), set()).add(entry.identity)
        self.told = self.standing | told
        return named

    def _under(self, one: Typed, named: dict[str, set[str]]) -> Entry:
        """The entry under the parent that its cell names, as far as the template lets it."""
        entry, row = one.entry, one.row
        cell = row.cells.get("parent")
        rule = self.ground.rules[entry.level]
        if entry.identity in self.standing and (cell is None or self._as_written(entry, cell)):
            return entry
        if not cell:
            if rule.parents and not one.retire:
                self.fault(row, self._needs(rule), "parent")
            return replace(entry, parent="")
        fits = [
            identity
            for identity in named.get(search_key(cell), ())
            if self.told[identity].level in rule.parents
        ]
        if len(fits) != 1:
            said = _("ไม่พบรายการ “%(typed)s” ที่อยู่เหนือ%(level)sได้ %(needs)s")
            if fits:
                said = _("มีรายการ “%(typed)s” มากกว่าหนึ่ง โปรดเขียนชื่อระดับนำหน้ารหัส %(needs)s")
            words = {"typed": cell, "level": rule.label, "needs": self._needs(rule)}
            self.fault(row, said % words, "parent")
            return entry
        return replace(entry, parent=fits[0])

    def _as_written(self, entry: Entry, cell: str) -> bool:
        """Whether the cell still says what was written: then the parent stays, also renumbered."""
        return bool(entry.parent) and search_key(cell) == search_key(self.written[entry.parent])

    def _needs(self, rule: LevelRule) -> str:
        above = [self.ground.rules[one].label for one in rule.parents if one in self.ground.rules]
        return _("%(level)sต้องอยู่ภายใต้ %(parents)s") % {
            "level": rule.label,
            "parents": ", ".join(above) or _("แผนโดยตรง"),
        }
