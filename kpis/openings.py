"""Whether an agency may report in a round on a day, and until when: one answer for all who ask.

Services refuse by it, screens and the home page show it, reminders count from it, and scorecards
tell by it what is missing from what is awaited. The order of what decides: the round is not open
yet; the agency's exception; a lock of the round or of the agency; the round's last day. Last days
belong to what they end.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from common.clock import today
from kpis.models import Round, RoundException, RoundLock

NOT_OPEN, OPEN, LOCKED = "not_open", "open", "locked"


@dataclass(frozen=True)
class Opening:
    """How a round stands for one agency: state, the agency's last day, its exception if any.

    locked: the office has closed it for this agency, which counts also before the round opens.
    """

    state: str
    closes: dt.date
    exception: RoundException | None = None
    locked: bool = False

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


class Openings:
    """The exceptions and locks of some rounds; `of` asks without a query."""

    def __init__(self, exceptions: Iterable[RoundException], locks: Iterable[RoundLock]) -> None:
        self.exceptions: dict[tuple[int, int], list[RoundException]] = {}
        for one in exceptions:
            self.exceptions.setdefault((one.round_id, one.agency_id), []).append(one)
        self.locks = {(one.round_id, one.agency_id) for one in locks}

    def of(self, round: Round, agency_id: int | None, day: dt.date | None = None) -> Opening:
        """How the round stands for an agency; None: for an agency of which nothing is said."""
        day = day or today()
        granted = self.exceptions.get((round.pk, agency_id or 0), [])
        closes = max([round.closes, *(one.last_day for one in granted)])
        holding = next((one for one in granted if one.holds_on(day)), None)
        locked = (round.pk, agency_id) in self.locks
        if day < round.opens:
            return Opening(NOT_OPEN, closes, holding, locked)
        if holding is not None:
            return Opening(OPEN, closes, holding, locked)
        if locked or is_locked(round, day):
            return Opening(LOCKED, closes, None, locked)
        return Opening(OPEN, closes)


def load(rounds: Iterable[Round]) -> Openings:
    """What is said of single agencies in some rounds; two queries."""
    keys = [one.pk for one in rounds]
    return Openings(
        RoundException.objects.filter(round__in=keys), RoundLock.objects.filter(round__in=keys)
    )


def with_openings(rounds: QuerySet[Round]) -> tuple[list[Round], Openings]:
    """Some rounds and what is said of single agencies in them; one query for both."""
    granted = RoundException.objects.filter(round=OuterRef("pk")).order_by("pk")
    locked = RoundLock.objects.filter(round=OuterRef("pk")).order_by("pk")
    found: list[Any] = list(
        rounds.annotate(
            granted=ArraySubquery(granted.values(row=JSONObject(**{x: x for x in _GRANTED}))),
            closed_for=ArraySubquery(locked.values("agency_id")),
        )
    )
    return found, Openings(
        [exception({**row, "round": one}) for one in found for row in one.granted],
        [RoundLock(round=one, agency_id=pk) for one in found for pk in one.closed_for],
    )


_DAYS = ("granted_on", "until", "ended_on")
_GRANTED = ("id", "agency_id", "reason", *_DAYS)


def exception(row: dict[str, Any]) -> RoundException:
    """An exception from a row that a query brought along as JSON."""
    days = {name: row[name] and dt.date.fromisoformat(row[name]) for name in _DAYS}
    return RoundException(**{**row, **days})


def is_locked(round: Round, day: dt.date | None = None) -> bool:
    """Whether the round as a whole is closed: locked by the office, or past its last day."""
    return round.locked_at is not None or (day or today()) > round.closes


def state_of(round: Round, day: dt.date | None = None) -> str:
    """The round as a whole: not open yet, open, or locked."""
    day = day or today()
    if is_locked(round, day):
        return LOCKED
    return OPEN if day >= round.opens else NOT_OPEN
