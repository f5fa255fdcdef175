"""The evaluation book: a frozen card's content → plain values (data.py) → HTML for print."""

from django.template.loader import render_to_string
from django.utils.translation import override

from reports.book.pen import Json
from reports.book.thai_digits import with_thai_digits


def html(
    content: Json,
    *,
    language: str,
    thai_digits: bool,
    code: str,
    snapshot_sha256: str,
    verify_url: str,
) -> str:
    """The book as one HTML document for reports.pdf.renderer, in one language.

    `content` is a snapshot's JSON, read from its text; nothing else is asked.
    """
    from reports.book.data import book

    with override(language):
        made = book(content, code=code, snapshot_sha256=snapshot_sha256, verify_url=verify_url)
        written = render_to_string("reports/book/book.html", {"book": made, "digits": thai_digits})
    return with_thai_digits(written) if thai_digits else written
