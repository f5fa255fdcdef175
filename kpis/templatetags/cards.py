"""Addresses of a card's pages, the same for the area's own card and for an agency's."""

from django import template

from kpis.places import CardPlace

register = template.Library()


@register.simple_tag
def card_url(name: str, place: CardPlace, *rest: object) -> str:
    """`{% card_url "card_detail" place %}`: the page of this card."""
    return place.url(name, *rest)
