"""The value of a card as it stands, worked out once for the same figures.

A card is read much more often than it changes. All that it comes from is read from the tables each
time; only where every figure, name and day is the same as before, the value is the same too. Who
may not see an area never comes this far, for rounds are found within the person's scope.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model

from common.kept import Kept
from common.slots import NodeFact
from common.thai.language import Language
from kpis.models import Round
from scorecards import content, gather, rows
from scorecards.gather import Gathered, Json
from scorecards.rows import Read
from scorecards.score import Scored, score
from scorecards.selectors.areas import newest_round
from scorecards.selectors.cardview import CardView, view

CARDS = 40
"""Cards kept in a process; one of 40 lines takes a megabyte with what was read and two readers."""


@dataclass(frozen=True)
class Valued:
    """A card's value (`content.py`), and what readers have seen of it. Not to be changed."""

    content: Json
    views: dict[tuple[Language, str, str], CardView] = field(default_factory=dict)

    def view(self, language: Language, sort: str, show: str) -> CardView:
        """The card for readers of a language, in an order."""
        wanted = language, sort, show
        if wanted not in self.views:
            self.views[wanted] = view(self.content, language, sort=sort, show=show)
        return self.views[wanted]


@dataclass(frozen=True)
class Basis:
    """Everything that a card's value comes from: equal only where all of it is."""

    rounds: list[Round] = field(compare=False)  # Django takes two for equal that share a number
    facts: list[Any]
    read: Read
    day: dt.date


class Standing:
    """The card of one round, scored when somebody wants to know. Not to be changed."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered

    @cached_property
    def scored(self) -> Scored:
        return score(self.gathered)


@dataclass(frozen=True)
class Newest:
    """The newest round of a year that has results (else that has begun), and its card scored.

    facts: what the plan's tree shows of it, by the language of its readers. Not to be changed.
    """

    round: Round
    scored: Scored
    facts: dict[Language, dict[int, list[NodeFact]]] = field(default_factory=dict)


_cards: Kept[Basis, Valued | None] = Kept(CARDS)
_newest: Kept[Basis, Newest | None] = Kept(CARDS)
_rounds: Kept[Basis, Standing | None] = Kept(CARDS)


def valued(
    round: Round, before: Round | None, day: dt.date, agency: int | None = None
) -> Valued | None:
    """The card of a round with the round before; None where the year has no lines; two queries.

    agency: the card of this agency instead of the area's own.
    """
    rounds = [round] if before is None else [round, before]
    basis = _basis(rounds, rows.read(rounds, agency), day)
    return _cards.value((round.pk, agency), basis, lambda: _worked_out(basis, agency))


def newest(rounds: list[Round], day: dt.date) -> Newest | None:
    """The newest of a year's rounds, with its card; None where the year has no lines; two queries.

    The rounds come with their area loaded, in the order of their cut-offs.
    """
    basis = _basis(rounds, rows.read(rounds), day)
    return _newest.value(tuple(one.pk for one in rounds), basis, lambda: _of_newest(basis))


def _worked_out(basis: Basis, agency: int | None) -> Valued | None:
    first, *before = [_standing(basis, one, agency) for one in basis.rounds]
    if first is None:
        return None
    previous = before[0].scored if before and before[0] else None
    return Valued(content.build(first.scored, previous))


def _of_newest(basis: Basis) -> Newest | None:
    found = {one.pk: _standing(basis, one, None) for one in basis.rounds}
    cards = {pk: one.gathered for pk, one in found.items() if one}
    chosen = newest_round(basis.rounds, cards)
    standing = found[chosen.pk] if chosen else None
    return Newest(chosen, standing.scored) if chosen and standing else None


def _standing(basis: Basis, round: Round, agency: int | None) -> Standing | None:
    """One of the rounds, from what concerns it: a figure of one round leaves the others be."""
    own = _basis([round], basis.read.of(round), basis.day)
    return _rounds.value((round.pk, agency), own, lambda: _gathered(own))


def _gathered(basis: Basis) -> Standing | None:
    (round,) = basis.rounds
    found = gather.made(basis.rounds, basis.read, basis.day)
    return Standing(found[round.pk]) if round.pk in found else None


def _basis(rounds: list[Round], read: Read, day: dt.date) -> Basis:
    facts = [_facts(one) for round in rounds for one in (round, round.area)]
    return Basis(rounds, facts, read, day)


def _facts(one: Model) -> list[Any]:
    return [getattr(one, column.attname) for column in one._meta.concrete_fields]
