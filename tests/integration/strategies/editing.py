"""A draft on the planner's desk, with its entries by code in `made` and its address in `at`."""

import pytest

from tests.factories import plans as plants


@pytest.fixture
def draft(nakhonsawan, planner, head_post):
    plan = plants.draft(nakhonsawan, planner)
    plan.made = plants.grown(plan, planner, head_post)
    plan.at = f"/60/plans/{plan.pk}/"
    return plan


@pytest.fixture
def desk(draft, planner, signed_in):
    return signed_in(planner)


def page(client, url, **data):
    response = client.get(url, data)
    assert response.status_code == 200
    return response.content.decode()
