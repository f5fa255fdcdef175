"""The rows of a scorecard, rendered once for the same figures in the same language."""

from functools import lru_cache

from django import template
from django.template.loader import get_template

from common.language import page_language
from common.thai.language import Language
from scorecards.selectors.cardview import CardView, LineView

register = template.Library()

ROWS = 5000
"""Rows kept in a process; a row is about 3 KB, a card has about 40 in two languages."""


@register.simple_tag
def card_line(card: CardView, line: LineView, url: str = "") -> str:
    """The row of a line. The template is the same for live and frozen cards.

    A row depends on nothing but its figures, and a card is read much more often than it changes:
    rendering 40 rows costs more than reading and scoring them, so rows are remembered.
    """
    return _row(line, card.scale, card.places, card.round_code, url, page_language())


@register.simple_tag
def frozen_line(card: CardView, line: LineView) -> str:
    """The row of a frozen card, with the note card and the evidence frozen with it."""
    shown = {"line": line, "card": card, "frozen": True}
    return get_template("scorecards/_line.html").render(shown)


@lru_cache(maxsize=ROWS)
def _row(
    line: LineView, scale: str, places: int, round_code: str, url: str, language: Language
) -> str:
    """`language` is the active one; it stands here because the words in the row depend on it."""
    card = {"scale": scale, "places": places, "round_code": round_code}
    return get_template("scorecards/_line.html").render(
        {"line": line, "card": card, "line_url": url}
    )
