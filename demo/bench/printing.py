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
WHAT = "evaluation book as PDF, times Chromium's"


@dataclass(frozen=True)
class Book:
    """The HTML of a book, and the commands that print it; `theirs` is empty without Chromium."""

    html: str
    pdf: Path
    ours: list[str]
    theirs: list[str]


def against_chromium(bench: Bench) -> list[Measure]:
    """Both print the same HTML by turns, each time in new processes; then again, watched."""
    with _book(bench.book) as made:
        if not made.theirs:
            said = ("there is no Chromium to compare with: install chromium or set CHROMIUM",)
            return [_time(None), _memory(None, said)]
        _both(made, memory.seconds)  # files come from the disk once, for both
        times = [_both(made, memory.seconds) for _ in range(bench.sizes.prints)]
        held = [_both(made, memory.peak) for _ in range(max(1, bench.sizes.prints // 2))]
        again = json.loads(_run([*made.ours, "3"]))
        pages = _pages(made.pdf), _pages(Path(made.theirs[-2].partition("=")[2]))
    (ours, theirs), (mb, their_mb) = _medians(times), _medians(held)
    notes = (
        f"{pages[0]} pages (Chromium makes {pages[1]}); medians of {len(times)} runs by turns, "
        f"from the start of the process to its end: {ours:.2f} s against {theirs:.2f} s; "
        f"in a worker that has printed before {min(again[1:]):.2f} s",
        f"most memory at a time, all processes, shared memory once, {len(held)} runs: "
        f"{mb:.0f} MB against {their_mb:.0f} MB",
    )
    return [_time(ours / theirs, notes[:1]), _memory(mb / their_mb, notes[1:])]


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


def _time(ratio: float | None, notes: tuple[str, ...] = ()) -> Measure:
    return Measure("P1", f"time of an {WHAT}", ratio, 1, " ×", notes)


def _memory(ratio: float | None, notes: tuple[str, ...]) -> Measure:
    return Measure("P1", f"memory of an {WHAT}", ratio, 0.5, " ×", notes)


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
