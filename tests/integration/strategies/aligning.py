"""A draft plan, a project, and the shipped frameworks to align them to."""

import pytest

from strategies.models import FrameworkItem
from strategies.services import frameworks
from tests.factories import plans as plants


@pytest.fixture(autouse=True)
def shipped(db):
    list(frameworks.load())


@pytest.fixture
def draft(nakhonsawan, planner, head_post):
    plan = plants.draft(nakhonsawan, planner)
    return plan, plants.grown(plan, planner, head_post)


def item(framework: str, code: str) -> FrameworkItem:
    return FrameworkItem.objects.select_related("framework").get(
        framework__code=framework, code=code
    )


@pytest.fixture
def project(nakhonsawan, officer, development, planner, head_post):
    _plan, made = plants.adopted(nakhonsawan, planner, head_post)
    return plants.project(nakhonsawan, officer, development, node=made["1.1.1"], whole_area=True)
