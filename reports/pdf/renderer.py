"""HTML of a report to PDF (PDF/UA-1), the same bytes for the same input.

    printed = render_pdf(html, title="รายงานผล …", made_at=job.created_at, progress=job_progress)

The HTML is a whole document (templates/print.html) that links /static/css/print/book.css. Pictures
are handed in as bytes in `files` and named in the HTML as `prasan-file:NAME`. The renderer reaches
no network and reads no other file of the server.

Rendering takes seconds, in processes of its own with up to 4 MB of memory a page: call it in a
worker, never in a web request.
"""

import hashlib
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import wait
from typing import Any

from django.conf import settings

from reports.pdf.press import Press

Progress = Callable[[str, int], None]
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


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
    processes: int | None = None,
) -> RenderedPdf:
    """Print a whole HTML document.

    `title` and `language` count where the document has no <title> or lang of its own. `made_at`
    (aware) is written as the date of the document. `progress` is called in this thread with a stage
    ("layout", "draw", "done") and a percentage that only grows. `processes` (1 or 2; by default
    settings.PDF_PROCESSES, else 2) says whether one book is printed by two processes at once: 2 for
    somebody who waits, 1 for many books in a row by several workers. Same input and processes, same
    bytes. Raises typeset.PrintRefused, press.PressLost.
    """
    tell = _only_growing(progress)
    tell("layout", 0)
    make_ready()
    from reports.pdf import typeset

    count = processes or int(getattr(settings, "PDF_PROCESSES", 2))
    base_url = str(getattr(settings, "SITE_URL", "") or "http://prasan.invalid").rstrip("/")
    jobs = [
        typeset.Job(
            html, title, language, made_at or NO_DATE, dict(files or {}), base_url, index, count
        )
        for index in range(count)
    ]
    with _lock:
        try:
            answers = _printed(jobs, tell)
        except BaseException:
            stop()  # a press may still be at work for nobody
            raise
    content, pages, warnings = _bound(answers)
    tell("done", 100)
    digest = hashlib.sha256(content).hexdigest()
    return RenderedPdf(content, pages, digest, tuple(dict.fromkeys(warnings)))


def make_ready() -> None:
    """Load and mend WeasyPrint and make the fonts, once a process (about a second).

    A worker may call it at its start; the first render_pdf does so otherwise.
    """
    logging.getLogger("weasyprint.progress").propagate = False  # steps are for the progress alone
    from reports.pdf import speed, text_layer, typeset, weasy
    from reports.pdf.fonts import ensure_fonts

    text_layer.install()
    speed.install()
    weasy.check_sources(typeset.SOURCES)
    ensure_fonts()


def stop() -> None:
    """End the printing processes of this worker; the next document starts new ones."""
    while _presses:
        _presses.pop().stop()


_presses: list[Press] = []
_lock = threading.Lock()  # one document at a time: a worker does one job at a time anyway


def _printed(jobs: list[Any], tell: Progress) -> list[Any]:
    """The answer of each press, after they have told each other their pages."""
    presses = _working(len(jobs))
    for press, job in zip(presses, jobs, strict=True):
        press.send(job)
    answers: list[Any] = [None] * len(jobs)
    laid: dict[int, Any] = {}
    busy = {press.connection: number for number, press in enumerate(presses)}
    while busy:
        for connection in wait(list(busy)):
            number = busy[connection]  # type: ignore[index]
            kind, value = presses[number].receive()
            if kind == "told":
                tell(*value)
            elif kind == "done":
                answers[number] = value
                del busy[connection]  # type: ignore[arg-type]
            else:
                laid[number] = value
        if len(laid) == len(jobs):
            for press, place in zip(presses, _places(laid), strict=True):
                press.send(place)
            laid = {}
    return answers


def _working(count: int) -> list[Press]:
    from reports.pdf.typeset import typeset

    _presses[:] = [press for press in _presses if press.alive()]
    while len(_presses) < count:
        _presses.append(Press(typeset))
    return _presses[:count]


def _places(laid: Mapping[int, Any]) -> list[Any]:
    """Where each part stands, from what all of them laid out."""
    from reports.pdf.typeset import Place

    parts = [laid[number] for number in sorted(laid)]
    front = parts[0].front
    before, titles = front.pages, dict(front.titles)
    total = before + sum(part.pages for part in parts)
    named, found = dict[str, int](), list[tuple[int, dict[str, str]]]()
    for part in parts:
        named |= {name: before + page for name, page in part.named.items()}
        found.append((before, dict(titles)))
        before += part.pages
        titles |= part.titles
    return [Place(start, total, held, named) for start, held in found]


def _bound(answers: list[Any]) -> tuple[bytes, int, list[str]]:
    from reports.pdf.binding import bind

    if not isinstance(answers[0], list):
        content, pages, warnings = answers[0]
        return content, pages, warnings
    parts = [part for answer in answers for part in answer]
    warnings = [warning for part in parts for warning in part.warnings]
    return bind(parts), sum(len(part.pages) for part in parts), warnings


def _only_growing(progress: Progress | None) -> Progress:
    told = -1

    def tell(stage: str, percent: int) -> None:
        nonlocal told
        if progress is not None and percent > told:
            told = percent
            progress(stage, percent)

    return tell
