"""People and posts on the home page: what of the register waits for who keeps it."""

from collections.abc import Iterator
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
    for code, number in _by_area(_vacant().filter(reduce(or_, work), here)):
        yield _posts(
            code,
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
    for code, number in _by_area(_vacant().filter(Exists(past), ~Exists(coming))):
        yield _posts(
            code,
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


def _by_area(posts: QuerySet[Post]) -> list[tuple[str, int]]:
    """How many posts there are in each planning area, by its code; one query."""
    codes = Coalesce(F("agency__area__province__code"), F("agency__area__code"))
    counted = posts.order_by().annotate(place=codes).values("place").annotate(number=Count("pk"))
    return [(row["place"], row["number"]) for row in counted.order_by("place")]


def _posts(code: str, title: str, note: str) -> HomeItem:
    return HomeItem(
        title=title,
        url=reverse("posts_vacant", args=[code]),
        kind=_("ทะเบียนตำแหน่ง"),
        status="vacant",
        note=note,
    )
