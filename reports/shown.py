"""What reports show on the pages of other apps."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.slots import MenuEntry, Panel
from provinces.models import Area
from strategies.models import Consultation


def menu(user: Any, area: Area, year: int) -> Iterable[MenuEntry]:
    """The reports of the area, of all years."""
    yield MenuEntry(_("รายงาน"), reverse("report_list", args=[area.code]))


def consultation_panel(user: Any, consultation: Consultation) -> Iterable[Panel]:
    """The way from a consultation to its summary as PDF; no query."""
    plan = consultation.plan
    yield Panel(
        "reports/_consultation_panel.html", {"area_code": plan.area.code, "plan_pk": plan.pk}
    )
