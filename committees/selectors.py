"""What the committee register shows: bodies of an area, and who sits there on a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.functional import Promise

from accounts.models import Tenure
from committees.models import Committee, Seat
from common import clock
from provinces.models import Agency, Area


@dataclass(frozen=True)
class Body:
    """A committee in the register, with the number of its seats on the day that counts for it."""

    committee: Committee
    seats: int
    current: bool


@dataclass(frozen=True)
class Register:
    """The committees of an area: those of today, and those of earlier times."""

    area: Area
    current: tuple[Body, ...]
    earlier: tuple[Body, ...]


@dataclass(frozen=True)
class Holder:
    """A person in a seat on the day; acting is รักษาการ."""

    name: str
    acting: bool = False


@dataclass(frozen=True)
class SeatRow:
    """One seat with who sits there; no holder means vacant."""

    position: str
    title: str
    agency: str
    may_vote: bool
    holders: tuple[Holder, ...]


@dataclass(frozen=True)
class Sector:
    """The seats of one sector, in the order of the appointment."""

    label: str | Promise
    rows: tuple[SeatRow, ...]


@dataclass(frozen=True)
class CommitteePage:
    """A committee with its seats by sector on a day, and its quorum in numbers."""

    committee: Committee
    day: dt.date
    sectors: tuple[Sector, ...]
    seats: int
    voting: int
    vacant: int
    current: bool

    @property
    def quorum(self) -> int:
        """How many must be present, by the committee's own rule."""
        top, bottom = {
            Committee.Quorum.HALF: (1, 2),
            Committee.Quorum.THIRD: (1, 3),
            Committee.Quorum.TWO_THIRDS: (2, 3),
        }[Committee.Quorum(self.committee.quorum)]
        return -(-self.voting * top // bottom)


def register(area: Area) -> Register:
    """The committees of an area, newest first, in one query."""
    today = clock.today()
    lasting = (
        Q(seats__valid_to__isnull=True)
        | Q(seats__valid_to__gte=today)
        | Q(seats__valid_to__gte=F("valid_to"))
    )
    rows = (
        Committee.objects.filter(area=area)
        .annotate(number=Count("seats", filter=lasting))
        .order_by(F("valid_to").desc(nulls_first=True), "type", "name_th")
    )
    bodies = [Body(row, row.number, _stands(row, today)) for row in rows]
    return Register(
        area=area,
        current=tuple(body for body in bodies if body.current),
        earlier=tuple(body for body in bodies if not body.current),
    )


def committee_page(committee: Committee) -> CommitteePage:
    """Seats and holders of today, or of the last day of a committee of the past; two queries."""
    today = clock.today()
    current = _stands(committee, today)
    day = today if current else committee.valid_to or committee.valid_from
    seats = list(
        Seat.objects.on(day)
        .filter(committee=committee)
        .select_related("post__agency", "person")
        .order_by("order", "pk")
    )
    holders = _holders({seat.post_id for seat in seats if seat.post_id}, day)
    rows = [(seat, _row(seat, holders.get(seat.post_id or 0, ()))) for seat in seats]
    return CommitteePage(
        committee=committee,
        day=day,
        sectors=tuple(
            Sector(label, chosen)
            for code, label in Agency.Sector.choices
            if (chosen := tuple(row for seat, row in rows if seat.sector == code))
        ),
        seats=len(seats),
        voting=sum(seat.may_vote for seat in seats),
        vacant=sum(not row.holders for _, row in rows),
        current=current,
    )


def _holders(posts: Iterable[int], day: dt.date) -> dict[int, tuple[Holder, ...]]:
    """Who holds each post on a day; who is in full before who is acting."""
    held: dict[int, tuple[Holder, ...]] = {}
    for tenure in (
        Tenure.objects.on(day).filter(post__in=posts).select_related("user").order_by("acting")
    ):
        found = Holder(str(tenure.user), tenure.acting)
        held[tenure.post_id] = (*held.get(tenure.post_id, ()), found)
    return held


def _row(seat: Seat, holders: tuple[Holder, ...]) -> SeatRow:
    if seat.person:
        holders = (Holder(str(seat.person)),)
    return SeatRow(
        position=seat.get_position_display(),
        title=seat.post.title if seat.post else seat.represents,
        agency=seat.post.agency.label if seat.post else "",
        may_vote=seat.may_vote,
        holders=holders,
    )


def _stands(committee: Committee, day: dt.date) -> bool:
    return committee.valid_from <= day and (committee.valid_to is None or committee.valid_to >= day)
