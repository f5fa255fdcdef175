"""A reported card on the day after its round closed, and a client that speaks JSON."""

import datetime as dt

import pytest

from common import clock
from tests.factories import cards


@pytest.fixture
def world(nakhonsawan):
    with clock.at(dt.date(2027, 4, 15)):
        yield cards.sample(nakhonsawan, 2570)
