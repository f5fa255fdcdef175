"""Moves of an object in words, for the lists on its page."""

from typing import Any

from django import template

from accounts.trail import deeds

register = template.Library()


@register.filter
def deed(move: Any) -> str:
    """What a move did that left the state as it was; empty where the state tells it."""
    if not getattr(move, "action", "") or move.from_state != move.to_state:
        return ""
    return deeds.action_word(move.subject, move.action)
