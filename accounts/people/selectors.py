"""What the register's pages show: agencies with their posts, and who holds them today."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Post, Tenure
from common import clock
from common.thai.text import normalise, search_key
from provinces.models import Agency, Area

AGENCIES_A_PAGE = 25
POSTS_A_PAGE = 50
MOST_NAMES = 3


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to: words in names, titles or holders, and a sector."""

    q: str = ""
    sector: str = ""

    @property
    def any(self) -> bool:
        return bool(self.q or self.sector)


@dataclass(frozen=True)
class Holder:
    """A person who holds a post today; acting is รักษาการ."""

    tenure: Tenure

    @property
    def name(self) -> str:
        return str(self.tenure.user)

    @property
    def acting(self) -> bool:
        return self.tenure.acting


@dataclass(frozen=True)
class AgencyRow:
    """An agency in the list, with the number of its posts and some of the holders."""

    agency: Agency
    posts: int
    vacant: int
    holders: tuple[Holder, ...]
    more: int


@dataclass(frozen=True)
class Register:
    """One page of the agencies of an area, in the order of the Thai dictionary."""

    rows: tuple[AgencyRow, ...]
    page: Page[int]
    filters: Filters
    number: int
    all_count: int
    vacant: int


@dataclass(frozen=True)
class PostRow:
    """A post with who holds it today, and who held it or will hold it."""

    post: Post
    holders: tuple[Holder, ...]
    others: tuple[Tenure, ...]


@dataclass(frozen=True)
class AgencyPage:
    """An agency with one page of its posts."""

    agency: Agency
    rows: tuple[PostRow, ...]
    page: Page[Post]


@dataclass(frozen=True)
class VacantRow:
    """A post that nobody holds today, and whose it was last."""

    post: Post
    last: Tenure | None


@dataclass(frozen=True)
class VacantPage:
    """The posts of an area without a holder."""

    rows: tuple[VacantRow, ...]
    page: Page[Post]


def of_area(area: Area) -> Q:
    """Condition on agencies: those of the area and, for a province, of its districts."""
    return Q(area=area) | Q(area__province=area)


def register(area: Area, filters: Filters, page: str | None) -> Register:
    """A page of the register; the number of queries does not grow with it.

    The names of an area's agencies are compared in memory (some hundreds), so that spelling,
    digits and blanks do not matter; titles and holders are looked up by the database.
    """
    agencies = list(
        Agency.objects.filter(of_area(area))
        .order_by("name_th")
        .values_list("pk", "name_th", "name_en", "short_name", "aliases", "code", "sector")
    )
    found = [row[0] for row in agencies if not filters.sector or row[6] == filters.sector]
    if filters.q:
        key = search_key(filters.q)
        named = {row[0] for row in agencies if any(key in search_key(w) for w in _words(row))}
        named |= _by_people(area, filters.q)
        found = [pk for pk in found if pk in named]
    shown = Paginator(found, AGENCIES_A_PAGE).get_page(page)
    return Register(
        rows=_agency_rows(list(shown)),
        page=shown,
        filters=filters,
        number=len(found),
        all_count=len(agencies),
        vacant=vacant_posts(area).count(),
    )


def agency_page(agency: Agency, page: str | None) -> AgencyPage:
    """An agency's posts with their tenures; three queries."""
    posts = agency.posts.order_by("title_th").select_related("agency__area")
    shown = Paginator(posts, POSTS_A_PAGE).get_page(page)
    return AgencyPage(agency=agency, rows=post_rows(list(shown)), page=shown)


def post_rows(posts: Iterable[Post]) -> tuple[PostRow, ...]:
    """Posts with all their tenures, newest first, in one query."""
    posts = tuple(posts)
    today = clock.today()
    held: dict[int, list[Tenure]] = {post.pk: [] for post in posts}
    tenures = Tenure.objects.filter(post__in=held).select_related("user")
    for tenure in tenures.order_by("acting", "-valid_from"):
        held[tenure.post_id].append(tenure)
    return tuple(
        PostRow(
            post=post,
            holders=tuple(Holder(one) for one in held[post.pk] if holds(one, today)),
            others=tuple(one for one in held[post.pk] if not holds(one, today)),
        )
        for post in posts
    )


def vacant_posts(area: Area) -> QuerySet[Post]:
    """The posts of the area's open agencies that nobody holds today, not even acting."""
    held = Tenure.objects.on(clock.today()).filter(post=OuterRef("pk"))
    agencies = Agency.objects.open().filter(of_area(area))
    return Post.objects.filter(~Exists(held), agency__in=agencies)


def vacant_page(area: Area, page: str | None) -> VacantPage:
    """A page of the posts without a holder, with the last holder of each; three queries."""
    posts = vacant_posts(area).select_related("agency__area")
    shown = Paginator(posts.order_by("agency__name_th", "title_th"), POSTS_A_PAGE).get_page(page)
    rows = list(shown)
    last: dict[int, Tenure] = {}
    past = Tenure.objects.filter(post__in=rows, valid_to__lt=clock.today()).select_related("user")
    for tenure in past.order_by("valid_to"):
        last[tenure.post_id] = tenure
    return VacantPage(tuple(VacantRow(post, last.get(post.pk)) for post in rows), shown)


def holds(tenure: Tenure, day: dt.date) -> bool:
    """Whether a tenure holds on a day."""
    return tenure.valid_from <= day and (tenure.valid_to is None or tenure.valid_to >= day)


def _words(row: tuple[int, str, str, str, list[str], str, str]) -> tuple[str, ...]:
    _pk, name_th, name_en, short_name, aliases, code, _sector = row
    return (name_th, name_en, short_name, code, *aliases)


def _by_people(area: Area, q: str) -> set[int]:
    """Agencies of the area with a post of such a title, or a holder of today of such a name."""
    words = normalise(q)
    today = clock.today()
    named = Tenure.objects.on(today).filter(user__name__icontains=words).values("post")
    posts = Post.objects.filter(
        Q(title_th__icontains=words) | Q(title_en__icontains=words) | Q(pk__in=named),
        agency__in=Agency.objects.filter(of_area(area)),
    )
    return set(posts.order_by().values_list("agency", flat=True).distinct())


def _agency_rows(pks: list[int]) -> tuple[AgencyRow, ...]:
    agencies = Agency.objects.select_related("area").in_bulk(pks)
    today = clock.today()
    held = Tenure.objects.on(today).filter(post=OuterRef("pk"))
    counted = (
        Post.objects.filter(agency__in=pks)
        .annotate(held=Exists(held))
        .order_by()
        .values("agency")
        .annotate(number=Count("pk"), vacant=Count("pk", filter=Q(held=False)))
    )
    counts = {row["agency"]: (row["number"], row["vacant"]) for row in counted}
    names: dict[int, list[Holder]] = {}
    tenures = Tenure.objects.on(today).filter(post__agency__in=pks)
    for tenure in tenures.select_related("user", "post").order_by("acting", "post__title_th"):
        names.setdefault(tenure.post.agency_id, []).append(Holder(tenure))
    return tuple(
        AgencyRow(
            agency=agencies[pk],
            posts=counts.get(pk, (0, 0))[0],
            vacant=counts.get(pk, (0, 0))[1],
            holders=tuple(names.get(pk, ())[:MOST_NAMES]),
            more=max(0, len(names.get(pk, ())) - MOST_NAMES),
        )
        for pk in pks
    )
