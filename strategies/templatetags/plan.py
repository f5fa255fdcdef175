"""What the plan's templates need of Python."""

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from strategies.trees import Pieces

register = template.Library()


@register.simple_tag
def hits(pieces: Pieces, text: str) -> SafeString:
    """The text with what the search found in <mark>, and without a blank in between."""
    if not pieces:
        return conditional_escape(text)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if hit else part,) for part, hit in pieces)
    )
