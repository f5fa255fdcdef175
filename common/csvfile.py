"""CSV that is sent while it is written: for exports that may be long."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse
from django.utils import translation

from common.language import page_language

BOM = "\ufeff"
# What a spreadsheet program would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer(
    name: str, heads: Callable[[], Sequence[str]], rows: Iterable[Sequence[str]]
) -> StreamingHttpResponse:
    """A file for downloading, in the language of the page, kept by nobody in between.

    heads is a function and rows are best made one after the other: both are asked for after the
    request has ended, when its language is set again.
    """
    response = StreamingHttpResponse(
        _lines(heads, rows, page_language()), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(
    heads: Callable[[], Sequence[str]], rows: Iterable[Sequence[str]], language: str
) -> Iterator[str]:
    writer = csv.writer(_Echo())
    with translation.override(language):
        yield BOM + writer.writerow(heads())
        for row in rows:
            yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell: str) -> str:
    """The text of a cell that no spreadsheet program calculates."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
