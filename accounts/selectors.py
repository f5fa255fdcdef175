"""What the home page shows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accounts.roles import ROLES
from common import slots
from common.clock import today
from common.slots import HomeItem
from provinces.models import Area


@dataclass(frozen=True)
class HomePage:
    """Open items by date, and the areas that the person sees."""

    items: tuple[HomeItem, ...]
    areas: tuple[Area, ...]
    roles: tuple[str, ...]
    day: dt.date

    @property
    def first(self) -> HomeItem | None:
        return self.items[0] if self.items else None


def home_page(user: Any) -> HomePage:
    """What waits for this person, soonest first; things without a date come last."""
    items = [item for bring in slots.home_items for item in bring(user)]
    items.sort(key=lambda item: (item.due or dt.date.max, item.title))
    return HomePage(
        items=tuple(items),
        areas=tuple(Area.objects.visible_to(user).planning().order_by("kind", "name_th")[:100]),
        roles=tuple(str(ROLES[code].label) for code in sorted(user.authority.roles)),
        day=today(),
    )
