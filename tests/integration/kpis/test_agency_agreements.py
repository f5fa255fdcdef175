"""An agency's agreement with its area: on its own card, for those whom it concerns."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from common.errors import Refused
from kpis.definition import Definition
from kpis.models import Agreement, Card
from kpis.party import party
from kpis.promise import Side
from kpis.selectors.agreements import agreements_of
from kpis.services import cards, indicators
from reports.models import EvaluationReport
from reports.services import evaluation_reports
from tests.integration.kpis.agreeing import *  # noqa: F403 - fixtures
from tests.integration.kpis.agreeing import DAY, prepare

LIST = "/60/2570/agreements/"


@pytest.fixture
def own_card(card, nakhonsawan, development, officer_post, planner) -> Card:
    """The card of the development office, agreed, beside the agreed card of the province."""
    own = cards.open(area=nakhonsawan, fiscal_year=2570, agency=development, by=planner)
    income = indicators.create(
        area=nakhonsawan,
        code="A1",
        name_th="รายได้ของกลุ่ม",
        kind="agreement",
        agency=development,
        collector=officer_post,
        by=planner,
    )
    levels = tuple(Decimal(level) for level in (5, 10, 15, 20, 25))
    definition = Definition(Decimal(100), Decimal(15), method="interpolate", levels=levels)
    cards.add_line(card=own, indicator=income, definition=definition, code="1", by=planner)
    return cards.agree(card=own, by=planner)


@pytest.fixture
def own(own_card, head_post, governor_post, planner) -> Agreement:
    return prepare(
        own_card, governor_post, planner, giver=Side(head_post), receiver=Side(governor_post)
    )


def test_it_works(own, development, agreement):
    assert party(own.card).name == development.name
    assert json.loads(own.content)["party"]["name_th"] == development.name_th
    assert own.reference == f"60-{development.code}/2570-PA1"
    assert agreement.reference == "60/2570-PA1"


def test_the_giver_is_of_the_agency(own_card, governor_post, planner):
    with pytest.raises(Refused, match="ตำแหน่งของหน่วยงานเจ้าของ"):
        prepare(own_card, governor_post, planner)


def test_it_is_for_the_agency_and_its_reviewers(
    own, agreement, signed_in, officer, head, planner, executive, other_officer
):
    page = reverse("agreement_detail", args=["60", 2570, own.pk])
    for person in (officer, head, planner, executive):
        assert own in agreements_of(person)
        assert signed_in(person).get(page).status_code == 200
        assert own.reference in signed_in(person).get(LIST).content.decode()
    assert list(agreements_of(other_officer)) == [agreement]
    assert signed_in(other_officer).get(page).status_code == 404
    assert own.reference not in signed_in(other_officer).get(LIST).content.decode()


def test_so_is_its_printed_paper(own, signed_in, planner, officer, other_officer):
    report = evaluation_reports.request_agreement(agreement=own, by=planner)
    assert report in EvaluationReport.objects.visible_to(officer)
    assert report not in EvaluationReport.objects.visible_to(other_officer)
    page = reverse("report_detail", args=[report.pk])
    assert signed_in(officer).get(page).status_code == 200
    assert signed_in(other_officer).get(page).status_code == 404


def test_the_first_one_of_an_agency_needs_no_reason_beside_that_of_the_area(
    own_card, agreement, head_post, governor_post, signed_in, planner
):
    typed = {
        "card": own_card.pk, "giver_post": head_post.pk, "receiver_post": governor_post.pk,
        "place": "ศาลากลาง", "dated_day": str(DAY.day), "dated_month": str(DAY.month),
        "dated_year": str(DAY.year + 543),
    }  # fmt: skip
    client = signed_in(planner)
    assert client.post(f"{LIST}prepare/", typed).status_code == 302
    again = client.post(f"{LIST}prepare/", typed)
    assert again.status_code == 422
    assert "โปรดบอกเหตุผล" in again.content.decode()


def test_the_areas_own_card_is_offered_first(card, own_card, signed_in, planner):
    page = signed_in(planner).get(f"{LIST}prepare/")
    assert list(page.context["form"].fields["card"].queryset) == [card, own_card]
