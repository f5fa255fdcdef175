"""What the pages of the history read."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Max, Q, QuerySet, Value
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User, WorkflowMove
from accounts.permissions import Permission
from accounts.trail.acts import gathered, with_lines
from accounts.trail.change import Change
from accounts.trail.querysets import hidden_from
from accounts.trail.telling import Told, tell
from common.errors import NotAllowed
from common.trail import GOVERNED, Governed
from provinces.models import Area

PER_PAGE = 50
PER_CHUNK = 500


@dataclass(frozen=True)
class Subject:
    """The object whose history is shown. area: in which history is read; None: in none."""

    entry: Governed
    pk: int
    name: str
    area: Area | None
    deleted: bool = False


@dataclass(frozen=True)
class HistoryPage:
    """One page of entries, newest first."""

    page: Page[Any]
    entries: tuple[Told, ...]

    @cached_property
    def acts(self) -> tuple[Told, ...]:
        """The entries, with those as one that changed several rows in one act."""
        return gathered(self.entries)


@dataclass(frozen=True)
class Wanted:
    """What an inspector looks for. Days are whole days in Thailand, both belonging to it."""

    area: Area | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    kind: str = ""
    person: str = ""


def find_subject(user: User, kind: str, pk: int) -> Subject:
    """The object of an address, or "not found" where the person may not see it.

    A deleted object is found by inspectors of its area alone. Raises NotAllowed where the object
    is seen and its history is not.
    """
    entry = next((one for one in GOVERNED.values() if one.kind == kind), None)
    if entry is None:
        raise Http404
    rows: Any = entry.model._base_manager.filter(pk=pk)
    row = rows.select_related(*entry.naming).first()
    if row is None:
        return _deleted(user, entry, pk)
    area = _area(rows, entry)
    if not _sees(user, entry, row):
        raise Http404
    told_to = getattr(entry.model._default_manager, "history_visible_to", None)
    if told_to is not None and not told_to(user).filter(pk=pk).exists():
        raise NotAllowed(
            _("ประวัติของรายการนี้อ่านได้เฉพาะหน่วยงานเจ้าของและผู้ตรวจรับ เพราะมีร่างและการส่งกลับอยู่ด้วย")
        )
    if area is not None:
        user.authority.require(Permission.HISTORY_VIEW, area=area.province_id or area.pk)
    return Subject(entry, pk, str(row), area)


def history(subject: Subject, user: User, number: str | int = 1) -> HistoryPage:
    """Changes and moves of an object and those of its parts that are not hidden, by time."""
    label, pk = subject.entry.label, subject.pk
    columns = ("source", "pk", "at")
    of_it = Change.objects.of(label, pk).seen_by(user)
    changes = of_it.filter(in_move=False).annotate(source=Value("change"))
    moves = _moves(label, pk).exclude(hidden_from(user)).annotate(source=Value("move"))
    both = (
        changes.order_by()
        .values_list(*columns)
        .union(moves.order_by().values_list(*columns), all=True)
        .order_by("-at", "source", "-pk")
    )
    page = Paginator(both, PER_PAGE).get_page(number)
    keys = [(source, key) for source, key, _when in page.object_list]
    found: dict[tuple[str, int], Change | WorkflowMove] = {}
    for source, rows in (("change", Change.objects), ("move", WorkflowMove.objects)):
        wanted = [key for one, key in keys if one == source]
        found |= {(source, row.pk): row for row in rows.filter(pk__in=wanted)}
    entries = tell((found[key] for key in keys), about=(label, pk))
    return HistoryPage(page, with_lines(entries))


def search(user: User, wanted: Wanted) -> QuerySet[Change]:
    """The changes that a person looks for, of those that the person may read; newest first."""
    found = Change.objects.visible_to(user)
    if wanted.area:
        found = found.filter(Q(area=wanted.area) | Q(area__province=wanted.area))
    if wanted.since:
        found = found.filter(at__date__gte=wanted.since)
    if wanted.until:
        found = found.filter(at__date__lte=wanted.until)
    if wanted.kind:
        label = next((one.label for one in GOVERNED.values() if one.kind == wanted.kind), "")
        found = found.filter(subject=label)
    if wanted.person:
        people = User.objects.filter(
            Q(name__icontains=wanted.person) | Q(username__iexact=wanted.person)
        )
        found = found.filter(user__in=people.values("pk"))
    return found.order_by("-at", "-pk")


def result_page(found: QuerySet[Change], number: str | int = 1) -> HistoryPage:
    """One page of a search."""
    page = Paginator(found, PER_PAGE).get_page(number)
    return HistoryPage(page, tuple(tell(page.object_list)))


def all_told(found: QuerySet[Change]) -> Iterator[Told]:
    """Everything found, a few hundred at a time, so that an export of years needs little memory.

    Goes by key from the newest that stood at the beginning: changes made meanwhile do not shift it.
    """
    newest = found.aggregate(newest=Max("pk"))["newest"]
    rows = found.filter(pk__lte=newest or 0)
    last: Change | None = None
    while True:
        after = Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk) if last else Q()
        chunk = list(rows.filter(after)[:PER_CHUNK])
        if not chunk:
            return
        yield from tell(chunk)
        last = chunk[-1]


def _moves(label: str, pk: int) -> QuerySet[WorkflowMove]:
    """Moves of the object and of all parts that it ever had."""
    of_it = Q(subject=label, subject_id=pk)
    for entry in GOVERNED.values():
        if entry.part_of and entry.model._meta.get_field(entry.part_of).related_model is (
            GOVERNED[label].model
        ):
            parts = Change.objects.filter(part_of=label, part_of_id=pk, subject=entry.label)
            of_it |= Q(subject=entry.label, subject_id__in=parts.values("subject_id"))
    return WorkflowMove.objects.filter(of_it)


def _area(rows: Any, entry: Governed) -> Area | None:
    pk = rows.values_list(entry.area.replace(".", "__"), flat=True).first()
    return Area.objects.filter(pk=pk).first() if pk else None


def _sees(user: User, entry: Governed, row: Any) -> bool:
    """Whether the row lies in the scope: by its own queryset, else by what it is part of."""
    manager = entry.model._default_manager
    scope = getattr(manager, "visible_to", None)
    if scope is not None:
        return bool(scope(user).filter(pk=row.pk).exists())
    if entry.part_of:
        whole = GOVERNED[entry.model._meta.get_field(entry.part_of).related_model._meta.label_lower]  # type: ignore[union-attr]
        return _sees(user, whole, getattr(row, entry.part_of))
    return inspects(user, getattr(row, "area", None))


def _deleted(user: User, entry: Governed, pk: int) -> Subject:
    last = (
        Change.objects.filter(subject=entry.label, subject_id=pk)
        .select_related("area")
        .order_by("-pk")
        .first()
    )
    if last is None or not inspects(user, last.area):
        raise Http404
    return Subject(entry, pk, tell([last])[0].subject, last.area, deleted=True)


def inspects(user: User, area: Area | None) -> bool:
    """Whether a person is inspector of an area (None: of all)."""
    places = {g.area_id for g in user.authority.grants if g.role == "inspector"}
    return None in places or (area is not None and bool(places & {area.pk, area.province_id}))
