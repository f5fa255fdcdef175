"""The strings of an HTML document, and which of them a PDF does not give back."""

import re
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

INLINE = {"a", "abbr", "b", "bdi", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup"}
SILENT = {"head", "script", "style", "svg", "title"}
# After these the style sheet writes a page number, so a string ends there.
NUMBERED = {"page-number", "page-total", "page-of", "see-page"}


def strings(html: str) -> list[str]:
    """The text of each block of the document, without white space, each once."""
    reader = _Reader()
    reader.feed(html)
    reader.end_block()
    return list(dict.fromkeys(reader.found))


def missing(pdf: Path, wanted: list[str]) -> list[str]:
    """The strings that pdftotext does not give: neither as it reads pages, nor in the file's order.

    A string may go on at the next page.
    """
    readings = [[_bare(page) for page in _read(pdf, *options)] for options in ((), ("-raw",))]
    return [one for one in wanted if not any(_stands(one, pages) for pages in readings)]


def _stands(string: str, pages: list[str]) -> bool:
    if any(string in page for page in pages):
        return True
    pairs = list(pairwise(pages))
    return any(
        string[:cut] in one and string[cut:] in other
        for cut in range(1, len(string))
        for one, other in pairs
    )


def _read(pdf: Path, *options: str) -> list[str]:
    command = ["pdftotext", *options, "-enc", "UTF-8", str(pdf), "-"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)  # noqa: S603 - our own
    return done.stdout.decode().split("\f")


def _bare(text: str) -> str:
    """Without white space and without the signs that only say where a line may break."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


class _Reader(HTMLParser):
    """Collects text by blocks; inline elements go on."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._text: list[str] = []
        self._silent = 0
        self._open: list[tuple[str, bool]] = []  # elements, and whether a number follows them

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        if tag in ("br", "img", "meta", "link", "col", "hr"):
            return
        self._silent += tag in SILENT
        numbered = bool(classes & NUMBERED)
        self._open.append((tag, numbered))
        if tag not in INLINE or numbered:
            self.end_block()

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, numbered = self._open.pop()
            self._silent -= name in SILENT
            if name not in INLINE or numbered:
                self.end_block()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def end_block(self) -> None:
        text = _bare("".join(self._text))
        self._text.clear()
        if text:
            self.found.append(text)
