"""A big province of 500 agencies and 5,000 posts: every page asks as often as with 3 agencies.

One test, because the ground costs seconds: each address is counted before and after it is laid.
"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Post, Tenure, User
from common import clock
from demo.bench.database import analyze
from kpis.models import Card, Criteria, Indicator
from kpis.services import rounds
from projects.models import Project
from provinces.models import Agency
from tests import factories

pytestmark = pytest.mark.django_db

DAY = dt.date(2027, 7, 20)
AGENCIES, POSTS_EACH = 500, 10
# Home and lists; the page of an object asks each app for what it knows of it.
MOST, LISTS = 12, ("/", "/permissions/", "/60/agencies/", "/60/posts/vacant/", "/60/2570/rounds/")


def grow(area, agencies: int, posts_each: int, start: int = 0) -> None:
    """Agencies, each with posts held by a person of their own; every tenth post is vacant, and owns
    an indicator or a project, so that work waits there."""
    made = Agency.objects.bulk_create(
        Agency(
            area=area, code=f"S{n}", name_th=f"สำนักงานที่ {n}", short_name=f"สนง.{n}",
            sector="regional_state",
        )
        for n in range(start, start + agencies)
    )  # fmt: skip
    posts = Post.objects.bulk_create(
        Post(agency=one, title_th=f"ตำแหน่งที่ {n}", roles=["officer"])
        for one in made
        for n in range(posts_each)
    )
    people = User.objects.bulk_create(
        User(username=f"person{post.pk}", name=f"ผู้ใช้ {post.pk}", email=f"{post.pk}@example.test")
        for post in posts
    )
    Tenure.objects.bulk_create(
        Tenure(
            post=post, user=person, valid_from=factories.LONG_AGO,
            valid_to=None if n % 10 else DAY - dt.timedelta(days=1),
        )
        for n, (post, person) in enumerate(zip(posts, people, strict=True))
    )  # fmt: skip
    vacant = posts[::10][:100]
    Project.objects.bulk_create(
        Project(
            area=area, fiscal_year=2570, code=f"S-{post.pk}", name_th=f"โครงการ {post.pk}",
            host_agency=post.agency, host_post=post,
        )
        for post in vacant
    )  # fmt: skip
    indicators = Indicator.objects.bulk_create(
        Indicator(area=area, code=f"S-{post.pk}", name_th=f"ตัวชี้วัด {post.pk}", collector=post)
        for post in vacant
    )
    card, _new = Card.objects.get_or_create(area=area, fiscal_year=2570)
    Criteria.objects.bulk_create(
        Criteria(card=card, indicator=one, code=f"7.{one.pk}", weight=1) for one in indicators
    )
    analyze()


def addresses(post: Post, tenure: Tenure) -> dict[str, list[str]]:
    """What each person opens."""
    register = [
        reverse("agency_list", args=["60"]),
        f"{reverse('agency_list', args=['60'])}?q=สำนักงาน&page=2",
        f"{reverse('agency_list', args=['60'])}?q=ผู้ใช้",
        f"{reverse('agency_list', args=['60'])}?sector=regional_state",
        reverse("agency_detail", args=["60", post.agency_id]),
        reverse("agency_export", args=["60"]),
        reverse("posts_vacant", args=["60"]),
        f"{reverse('posts_vacant', args=['60'])}?page=2",
        reverse("post_detail", args=["60", post.pk]),
        reverse("handover_sheet", args=["60", post.pk]),
        reverse("tenure_end", args=["60", tenure.pk]),
        f"{reverse('tenure_begin', args=['60', post.pk])}?q=ผู้ใช้",
        reverse("history", args=["post", post.pk]),
        reverse("history_search"),
        f"{reverse('history_search')}?area=60&kind=tenure&page=3",
    ]
    everybody = [reverse("home"), reverse("permissions"), reverse("round_list", args=["60", 2570])]
    return {
        "planner": [*everybody, *register],
        "sysadmin": [*everybody, *register],
        "inspector": [*everybody, reverse("history_search")],
        "officer": everybody,
        "executive": everybody,
    }


def test_a_big_province_asks_as_often_as_a_small_one(
    signed_in, nakhonsawan, planner, sysadmin, inspector, officer, executive, officer_post
):
    people = {
        "planner": planner, "sysadmin": sysadmin, "inspector": inspector, "officer": officer,
        "executive": executive,
    }  # fmt: skip
    clients = {who: signed_in(user) for who, user in people.items()}
    pages = addresses(officer_post, officer.tenures.get())

    def counted() -> dict[tuple[str, str], int]:
        found = {}
        for who, asked in pages.items():
            for address in asked:
                with CaptureQueriesContext(connection) as queries:
                    answer = clients[who].get(address)
                assert answer.status_code == 200, (who, address)
                found[who, address] = len(queries)
        return found

    with clock.at(DAY):
        rounds.create(
            area=nakhonsawan, fiscal_year=2570, kind="9", opens=DAY, closes=DAY, cut_off=DAY,
            by=planner,
        )  # fmt: skip
        grow(nakhonsawan, 3, POSTS_EACH)
        counted()  # what a process asks once, it has asked now
        few = counted()
        grow(nakhonsawan, AGENCIES - 3, POSTS_EACH, start=3)
        assert Post.objects.count() > AGENCIES * POSTS_EACH
        many = counted()
    assert {key: (few[key], many[key]) for key in few if few[key] < many[key]} == {}
    lists = {key: number for key, number in few.items() if key[1].split("?")[0] in LISTS}
    assert {address.split("?")[0] for _who, address in lists} == set(LISTS)
    assert {key: number for key, number in lists.items() if number > MOST} == {}
