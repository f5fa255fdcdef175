"""A plan with all that hangs on it, before and after its revision was adopted."""

import datetime as dt

import pytest

from common import clock
from tests.factories import revised as stand


@pytest.fixture
def after_the_rounds():
    """Live two weeks after the nine months' round of FY2570 closed."""
    with clock.at(dt.date(2027, 7, 15)):
        yield


@pytest.fixture
def hung(nakhonsawan, planner, head_post, development, after_the_rounds) -> stand.Revised:
    return stand.hung(nakhonsawan, planner, head_post, development)


@pytest.fixture
def revised(hung, planner) -> stand.Revised:
    stand.adopt(hung, planner)
    return hung
