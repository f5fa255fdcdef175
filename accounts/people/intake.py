"""Agencies and posts from a spreadsheet: read, tried out, and stored whole or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Post, User
from accounts.people.selectors import of_area
from accounts.people.sheet import COLUMNS
from accounts.permissions import Permission
from accounts.roles import POST_ROLES, ROLES
from accounts.services import agencies, posts
from common.errors import Fault, Refused
from common.language import page_language
from common.sheets.book import Book, Grid
from common.sheets.guard import harmless
from common.sheets.words import SheetRefused, letter
from common.thai.text import normalise, search_key
from provinces.models import Agency, Area

MOST_CHANGES = 1_000
"""What is stored goes through the services one by one: some ten seconds' work."""

FIELDS = (
    "code", "name_th", "name_en", "short_name", "sector", "line_ministry", "phone", "email",
    "post", "roles",
)  # fmt: skip
OF_AGENCY = FIELDS[1:8]


@dataclass(frozen=True)
class Row:
    """One row as it was typed: text by field, and where it stands."""

    number: int
    cells: dict[str, str]
    letters: dict[str, str]
    sheet: str = ""

    def fault(self, sentence: str, name: str = "") -> "CellFault":
        """A fault of this row, at the column where one is known."""
        column = self.letters.get(name, "")
        place = {"row": self.number, "column": column}
        words = _("แถว %(row)s คอลัมน์ %(column)s") if column else _("แถว %(row)s")
        return CellFault(sentence, words % place, self.sheet, self.number, column)


@dataclass(frozen=True)
class CellFault(Fault):
    """A fault that also knows its place in parts, for the list that can be downloaded."""

    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass
class Outcome:
    """What storing did or would do."""

    lines: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind of change ("new", "changed"), agency, post (empty for the agency itself)."""

    @property
    def number(self) -> int:
        return len(self.lines)


def read(data: bytes) -> list[Row]:
    """The rows of the first sheet. Raises Refused when it is no such table."""
    try:
        book = Book.of(
            harmless(data, max_bytes=settings.SHEET_MAX_BYTES), max_rows=settings.SHEET_MAX_ROWS
        )
        grid = book.grid((book.visible or book.names)[0])
    except SheetRefused as refused:
        raise Refused(refused.said.say(page_language()), field="file") from None
    filled = [number for number in range(len(grid.rows)) if not grid.empty(number)]
    columns = _columns(grid, filled[0]) if filled else {}
    if "code" not in columns:
        raise Refused(
            _("ไม่พบหัวตาราง แถวแรกต้องมีคอลัมน์ “รหัส” โปรดใช้ไฟล์ที่บันทึกจากหน้าหน่วยงานเป็นแบบ"),
            field="file",
        )
    faults: list[Fault] = []
    letters = {name: letter(column) for name, column in columns.items()}
    rows = []
    for number in filled[1:]:
        row = Row(number + 1, {}, letters, grid.name)
        for name, column in columns.items():
            broken = grid.broken.get((number, column))
            if broken:
                faults.append(row.fault(broken.say(page_language()), name))
            row.cells[name] = _text(grid.seen(number, column))
        rows.append(row)
    if faults:
        raise Refused(faults=faults)
    return rows


def try_out(*, area: Area, rows: list[Row], by: User) -> Outcome:
    """What storing would do: it is done, and taken back. Raises Refused as storing would."""
    with transaction.atomic():
        outcome = store(area=area, rows=rows, by=by)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def store(*, area: Area, rows: list[Row], by: User, shown: Outcome | None = None) -> Outcome:
    """Enter every row through the same services as the screens, or none: faults name their row.

    An agency is known by its code, a post by its title in the agency. An empty cell leaves what
    stands; nothing is ever taken away. shown: what the person confirmed; refused where the
    register has changed so that something else would be stored.
    """
    by.authority.require(Permission.PEOPLE_EDIT, area=area)
    if not rows:
        raise Refused(_("ตารางไม่มีแถวข้อมูล"), field="file")
    intake = _Intake(area, by)
    for row in rows:
        intake.enter(row)
        if intake.outcome.number > MOST_CHANGES:
            raise Refused(
                _("ไฟล์นี้จะบันทึกเกิน %(number)s รายการ โปรดแบ่งเป็นหลายไฟล์")
                % {"number": f"{MOST_CHANGES:,}"},
                field="file",
            )
    if intake.faults:
        raise Refused(faults=intake.faults)
    if shown is not None and shown != intake.outcome:
        raise Refused(_("ทะเบียนเปลี่ยนไปหลังจากที่ท่านตรวจ โปรดส่งไฟล์เพื่อตรวจใหม่"))
    return intake.outcome


class _Intake:
    """Row by row: agencies known so far, what was entered, and what is wrong."""

    def __init__(self, area: Area, by: User) -> None:
        self.area, self.by = area, by
        self.outcome = Outcome()
        self.faults: list[Fault] = []
        found = Agency.objects.filter(of_area(area)).select_related("area")
        self.agencies = {one.code: one for one in found.order_by("area__kind")}
        known = Post.objects.filter(agency__in=found).select_related("agency__area")
        self.posts = {(one.agency_id, one.title_th): one for one in known}
        self.told: dict[str, Row] = {}
        self.seen: set[tuple[int, str]] = set()
        self.sectors = _words(dict(Agency.Sector.choices))
        self.roles = _words({code: ROLES[code].label for code in POST_ROLES})

    def enter(self, row: Row) -> None:
        before = len(self.faults)
        facts = self._facts(row)
        roles = self._roles(row)
        if len(self.faults) > before:
            return
        try:
            agency = self._agency(row, facts)
            if agency and row.cells.get("post"):
                self._post(row, agency, roles)
        except Refused as refused:
            self.faults += [row.fault(str(fault), _column(fault.field)) for fault in refused.faults]

    def _facts(self, row: Row) -> dict[str, Any]:
        facts: dict[str, Any] = {n: row.cells[n] for n in OF_AGENCY if row.cells.get(n)}
        if "sector" in facts:
            facts["sector"] = self._known(row, "sector", facts["sector"], self.sectors)
        return facts

    def _roles(self, row: Row) -> list[str]:
        typed = row.cells.get("roles", "")
        names = [name for name in typed.replace(";", ",").replace("\n", ",").split(",") if name]
        return [self._known(row, "roles", name, self.roles) for name in names if name.strip()]

    def _known(self, row: Row, name: str, typed: str, words: dict[str, str]) -> str:
        found = words.get(search_key(typed))
        if found is None:
            choices = self.sectors if name == "sector" else self.roles
            labels = dict(Agency.Sector.choices) if name == "sector" else _role_labels()
            said = {
                "typed": typed.strip(),
                "known": ", ".join(str(labels[one]) for one in dict.fromkeys(choices.values())),
            }
            sentence = (
                _("ไม่รู้จักภาคส่วน “%(typed)s” ใช้ได้คือ %(known)s")
                if name == "sector"
                else _("ไม่รู้จักบทบาท “%(typed)s” ใช้ได้คือ %(known)s")
            )
            self.faults.append(row.fault(sentence % said, name))
        return found or ""

    def _agency(self, row: Row, facts: dict[str, Any]) -> Agency | None:
        code = row.cells["code"]
        if not code:
            self.faults.append(row.fault(_("โปรดกรอกรหัสหน่วยงาน"), "code"))
            return None
        first = self.told.setdefault(code, row)
        for name in facts:
            if first is not row and first.cells.get(name) not in ("", None, row.cells[name]):
                said = {"row": first.number, "typed": row.cells[name]}
                sentence = _("“%(typed)s” ไม่ตรงกับหน่วยงานเดียวกันที่แถว %(row)s") % said
                self.faults.append(row.fault(sentence, name))
                return None
        agency = self.agencies.get(code)
        if agency is None:
            return self._new_agency(row, code, facts)
        stands = {name: getattr(agency, name) for name in facts}
        if stands != facts:
            agency = agencies.update(agency=agency, by=self.by, **facts)
            self.agencies[code] = agency
            self.outcome.lines.append(("changed", agency.name_th, ""))
        return agency

    def _new_agency(self, row: Row, code: str, facts: dict[str, Any]) -> Agency | None:
        if not facts.get("name_th") or not facts.get("sector"):
            sentence = _("ไม่รู้จักหน่วยงานรหัส “%(code)s” หากเป็นหน่วยงานใหม่ โปรดกรอกชื่อและภาคส่วนในแถวนี้")
            self.faults.append(row.fault(sentence % {"code": code}, "code"))
            return None
        made = agencies.create(area=self.area, code=code, by=self.by, **facts)
        self.agencies[code] = made
        self.outcome.lines.append(("new", made.name_th, ""))
        return made

    def _post(self, row: Row, agency: Agency, roles: list[str]) -> None:
        title = row.cells["post"]
        key = (agency.pk, title)
        if key in self.seen:
            self.faults.append(row.fault(_("ตำแหน่งนี้อยู่ในตารางแล้วที่แถวก่อนหน้า"), "post"))
            return
        self.seen.add(key)
        post = self.posts.get(key)
        if post is None:
            posts.create(agency=agency, title_th=title, roles=roles, by=self.by)
            self.outcome.lines.append(("new", agency.name_th, title))
        elif roles and set(post.roles) != set(roles):
            posts.update(post=post, roles=roles, by=self.by)
            self.outcome.lines.append(("changed", agency.name_th, title))


def _columns(grid: Grid, head: int) -> dict[str, int]:
    """Which column holds which field, by its head in either language or by its own name."""
    heads = _words({name: label for name, (label, _width) in zip(FIELDS, COLUMNS, strict=True)})
    found: dict[str, int] = {}
    for column in range(grid.width):
        name = heads.get(search_key(_text(grid.seen(head, column))))
        if name and name not in found:
            found[name] = column
    return found


def _words(labels: dict[str, Any]) -> dict[str, str]:
    """Codes by their words in both languages, and by the code itself."""
    return {search_key(word): code for code, word in _every_word(labels)}


def _every_word(labels: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for code, label in labels.items():
        yield code, code
        for language in ("th", "en"):
            with translation.override(language):
                yield code, str(label)


def _role_labels() -> dict[str, Any]:
    return {code: ROLES[code].label for code in POST_ROLES}


def _column(name: str) -> str:
    return {"title_th": "post"}.get(name, name)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return normalise(value)
