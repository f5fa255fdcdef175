"""A text with what a search found in it, as HTML."""

from html import escape

from strategies.trees import Pieces


def marked(pieces: Pieces, text: str) -> str:
    """The text with the hits in <mark>, escaped, and without a blank in between."""
    if not pieces:
        return escape(text)
    return "".join(f"<mark>{escape(part)}</mark>" if hit else escape(part) for part, hit in pieces)
