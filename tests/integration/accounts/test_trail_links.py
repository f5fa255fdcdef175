"""Every object's page leads to its history."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.models import Committee, Seat
from common import clock
from kpis.models import Card, Criteria, Indicator, Result, Round
from tests.factories import plans

pytestmark = pytest.mark.django_db

DAY = dt.date(2027, 7, 20)
YEAR = 2570


@pytest.fixture(autouse=True)
def _day():
    with clock.at(DAY):
        yield


@pytest.fixture
def line(nakhonsawan, officer_post, planner) -> Criteria:
    indicator = Indicator.objects.create(
        area=nakhonsawan, code="KPI-1", name_th="รายได้ OTOP", collector=officer_post
    )
    card = Card.objects.create(
        area=nakhonsawan, fiscal_year=YEAR, status="agreed", agreed_by=planner,
        agreed_at=timezone.now(),
    )  # fmt: skip
    return Criteria.objects.create(card=card, indicator=indicator, code="1.1", weight=100)


@pytest.fixture
def round(nakhonsawan) -> Round:
    return Round.objects.create(
        area=nakhonsawan, fiscal_year=YEAR, kind="9", opens=DAY, closes=DAY, cut_off=DAY
    )


def links_to(signed_in, user, page: str, kind: str, pk: int) -> bool:
    said = signed_in(user).get(page).content.decode()
    address = reverse("history", args=[kind, pk])
    assert signed_in(user).get(address).status_code == 200
    return f'href="{address}"' in said


def test_agency_and_post(signed_in, planner, development, officer_post):
    page = reverse("agency_detail", args=["60", development.pk])
    assert links_to(signed_in, planner, page, "agency", development.pk)
    page = reverse("post_detail", args=["60", officer_post.pk])
    assert links_to(signed_in, planner, page, "post", officer_post.pk)


def test_committee_and_on_its_history_each_seat(signed_in, planner, nakhonsawan, head_post):
    committee = Committee.objects.create(
        area=nakhonsawan,
        type="province_board",
        name_th="คณะกรรมการ",
        valid_from=dt.date(2026, 1, 1),
    )
    seat = Seat.objects.create(
        committee=committee, post=head_post, position="member", sector="regional_state",
        valid_from=dt.date(2026, 1, 1),
    )  # fmt: skip
    page = reverse("committee_detail", args=["60", committee.pk])
    assert links_to(signed_in, planner, page, "committee", committee.pk)
    page = reverse("history", args=["committee", committee.pk])
    assert links_to(signed_in, planner, page, "seat", seat.pk)


def test_card_and_round_and_result(signed_in, planner, officer, line, round):
    page = reverse("card_detail", args=["60", YEAR])
    assert links_to(signed_in, planner, page, "card", line.card_id)
    page = reverse("round_detail", args=["60", YEAR, "9"])
    assert links_to(signed_in, planner, page, "round", round.pk)
    result = Result.objects.create(criteria=line, round=round, entered_by=officer)
    page = reverse("result_edit", args=["60", YEAR, "9", line.pk])
    assert links_to(signed_in, planner, page, "result", result.pk)


def test_indicator_and_on_its_history_each_version_of_its_criteria(signed_in, planner, line, round):
    page = reverse("indicator_detail", args=["60", YEAR, line.indicator_id])
    assert links_to(signed_in, planner, page, "indicator", line.indicator_id)
    page = reverse("history", args=["indicator", line.indicator_id])
    assert links_to(signed_in, planner, page, "criteria", line.pk)


def test_plan_and_on_its_history_each_entry(signed_in, planner, nakhonsawan, head_post):
    plan, made = plans.adopted(nakhonsawan, planner, head_post)
    page = reverse("plan_tree", args=["60", YEAR])
    assert links_to(signed_in, planner, page, "plan", plan.pk)
    page = reverse("history", args=["plan", plan.pk])
    assert links_to(signed_in, planner, page, "plannode", made["1"].pk)


def test_project(signed_in, planner, officer, nakhonsawan, development):
    project = plans.project(nakhonsawan, officer, development)
    page = reverse("project_detail", args=["60", YEAR, project.code])
    assert links_to(signed_in, planner, page, "project", project.pk)


def test_whoever_may_not_read_history_is_not_led_there(
    signed_in, planner, development, monkeypatch
):
    monkeypatch.setattr(type(planner.authority), "may", lambda *args, **place: False)
    page = reverse("agency_detail", args=["60", development.pk])
    said = signed_in(planner).get(page).content.decode()
    assert reverse("history", args=["agency", development.pk]) not in said
