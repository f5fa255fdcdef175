"""HTML of a report to PDF (PDF/UA-1), the same bytes for the same input.

    printed = render_pdf(html, title="รายงานผล …", made_at=job.created_at, progress=job_progress)

The HTML is a whole document (templates/print.html) that links /static/css/print/book.css. Pictures
are handed in as bytes in `files` and named in the HTML as `prasan-file:NAME`. The renderer reaches
no network and reads no other file of the server.

Rendering takes seconds, in a process of its own with up to 4 MB of memory a page: call it in a
worker, never in a web request.
"""

import hashlib
import logging
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

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
    make_ready()
    from reports.pdf.apart import apart

    content, pages, warnings = apart(
        lambda tell: _print(html, title, language, made_at or NO_DATE, files or {}, tell), tell
    )
    tell("done", 100)
    return RenderedPdf(content, pages, hashlib.sha256(content).hexdigest(), warnings)


def make_ready() -> None:
    """Load and mend WeasyPrint and make the fonts, once a process (about a second).

    A worker may call it at its start; the first render_pdf does so otherwise.
    """
    from reports.pdf import speed, text_layer
    from reports.pdf.fonts import ensure_fonts

    logging.getLogger("weasyprint.progress").propagate = False  # steps are for the progress alone
    text_layer.install()
    speed.install()
    ensure_fonts()


def _print(
    html: str,
    title: str,
    language: str,
    made_at: datetime,
    files: Mapping[str, bytes],
    tell: Progress,
) -> tuple[bytes, int, tuple[str, ...]]:
    import weasyprint

    from reports.pdf.resources import PrintFetcher, Refused

    base_url = str(getattr(settings, "SITE_URL", "") or "http://prasan.invalid")
    try:
        with _listening(tell) as warnings:
            source = weasyprint.HTML(
                string=html, base_url=base_url + "/", url_fetcher=PrintFetcher(base_url, files)
            )
            document = source.render(pdf_variant=VARIANT)
            tell("draw", 60)
            metadata = document.metadata
            metadata.title = metadata.title or title
            metadata.lang = metadata.lang or language
            metadata.created = metadata.modified = f"{made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
            metadata.generator = "Prasan"
            # No file identifier: PDF/UA asks for none, and pydyf would write everything twice for it.
            content = document.write_pdf(pdf_variant=VARIANT)
    except Refused as refused:
        raise PrintRefused(f"The document may not load {refused.url}") from None
    return content, len(document.pages), tuple(dict.fromkeys(warnings))


def _only_growing(progress: Progress | None) -> Progress:
    told = -1

    def tell(stage: str, percent: int) -> None:
        nonlocal told
        if progress is not None and percent > told:
            told = percent
            progress(stage, percent)

    return tell


class _Listener(logging.Handler):
    """Hears WeasyPrint: pages laid out go to progress, complaints are kept."""

    def __init__(self, tell: Progress) -> None:
        super().__init__()
        self.tell, self.warnings = tell, list[str]()
        self.pages = 0

    def emit(self, record: logging.LogRecord) -> None:
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
    logger, steps = (logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress"))
    steps.setLevel(logging.INFO)
    logger.propagate = False  # warnings reach the caller, who knows the document
    logger.addHandler(listener)
    steps.addHandler(listener)
    yield listener.warnings
    logger.removeHandler(listener)
    steps.removeHandler(listener)
