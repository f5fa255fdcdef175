"""The slots that exist. What each callable takes and gives stands beside it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from common.registry import Slot


@dataclass(frozen=True)
class HomeItem:
    """One thing that waits for a person: what, why it stands there, where to do it, until when."""

    title: str
    url: str
    kind: str
    status: str = ""
    due: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A part of an object's page, brought by another app: a template with its context."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the area's menu."""

    label: object
    url: str


HomeItems = Callable[[Any], Iterable[HomeItem]]
AreaMenu = Callable[[Any, Any, int], Iterable[MenuEntry]]
Panels = Callable[[Any, Any], Iterable[Panel]]
EvidenceOwner = Callable[[Any, Any], bool]

home_items: Slot[HomeItems] = Slot("items of the home page: (user) -> HomeItem…")
area_menu: Slot[AreaMenu] = Slot("menu of an area: (user, area, fiscal_year) -> MenuEntry…")
indicator_panels: Slot[Panels] = Slot("panels of an indicator's page: (user, indicator) -> Panel…")
project_panels: Slot[Panels] = Slot("panels of a project's page: (user, project) -> Panel…")
committee_roles: Slot[Callable[[Any, Any], Iterable[Any]]] = Slot(
    "roles that seats give: (user, day) -> Grant…"
)
evidence_owners: Slot[EvidenceOwner] = Slot("may (user) see (evidence) through an object of mine?")
