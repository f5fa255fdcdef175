"""The history's entry in the area's menu."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from common.slots import MenuEntry
from provinces.models import Area


def menu(user: Any, area: Area, fiscal_year: int) -> Iterator[MenuEntry]:
    """The search for changes, where the person may read history."""
    if user.authority.may(Permission.HISTORY_VIEW, area=area):
        yield MenuEntry(_("ประวัติการแก้ไข"), f"{reverse('history_search')}?area={area.code}")
