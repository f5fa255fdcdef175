"""Whose card of which year: the area's own, or that of one of its agencies."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import planning_area
from kpis.models import Card
from provinces.models import Agency, Area


@dataclass(frozen=True)
class CardPlace:
    """Where a card stands in addresses; without an agency it is the area's own."""

    area: Area
    year: int
    agency: Agency | None = None

    @property
    def args(self) -> list[object]:
        """The beginning of every address of this card."""
        return [self.area.code, self.year, *([self.agency.pk] if self.agency else [])]

    @property
    def name(self) -> str:
        """Whose card it is, as it stands in headings."""
        return str(self.agency.name if self.agency else self.area.full_name)

    def url(self, name: str, *rest: object) -> str:
        """The address of a page of this card; `rest` is what follows behind it."""
        return reverse(name, args=[*self.args, *rest])

    def line_url(self, name: str, pk: int) -> str:
        """The address of a page of one line, which its number alone leads to."""
        return reverse(name, args=[self.area.code, self.year, pk])


def of_card(
    year: str, rest: str, view: Callable[..., HttpResponseBase], name: str
) -> list[URLPattern]:
    """A page of the area's own card, and the same page of an agency's card.

    year: the beginning of both addresses, down to the fiscal year.
    """
    return [
        path(f"{year}{rest}", view, name=name),
        path(f"{year}agencies/<int:agency>/{rest}", view, name=name),
    ]


def find_place(user: User, code: str, year: int, agency: int | None = None) -> CardPlace:
    """The place in an address; 404 outside the person's scope.

    An agency's card is there for the agency itself and for those who review the area's results.
    """
    area = planning_area(user, code)
    if agency is None:
        return CardPlace(area, year)
    found = Agency.objects.filter(area=area, pk=agency).first()
    if found is None or not sees_card_of(user, found):
        raise Http404
    return CardPlace(area, year, found)


def sees_card_of(user: User, agency: Agency) -> bool:
    """Whether a person sees the card under an agency's agreement with the area."""
    return agency.pk in user.authority.agencies or user.authority.may(
        Permission.RESULT_VIEW_ALL, area=agency.area_id
    )


def place_of(card: Card) -> CardPlace:
    """Where a card stands."""
    return CardPlace(card.area, card.fiscal_year, card.agency)
