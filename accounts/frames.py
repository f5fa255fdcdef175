"""What the header shows: the areas and years to switch to, the menu of the area, sample or not."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from common import clock, slots
from common.slots import AreaYear, MenuEntry
from common.thai import fiscal
from provinces.models import Area

# Pages that exist for every year of an area: the year switch stays on them.
PAGES_OF_A_YEAR = ("area_year", "plan_tree", "project_list", "card_detail")


@dataclass(frozen=True)
class YearLink:
    """A year to switch to."""

    year: int
    url: str
    current: bool


@dataclass(frozen=True)
class Entry:
    """An entry of the area's menu; `current` is "page" there, "true" somewhere below it."""

    label: object
    url: str
    current: str = ""


@dataclass(frozen=True)
class Frame:
    """The header of one page. Each part asks the database when it is shown and not before."""

    user: Any
    area: Area | None
    given_year: int | None
    given_sample: bool
    page: str
    path: str

    @cached_property
    def areas(self) -> list[Area]:
        """Planning areas of the person: clusters first, then provinces, each by name."""
        if not getattr(self.user, "is_authenticated", False):
            return []
        return list(self.user.authority.planning_areas)

    @cached_property
    def _known(self) -> list[AreaYear]:
        if self.area is None:
            return []
        return [year for bring in slots.area_years for year in bring(self.area)]

    @cached_property
    def year(self) -> int:
        """The year of the page; where a page has none, the latest one of the area."""
        if self.given_year:
            return self.given_year
        current = fiscal.fiscal_year(clock.today())
        years = {known.year for known in self._known}
        return current if current in years or not years else max(years)

    @cached_property
    def years(self) -> list[YearLink]:
        """Newest first; the year of the page is always among them."""
        if self.area is None:
            return []
        page = self.page if self.page in PAGES_OF_A_YEAR else "area_year"
        numbers = {known.year for known in self._known} | {self.year}
        return [
            YearLink(number, address(page, self.area.code, number), number == self.year)
            for number in sorted(numbers, reverse=True)
        ]

    @cached_property
    def menu(self) -> list[Entry]:
        """The area's menu, with the entry under which the page stands marked."""
        if self.area is None:
            return []
        found = [e for bring in slots.area_menu for e in bring(self.user, self.area, self.year)]
        above = [entry.url for entry in found if self.path.startswith(entry.url)]
        here = max(above, key=len, default="")
        return [Entry(entry.label, entry.url, self._mark(entry, here)) for entry in found]

    @cached_property
    def office(self) -> list[Entry]:
        """What the person looks after beside the areas: accounts, invitations, traces."""
        if not getattr(self.user, "is_authenticated", False):
            return []
        may = self.user.authority.may
        pages = (
            (Permission.REFERENCE_EDIT, _("บัญชีผู้ใช้"), "account_list"),
            (Permission.PEOPLE_EDIT, _("คำเชิญ"), "invitation_list"),
            (Permission.SIGN_INS_VIEW, _("เหตุการณ์การเข้าสู่ระบบ"), "sign_in_events"),
            (Permission.SIGN_INS_VIEW, _("ประวัติการแก้ไข"), "history_search"),
            (Permission.REFERENCE_EDIT, _("หน้าสนับสนุน"), "admin:index"),
        )
        return [Entry(label, reverse(name)) for permission, label, name in pages if may(permission)]

    @cached_property
    def is_sample(self) -> bool:
        """Made-up figures: the view says so of what it shows, or the card of the year does."""
        return self.given_sample or any(
            known.is_sample for known in self._known if known.year == self.year
        )

    def _mark(self, entry: MenuEntry, here: str) -> str:
        if not here or entry.url != here:
            return ""
        return "page" if entry.url == self.path else "true"


def frame(
    *,
    user: Any,
    area: Any = None,
    year: Any = None,
    is_sample: object = False,
    match: Any = None,
    path: str = "",
) -> Frame:
    """The frame of a page; `area` and `year` count only when they are what their names say."""
    return Frame(
        user=user,
        area=area if isinstance(area, Area) else None,
        given_year=year if isinstance(year, int) else None,
        given_sample=is_sample is True,
        page=getattr(match, "url_name", None) or "",
        path=path,
    )


def address(name: str, *parts: object) -> str:
    """The address of a page of an app further up; empty where that app is not installed."""
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""
