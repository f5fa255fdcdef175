"""Changes and moves in words: one sentence each, and as rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Post, User, WorkflowMove
from accounts.trail import deeds, words
from accounts.trail.change import Change
from accounts.trail.kinds import kind_word
from accounts.trail.versions import Row, earlier_rows
from common.trail import GOVERNED

# Columns that change with every saving and tell nothing by themselves.
SILENT = {"updated_at", "edition", "created_at", "id"}
VERSION = "version"
NAMES = ("name_th", "title_th", "title", "code", "fiscal_year")


@dataclass(frozen=True)
class FieldChange:
    """One column before and after, in words. column: its name in the database."""

    column: str
    field: str
    before: str
    after: str
    silent: bool = False
    is_link: bool = False

    @property
    def what(self) -> str:
        """The change in words; of a relation, what was linked or taken away."""
        named = {
            "field": self.field,
            "before": words.short(self.before),
            "after": words.short(self.after),
        }
        if not self.is_link:
            return _("%(field)s %(before)s → %(after)s") % named
        if self.before == words.NOTHING:
            return _("%(field)s: เพิ่ม %(after)s") % named
        return _("%(field)s: เอาออก %(before)s") % named


@dataclass(frozen=True)
class Told:
    """One entry of a history.

    state: the state that a move led to, where it tells one. done: what was done, where that is no
    change of fields; lines: the several things that were done in it.
    """

    at: dt.datetime
    verb: str
    kind: str
    subject: str
    url: str
    area: str
    who: str
    posts: str
    reason: str
    fields: tuple[FieldChange, ...] = ()
    state: str = ""
    is_part: bool = False
    change: Change | None = None
    move: WorkflowMove | None = None
    done: str = ""
    lines: tuple[str, ...] = ()

    @cached_property
    def what(self) -> str:
        """What happened, without who and when."""
        if self.done:
            return self._of_the_part(self.done) if self.is_part else self.done
        thing = {"kind": self.kind, "name": self.subject}
        if self.verb == Change.Verb.INSERT:
            return _("เพิ่ม%(kind)s “%(name)s”") % thing
        if self.verb == Change.Verb.DELETE:
            return _("ลบ%(kind)s “%(name)s”") % thing
        told = [one for one in self.fields if not one.silent] or list(self.fields)
        changed = "; ".join(one.what for one in told)
        return self._of_the_part(changed) if self.is_part else changed

    def _of_the_part(self, changed: str) -> str:
        named = {"kind": self.kind, "name": self.subject, "changed": changed}
        return _("%(kind)s “%(name)s”: %(changed)s") % named

    @property
    def by(self) -> str:
        """Who, with the posts held at the time, and the machine that did it where one did."""
        who = self.who or ("" if self.machine else _("ระบบ"))
        if self.posts:
            who = _("%(who)s (%(posts)s)") % {"who": who, "posts": self.posts}
        if who and self.machine:
            return _("%(who)s ผ่าน%(machine)s") % {"who": who, "machine": self.machine}
        return who or self.machine

    @property
    def machine(self) -> str:
        """The job or command that made the change, where no request did."""
        kind, _colon, name = (self.change.url if self.change else "").partition(":")
        if kind == "job":
            return _("ระบบ: งานเบื้องหลัง #%(number)s") % {"number": name}
        if kind == "command":
            return _("ระบบ: คำสั่ง %(name)s") % {"name": name}
        return ""


def tell(
    entries: Iterable[Change | WorkflowMove], *, about: tuple[str, int] | None = None
) -> list[Told]:
    """Entries in words, in the order given. Names cost one query for each kind of related row.

    about: the object whose page it is, which the sentences need not name.
    """
    rows = list(entries)
    earlier = earlier_rows(rows)
    names = _names(rows, earlier)
    return [
        _told_move(row, names, about)
        if isinstance(row, WorkflowMove)
        else _told(row, names, about, earlier.get(row.pk))
        for row in rows
    ]


def _told(
    change: Change, names: words.Names, about: tuple[str, int] | None, earlier: Row | None
) -> Told:
    posts = names.get(Post, {})
    return Told(
        at=change.at,
        verb=VERSION if earlier else change.verb,
        kind=kind_word(change.subject),
        subject=_name(change.subject, change.subject_id, names, change),
        url=history_url(change.subject, change.subject_id),
        area=names.get(apps.get_model("provinces.area"), {}).get(change.area_id or 0, ""),
        who=names.get(User, {}).get(change.user_id or 0, ""),
        posts=", ".join(posts.get(pk, f"#{pk}") for pk in change.posts),
        reason=change.reason,
        fields=_fields(change, names, earlier),
        is_part=about != (change.subject, change.subject_id),
        change=change,
    )


def _told_move(move: WorkflowMove, names: words.Names, about: tuple[str, int] | None) -> Told:
    entry = GOVERNED.get(move.subject)
    status = words.field_of(entry.model, "status") if entry else None
    known = dict(getattr(status, "flatchoices", None) or ())
    changed: tuple[FieldChange, ...] = ()
    done, lines = "", tuple[str, ...]()
    if move.from_state in known and move.to_state in known and move.from_state != move.to_state:
        before, after = str(known[move.from_state]), str(known[move.to_state])
        changed = (FieldChange("status", words.field_word(status, "status"), before, after),)
    else:
        done, lines = deeds.sentence(move)
    return Told(
        at=move.at,
        verb="move",
        kind=kind_word(move.subject),
        subject=_name(move.subject, move.subject_id, names, None),
        url=history_url(move.subject, move.subject_id),
        area="",
        who=names.get(User, {}).get(move.by_id, ""),
        posts="",
        reason=deeds.why(move),
        fields=changed,
        state=move.to_state,
        move=move,
        done=done,
        lines=lines,
        is_part=about != (move.subject, move.subject_id),
    )


def _fields(change: Change, names: words.Names, earlier: Row | None) -> tuple[FieldChange, ...]:
    entry = GOVERNED.get(change.subject)
    before, after = earlier or change.before or {}, change.after or {}
    found = []
    for column in {**before, **after}:
        if earlier and before.get(column) == after.get(column):
            continue
        field = words.field_of(entry.model, column) if entry else None
        was, now = (words.value_word(field, row.get(column), names) for row in (before, after))
        if was == now == words.NOTHING:
            continue
        word = words.field_word(field, column)
        is_link = bool(field is not None and field.many_to_many)
        found.append(FieldChange(column, word, was, now, column in SILENT, is_link))
    return tuple(found)


def _names(rows: list[Change | WorkflowMove], earlier: dict[int, Row]) -> words.Names:
    """The names of all rows that the entries speak of, in one query a kind of row."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for row in rows:
        entry = GOVERNED.get(row.subject)
        if entry:
            wanted[entry.model].add(row.subject_id)
        if isinstance(row, WorkflowMove):
            wanted[User].add(row.by_id)
            continue
        wanted[User].update(pk for pk in [row.user_id] if pk)
        wanted[Post].update(row.posts)
        wanted[apps.get_model("provinces.area")].update(pk for pk in [row.area_id] if pk)
        before = earlier.get(row.pk) or row.before or {}
        for column, value in [*before.items(), *(row.after or {}).items()]:
            field = words.field_of(entry.model, column) if entry else None
            if field is not None and field.related_model and isinstance(value, int):
                wanted[field.related_model].add(value)
    return {model: _named(model, pks) for model, pks in wanted.items() if pks}


def _named(model: type[models.Model], pks: set[int]) -> dict[int, str]:
    entry = GOVERNED.get(model._meta.label_lower)
    found: Any = model._base_manager.filter(pk__in=pks)
    if entry and entry.naming:
        found = found.select_related(*entry.naming)
    return {row.pk: str(row) for row in found}


def _name(label: str, pk: int, names: words.Names, change: Change | None) -> str:
    """The name of a row; of a deleted one what the change itself still says."""
    entry = GOVERNED.get(label)
    known = names.get(entry.model, {}).get(pk) if entry else None
    if known:
        return known
    row = (change and (change.before or change.after)) or {}
    return next((str(row[key]) for key in NAMES if row.get(key)), f"#{pk}")


def history_url(label: str, pk: int) -> str:
    """The address of an object's history."""
    entry = GOVERNED.get(label)
    return reverse("history", args=[entry.kind, pk]) if entry else ""
