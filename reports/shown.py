"""What reports show on the pages of other apps."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.slots import MenuEntry
from provinces.models import Area


def menu(user: Any, area: Area, year: int) -> Iterable[MenuEntry]:
    """The reports of the area, of all years."""
    yield MenuEntry(_("รายงาน"), reverse("report_list", args=[area.code]))
