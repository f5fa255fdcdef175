"""A card that is reported, and the day after its round closed."""

import datetime as dt

import pytest

from common import clock
from tests.factories import cards

AFTER = dt.date(2027, 4, 15)


@pytest.fixture
def after_the_round():
    """Live two weeks after the six months' round of FY2570 closed."""
    with clock.at(AFTER):
        yield AFTER


@pytest.fixture
def world(nakhonsawan, after_the_round) -> cards.World:
    """The sample card of FY2570, reported and verified in the six months' round."""
    return cards.sample(nakhonsawan, 2570)
