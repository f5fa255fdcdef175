"""A book printed by two processes is the book printed by one."""

import io
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pytest
from pypdf import PdfReader

from reports.pdf import renderer
from reports.pdf.division import divide
from reports.pdf.press import PressLost
from reports.pdf.renderer import RenderedPdf, render_pdf
from tests.pdf_book import book
from tests.pdftext import exact_text, pdf_text

NOON = datetime(2027, 1, 12, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample() -> Any:
    return book(cards=2, card_rows=30, indicators=6, project_parts=2, body_class="thai-digits")


@pytest.fixture(scope="module")
def whole(sample: Any) -> RenderedPdf:
    return render_pdf(sample.html, made_at=NOON, processes=1)


@pytest.fixture(scope="module")
def parts(sample: Any) -> RenderedPdf:
    return render_pdf(sample.html, made_at=NOON, processes=2)


@pytest.fixture(autouse=True)
def _no_press_is_left() -> Iterator[None]:
    yield
    renderer.stop()


def bookmarks(pdf: RenderedPdf) -> list[tuple[int, str, int | None]]:
    reader = PdfReader(io.BytesIO(pdf.content))

    def flat(entries: list[Any], depth: int) -> list[tuple[int, str, int | None]]:
        found = []
        for entry in entries:
            if isinstance(entry, list):
                found += flat(entry, depth + 1)
            else:
                page = reader.get_destination_page_number(entry)
                found.append((depth, str(entry.title), page))
        return found

    return flat(reader.outline, 0)


def links(pdf: RenderedPdf) -> list[tuple[int, str, int | None]]:
    reader = PdfReader(io.BytesIO(pdf.content))
    places = reader.named_destinations
    return [
        (number, name, reader.get_destination_page_number(places[name]))
        for number, page in enumerate(reader.pages)
        for name in (str(link.get_object()["/Dest"]) for link in page.get("/Annots", []))
    ]


def test_it_works(whole: RenderedPdf, parts: RenderedPdf, sample: Any) -> None:
    assert b"/Part" not in whole.content
    assert parts.content != whole.content, "the book was meant to be divided"
    assert parts.pages == whole.pages
    assert parts.warnings == whole.warnings == ()
    exact_text(parts.content, [text for text in sample.expected if text != "ข้อมูลตัวอย่าง"])
    for options in ((), ("-raw",)):
        assert pdf_text(parts.content, *options) == pdf_text(whole.content, *options)


def test_bookmarks_and_links_lead_to_the_same_pages(whole: RenderedPdf, parts: RenderedPdf) -> None:
    assert bookmarks(parts) == bookmarks(whole)
    assert len(bookmarks(parts)) > 10
    assert links(parts) == links(whole)
    assert len(links(parts)) > 10


def test_structure_is_one_tree(parts: RenderedPdf) -> None:
    reader = PdfReader(io.BytesIO(parts.content))
    root = reader.trailer["/Root"]
    (document,) = root["/StructTreeRoot"]["/K"]
    document = document.get_object()
    assert document["/S"] == "/Document"
    assert [part.get_object()["/S"] for part in document["/K"]] == ["/Part"] * 3
    assert root["/Lang"] == "th"
    assert root["/MarkInfo"]["/Marked"]
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    keys = [int(key) for key in numbers[::2]]
    assert keys == sorted(set(keys))
    assert {page["/StructParents"] for page in reader.pages} <= set(keys)
    for key, value in zip(keys, numbers[1::2], strict=True):
        holders = value.get_object()
        for element in holders if isinstance(holders, list) else [holders]:
            assert element.get_object()["/Type"] == "/StructElem", key


def test_same_input_gives_same_bytes(parts: RenderedPdf, sample: Any) -> None:
    assert render_pdf(sample.html, made_at=NOON, processes=2).sha256 == parts.sha256


def test_lost_press_is_reported_and_replaced(parts: RenderedPdf, sample: Any) -> None:
    def kill(stage: str, percent: int) -> None:
        if percent > 5:
            os.kill(renderer._presses[0].process, signal.SIGKILL)

    with pytest.raises(PressLost):
        render_pdf(sample.html, made_at=NOON, processes=2, progress=kill)
    assert renderer._presses == []
    assert render_pdf(sample.html, made_at=NOON, processes=2).sha256 == parts.sha256


def test_interrupted_work_leaves_no_process() -> None:
    class Interrupted(Exception):  # noqa: N818
        pass

    seen: list[int] = []

    def interrupt(stage: str, percent: int) -> None:
        seen[:] = [press.process for press in renderer._presses]
        if percent > 0:
            raise Interrupted

    with pytest.raises(Interrupted):
        render_pdf(book(cards=1).html, processes=2, progress=interrupt)
    assert len(seen) == 1
    for process in seen:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def tree(*chapters: int, front: int = 5) -> Element:
    """A document with a front and chapters of so many elements."""
    root = Element("html")
    SubElement(root, "head")
    body = SubElement(root, "body")
    SubElement(body, "p", {"class": "foot-page"})
    for size, kind in ((front, "cover"), *((size, "chapter") for size in chapters)):
        section = SubElement(body, "section", {"class": kind})
        for _ in range(size - 1):
            SubElement(section, "p")
    return root


@pytest.mark.parametrize(
    ("chapters", "expected"),
    [
        ((1000, 1000), [1000, 1000]),
        ((500, 500, 500, 500), [1000, 1000]),
        ((100, 100, 2000), [200, 2000]),
        ((2000, 100, 100), [2000, 200]),
        ((10, 2000), [10, 2000]),
        ((2000, 10), [2000, 10]),
    ],
)
def test_parts_are_whole_chapters_in_a_row(chapters: tuple[int, ...], expected: list[int]) -> None:
    front, *bodies = divide(tree(*chapters), 2) or []
    sizes = [sum(1 for e in body.iter() if e.tag != "head") - 3 for body in bodies]
    assert sizes == expected, "html, body and the foot are in every part"
    assert sum(1 for e in front.iter() if e.tag != "head") - 3 == 5


def test_small_or_unusual_documents_stay_whole() -> None:
    assert divide(tree(300, 300), 2) is None
    assert divide(tree(3000), 2) is None
    assert divide(Element("html"), 2) is None
    assert divide(tree(1000, 1000), 1) is None
    late = tree(1000, 1000)
    body = late.find("body")
    assert body is not None
    SubElement(body[-1], "nav", {"class": "contents"})
    assert divide(late, 2) is None
