"""The performance agreement on paper: frozen content → plain values (data.py) → HTML for print."""

from django.template.loader import render_to_string
from django.utils.translation import override

from reports.book.pen import Json
from reports.book.thai_digits import with_thai_digits


def html(
    content: Json, *, language: str, thai_digits: bool, code: str, sha256: str, verify_url: str
) -> str:
    """The agreement as one HTML document for reports.pdf.renderer, in one language.

    `content` is an agreement's JSON, read from its text; nothing else is asked.
    """
    from reports.agreement.data import paper

    with override(language):
        made = paper(content, code=code, sha256=sha256, verify_url=verify_url)
        written = render_to_string(
            "reports/agreement/agreement.html", {"paper": made, "digits": thai_digits}
        )
    return with_thai_digits(written) if thai_digits else written
