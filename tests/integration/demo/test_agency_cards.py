"""The demo's agency card: agreed, reported twice, carried forward; the province's untouched."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.test import override_settings

from common import clock
from demo import agency_cards, areas, story
from kpis.models import Card, Result, Round
from scorecards import gather
from scorecards.score import score

pytestmark = pytest.mark.django_db

QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole story, built once for the tests of this file and taken away at the end."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        with override_settings(PASSWORD_HASHERS=[QUICK], MEDIA_ROOT=media):
            for _name, build in story.parts():
                build()
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _demo(_loaded):
    """Every test sees the loaded demo, on its day."""
    with clock.at(clock.dt.date(2027, 7, 20)):
        yield


def total(year: int, kind: str, agency: int | None = None) -> Decimal:
    round = Round.objects.select_related("area").get(area__code="60", fiscal_year=year, kind=kind)
    found = score(gather.cards([round], agency=agency)[round.pk]).result.total
    assert found is not None
    return found.quantize(Decimal("0.0001"))


def test_the_agencys_card_is_agreed_and_scored():
    card = Card.objects.get(agency__isnull=False, fiscal_year=2570)
    assert (card.status, card.is_sample, card.criteria.count()) == ("agreed", True, 4)
    assert total(2570, "6", card.agency_id) < total(2570, "9", card.agency_id)


def test_it_was_carried_into_the_next_year_with_what_is_verified():
    card = Card.objects.get(agency__isnull=False, fiscal_year=2571)
    assert (card.status, card.is_sample) == ("draft", True)
    assert [line.baseline for line in card.criteria.order_by("code")] == [
        [[2570, "78"]], [[2570, "33"]], [[2570, "4"]], [[2570, "88"]],
    ]  # fmt: skip


def test_nothing_of_it_waits_and_the_sample_totals_stay():
    waiting = Result.objects.filter(criteria__card__agency__isnull=False)
    assert not waiting.exclude(status="verified").exists()
    assert total(2548, "12") == Decimal("3.4400")


def test_a_second_run_changes_nothing():
    assert sum(told.added for told in agency_cards.build(areas.nakhonsawan())) == 0
    assert agency_cards.stands()
