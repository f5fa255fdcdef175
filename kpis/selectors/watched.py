"""What an inspector should know of: rounds opened again, criteria changed after the card was
agreed, results corrected after they had been verified. All of it is allowed; none is usual."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import WorkflowMove
from common.clock import now, today
from common.slots import Panel
from kpis.models import Criteria, Result, Round

DAYS = 60
MOST = 8


@dataclass(frozen=True)
class Unusual:
    """One such deed: what it was, on what, by whom and why. url: the history of the thing."""

    at: dt.datetime
    kind: str
    name: str
    who: str
    reason: str
    url: str


def panel(user: Any) -> Iterator[Panel]:
    """The newest of them in an inspector's areas, with the way to the search."""
    if "inspector" not in user.authority.roles:
        return
    found = unusual(user)
    context = {"entries": found, "days": DAYS, "since": today() - dt.timedelta(days=DAYS)}
    yield Panel("kpis/_home_watched.html", context)


def unusual(user: Any) -> tuple[Unusual, ...]:
    """The newest unusual deeds of the last days, newest first; four queries."""
    since = now() - dt.timedelta(days=DAYS)
    found = [*_moves(user, since), *_corrections(user, since)]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:MOST])


def _moves(user: Any, since: dt.datetime) -> Iterator[Unusual]:
    rounds, lines = Round.objects.visible_to(user), Criteria.objects.visible_to(user)
    wanted = {
        (Round._meta.label_lower, "reopen"): rounds,
        (Criteria._meta.label_lower, "revise"): lines,
    }
    asked = Q()
    for (label, action), seen in wanted.items():
        asked |= Q(subject=label, action=action, subject_id__in=seen.values("pk"))
    moves = WorkflowMove.objects.filter(asked, at__gte=since).select_related("by")
    newest = list(moves.order_by("-at", "-pk")[:MOST])
    pks = {move.subject_id for move in newest}
    reopened = rounds.select_related("area").in_bulk(pks)
    revised = lines.select_related("indicator", "card__area").in_bulk(pks)
    for move in newest:
        if move.action == "reopen":
            round = reopened[move.subject_id]
            kind, url = _("เปิดรอบอีกครั้งหลังปิดรับแล้ว"), reverse("history", args=["round", round.pk])
            name = f"{round.area} {round.fiscal_year} {round.label}"
        else:
            line = revised[move.subject_id]
            kind = _("แก้เกณฑ์หรือน้ำหนักหลังตกลงบัญชี")
            url = reverse("history", args=["criteria", line.pk])
            name = f"{line.card} {line}"
        yield Unusual(move.at, kind, name, str(move.by), move.reason, url)


def _corrections(user: Any, since: dt.datetime) -> Iterator[Unusual]:
    corrected = (
        Result.objects.visible_to(user)
        .filter(supersedes__isnull=False, created_at__gte=since)
        .exclude(status=Result.Status.DRAFT)
        .select_related("criteria__indicator", "criteria__card__area", "round", "entered_by")
    )
    for result in corrected.order_by("-created_at", "-pk")[:MOST]:
        yield Unusual(
            result.created_at,
            _("แก้ผลหลังตรวจรับ"),
            f"{result.criteria.card} {result.criteria} {result.round.label}",
            str(result.entered_by),
            "",
            reverse("history", args=["result", result.pk]),
        )
