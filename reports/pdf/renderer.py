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
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from reports.pdf.press import Ask, Press

Progress = Callable[[str, int], None]
LONG = 60_000  # characters of HTML from which a second process is worth it, some 12 pages
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
    settings.PDF_PROCESSES, else 2) says whether a long book is printed by two processes at once:
    2 for somebody who waits, 1 for many books in a row by several workers. Same input and
    processes, same bytes. Raises typeset.PrintRefused, press.PressLost.
    """
    tell = _only_growing(progress)
    tell("layout", 0)
    make_ready()
    from reports.pdf import typeset

    count = processes or int(getattr(settings, "PDF_PROCESSES", 2))
    if len(html) < LONG:
        count = 1
    base_url = str(getattr(settings, "SITE_URL", "") or "http://prasan.invalid").rstrip("/")
    jobs = [
        typeset.Job(
            html, title, language, made_at or NO_DATE, dict(files or {}), base_url, index, count
        )
        for index in range(count)
    ]
    with _lock, _collector_resting():
        try:
            content, pages, warnings = _printed(jobs, tell)
        except BaseException:
            stop()  # a press may still be at work for nobody
            raise
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
    """End the helping processes of this worker; the next long book starts new ones."""
    while _presses:
        _presses.pop().stop()


_presses: list[Press] = []
_lock = threading.Lock()  # one document at a time: a worker does one job at a time anyway


def _printed(jobs: list[Any], tell: Progress) -> tuple[bytes, int, list[str]]:
    """The file, its pages and the warnings: the first job here, the others by presses."""
    from reports.pdf.binding import bind
    from reports.pdf.typeset import whole_or_part

    presses = _working(len(jobs) - 1)
    for press, job in zip(presses, jobs[1:], strict=True):
        press.send(job)

    def ask(laid: Any) -> Any:
        own, *others = _places([laid, *(press.receive()[1] for press in presses)])
        for press, place in zip(presses, others, strict=True):
            press.send(place)
        return own

    answer = whole_or_part(jobs[0], ask, tell)
    answers = [press.receive()[1] for press in presses]
    if not isinstance(answer, list):
        return answer  # type: ignore[return-value]  # the first job is never left to another
    parts = [part for share in (answer, *answers) for part in share]
    warnings = [warning for part in parts for warning in part.warnings]
    return bind(parts), sum(len(part.pages) for part in parts), warnings


def _working(count: int) -> list[Press]:
    _presses[:] = [press for press in _presses if press.alive()]
    while len(_presses) < count:
        _presses.append(Press(_help))
    return _presses[:count]


def _help(job: Any, ask: Ask) -> Any:
    """A press's share of the work; the worker tells of the progress."""
    from reports.pdf.typeset import whole_or_part

    return whole_or_part(job, ask, lambda stage, percent: None)


def _places(parts: list[Any]) -> list[Any]:
    """Where each part stands, from what all of them laid out."""
    from reports.pdf.typeset import Place

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


def _only_growing(progress: Progress | None) -> Progress:
    told = -1

    def tell(stage: str, percent: int) -> None:
        nonlocal told
        if progress is not None and percent > told:
            told = percent
            progress(stage, percent)

    return tell


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Rest the garbage collector while a document is built.

    A document is some hundred thousand objects that all live until it is written; looking through
    them again and again costs a third of the time and frees nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
