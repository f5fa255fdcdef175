"""The summary of a consultation: what was said and answered, frozen → plain values → HTML."""

from django.template.loader import render_to_string
from django.utils.translation import override

from reports.book.pen import Json
from reports.book.thai_digits import with_thai_digits


def html(
    content: Json, *, language: str, thai_digits: bool, code: str, sha256: str, verify_url: str
) -> str:
    """The summary as one HTML document for reports.pdf.renderer, in one language.

    `content` is what was frozen when the summary was asked for; nothing else is asked.
    """
    from reports.summaries.data import summary

    with override(language):
        made = summary(content, code=code, sha256=sha256, verify_url=verify_url)
        written = render_to_string(
            "reports/consultation/summary.html", {"book": made, "digits": thai_digits}
        )
    return with_thai_digits(written) if thai_digits else written
