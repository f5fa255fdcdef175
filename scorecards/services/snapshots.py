"""Freezing a scorecard, and proving later that a frozen one is what it was."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import User
from accounts.permissions import Permission
from common.clock import now, today
from common.errors import Refused
from common.language import page_language
from common.thai.dates import short_date
from kpis.models import Round
from kpis.scoring import ENGINE_VERSION, InvalidCard, parse_card, result_json, score_card
from kpis.services.rounds import is_locked
from provinces.models import Area
from scorecards import freezing
from scorecards.canonical import canonical, digest
from scorecards.freezing import Ready
from scorecards.models import Snapshot

TITLE_MAX = 300


@dataclass(frozen=True)
class Verification:
    """Whether a snapshot is unchanged and its result follows from its own input."""

    unchanged: bool
    recomputed: bool
    same_engine: bool

    @property
    def sound(self) -> bool:
        return self.unchanged and self.recomputed


@transaction.atomic
def freeze(
    *,
    area: Area,
    year: int,
    round: Round,
    kind: str,
    by: User,
    title: str = "",
    replaces: Snapshot | None = None,
    once_within: dt.timedelta | None = None,
) -> Snapshot:
    """Freeze the card of an area in a round as it stands now, under the next number of the year.

    once_within: a button pressed twice freezes once. The newest snapshot of the round and kind is
    given back where the same person made it no longer ago than this and it says just the same.

    Raises NotAllowed, or Refused with a sentence: no card, no score yet, criteria that cannot be
    scored, a round to be closed that still takes results, or a snapshot to replace that is of
    another round or replaced already.
    """
    by.authority.require(Permission.SCORECARD_FREEZE, area=area)
    if (round.area_id, round.fiscal_year) != (area.pk, year):
        raise Refused(_("รอบรายงานนี้ไม่ใช่ของพื้นที่และปีงบประมาณนี้"), field="round")
    _check_form(kind, title)
    ready = freezing.prepare([round], today()).get(round.pk)
    if ready is None:
        raise Refused(_("ยังไม่มีบัญชีตัวชี้วัดของปีงบประมาณ %(year)s จึงยังตรึงไม่ได้") % {"year": year})
    if ready.scored.result.total is None:
        raise Refused(_("ยังไม่มีตัวชี้วัดที่คิดคะแนนได้ในรอบนี้ จึงยังตรึงไม่ได้"))
    _refuse_closing_early(round, kind)
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    asked = partial(_snapshot, ready, kind, title.strip(), by, replaces)
    if once_within is not None and (made := _just_made(asked, once_within)) is not None:
        return made
    if replaces is not None:
        _refuse_replacing(replaces, round, kind)
    snapshot = asked(_last_numbers(year, [area.pk]).get(area.pk, 0) + 1, now())
    snapshot.save(force_insert=True)
    _record(snapshot, by)
    return snapshot


@transaction.atomic
def freeze_all(*, rounds: Sequence[Round], kind: str, by: User, title: str = "") -> list[Snapshot]:
    """Freeze many areas' cards of one fiscal year at once; rounds without a score are passed over.

    The rounds come with their area loaded.
    """
    for one in rounds:
        by.authority.require(Permission.SCORECARD_FREEZE, area=one.area_id)
    _check_form(kind, title)
    years = {one.fiscal_year for one in rounds}
    if len(years) != 1:
        raise Refused(_("ตรึงพร้อมกันได้เฉพาะรอบของปีงบประมาณเดียวกัน"))
    for one in rounds:
        _refuse_closing_early(one, kind)
    ready = freezing.prepare(rounds, today())
    areas = [one.area_id for one in rounds]
    list(Area.objects.select_for_update(no_key=True).filter(pk__in=areas).order_by("pk"))
    numbers = _last_numbers(years.pop(), areas)
    moment, made = now(), []
    for one in rounds:
        card = ready.get(one.pk)
        if card is not None and card.scored.result.total is not None:
            numbers[one.area_id] = numbers.get(one.area_id, 0) + 1
            made.append(_snapshot(card, kind, title, by, None, numbers[one.area_id], moment))
    Snapshot.objects.bulk_create(made)
    for snapshot in made:
        _record(snapshot, by)
    return made


def verify(snapshot: Snapshot) -> Verification:
    """Compare the hash, and recompute the result from the frozen input byte for byte."""
    try:
        content = json.loads(snapshot.content)
        given = {"rules": content["rules"], "lines": content["lines"]}
        again = result_json(score_card(parse_card(given))).rstrip("\n")
        recomputed = again == canonical(content["result"])
    except (ValueError, KeyError, TypeError, InvalidCard):
        recomputed = False
    return Verification(
        unchanged=digest(snapshot.content) == snapshot.sha256,
        recomputed=recomputed,
        same_engine=snapshot.engine_version == ENGINE_VERSION,
    )


def _check_form(kind: str, title: str) -> None:
    if kind not in Snapshot.Kind.values:
        raise Refused(_("โปรดเลือกว่าตรึงเพื่ออะไร"), field="kind")
    if len(title) > TITLE_MAX:
        raise Refused(_("ชื่อยาวเกิน %(n)s อักษร โปรดย่อให้สั้นลง") % {"n": TITLE_MAX}, field="title")


def _refuse_closing_early(round: Round, kind: str) -> None:
    if kind == Snapshot.Kind.ROUND and not is_locked(round):
        raise Refused(
            _("%(round)s ยังไม่ปิด (ครบกำหนด %(day)s) จึงยังตรึงเพื่อปิดรอบไม่ได้ โปรดเลือกตรึงเพื่อการประชุม")
            % {"round": round.label, "day": short_date(round.closes, page_language())},
            field="kind",
        )


def _refuse_replacing(replaces: Snapshot, round: Round, kind: str) -> None:
    if (replaces.round_id, replaces.kind) != (round.pk, kind):
        raise Refused(_("แทนได้เฉพาะฉบับของรอบเดียวกันและตรึงเพื่อเรื่องเดียวกัน"), field="replaces")
    if Snapshot.objects.filter(replaces=replaces).exists():
        raise Refused(_("ฉบับนี้มีฉบับอื่นแทนแล้ว โปรดเลือกฉบับล่าสุด"), field="replaces")


def _last_numbers(year: int, areas: Sequence[int]) -> dict[int, int]:
    """The highest number given in the year, of each area that has one. The areas are locked."""
    taken = Snapshot.objects.filter(area__in=areas, fiscal_year=year).order_by()
    return dict(taken.values("area").annotate(last=Max("number")).values_list("area", "last"))


def _just_made(
    asked: Callable[[int, dt.datetime], Snapshot], within: dt.timedelta
) -> Snapshot | None:
    """The newest snapshot of its round and kind, if the one asked for is that one once more."""
    again = asked(0, now())
    newest = Snapshot.objects.filter(round=again.round, kind=again.kind).order_by("-number").first()
    if newest is None or newest.created_at < now() - within:
        return None
    frozen_at = dt.datetime.fromisoformat(json.loads(newest.content)["card"]["frozen_at"])
    again = asked(newest.number, frozen_at)
    same = (again.sha256, again.created_by_id, again.replaces_id)
    return newest if same == (newest.sha256, newest.created_by_id, newest.replaces_id) else None


def _snapshot(
    ready: Ready,
    kind: str,
    title: str,
    by: User,
    replaces: Snapshot | None,
    number: int,
    moment: dt.datetime,
) -> Snapshot:
    round = ready.scored.gathered.round
    ready.content["card"] |= {
        "kind": kind,
        "number": number,
        "title": title,
        "frozen_at": moment.isoformat(),
    }
    text = canonical(ready.content)
    total = ready.content["result"]["total"]
    return Snapshot(
        area=round.area,
        fiscal_year=round.fiscal_year,
        round=round,
        kind=kind,
        number=number,
        title=title,
        content=text,
        sha256=digest(text),
        rules_version=ready.content["rules"]["version"],
        engine_version=ready.content["engine"],
        total=None if total is None else Decimal(total),
        replaces=replaces,
        created_by=by,
        created_at=moment,
        is_sample=ready.scored.gathered.is_sample,
    )


def _record(snapshot: Snapshot, by: User) -> None:
    workflow.record(snapshot, action="freeze", before="", after="frozen", by=by)
