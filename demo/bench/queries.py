"""Q1: how many questions a page asks of the database, with few rows and with many."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from demo.bench.ground import YEAR, Place
from demo.bench.table import Measure
from demo.bench.world import Bench

WHO = ("planner", "officer", "head", "inspector")
TIGHT = ("scorecard", "plan_tree")  # the pages with a bar of ten
# Pages of one object: counted and held to the same number, but the bar is for lists.
DETAILS = ("project_detail", "indicator_detail", "snapshot_detail", "report_detail")
MOST, MOST_TIGHT = 12, 10

Arguments = Callable[[Place], list[Any]]


def _area(place: Place) -> list[Any]:
    return [place.area.code]


def _year(place: Place) -> list[Any]:
    return [place.area.code, YEAR]


def _round(place: Place) -> list[Any]:
    return [place.area.code, YEAR, "9"]


PAGES: dict[str, Arguments] = {
    "home": lambda place: [],
    "area_year": _year,
    "scorecard": _round,
    "plan_tree": _year,
    "card_detail": _year,
    "round_list": _year,
    "round_detail": _round,
    "project_list": _year,
    "project_detail": lambda place: [*_year(place), "P-0001"],
    "committee_list": _area,
    "committee_detail": lambda place: [place.area.code, place.area.committees.earliest("pk").pk],
    "indicator_detail": lambda place: [*_year(place), place.criteria[0].indicator_id],
    "snapshot_list": _year,
    "snapshot_detail": lambda place: [place.area.snapshots.earliest("pk").pk],
    "snapshot_changes": lambda place: [place.area.snapshots.earliest("pk").pk],
    "report_list": _area,
    "report_detail": lambda place: [place.area.reports.earliest("pk").pk],
}


@dataclass(frozen=True)
class Count:
    """Queries of a page for one kind of person, with few rows and with many."""

    page: str
    who: str
    few: int
    many: int

    @property
    def most(self) -> int:
        return max(self.few, self.many)


def measure(bench: Bench) -> list[Measure]:
    """Every page as each kind of person, in an area with few rows and in one with many."""
    counts, missing = count_all(bench)
    uneven = [one for one in counts if one.few != one.many]
    rows = f"{bench.sizes.few.lines} and {bench.sizes.many.lines} rows"
    notes = [f"most queries of a page, {rows}: " + ", ".join(_most(counts))]
    if uneven:
        shown = (f"{one.page} as {one.who} {one.few} → {one.many}" for one in uneven)
        notes.append("not the same: " + ", ".join(shown))
    if missing:
        notes.append("not there yet: " + ", ".join(missing))
    tight = [one.most for one in counts if one.page in TIGHT]
    lists = [one.most for one in counts if one.page not in TIGHT + DETAILS]
    differ = len({one.page for one in uneven})
    return [
        Measure("Q1", "queries of scorecard and plan tree", max(tight, default=None), MOST_TIGHT),
        Measure("Q1", "queries of home and any other list", max(lists, default=None), MOST),
        Measure("Q1", f"pages that differ with {rows}", differ, 0, notes=tuple(notes)),
    ]


def count_all(bench: Bench) -> tuple[list[Count], list[str]]:
    """The counts, and the names of pages that have no address yet."""
    counts, missing = [], []
    for page, arguments in PAGES.items():
        try:
            few = reverse(page, args=arguments(bench.few))
            many = reverse(page, args=arguments(bench.many))
        except NoReverseMatch:
            missing.append(page)
            continue
        for who in WHO:
            asked = [
                queries(_person(place, who), address)
                for place, address in [(bench.few, few), (bench.many, many)]
            ]
            counts.append(Count(page, who, *asked))
    return counts, missing


def queries(person: User, address: str) -> int:
    """Queries of one page, after it has been opened once (what is read once a process is read)."""
    client = signed_in(person)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} as {person.username}: status {answer.status_code}")
    return len(captured)


def signed_in(person: User) -> Client:
    """A client with a session, under a host name that the settings know."""
    client = Client(SERVER_NAME=host())
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def host() -> str:
    """A name of this server that the settings allow."""
    first = settings.ALLOWED_HOSTS[0].lstrip(".")
    return "localhost" if first == "*" else first


def _person(place: Place, who: str) -> User:
    return place.people.get(who) or place.signers.inspector


def _most(counts: list[Count]) -> list[str]:
    """Of each page the most queries that anybody causes, largest first."""
    most: dict[str, int] = {}
    for one in counts:
        most[one.page] = max(most.get(one.page, 0), one.most)
    return [f"{page} {n}" for page, n in sorted(most.items(), key=lambda item: -item[1])]
