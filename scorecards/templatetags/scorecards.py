"""The rows of a scorecard, rendered once for the same figures in the same language."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from common.language import page_language
from common.thai.language import Language
from scorecards.selectors.cardview import CardView, LineView

register = template.Library()

ROWS = 5000
"""Rows kept in a process; a row is about 3 KB, a card has about 40 in two languages."""


@register.simple_tag
def card_rows(card: CardView, lines: Iterable[LineView], url: str, frozen: object) -> SafeString:
    """The rows of lines. The template is the same for live and frozen cards.

    A live row depends on nothing but its figures, and a card is read much more often than it
    changes: rendering 40 rows costs more than reading and scoring them, so rows are remembered.
    A frozen row comes with the note card and the evidence frozen with it.
    """
    if frozen:
        row = get_template("scorecards/_line.html")
        given = {"card": card, "frozen": True}
        return mark_safe("".join(row.render({**given, "line": line}) for line in lines))
    place = card.scale, card.places, card.round_code, url, page_language()
    return mark_safe("".join(_row(line, *place) for line in lines))


@lru_cache(maxsize=ROWS)
def _row(
    line: LineView, scale: str, places: int, round_code: str, url: str, language: Language
) -> str:
    """`language` is the active one; it stands here because the words in the row depend on it."""
    card = {"scale": scale, "places": places, "round_code": round_code}
    return get_template("scorecards/_line.html").render(
        {"line": line, "card": card, "line_url": url}
    )
