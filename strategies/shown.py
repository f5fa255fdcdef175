"""What this app shows on pages of others."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.slots import MenuEntry, Workflow
from provinces.models import Area
from strategies.transitions import PLAN


def menu(user: Any, area: Area, fiscal_year: int) -> Iterator[MenuEntry]:
    yield MenuEntry(_("แผน"), reverse("plan_tree", args=[area.code, fiscal_year]))


def workflow() -> Workflow:
    """The states of a plan version, for the page that says who may do what."""
    return Workflow(_("แผน"), PLAN)
