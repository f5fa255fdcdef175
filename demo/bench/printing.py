"""P1 and P2: an evaluation book as PDF, against Chromium, and the text that comes out of it."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from django.conf import settings
from django.contrib.staticfiles import finders

from demo.bench import machine, memory, text
from demo.bench.ground import YEAR, Place
from demo.bench.table import Measure
from demo.bench.world import Bench
from reports import book
from reports.pdf.fonts import ensure_fonts, font_path
from scorecards.models import Snapshot
from scorecards.services import snapshots

CODE = "BENC-H000-0001"


@dataclass(frozen=True)
class Book:
    """The HTML of a book, and the commands that print it; `theirs` is empty without Chromium."""

    html: str
    pdf: Path
    ours: list[str]
    theirs: list[str]


def against_chromium(bench: Bench) -> list[Measure]:
    """Both print the same HTML by turns; then again, watched.

    Time is taken twice: with both started for this one book, and with ours in a worker that is up,
    as it is in the product; a browser would be started for each book there too.
    """
    with _book(bench.book) as made:
        if not made.theirs:
            said = "there is no Chromium to compare with: install chromium or set CHROMIUM"
            return _rows(None, None, None, (said,))
        _both(made, memory.seconds)  # files come from the disk once, for both
        turns = range(bench.sizes.prints)
        cold = _medians([_both(made, memory.seconds) for _ in turns])
        with _worker(made) as print_once:
            warm = _medians([(print_once(), memory.seconds(made.theirs)) for _ in turns])
        held = _medians([_both(made, memory.peak) for _ in turns[::2]])
        browser = Path(made.theirs[-2].partition("=")[2])
        notes = (
            f"{_pages(made.pdf)} pages (Chromium makes {_pages(browser)}) by turns, medians of "
            f"{len(turns)}: in a worker that is up {warm[0]:.2f} s against {warm[1]:.2f} s; "
            f"everything started for one book {cold[0]:.2f} s against {cold[1]:.2f} s",
            f"most memory at a time, all processes from their start, shared memory once: "
            f"{held[0]:.0f} MB against {held[1]:.0f} MB",
        )
    return _rows(warm[0] / warm[1], cold[0] / cold[1], held[0] / held[1], notes)


def _rows(
    warm: float | None, cold: float | None, held: float | None, notes: tuple[str, ...]
) -> list[Measure]:
    return [
        Measure("P1", "book as PDF in a worker, times Chromium", warm, 1, " ×"),
        Measure("P1", "book as PDF, all started for it, times Chromium", cold, 1, " ×"),
        Measure("P1", "memory of a book as PDF, times Chromium", held, 0.5, " ×", notes),
    ]


@contextmanager
def _worker(made: Book) -> Iterator[Callable[[], float]]:
    """A process that has printed once and waits for more: asking it gives the seconds."""
    process = subprocess.Popen(  # noqa: S603 - our own
        [*made.ours, "--stay"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    asked, told = process.stdin, process.stdout
    if asked is None or told is None:
        raise memory.CommandFailed("The printing process has no ends to talk to.")
    told.readline()

    def print_once() -> float:
        asked.write("\n")
        return float(told.readline())

    try:
        yield print_once
    finally:
        asked.close()
        process.wait(60)
        told.close()


def exact_text(bench: Bench) -> list[Measure]:
    """Every string of the book's HTML must come out of the PDF again."""
    what = "strings of the book that its PDF gives back otherwise"
    if not shutil.which("pdftotext"):
        return [Measure("P2", what, None, 0, notes=("there is no pdftotext (poppler-utils)",))]
    with _book(bench.book) as made:
        _run(made.ours)
        strings = text.strings(made.html)
        wrong = text.missing(made.pdf, strings)
    notes = [f"{len(strings)} different strings, white space set aside"]
    notes += [f"not in the PDF: {one[:100]}" for one in wrong[:5]]
    return [Measure("P2", what, len(wrong), 0, notes=tuple(notes))]


def _both(made: Book, take: Callable[[list[str]], float]) -> tuple[float, float]:
    return take(made.ours), take(made.theirs)


def _medians(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    return median(a for a, _ in pairs), median(b for _, b in pairs)


@contextmanager
def _book(place: Place) -> Iterator[Book]:
    """The book of an area as HTML in a folder of its own, once for us and once for a browser."""
    html = _html(place)
    ensure_fonts()
    with tempfile.TemporaryDirectory(prefix="prasan-bench-") as name:
        folder = Path(name)
        (folder / "book.html").write_text(html, "utf-8")
        (folder / "browser.html").write_text(_for_browser(html, folder), "utf-8")
        pdf = folder / "book.pdf"
        ours = [sys.executable, "-m", "demo.bench.press", str(folder / "book.html"), str(pdf)]
        chromium = machine.chromium()
        theirs = [] if chromium is None else [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'browser.pdf'}",
            f"file://{folder / 'browser.html'}",
        ]  # fmt: skip
        yield Book(html, pdf, ours, theirs)


def _html(place: Place) -> str:
    snapshot = snapshots.freeze(
        area=place.area,
        year=YEAR,
        round=place.rounds["9"],
        kind=Snapshot.Kind.REPORT,
        by=place.people["planner"],
    )
    return book.html(
        json.loads(snapshot.content),
        language="th",
        thai_digits=False,
        code=CODE,
        snapshot_sha256=snapshot.sha256,
        verify_url=f"{settings.SITE_URL}/verify/{CODE}/",
    )


def _for_browser(html: str, folder: Path) -> str:
    """The same HTML with its style sheets and fonts beside it, where a browser finds them."""

    def beside(match: re.Match[str]) -> str:
        found = finders.find(match[1])
        if found is None:
            raise FileNotFoundError(match[0])
        sheet = Path(found).read_text("utf-8")
        for weight in (400, 700):
            sheet = sheet.replace(f"prasanfont:Sarabun-{weight}.ttf", font_path(weight).as_uri())
        name = match[1].replace("/", "-")
        (folder / name).write_text(sheet, "utf-8")
        return name

    return re.sub(re.escape(settings.STATIC_URL) + r"([\w/.-]+\.css)", beside, html)


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)  # noqa: S603 - our own
    if done.returncode:
        raise memory.CommandFailed(done.stderr[-1000:])
    return done.stdout


def _pages(pdf: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(pdf).pages)
