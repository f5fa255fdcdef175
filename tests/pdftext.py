"""What a reader takes out of a PDF, by poppler's pdftotext."""

import shutil
import subprocess
from collections.abc import Iterable

import pytest


def pdf_text(pdf: bytes, *options: str) -> str:
    """The text of a PDF as pdftotext writes it; options such as "-raw" or "-layout"."""
    if shutil.which("pdftotext") is None:
        pytest.fail("pdftotext is missing: install poppler-utils to run the tests of print.")
    done = subprocess.run(
        ["pdftotext", *options, "-enc", "UTF-8", "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def exact_text(pdf: bytes, expected: Iterable[str]) -> str:
    """Fail unless every expected string is in the PDF's text, ignoring line breaks alone.

    Give paragraphs whole: a line that was wrapped at a space keeps the space, one that was wrapped
    inside Thai text gets none. A string counts when pdftotext gives it in its own order of reading
    or in the order of the file (-raw): the first tears wrapped table cells apart where rows are
    few, the second puts bullets after their item. Returns the text in the order of reading, joined.
    """
    read, raw = (
        pdf_text(pdf, *options).replace("\n", "").replace("\f", "") for options in ((), ("-raw",))
    )
    missing = [text for text in expected if text not in read and text not in raw]
    assert not missing, f"not in the text of the PDF: {missing[:5]}\nthe text: {read[:2000]}"
    return read
