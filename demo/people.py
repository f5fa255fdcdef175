"""Who plays in the demo: real offices and posts, people who are named by their role only.

One person each for a role; the posts of all other agencies are held by officer2 and head2, so that
the story can be told through the services without a hundred sign-ins.
"""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from accounts.models import DirectRole, Post, Tenure, User
from accounts.services import agencies, posts, tenures, users
from common import clock
from demo.password import PASSWORD
from demo.told import Built, Tally, rows, split
from provinces.models import Agency, Area

SINCE = dt.date(2003, 10, 1)  # the story begins in fiscal year 2547
ADMIN = "sysadmin"


@dataclass(frozen=True)
class SignIn:
    """One of the demo's accounts and what to try with it."""

    username: str
    name: str
    what_for_th: str
    what_for_en: str


def sign_ins() -> list[SignIn]:
    return [
        SignIn(row["username"], row["name"], row["what_for_th"], row["what_for_en"])
        for row in rows("users.csv")
    ]


def user(username: str) -> User:
    """A person of the demo, with the authority of the story's present day."""
    return User.objects.get(username=username)


def agency(area: Area, name: str) -> Agency:
    """An agency of the demo by its code, its short name, or another spelling of it."""
    for found in area.agencies.all():
        if name in (found.code, found.short_name, found.name_th, *found.aliases):
            return found
    raise ObjectDoesNotExist(f"no agency {name} in {area.code}")


def officer_post(agency: Agency) -> Post:
    """The post that collects data and proposes projects for an agency."""
    return agency.posts.filter(roles__contains=["officer"]).order_by("pk")[0]


def head_post(agency: Agency) -> Post:
    return agency.posts.filter(roles__contains=["agency_head"]).order_by("pk")[0]


def holder(post: Post) -> User:
    """Who holds a post on the story's present day; the full holder before an acting one."""
    tenure = post.tenures.on(clock.today()).order_by("acting").select_related("user")[0]
    return tenure.user


def build(password: str = PASSWORD) -> list[Built]:
    """Accounts, agencies, posts and who holds them."""
    tally = Tally()
    with clock.at(SINCE):
        there = set(User.objects.values_list("username", flat=True))
        admin = _admin(password, tally)
        _users(admin, password, tally, there)
        _agencies(admin, tally)
        _district_offices(admin, tally)
        _posts(admin, tally)
    return tally.told()


def _admin(password: str, tally: Tally) -> User:
    """The installation's administrator; on an empty installation the demo's own."""
    held = DirectRole.objects.filter(role="system_admin", user__is_active=True)
    found = held.select_related("user").order_by("user__pk").first()
    if found:
        return found.user
    row = next(row for row in rows("users.csv") if row["username"] == ADMIN)
    tally.added("accounts")
    return users.first_admin(
        username=ADMIN, name=row["name"], email=_email(ADMIN), password=password
    )


def _users(admin: User, password: str, tally: Tally, there: set[str]) -> None:
    for row in rows("users.csv"):
        name = row["username"]
        if name in there:
            tally.there("accounts")
        if name in there or name == admin.username:
            continue
        made = users.create(
            username=name, name=row["name"], email=_email(name), password=password, by=admin
        )
        if row["direct_role"]:
            users.grant(user=made, role=row["direct_role"], by=admin)
        tally.added("accounts")


def _email(username: str) -> str:
    return f"{username}@demo.invalid"


def _agencies(admin: User, tally: Tally) -> None:
    areas = {area.code: area for area in Area.objects.all()}
    there = set(Agency.objects.values_list("area__code", "code"))
    for row in rows("agencies.csv"):
        if (row["area"], row["code"]) in there:
            tally.there("agencies")
            continue
        agencies.create(
            area=areas[row["area"]],
            code=row["code"],
            name_th=row["name_th"],
            name_en=row["name_en"],
            short_name=row["short_name"],
            aliases=split(row["aliases"]),
            sector=row["sector"],
            line_ministry=row["line_ministry"],
            by=admin,
        )
        tally.added("agencies")


def _district_offices(admin: User, tally: Tally) -> None:
    """The office of each district: a joint agency of many projects."""
    for district in Area.objects.filter(province__code="60").prefetch_related("agencies"):
        if any(one.code == "district" for one in district.agencies.all()):
            tally.there("agencies")
            continue
        agencies.create(
            area=district,
            code="district",
            name_th=f"ที่ทำการปกครองอำเภอ{district.name_th}",
            name_en=f"{district.name_en} District Office",
            short_name=f"อ.{district.name_th}",
            aliases=[f"กิ่งอ.{district.name_th}"],
            sector=Agency.Sector.REGIONAL_STATE,
            line_ministry="กรมการปกครอง กระทรวงมหาดไทย",
            by=admin,
        )
        tally.added("agencies")


def _posts(admin: User, tally: Tally) -> None:
    offices = {
        (one.area.code, one.code): one for one in Agency.objects.select_related("area").all()
    }
    people = {one.username: one for one in User.objects.all()}
    there = {(post.agency_id, post.title_th): post for post in Post.objects.all()}
    held = set(Tenure.objects.values_list("post_id", "user_id"))
    for row in rows("posts.csv"):
        office = offices[row["area"], row["agency"]]
        post = there.get((office.pk, row["title_th"]))
        if post:
            tally.there("posts")
        else:
            post = posts.create(
                agency=office,
                title_th=row["title_th"],
                title_en=row["title_en"],
                roles=split(row["roles"]),
                by=admin,
            )
            tally.added("posts")
        if row["holder"] and (post.pk, people[row["holder"]].pk) not in held:
            tenures.begin(
                post=post,
                user=people[row["holder"]],
                valid_from=SINCE,
                acting=row["acting"] == "yes",
                by=admin,
            )
            tally.added("tenures")


def stands() -> bool:
    wanted = {row["username"] for row in rows("users.csv")}
    return User.objects.filter(username__in=wanted).count() == len(wanted)
