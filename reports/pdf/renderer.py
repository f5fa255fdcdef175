"""HTML of a report to PDF (PDF/UA-1), the same bytes for the same input.

    printed = render_pdf(html, title="รายงานผล …", made_at=job.created_at, progress=job_progress)

The HTML is a whole document (templates/print.html) that links /static/css/print/book.css. Pictures
are handed in as bytes in `files` and named in the HTML as `prasan-file:NAME`. The renderer reaches
no network and reads no other file of the server.

Rendering takes seconds and up to 4 MB of memory a page: call it in a worker, never in a web
request.
"""

import gc
import hashlib
import logging
import math
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

Progress = Callable[[str, int], None]
VARIANT = "pdf/ua-1"
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


class PrintRefused(RuntimeError):  # noqa: N818
    """The document asks for a file that print may not load, or that is not there."""


@dataclass(frozen=True)
class RenderedPdf:
    """A finished document. `sha256` is of `content`; `warnings` name what could not be printed as
    asked, such as a character that the font lacks."""

    content: bytes
    pages: int
    sha256: str
    warnings: tuple[str, ...] = ()


def render_pdf(
    html: str,
    *,
    title: str = "",
    language: str = "th",
    made_at: datetime | None = None,
    files: Mapping[str, bytes] | None = None,
    progress: Progress | None = None,
) -> RenderedPdf:
    """Print a whole HTML document.

    `title` and `language` count where the document has no <title> or lang of its own. `made_at`
    (aware) is written as the date of the document. `progress` is called in this thread with a stage
    ("layout", "draw", "done") and a percentage that only grows. Raises PrintRefused.
    """
    tell = _only_growing(progress)
    tell("layout", 0)
    with _collector_resting(), _listening(tell) as warnings:
        content, pages = _print(html, title, language, made_at or NO_DATE, files or {}, tell)
    tell("done", 100)
    digest = hashlib.sha256(content).hexdigest()
    return RenderedPdf(content, pages, digest, tuple(dict.fromkeys(warnings)))


def _print(
    html: str,
    title: str,
    language: str,
    made_at: datetime,
    files: Mapping[str, bytes],
    tell: Progress,
) -> tuple[bytes, int]:
    import weasyprint  # about half a second, and only workers need it

    from reports.pdf import text_layer
    from reports.pdf.fonts import ensure_fonts
    from reports.pdf.resources import PrintFetcher, Refused

    text_layer.install()
    ensure_fonts()
    base_url = str(getattr(settings, "SITE_URL", "") or "http://prasan.invalid")
    try:
        source = weasyprint.HTML(
            string=html, base_url=base_url + "/", url_fetcher=PrintFetcher(base_url, files)
        )
        document = source.render(pdf_variant=VARIANT)
        tell("draw", 60)
        metadata = document.metadata
        metadata.title = metadata.title or title
        metadata.lang = metadata.lang or language
        metadata.created = metadata.modified = made_at.astimezone(UTC).strftime(
            "%Y-%m-%dT%H:%M:%SZ"
        )
        metadata.generator = "Prasan"
        identifier = hashlib.sha256(f"{metadata.created}\n{html}".encode()).hexdigest()[:32]
        content = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier.encode())
    except Refused as refused:
        raise PrintRefused(f"The document may not load {refused.url}") from refused
    return content, len(document.pages)


def _only_growing(progress: Progress | None) -> Progress:
    told = -1

    def tell(stage: str, percent: int) -> None:
        nonlocal told
        if progress is not None and percent > told:
            told = percent
            progress(stage, percent)

    return tell


_resting = 0
_resting_lock = threading.Lock()


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Rest the garbage collector while a document is built.

    A document is some hundred thousand objects that all live until it is written; looking through
    them again and again costs a third of the time and frees nothing.
    """
    global _resting
    with _resting_lock:
        if gc.isenabled():
            gc.disable()
        _resting += 1
    try:
        yield
    finally:
        with _resting_lock:
            _resting -= 1
            if not _resting:
                gc.enable()


class _Listener(logging.Handler):
    """Hears WeasyPrint in this thread: pages laid out go to progress, complaints are kept."""

    def __init__(self, tell: Progress) -> None:
        super().__init__()
        self.tell, self.thread, self.warnings = tell, threading.get_ident(), list[str]()
        self.pages = 0

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self.thread:
            return
        if record.name == "weasyprint.progress":
            if "Page" in record.msg:
                self.pages += 1
                # How many pages will come is not known; the share left shrinks with each.
                self.tell("layout", 5 + int(54 * (1 - math.exp(-self.pages / 60))))
        elif record.levelno >= logging.WARNING:
            self.warnings.append(record.getMessage())


@contextmanager
def _listening(tell: Progress) -> Iterator[list[str]]:
    listener = _Listener(tell)
    loggers: list[Any] = [logging.getLogger(n) for n in ("weasyprint", "weasyprint.progress")]
    loggers[1].setLevel(logging.INFO)
    loggers[1].propagate = False
    for logger in loggers:
        logger.addHandler(listener)
    try:
        yield listener.warnings
    finally:
        for logger in loggers:
            logger.removeHandler(listener)
