"""A line of the card, a round that is open today, and its result in each state."""

import datetime as dt
from decimal import Decimal

import pytest

from common import clock
from kpis.models import Card, Criteria, Indicator, Result
from kpis.services import results, rounds
from kpis.services.results import Entry

OPENS, CLOSES, CUT_OFF = dt.date(2027, 7, 1), dt.date(2027, 7, 31), dt.date(2027, 6, 30)
IN_TIME = dt.date(2027, 7, 20)
TYPED = Entry(value=Decimal(18), as_of=CUT_OFF, notes={"statement": "ออกร้าน 4 ครั้ง"})


@pytest.fixture(autouse=True)
def in_time():
    with clock.at(IN_TIME):
        yield


@pytest.fixture
def line(nakhonsawan, officer_post, head_post) -> Criteria:
    card = Card.objects.create(area=nakhonsawan, fiscal_year=2570)
    indicator = Indicator.objects.create(
        area=nakhonsawan,
        code="70-2.1",
        name_th="มูลค่าการจำหน่าย OTOP",
        collector=officer_post,
        supervisor=head_post,
    )
    return Criteria.objects.create(
        card=card, indicator=indicator, code="2.1", weight=5, target=15, levels=[5, 10, 15, 20, 25]
    )


@pytest.fixture
def nine(nakhonsawan, planner):
    return rounds.create(
        area=nakhonsawan,
        fiscal_year=2570,
        kind="9",
        opens=OPENS,
        closes=CLOSES,
        cut_off=CUT_OFF,
        by=planner,
    )


@pytest.fixture
def draft(line, nine, officer) -> Result:
    return results.save(criteria=line, round=nine, entry=TYPED, by=officer)


@pytest.fixture
def certified(draft, officer, head) -> Result:
    results.submit(result=draft, by=officer)
    return results.certify(result=draft, by=head)


@pytest.fixture
def verified(certified, planner) -> Result:
    return results.verify(result=certified, by=planner)
