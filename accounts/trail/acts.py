"""What one act did to several rows, told as one entry with its lines."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import WorkflowMove
from accounts.trail.change import Change
from accounts.trail.deeds import counted
from accounts.trail.telling import VERSION, Told, tell

CARD, LINE, ENTRY = "kpis.card", "kpis.criteria", "strategies.plannode"
WEIGHT, NUMBER, ENDED = "weight", "code", "superseded_on"
# The places of lines on a card, and the codes of a plan's entries, which are set several at a time.
PLACING = frozenset({WEIGHT, NUMBER})
WORDS: dict[tuple[str, frozenset[str]], str | Promise] = {
    (LINE, frozenset({WEIGHT})): gettext_lazy("ปรับน้ำหนัก"),
    (LINE, frozenset({NUMBER})): gettext_lazy("ปรับลำดับ"),
    (LINE, PLACING): gettext_lazy("ปรับลำดับและน้ำหนัก"),
    (LINE, frozenset({ENDED})): gettext_lazy("สิ้นผลฉบับเดิม"),
    (ENTRY, frozenset({WEIGHT})): gettext_lazy("ปรับน้ำหนัก"),
    (ENTRY, frozenset({NUMBER})): gettext_lazy("ให้รหัสใหม่"),
    (ENTRY, PLACING): gettext_lazy("ให้รหัสใหม่และปรับน้ำหนัก"),
}
FAMILIES = {LINE: (PLACING, frozenset({ENDED})), ENTRY: (PLACING,)}
# What a new version says besides what is different in it.
ALONG = {"version", "effective_from", "reason", ENDED}
# Statements of one act without a request follow one another faster than this.
SECONDS = 2


def gathered(entries: Iterable[Told]) -> tuple[Told, ...]:
    """The entries, those that changed the same few columns of several rows in one act as one."""
    found: list[Told] = []
    for _key, run in groupby(_marked(entries), key=lambda one: one[0]):
        told = [entry for _mark, entry in run]
        found += [_one(told)] if len(told) > 1 else told
    return tuple(found)


def with_lines(entries: Sequence[Told]) -> tuple[Told, ...]:
    """The same; a new version of an agreed card names the lines changed in the same request."""
    requests = {one.move.request_id for one in entries if one.move and _is_new_version(one.move)}
    if not requests:
        return tuple(entries)
    lines = _lines(requests)
    return tuple(
        replace(entry, done=counted(entry.done, len(found)), lines=tuple(found))
        if entry.move
        and _is_new_version(entry.move)
        and (found := lines[entry.move.request_id, entry.move.subject_id])
        else entry
        for entry in entries
    )


def _lines(requests: set[str]) -> dict[tuple[str, int], list[str]]:
    """What was done to lines of a card: {(request, card): sentences}, in the order of writing."""
    made = Change.objects.filter(
        request_id__in=requests, subject=LINE, verb=Change.Verb.INSERT
    ).order_by("pk")
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for change, entry in zip(made, tell(made), strict=True):
        weight = [one.what for one in entry.fields if one.column == WEIGHT]
        told = f"{entry.subject}: {weight[0]}" if entry.verb == VERSION and weight else entry.what
        found[change.request_id, (change.after or {})["card_id"]].append(told)
    removed = list(
        WorkflowMove.objects.filter(request_id__in=requests, subject=LINE, action="remove_line")
    )
    lines: Any = apps.get_model(LINE)._default_manager
    cards = dict(
        lines.filter(pk__in=[one.subject_id for one in removed]).values_list("pk", "card_id")
    )
    for move, entry in zip(removed, tell(removed), strict=True):
        found[move.request_id, cards[move.subject_id]].append(entry.what)
    return found


def _is_new_version(move: WorkflowMove) -> bool:
    return bool(move.request_id) and (move.subject, move.action) == (CARD, "change")


def _marked(entries: Iterable[Told]) -> Iterable[tuple[int, Told]]:
    """Each entry with the number of its act; what is told alone is an act of its own."""
    last: tuple[object, Change] | None = None
    number = 0
    for entry in entries:
        change, family = entry.change, _family(entry.change, _columns(entry))
        if change is None or family is None:
            number, last = number + 1, None
            yield number, entry
            continue
        told_by = (change.user_id, change.reason, change.request_id, change.url)
        act = (change.subject, family, entry.verb, *told_by)
        if last is None or last[0] != act or not _at_once(last[1], change):
            number += 1
        last = (act, change)
        yield number, entry


def _family(change: Change | None, columns: frozenset[str]) -> frozenset[str] | None:
    """The columns that are told together with these; none where the entry stands alone."""
    if change is None or not columns:
        return None
    return next((one for one in FAMILIES.get(change.subject, ()) if columns <= one), None)


def _at_once(newer: Change, older: Change) -> bool:
    """Whether two changes are of one act: of one request, or with hardly any time in between."""
    apart = abs((newer.recorded_at - older.recorded_at).total_seconds())
    return bool(newer.request_id) or apart < SECONDS


def _columns(entry: Told) -> frozenset[str]:
    if entry.verb in (Change.Verb.INSERT, Change.Verb.DELETE):
        return frozenset()
    changed = {one.column for one in entry.fields if not one.silent}
    return frozenset(changed - ALONG if entry.verb != Change.Verb.UPDATE else changed)


def _one(entries: Sequence[Told]) -> Told:
    columns = frozenset[str]().union(*map(_columns, entries))
    lines = tuple(
        f"{one.subject}: {'; '.join(part.what for part in one.fields if part.column in columns)}"
        for one in reversed(entries)
    )
    subject = entries[0].change.subject if entries[0].change else ""
    word = counted(str(WORDS[subject, columns]), len(entries))
    return replace(entries[0], done=word, lines=lines, is_part=False, url="")
