"""A draft open to the sectors in March 2570: development and a chamber of commerce are invited."""

import datetime as dt

import pytest

from common import clock
from strategies.models import Plan
from strategies.services import comments, consultations
from tests import factories
from tests.factories import plans as plants

FIRST, LAST = dt.date(2027, 3, 1), dt.date(2027, 3, 31)


@pytest.fixture(autouse=True)
def in_march():
    with clock.at(FIRST):
        yield


@pytest.fixture
def chamber(nakhonsawan):
    return factories.agency(nakhonsawan, "หอการค้าจังหวัดนครสวรรค์", sector="private")


@pytest.fixture
def draft(nakhonsawan, planner, head_post):
    plan = plants.draft(nakhonsawan, planner)
    return plan, plants.grown(plan, planner, head_post)


@pytest.fixture
def opened(draft, planner, development, chamber):
    return consultations.open_(
        plan=draft[0], closes=LAST, agencies=[development, chamber], by=planner
    )


@pytest.fixture
def said(opened, draft, officer):
    return comments.give(consultation=opened, node=draft[1]["1"], text="ควรเพิ่มเรื่องน้ำ", by=officer)


def page_of(plan: Plan, more: str = "") -> str:
    return f"/60/plans/{plan.pk}/consultation/{more}"
