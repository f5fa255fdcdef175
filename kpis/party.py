"""Whose performance a card is about: the side on which an agreement stands."""

from dataclasses import dataclass

from kpis.models import Card


@dataclass(frozen=True)
class CardParty:
    """The area of a card, or the agency whose own card it is: its code and its name.

    The name is in the active language. The code of an agency stands behind that of its area.
    """

    code: str
    name: str


def party(card: Card) -> CardParty:
    """The one place that says whose card it is."""
    if card.agency:
        return CardParty(f"{card.area.code}-{card.agency.code}", card.agency.name)
    return CardParty(card.area.code, card.area.full_name)
