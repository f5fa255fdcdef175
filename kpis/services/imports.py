"""Indicators from a spreadsheet: receive, look at, confirm. Nothing is stored before confirming."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Post, User
from accounts.permissions import Permission
from common.errors import Fault, Refused
from common.language import page_language
from common.sheets.book import Book
from common.sheets.guard import harmless, too_big
from common.sheets.words import SheetRefused
from kpis.models import Card, Criteria, Indicator
from kpis.selectors import lines
from kpis.services import cards, criteria, indicators
from kpis.services.criteria import refuse_if_agreed
from kpis.sheets import reading
from kpis.sheets.compare import Change, compare
from kpis.sheets.lines import OF_INDICATOR, CardLine, definition, stated
from kpis.sheets.reading import AS_FOUND, Choice, Reading
from provinces.models import Area

LIFE = 60 * 60
MOST_FAULTS = 200


class AlreadyImported(Refused):
    """This upload was confirmed before: what it holds is stored, and is not stored again."""


@dataclass(frozen=True)
class Upload:
    """An uploaded workbook on its way: whose, for which card, and how it is to be read."""

    user: int
    area: int
    fiscal_year: int
    name: str
    digest: str
    data: bytes
    choice: Choice = AS_FOUND
    stored: bool = False
    """Confirmed already: only the key is kept, so that confirming twice is told apart."""


@dataclass(frozen=True)
class Preview:
    """The workbook as understood, and what confirming would do. Nothing is stored yet."""

    upload: Upload
    reading: Reading
    changes: tuple[Change, ...]
    card: Card | None
    standing: Sequence[CardLine]
    """The lines that stand on the card now."""

    @property
    def faults(self) -> list[Any]:
        """Everything that must be mended first, sheet first, then row by row."""
        rows = [fault for change in self.changes for fault in change.faults]
        return [*self.reading.table.faults, *rows]

    @property
    def warnings(self) -> list[Any]:
        rows = [warning for change in self.changes for warning in change.warnings]
        return [*self.reading.table.warnings, *rows]

    def of_kind(self, kind: str) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]

    @property
    def ready(self) -> bool:
        """Whether confirming would store something."""
        return not self.faults and any(change.kind != "unchanged" for change in self.changes)

    @property
    def fingerprint(self) -> str:
        """Changes with what stands and with what would be stored: what was shown is confirmed."""
        told = [(c.kind, c.line, c.registered, c.result) for c in self.changes]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def receive(*, area: Area, fiscal_year: int, file: "UploadedFile[bytes]", by: User) -> str:
    """Take an upload in for looking at; gives the key under which it lives for an hour.

    Raises Refused with a sentence when the file is no .xlsx workbook that can be read.
    """
    by.authority.require(Permission.INDICATOR_EDIT, area=area)
    _refuse_closed(area, fiscal_year)
    if (file.size or 0) > settings.SHEET_MAX_BYTES:
        refused = too_big(settings.SHEET_MAX_BYTES)
        raise Refused(refused.said.say(page_language()), field="file")
    upload = _upload(area, fiscal_year, file.name or "", file.read(), by)
    _read(upload, area, None)
    key = secrets.token_urlsafe(24)
    cache.set(_cache_key(key), upload, LIFE)
    return key


def choose(*, key: str, area: Area, fiscal_year: int, choice: Choice, by: User) -> None:
    """Read the upload otherwise: another sheet, another first row, other columns."""
    upload = _mine(key, area, fiscal_year, by)
    cache.set(_cache_key(key), replace(upload, choice=choice), LIFE)


def preview(*, key: str, area: Area, fiscal_year: int, by: User) -> Preview:
    """What confirming would do, read and compared anew. Raises Refused when it has expired."""
    by.authority.require(Permission.INDICATOR_EDIT, area=area)
    upload = _mine(key, area, fiscal_year, by)
    return _preview(upload, area, _refuse_closed(area, fiscal_year))


@transaction.atomic
def confirm(
    *, key: str, area: Area, fiscal_year: int, by: User, fingerprint: str | None = None
) -> Card:
    """Store everything that was shown, or nothing. Looked through again before.

    Raises Refused when a fault is left, or the card has changed since it was shown; AlreadyImported
    when it was confirmed before.
    """
    by.authority.require(Permission.INDICATOR_EDIT, area=area)
    upload = _mine(key, area, fiscal_year, by)
    card = _take(upload, area, by, fingerprint)
    used = replace(upload, data=b"", stored=True)
    transaction.on_commit(lambda: cache.set(_cache_key(key), used, LIFE))
    return card


@transaction.atomic
def take(
    *, area: Area, fiscal_year: int, name: str, data: bytes, by: User, choice: Choice = AS_FOUND
) -> Card:
    """Receive and confirm in one: for programs that need no looking at."""
    by.authority.require(Permission.INDICATOR_EDIT, area=area)
    upload = replace(_upload(area, fiscal_year, name, data, by), choice=choice)
    return _take(upload, area, by, None)


# -- The upload on its way ------------------------------------------------------------------------


def _upload(area: Area, fiscal_year: int, name: str, data: bytes, by: User) -> Upload:
    try:
        safe = harmless(data, max_bytes=settings.SHEET_MAX_BYTES)
    except SheetRefused as refused:
        raise Refused(refused.said.say(page_language()), field="file") from None
    digest = hashlib.sha256(data).hexdigest()
    return Upload(by.pk, area.pk, fiscal_year, name[-120:], digest, safe)


def _cache_key(key: str) -> str:
    return f"kpis.import.{hashlib.sha256(key.encode()).hexdigest()}"


def _mine(key: str, area: Area, fiscal_year: int, by: User) -> Upload:
    upload = cache.get(_cache_key(key))
    owner = (by.pk, area.pk, fiscal_year)
    if not isinstance(upload, Upload) or (upload.user, upload.area, upload.fiscal_year) != owner:
        raise Refused(_("ไฟล์ที่ส่งหมดเวลาแล้ว (เก็บไว้ 1 ชั่วโมง) โปรดส่งไฟล์อีกครั้ง ยังไม่มีการบันทึกใด ๆ"))
    if upload.stored:
        raise AlreadyImported(_("ไฟล์นี้นำเข้าไปแล้ว ไม่มีการบันทึกซ้ำ"))
    return upload


def _refuse_closed(area: Area, fiscal_year: int) -> Card | None:
    card = Card.objects.of_areas().filter(area=area, fiscal_year=fiscal_year).first()
    if card is not None:
        refuse_if_agreed(card)
    return card


def _read(upload: Upload, area: Area, card: Card | None) -> Reading:
    ground = lines.ground(area, card, upload.fiscal_year)
    try:
        book = Book.of(upload.data, max_rows=settings.SHEET_MAX_ROWS)
        return reading.read(book, ground, upload.choice)
    except SheetRefused as refused:
        raise Refused(refused.said.say(page_language()), field="file") from None


def _preview(upload: Upload, area: Area, card: Card | None) -> Preview:
    read = _read(upload, area, card)
    stands = lines.standing(area, card, upload.fiscal_year)
    return Preview(upload, read, compare(read.sheet, read.table.rows, stands), card, stands.lines)


# -- Storing --------------------------------------------------------------------------------------


def _take(upload: Upload, area: Area, by: User, fingerprint: str | None) -> Card:
    Area.objects.select_for_update().get(pk=area.pk)  # one import into an area at a time
    card = _refuse_closed(area, upload.fiscal_year)
    if card is not None:
        card = Card.objects.select_for_update().get(pk=card.pk)
        refuse_if_agreed(card)
    seen = _preview(upload, area, card)
    if seen.faults:
        language = page_language()
        raise Refused(faults=[Fault(one.say(language)) for one in seen.faults[:MOST_FAULTS]])
    if fingerprint is not None and fingerprint != seen.fingerprint:
        raise Refused(_("ข้อมูลในบัญชีเปลี่ยนไปหลังจากท่านเปิดหน้านี้ โปรดตรวจรายการอีกครั้งแล้วจึงยืนยัน"))
    if card is None:
        card = cards.open(area=area, fiscal_year=upload.fiscal_year, by=by)
    changed = [change for change in seen.changes if change.kind != "unchanged"]
    if changed:
        _store(card, changed, by)
        told = _("%(file)s: เพิ่ม %(new)d เปลี่ยน %(changed)d") % {
            "file": upload.name,
            "new": len(seen.of_kind("new")),
            "changed": len(seen.of_kind("changed")),
        }
        workflow.record(
            card, action="import", before=card.status, after=card.status, by=by, reason=told
        )
    return card


def _store(card: Card, changes: Sequence[Change], by: User) -> None:
    hosts = {change.result.host.pk for change in changes if change.result.host}
    posts = lines.posts_of(hosts)
    rows = Criteria.objects.in_bulk([change.line.pk for change in changes if change.line])
    nodes = {node.pk: node for node in lines.nodes_of(card.area, card.fiscal_year)}
    _free_codes(rows.values(), changes)
    for change in changes:
        indicator = _indicator(card, change, posts, by)
        under = nodes.get(change.result.under.pk) if change.result.under else None
        given = definition(stated(change.row, change.line), change.line, change.result.target_level)
        if change.line is None:
            cards.add_line(
                card=card,
                indicator=indicator,
                definition=given,
                code=change.result.code,
                by=by,
                node=under,
                due_in=change.result.due_in,
                baseline=change.result.baseline,
            )
            continue
        line = rows[change.line.pk]
        given = criteria.checked(given, card, change.result.code, own=line.pk)
        criteria.write(line, given)
        line.code, line.due_in = change.result.code, list(change.result.due_in)
        line.baseline = cards.baseline_json(change.result.baseline)
        line.node = under or line.node
        line.save()


def _free_codes(rows: Any, changes: Sequence[Change]) -> None:
    """Numbers that are to change step aside first, so that two lines can swap theirs."""
    moved = {c.line.pk for c in changes if c.line and c.line.code != c.result.code}
    for line in rows:
        if line.pk in moved:
            line.code = f"~{line.pk}"
            line.save(update_fields=["code"])


def _indicator(
    card: Card, change: Change, posts: dict[int, tuple[Post, Post | None]], by: User
) -> Indicator:
    """The indicator as the row has it: made, taken up from the register, or corrected."""
    wording: dict[str, Any] = {
        "name_th" if name == "name" else name: getattr(change.result, name)
        for name in OF_INDICATOR
        if name != "host"
    }
    known = change.line or change.registered
    host = change.result.host
    if host and host.pk in posts and (known is None or known.host != host):
        wording["collector"], wording["supervisor"] = posts[host.pk]
    if known is None:
        wanted = change.row.registry or f"{card.fiscal_year}-{change.result.code}"
        code = indicators.next_code(card.area, wanted)
        return indicators.create(area=card.area, by=by, code=code, **wording)
    indicator = Indicator.objects.get(pk=known.indicator)
    if any(difference.field in OF_INDICATOR for difference in change.differences):
        return indicators.update(indicator=indicator, by=by, **wording)
    return indicator
