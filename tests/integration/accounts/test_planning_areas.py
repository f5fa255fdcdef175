"""The areas in everybody's header: what the one rule of scope says, for every kind of person."""

import datetime as dt

import pytest

from accounts.authority import Authority
from provinces.models import Area, ClusterMembership
from tests import factories

LAST = dt.date(2026, 9, 30)


def by_the_rule(authority: Authority) -> list[Area]:
    """The same asked without a short cut."""
    seen = Area.objects.filter(authority.areas()).planning()
    return list(seen.order_by("kind", "name_th"))


def codes(authority: Authority) -> list[str]:
    return [area.code for area in authority.planning_areas]


def test_it_works(planner, nakhonsawan, phichit, cluster):
    factories.province("10", "กรุงเทพมหานคร")
    assert codes(planner.authority) == ["N-L2", "60"]


def test_each_person_has_the_own_answer(planner, stranger, inspector, officer, cluster):
    people = [planner, stranger, inspector, officer]
    assert [codes(one.authority) for one in people] == [
        ["N-L2", "60"],
        ["N-L2", "66"],
        ["N-L2", "60", "66"],
        ["N-L2", "60"],
    ]
    for one in people:
        assert list(one.authority.planning_areas) == by_the_rule(one.authority)


def test_posts_in_several_areas(nakhonsawan, phichit, cluster, office):
    other = factories.agency(phichit, "สำนักงานจังหวัดพิจิตร")
    factories.province("10", "กรุงเทพมหานคร")
    person = factories.user(
        "both",
        factories.post(office, "นักวิเคราะห์", "planner"),
        factories.post(other, "ผู้แทน", "officer"),
    )
    assert codes(person.authority) == ["N-L2", "60", "66"]
    assert list(person.authority.planning_areas) == by_the_rule(person.authority)


def test_a_membership_counts_on_its_days(planner, nakhonsawan, cluster):
    ClusterMembership.objects.filter(province=nakhonsawan).update(valid_to=LAST)
    assert codes(Authority(planner, LAST)) == ["N-L2", "60"]
    assert codes(Authority(planner, LAST + dt.timedelta(days=1))) == ["60"]


def test_who_holds_nothing_sees_nothing(nakhonsawan, django_assert_num_queries):
    person = factories.user("nobody")
    with django_assert_num_queries(1):
        assert codes(person.authority) == []


@pytest.mark.parametrize("holds", ["a post of a district", "a role everywhere"])
def test_other_ways_to_see(holds, nakhonsawan, phichit, cluster):
    if holds == "a post of a district":
        district = Area.objects.create(
            kind=Area.Kind.DISTRICT, code="6001", name_th="เมืองนครสวรรค์", province=nakhonsawan
        )
        place = factories.agency(district, "ที่ว่าการอำเภอเมืองนครสวรรค์")
        person = factories.user("district", factories.post(place, "นายอำเภอ", "officer"))
    else:
        person = factories.user("admin", direct="system_admin")
    assert list(person.authority.planning_areas) == by_the_rule(person.authority)
    assert "60" in codes(person.authority)
