"""The language of the page or document being made, as the Thai toolbox wants it."""

from django.utils.translation import get_language

from common.thai.language import Language


def page_language() -> Language:
    """English where it is active; everything else reads Thai."""
    return "en" if (get_language() or "").startswith("en") else "th"
