"""Whose performance a card is about: the side on which an agreement stands."""

from dataclasses import dataclass

from kpis.models import Card


@dataclass(frozen=True)
class CardParty:
    """The area of a card: its code, and its name in the active language."""

    code: str
    name: str


def party(card: Card) -> CardParty:
    """The one place that says whose card it is."""
    return CardParty(card.area.code, card.area.full_name)
