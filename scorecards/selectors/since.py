"""An area today against its last frozen card: first what is low, falling or not reported, then
what gained."""

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from common.clock import today
from common.errors import Refused
from common.thai.collation import sort_key
from common.thai.fiscal import fiscal_year
from common.thai.language import Language
from common.thai.words import level_of
from kpis.models import Round
from kpis.scoring import LineResult, State, shown
from provinces.models import Area
from scorecards import gather
from scorecards.gather import GatheredLine, Json
from scorecards.models import Snapshot
from scorecards.score import Scored, score
from scorecards.selectors import counts
from scorecards.selectors.areas import newest_round
from scorecards.selectors.cardview import LOW_LEVEL

MOST_EXCEPTIONS, MOST_GAINS = 5, 3


@dataclass(frozen=True)
class Mover:
    """A line then and now: its scores, and by how much it moved the total since the frozen card.

    before and moved are None where it had no score then.
    """

    indicator: int
    code: str
    name: str
    before: Decimal | None
    after: Decimal
    moved: Decimal | None
    low: bool
    loss: Decimal

    @property
    def is_exception(self) -> bool:
        """What a leader reads first: a low score, or one that pulls the total down."""
        return self.low or bool(self.moved and self.moved < 0)


@dataclass(frozen=True)
class Since:
    """An area today against its newest frozen card; frozen is None where nothing is frozen yet.

    late: the lines that the round asks for and nobody reported, by why.
    """

    area: Area
    round: Round
    total: Decimal | None
    frozen: Snapshot | None
    lines: tuple[Mover, ...]
    late: tuple[counts.Count, ...]
    scale: str
    places: int
    is_sample: bool

    @property
    def change(self) -> Decimal | None:
        if self.frozen is None or self.frozen.total is None or self.total is None:
            return None
        return self.total - self.frozen.total

    @property
    def all_exceptions(self) -> tuple[Mover, ...]:
        """What is low or fell, the largest loss first."""
        found = [line for line in self.lines if line.is_exception]
        return tuple(sorted(found, key=lambda line: (-line.loss, line.code)))

    @property
    def exceptions(self) -> tuple[Mover, ...]:
        """The most costly of them."""
        return self.all_exceptions[:MOST_EXCEPTIONS]

    @property
    def gains(self) -> tuple[Mover, ...]:
        """The other lines that raised the total most."""
        found = [(line.moved, line) for line in self.lines if line.moved and not line.is_exception]
        found.sort(key=lambda pair: (-pair[0], pair[1].code))
        return tuple(line for _moved, line in found[:MOST_GAINS])


def since_frozen(user: Any, areas: Collection[int], language: Language) -> tuple[Since, ...]:
    """Each area that has a card, clusters and provinces by name; three queries, however many areas.

    A card that the engine refuses (criteria in the making) is left out: its own page says why.
    """
    rounds = list(_rounds(user, areas))
    frozen = {one.area_id: _snapshot(one) for one in rounds if getattr(one, "frozen", None)}
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


def _rounds(user: Any, areas: Collection[int]) -> QuerySet[Round]:
    """The rounds of this year and of the newest frozen card's, which its round brings along."""
    seen = Snapshot.objects.visible_to(user).order_by("-fiscal_year", "-number")
    newest = seen.filter(area=OuterRef("area"))
    carried = seen.filter(
        round=OuterRef("pk"), pk=Subquery(seen.filter(area=OuterRef("area")).values("pk")[:1])
    )
    return (
        Round.objects.visible_to(user)
        .filter(
            Q(fiscal_year=fiscal_year(today()))
            | Q(fiscal_year=Subquery(newest.values("fiscal_year")[:1])),
            area__in=areas,
        )
        .annotate(
            frozen=Subquery(
                carried.values(
                    row=JSONObject(
                        id="id",
                        number="number",
                        fiscal_year="fiscal_year",
                        created_at="created_at",
                        total=Cast("total", TextField()),
                        content="content",
                    )
                )[:1]
            )
        )
        .select_related("area")
        .order_by("fiscal_year", "cut_off", "pk")
    )


def _snapshot(round: Any) -> Snapshot:
    """The frozen card that its round brought along as JSON."""
    row = dict(round.frozen)
    row["created_at"] = dt.datetime.fromisoformat(row["created_at"])
    row["total"] = None if row["total"] is None else Decimal(row["total"])
    return Snapshot(area=round.area, round=round, **row)


def _since(scored: Scored, frozen: Snapshot | None, language: Language) -> Since:
    gathered = scored.gathered
    before = _weighted(json.loads(frozen.content)) if frozen else {}
    pairs = list(zip(gathered.lines, scored.result.lines, strict=True))
    places = (
        counts.place_of(due=line.due, reported=line.reported, state=result.state.value)
        for line, result in pairs
    )
    return Since(
        area=gathered.area,
        round=gathered.round,
        total=scored.result.total,
        frozen=frozen,
        lines=tuple(
            _mover(line, result, before, scored, language)
            for line, result in pairs
            if result.score is not None and result.state is State.SCORED
        ),
        late=tuple(one for one in counts.counts(places) if one.asked),
        scale=gathered.rules["scale"],
        places=int(gathered.rules["places"]),
        is_sample=gathered.is_sample,
    )


def _mover(
    line: GatheredLine,
    result: LineResult,
    before: dict[int, tuple[Decimal, Decimal]],
    scored: Scored,
    language: Language,
) -> Mover:
    row, score = line.criteria, result.score or Decimal(0)
    rules = scored.result.rules
    was = before.get(row["indicator_id"])
    return Mover(
        indicator=row["indicator_id"],
        code=row["code"],
        name=row[f"indicator__name_{language}"] or row["indicator__name_th"],
        before=was[0] if was else None,
        after=score,
        moved=_moved(result, was[1], rules.places) if was else None,
        low=(level_of(score, rules.scale.value).number or 0) <= LOW_LEVEL,
        loss=result.loss or Decimal(0),
    )


def _moved(result: LineResult, before: Decimal, places: int) -> Decimal | None:
    """By how much the line moved the total: as it is shown now, for the frozen one is so."""
    return None if result.weighted is None else Decimal(shown(result.weighted, places)) - before


def _weighted(content: Json) -> dict[int, tuple[Decimal, Decimal]]:
    """Score and weighted score of a frozen card's lines, by indicator."""
    lines = content["card"]["lines"]
    return {
        lines[scored["id"]]["indicator"]: (Decimal(scored["score"]), Decimal(scored["weighted"]))
        for scored in content["result"]["lines"]
        if scored["score"] is not None and scored["weighted"] is not None
    }
