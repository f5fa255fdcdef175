"""What templates need of cards: addresses, alike for both kinds of card, and weights of parts."""

from django import template

from common.templatetags.prasan import weight
from kpis.part_weights import of_hundred
from kpis.places import CardPlace

register = template.Library()


@register.simple_tag
def card_url(name: str, place: CardPlace, *rest: object) -> str:
    """`{% card_url "card_detail" place %}`: the page of this card."""
    return place.url(name, *rest)


@register.filter
def part_weight(share: object) -> str:
    """The weight of a part as people read it, of 100."""
    return weight(of_hundred(share))
