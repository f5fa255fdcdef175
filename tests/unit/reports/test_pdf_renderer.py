"""Rendering a document: what it may load, what it carries, that it is the same each time."""

import io
import shutil
import socket
import subprocess
import threading
from datetime import UTC, datetime
from typing import Any, NoReturn

import pytest
from pypdf import PdfReader

from reports.pdf.renderer import RenderedPdf, render_pdf
from reports.pdf.typeset import PrintRefused
from tests.pdf_book import book
from tests.pdftext import exact_text, pdf_text

NOON = datetime(2027, 1, 12, 5, 0, tzinfo=UTC)
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


def small_book(**options: Any) -> str:
    return book(
        cards=1, card_rows=12, indicators=2, project_parts=1, project_rows=20, **options
    ).html


@pytest.fixture(scope="module")
def printed() -> RenderedPdf:
    return render_pdf(small_book(), made_at=NOON)


@pytest.fixture(scope="module")
def reader(printed: RenderedPdf) -> PdfReader:
    return PdfReader(io.BytesIO(printed.content))


def tags(reader: PdfReader, kind: str) -> list[Any]:
    """All structure elements of one kind."""
    found, todo = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        element = todo.pop()
        if element.get("/S") == kind:
            found.append(element)
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        todo += [
            kid
            for kid in (getattr(k, "get_object", lambda k=k: k)() for k in kids)
            if isinstance(kid, dict)
        ]
    return found


def test_it_works(printed: RenderedPdf) -> None:
    sample = book(cards=1, card_rows=12, indicators=2, project_parts=1, project_rows=20)
    exact_text(printed.content, sample.expected)
    assert printed.pages == len(PdfReader(io.BytesIO(printed.content)).pages) > 6
    assert printed.warnings == ()


def test_same_input_gives_same_bytes(printed: RenderedPdf) -> None:
    assert render_pdf(small_book(), made_at=NOON).sha256 == printed.sha256
    assert (
        render_pdf(small_book(), made_at=datetime(2027, 1, 13, tzinfo=UTC)).sha256 != printed.sha256
    )


def test_four_at_once_give_the_same_bytes(printed: RenderedPdf) -> None:
    results: list[str] = []
    threads = [
        threading.Thread(
            target=lambda: results.append(render_pdf(small_book(), made_at=NOON).sha256)
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [printed.sha256] * 4


def test_accessible_structure(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "th"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "รายงานผลการประเมิน" in str(reader.metadata.title if reader.metadata else "")
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.creation_date == NOON
    figures = tags(reader, "/Figure")
    assert len(figures) > 10
    assert all(figure.get("/Alt") for figure in figures)
    assert "คะแนน" in figures[0]["/Alt"] or "คะแนน" in figures[-1]["/Alt"]
    heads = tags(reader, "/TH")
    assert heads
    assert all(head.get("/ID") for head in heads)
    cells = tags(reader, "/TD")
    assert all(cell["/A"].get("/Headers") for cell in cells[-20:])


def test_bookmarks_follow_the_headings(reader: PdfReader) -> None:
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[:2] == ["สารบัญ", "บทสรุปผู้บริหาร"]
    assert any(isinstance(entry, list) for entry in reader.outline), (
        "indicators stand under a chapter"
    )


def test_contents_show_the_page_numbers(printed: RenderedPdf, reader: PdfReader) -> None:
    pages = [
        page
        for page in range(printed.pages)
        if "บทสรุปผู้บริหาร" in pdf_text(printed.content, "-f", str(page + 1), "-l", str(page + 1))
    ]
    assert pages[0] == 1, "named in the contents"
    contents = pdf_text(printed.content, "-f", "2", "-l", "2", "-raw").splitlines()
    assert f"บทสรุปผู้บริหาร{pages[1] + 1}" in [line.replace(" ", "") for line in contents]


def test_wide_parts_are_landscape(reader: PdfReader) -> None:
    shapes = {page.mediabox.width > page.mediabox.height for page in reader.pages}
    assert shapes == {True, False}


def test_code_and_sample_mark_on_every_page(printed: RenderedPdf) -> None:
    for number in range(1, printed.pages + 1):
        text = pdf_text(printed.content, "-f", str(number), "-l", str(number))
        assert "รหัสตรวจสอบ PRS-2570-7K4M-29QX" in text
        assert "ข้อมูลตัวอย่าง" in text
        assert f"หน้า {number} จาก {printed.pages}" in text


def test_qr_code_can_be_read(printed: RenderedPdf, tmp_path: Any) -> None:
    if shutil.which("zbarimg") is None:
        pytest.fail("zbarimg is missing: install zbar-tools to read the book's QR codes.")
    (tmp_path / "book.pdf").write_bytes(printed.content)
    pages = ["pdftoppm", "-r", "200", "-png", "-f", "1", "-l", "3", str(tmp_path / "book.pdf")]
    subprocess.run([*pages, str(tmp_path / "page")], check=True)
    for picture in sorted(tmp_path.glob("page*.png")):
        done = subprocess.run(
            ["zbarimg", "-q", "--raw", str(picture)], capture_output=True, text=True
        )
        assert done.stdout.strip() == "https://example.go.th/v/PRS-2570-7K4M-29QX"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.com/x.png",
        "file:///etc/passwd",
        "ftp://example.com/x.png",
        "/media/secret.png",
        "/static/../config/settings.py",
        "/static/%2e%2e/config/settings.py",
        "prasanfont:../../config/settings.py",
        "prasan-file:not-handed-in.png",
        "//example.com/x.png",
    ],
)
def test_nothing_else_is_loaded(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*args: object, **kwargs: object) -> NoReturn:
        raise AssertionError("print reached for the network")

    monkeypatch.setattr(socket, "create_connection", no_network)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    for html in (
        f'<html lang="th"><title>x</title><p>ก<img alt="x" src="{address}">',
        f'<html lang="th"><title>x</title><link rel="stylesheet" href="{address}"><p>ก',
        f'<html lang="th"><title>x</title><style>p {{ background: url("{address}") }}</style><p>ก',
        f'<html lang="th"><title>x</title><style>@import "{address}";</style><p>ก',
    ):
        with pytest.raises(PrintRefused):
            render_pdf(html)


def test_handed_in_files_are_printed() -> None:
    html = '<html lang="th"><title>x</title><p><img alt="จุด" src="prasan-file:photo%201.png">'
    printed = render_pdf(html, files={"photo 1.png": DOT})
    assert printed.warnings == ()
    assert b"/Image" in printed.content


def test_characters_that_no_font_has_are_reported() -> None:
    printed = render_pdf('<html lang="th"><title>x</title><p>\U0010fffd')
    assert any("U+10FFFD" in warning for warning in printed.warnings)


def test_addresses_of_the_site_stay_links(settings: Any) -> None:
    settings.SITE_URL = "https://prasan.example.go.th"
    printed = render_pdf('<html lang="th"><title>x</title><p><a href="/verify/">ตรวจสอบ</a>')
    page = PdfReader(io.BytesIO(printed.content)).pages[0]
    assert page["/Annots"][0].get_object()["/A"]["/URI"] == "https://prasan.example.go.th/verify/"


def test_title_and_language_are_added_where_missing() -> None:
    printed = render_pdf("<p>ก", title="รายงาน", language="th")
    reader = PdfReader(io.BytesIO(printed.content))
    assert reader.trailer["/Root"]["/Lang"] == "th"
    assert reader.metadata is not None
    assert reader.metadata.title == "รายงาน"


def test_progress_grows_to_the_end() -> None:
    told: list[tuple[str, int]] = []
    render_pdf(small_book(), progress=lambda stage, percent: told.append((stage, percent)))
    assert list(dict(told)) == ["layout", "draw", "done"]
    percents = [percent for _, percent in told]
    assert percents == sorted(set(percents))
    assert percents[0] == 0
    assert percents[-1] == 100
    assert len(percents) > 6, "pages are told while they are laid out"
