"""What changed since the last frozen card of an area: the total, the lines that moved it most, and
what is missing."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from common.clock import today
from common.errors import Refused
from common.thai.collation import sort_key
from common.thai.fiscal import fiscal_year
from common.thai.language import Language
from kpis.models import Round
from provinces.models import Area
from scorecards import gather
from scorecards.gather import Gathered, GatheredLine, Json
from scorecards.models import Snapshot
from scorecards.score import Scored, score
from scorecards.selectors.areas import newest_round

MOST_MOVERS = 3


@dataclass(frozen=True)
class Mover:
    """A line whose share of the total changed: its score then and now, and the gain."""

    indicator: int
    code: str
    name: str
    before: Decimal
    after: Decimal
    moved: Decimal


@dataclass(frozen=True)
class Since:
    """An area today against its newest frozen card; frozen is None where nothing is frozen yet.

    overdue: lines without a result in a round that takes no more.
    """

    area: Area
    round: Round
    total: Decimal | None
    frozen: Snapshot | None
    movers: tuple[Mover, ...]
    due: int
    missing: int
    overdue: bool
    places: int
    is_sample: bool

    @property
    def change(self) -> Decimal | None:
        if self.frozen is None or self.frozen.total is None or self.total is None:
            return None
        return self.total - self.frozen.total


def since_frozen(user: Any, areas: Collection[int], language: Language) -> tuple[Since, ...]:
    """Each area that has a card, clusters and provinces by name; four queries, however many areas.

    A card that the engine refuses (criteria in the making) is left out: its own page says why.
    """
    frozen = _newest(user, areas)
    years = {snapshot.fiscal_year for snapshot in frozen.values()} | {fiscal_year(today())}
    rounds = list(
        Round.objects.visible_to(user)
        .filter(area__in=areas, fiscal_year__in=years)
        .select_related("area")
        .order_by("fiscal_year", "cut_off", "pk")
    )
    cards = gather.cards(rounds, today()) if rounds else {}
    found = []
    for area in sorted(
        {one.area for one in rounds}, key=lambda one: (one.kind, sort_key(one.name_th))
    ):
        newest = newest_round([one for one in rounds if one.area_id == area.pk], cards)
        if newest is None or newest.pk not in cards:
            continue
        try:
            scored = score(cards[newest.pk])
        except Refused:
            continue
        found.append(_since(scored, frozen.get(area.pk), language))
    return tuple(found)


def _newest(user: Any, areas: Collection[int]) -> dict[int, Snapshot]:
    """The newest frozen card of each area, with its content."""
    rows = (
        Snapshot.objects.visible_to(user)
        .filter(area__in=areas)
        .select_related("area", "round")
        .order_by("area_id", "-fiscal_year", "-number")
        .distinct("area_id")
    )
    return {row.area_id: row for row in rows}


def _since(scored: Scored, frozen: Snapshot | None, language: Language) -> Since:
    gathered = scored.gathered
    due = [line for line in gathered.lines if line.due and line.state != gather.NOT_APPLICABLE]
    missing = [line for line in due if line.result is None]
    return Since(
        area=gathered.area,
        round=gathered.round,
        total=scored.result.total,
        frozen=frozen,
        movers=_movers(scored, frozen, language) if frozen else (),
        due=len(due),
        missing=len(missing),
        overdue=bool(missing) and _is_over(gathered),
        places=int(gathered.rules["places"]),
        is_sample=gathered.is_sample,
    )


def _is_over(gathered: Gathered) -> bool:
    return gathered.round.closes < gathered.day or gathered.round.locked_at is not None


def _movers(scored: Scored, frozen: Snapshot, language: Language) -> tuple[Mover, ...]:
    """The lines that moved the total most, by their weighted score, up or down."""
    before = _weighted(json.loads(frozen.content))
    found = []
    for line, result in zip(scored.gathered.lines, scored.result.lines, strict=True):
        was = before.get(line.criteria["indicator_id"])
        if was is None or result.score is None or result.weighted is None:
            continue
        moved = result.weighted - was[1]
        if moved:
            found.append(_mover(line, was[0], result.score, moved, language))
    found.sort(key=lambda mover: (-abs(mover.moved), mover.code))
    return tuple(found[:MOST_MOVERS])


def _mover(
    line: GatheredLine, before: Decimal, after: Decimal, moved: Decimal, language: Language
) -> Mover:
    row = line.criteria
    return Mover(
        indicator=row["indicator_id"],
        code=row["code"],
        name=row[f"indicator__name_{language}"] or row["indicator__name_th"],
        before=before,
        after=after,
        moved=moved,
    )


def _weighted(content: Json) -> dict[int, tuple[Decimal, Decimal]]:
    """Score and weighted score of a frozen card's lines, by indicator."""
    lines = content["card"]["lines"]
    return {
        lines[scored["id"]]["indicator"]: (Decimal(scored["score"]), Decimal(scored["weighted"]))
        for scored in content["result"]["lines"]
        if scored["score"] is not None and scored["weighted"] is not None
    }
