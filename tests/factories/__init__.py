"""Small builders for tests. Whatever has a service is built through it; these fill the ground."""

import datetime as dt
import itertools

from accounts.models import DirectRole, Post, Tenure, User
from provinces.models import Agency, Area, ClusterMembership

_count = itertools.count(1)
LONG_AGO = dt.date(2000, 1, 1)


def province(code: str, name_th: str, name_en: str = "") -> Area:
    return Area.objects.create(kind=Area.Kind.PROVINCE, code=code, name_th=name_th, name_en=name_en)


def district(province: Area, code: str, name_th: str, name_en: str = "") -> Area:
    return Area.objects.create(
        kind=Area.Kind.DISTRICT, code=code, name_th=name_th, name_en=name_en, province=province
    )


def district_officer(district: Area) -> User:
    """นายอำเภอ: who sees everything in a district."""
    place = agency(district, f"ที่ทำการปกครองอำเภอ{district.name_th}")
    return user("district", post(place, f"นายอำเภอ{district.name_th}", "district_officer"))


def cluster(code: str, name_th: str, members: list[Area]) -> Area:
    area = Area.objects.create(kind=Area.Kind.CLUSTER, code=code, name_th=name_th)
    for member in members:
        ClusterMembership.objects.create(cluster=area, province=member, valid_from=LONG_AGO)
    return area


def agency(area: Area, name_th: str, sector: str = "regional_state") -> Agency:
    return Agency.objects.create(
        area=area, code=f"A{next(_count)}", name_th=name_th, short_name=name_th, sector=sector
    )


def post(agency: Agency, title_th: str, *roles: str) -> Post:
    return Post.objects.create(agency=agency, title_th=title_th, roles=list(roles))


def user(username: str, *posts: Post, direct: str = "", area: Area | None = None) -> User:
    """A person who has held the posts for long, and perhaps a direct role."""
    person = User.objects.create_user(
        username=username,
        email=f"{username}@example.test",
        password="correct horse battery",
        name=f"ผู้ใช้ {username}",
    )
    for one in posts:
        Tenure.objects.create(post=one, user=person, valid_from=LONG_AGO)
    if direct:
        DirectRole.objects.create(user=person, role=direct, area=area)
    return person
