"""What this app shows on pages of others."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.slots import MenuEntry
from provinces.models import Area


def menu(user: Any, area: Area, fiscal_year: int) -> Iterator[MenuEntry]:
    yield MenuEntry(_("แผน"), reverse("plan_tree", args=[area.code, fiscal_year]))
