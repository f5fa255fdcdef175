"""Where the register shows itself: the area's menu."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.slots import MenuEntry
from provinces.models import Area


def menu(user: Any, area: Area, fiscal_year: int) -> Iterator[MenuEntry]:
    """Everybody of an area reads its register."""
    if area.kind in (Area.Kind.PROVINCE, Area.Kind.CLUSTER):
        yield MenuEntry(_("หน่วยงานทั้งหมด"), reverse("agency_list", args=[area.code]))
