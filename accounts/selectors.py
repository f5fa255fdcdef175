"""What the home page shows. The areas of the person stand in the frame (accounts.frames)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import ROLES
from common import clock, slots
from common.language import page_language
from common.slots import HomeItem
from common.thai import dates


@dataclass(frozen=True)
class HomePage:
    """Open items, soonest first, and the roles held today."""

    items: tuple[HomeItem, ...]
    roles: tuple[str, ...]
    day: dt.date

    @property
    def first(self) -> HomeItem | None:
        return self.items[0] if self.items else None

    @property
    def late(self) -> int:
        """How many are past their date."""
        return sum(1 for item in self.items if item.due and item.due < self.day)

    @property
    def summary(self) -> str:
        """How much there is and how soon, in one sentence."""
        count = len(self.items)
        if self.late:
            return ngettext(
                "ต้องทำ %(count)s เรื่อง เลยกำหนดแล้ว %(late)s เรื่อง",
                "ต้องทำ %(count)s เรื่อง เลยกำหนดแล้ว %(late)s เรื่อง",
                count,
            ) % {"count": count, "late": self.late}
        due = self.items[0].due if self.items else None
        if due is None:
            return ngettext("ต้องทำ %(count)s เรื่อง", "ต้องทำ %(count)s เรื่อง", count) % {
                "count": count
            }
        return ngettext(
            "ต้องทำ %(count)s เรื่อง ใกล้สุดครบกำหนด%(day)s",
            "ต้องทำ %(count)s เรื่อง ใกล้สุดครบกำหนด%(day)s",
            count,
        ) % {"count": count, "day": dates.weekday_date(due, page_language())}

    @property
    def today(self) -> str:
        """The day and the roles held on it."""
        day = dates.weekday_date(self.day, page_language())
        if not self.roles:
            return day
        return _("%(day)s · %(roles)s") % {"day": day, "roles": ", ".join(self.roles)}


def home_page(user: Any) -> HomePage:
    """What waits for this person, soonest first; things without a date come last."""
    items = [item for bring in slots.home_items for item in bring(user)]
    items.sort(key=lambda item: (item.due or dt.date.max, item.title))
    return HomePage(
        items=tuple(items),
        roles=tuple(str(ROLES[code].label) for code in sorted(user.authority.roles)),
        day=clock.today(),
    )
