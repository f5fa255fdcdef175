"""People and posts on the home page: what of the register waits for who keeps it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.frames import address
from accounts.models import Post, Tenure, User
from accounts.permissions import Permission
from common import clock, slots
from common.slots import HomeItem
from provinces.models import Agency, Area


def home_items(user: Any) -> Iterator[HomeItem]:
    """Posts without a holder whose work waits, and accounts that belong nowhere; three queries."""
    areas = user.authority.places(Permission.PEOPLE_EDIT)
    if areas:
        yield from _waiting(areas)
    if "system_admin" in user.authority.roles:
        yield from _expired()
        yield from _without_post()


def _waiting(areas: frozenset[int]) -> Iterator[HomeItem]:
    """Vacant posts of one's areas that open work belongs to."""
    work = [Q(pk__in=bring()) for bring in slots.working_posts]
    if not work:
        return
    here = Q(agency__area__in=areas) | Q(agency__area__province__in=areas)
    for place, number in _by_area(_vacant().filter(reduce(or_, work), here)):
        yield _posts(
            place,
            ngettext(
                "ตำแหน่งว่าง %(number)s ตำแหน่งมีงานค้างอยู่",
                "ตำแหน่งว่าง %(number)s ตำแหน่งมีงานค้างอยู่",
                number,
            )
            % {"number": number},
            _("งานจะรอจนกว่าจะมีผู้ดำรงตำแหน่งหรือผู้รักษาการ"),
        )


def _expired() -> Iterator[HomeItem]:
    """Posts everywhere whose last tenure is over and that nobody took over."""
    past = Tenure.objects.filter(post=OuterRef("pk"), valid_to__lt=clock.today())
    coming = Tenure.objects.filter(post=OuterRef("pk"), valid_from__gt=clock.today())
    for place, number in _by_area(_vacant().filter(Exists(past), ~Exists(coming))):
        yield _posts(
            place,
            ngettext(
                "%(number)s ตำแหน่งพ้นผู้ดำรงแล้ว ยังไม่มีผู้รับช่วง",
                "%(number)s ตำแหน่งพ้นผู้ดำรงแล้ว ยังไม่มีผู้รับช่วง",
                number,
            )
            % {"number": number},
            "",
        )


def _without_post() -> Iterator[HomeItem]:
    """Open accounts that no tenure, now or later, and no direct role gives anything to do."""
    held = Tenure.objects.from_day_on(clock.today()).filter(user=OuterRef("pk"))
    idle = User.objects.filter(~Exists(held), is_active=True, direct_roles__isnull=True)
    number = idle.count()
    if number:
        yield HomeItem(
            title=ngettext(
                "บัญชีที่ยังไม่มีตำแหน่ง %(number)s บัญชี", "บัญชีที่ยังไม่มีตำแหน่ง %(number)s บัญชี", number
            )
            % {"number": number},
            url=address("account_list"),
            kind=_("บัญชีผู้ใช้"),
            note=_("ให้สำนักงานจังหวัดบันทึกตำแหน่ง หรือปิดบัญชีที่ไม่ใช้แล้ว"),
        )


def _vacant() -> QuerySet[Post]:
    """The posts of provinces, clusters and districts that nobody holds today."""
    held = Tenure.objects.on(clock.today()).filter(post=OuterRef("pk"))
    open_ones = Agency.objects.open().exclude(area__kind=Area.Kind.NATION)
    return Post.objects.filter(~Exists(held), agency__in=open_ones)


@dataclass(frozen=True)
class Place:
    """A planning area. named: whether others stand beside it, so that its name tells them apart."""

    code: str
    name: str
    named: bool


def _by_area(posts: QuerySet[Post]) -> list[tuple[Place, int]]:
    """How many posts there are in each planning area; one query."""
    facts = {
        f"place_{one}": Coalesce(F(f"agency__area__province__{one}"), F(f"agency__area__{one}"))
        for one in ("code", "kind", "name_th", "name_en")
    }
    counted = posts.order_by().annotate(**facts).values(*facts).annotate(number=Count("pk"))
    rows = list(counted.order_by("place_code"))
    return [
        (Place(row["place_code"], _name(row), len(rows) > 1), int(row["number"])) for row in rows
    ]


def _name(row: dict[str, Any]) -> str:
    fields = ("code", "kind", "name_th", "name_en")
    return Area(**{one: row[f"place_{one}"] for one in fields}).full_name


def _posts(place: Place, title: str, note: str) -> HomeItem:
    return HomeItem(
        title=f"{place.name}: {title}" if place.named else title,
        url=reverse("posts_vacant", args=[place.code]),
        kind=_("ทะเบียนตำแหน่ง"),
        status="vacant",
        note=note,
    )
