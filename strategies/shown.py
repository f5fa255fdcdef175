"""What this app shows on pages of others."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.slots import MenuEntry, Workflow
from evidence.models import Evidence
from provinces.models import Area
from strategies.models import Plan
from strategies.transitions import PLAN


def menu(user: Any, area: Area, fiscal_year: int) -> Iterator[MenuEntry]:
    yield MenuEntry(_("แผน"), reverse("plan_tree", args=[area.code, fiscal_year]))


def adopts_a_visible_plan(user: Any, evidence: Evidence) -> bool:
    """Whether a person sees a plan whose resolution this evidence is."""
    return Plan.objects.visible_to(user).filter(resolution=evidence).exists()


def workflow() -> Workflow:
    """The states of a plan version, for the page that says who may do what."""
    return Workflow(_("แผน"), PLAN)
