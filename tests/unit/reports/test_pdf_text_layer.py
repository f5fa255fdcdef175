"""The text layer of print: what a reader takes out is what was put in."""

# ruff: noqa: E501 - HTML is easier to read in one line

import subprocess
import sys
from pathlib import Path

import pytest

from reports.pdf import text_layer, weasy
from reports.pdf.renderer import render_pdf
from tests.pdftext import exact_text, pdf_text

WORDS = "น้ำ ที่ปรึกษา กำลัง ผู้ว่าฯ ป้ำ ญู ฐุ กฤษฏิ์ KPI 123 fi ffl e-MENSCR (ก.บ.จ.) “คำ” ๑๒๓ 1,234.50"
UNBROKEN = "กำหนดให้สำนักงานเกษตรจังหวัดดำเนินการส่งเสริมการปลูกพืชเศรษฐกิจใหม่ที่ใช้น้ำน้อยและให้ผลตอบแทนสูง"


def page(body: str, *, css: str = "/static/css/print/book.css", body_class: str = "") -> str:
    return (
        f'<!doctype html><html lang="th"><head><title>ทดสอบ</title><link rel="stylesheet" href="{css}">'
        f'</head><body class="{body_class}">{body}</body></html>'
    )


def test_it_works() -> None:
    printed = render_pdf(page(f"<p>{WORDS}</p>"))
    assert pdf_text(printed.content).strip() == WORDS


def test_wrapped_paragraphs_join_to_what_was_put_in() -> None:
    spaced, unbroken = " ".join([WORDS] * 4), UNBROKEN * 4
    printed = render_pdf(page(f"<p>{spaced}</p><p>{unbroken}</p>"))
    assert pdf_text(printed.content).count("\n") > 8, "the paragraphs were meant to wrap"
    assert exact_text(printed.content, []) == spaced + unbroken


def test_wrap_between_bold_and_regular_keeps_the_space() -> None:
    printed = render_pdf(page("<p>" + "<b>ตัวหนา</b> <span>ตัวปกติที่น้ำ</span> " * 14 + "</p>"))
    exact_text(printed.content, [("ตัวหนา ตัวปกติที่น้ำ " * 14).strip()])


def test_mixed_weights_links_and_non_breaking_spaces() -> None:
    body = (
        '<p>คำ<b>หนา</b>ต่อ <b>น้ำ</b> กับ <b>กำลัง</b>: KPI<b>123</b> <a href="https://x.example/">ลิงก์ที่นี่</a>'
        "&nbsp;จบ</p><p>A &amp; B (ค\\ง) ()</p>"
    )
    exact_text(
        render_pdf(page(body)).content,
        ["คำหนาต่อ น้ำ กับ กำลัง: KPI123 ลิงก์ที่นี่\u00a0จบ", "A & B (ค\\ง) ()"],
    )


def test_hints_for_line_breaking_are_not_text() -> None:
    exact_text(render_pdf(page("<p>ab<wbr>cd กข&#8203;คง</p>")).content, ["abcd กขคง"])


def test_bullets_numbers_and_signs() -> None:
    body = "<ul><li>ข้อหนึ่ง น้ำ</li></ul><ol><li>ลำดับที่หนึ่ง</li></ol><p>▲ 1.20 ○ ≥ 4.00 → ✓</p>"
    exact_text(render_pdf(page(body)).content, ["• ข้อหนึ่ง น้ำ", "1. ลำดับที่หนึ่ง", "▲ 1.20 ○ ≥ 4.00 → ✓"])


def test_table_cells_wrapped_and_repeated_heads() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>จำนวนผู้เสียชีวิตจากอุบัติเหตุทางถนนต่อประชากรแสนคน ปีที่ {n}</td></tr>"
        for n in range(60)
    )
    html = page(
        "<table><col class='w10'><col class='w20'><thead><tr><th>ลำดับ</th><th>ตัวชี้วัดน้ำ</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
    printed = render_pdf(html)
    text = exact_text(
        printed.content,
        [f"จำนวนผู้เสียชีวิตจากอุบัติเหตุทางถนนต่อประชากรแสนคน ปีที่ {n}" for n in range(60)],
    )
    assert printed.pages > 1
    assert text.count("ตัวชี้วัดน้ำ") == printed.pages


@pytest.mark.parametrize(
    ("body_class", "first", "second"),
    [("", "หน้า 1 จาก 2", "หน้า 2 จาก 2"), ("thai-digits", "หน้า ๑ จาก ๒", "หน้า ๒ จาก ๒")],
)
def test_running_head_and_page_counters(body_class: str, first: str, second: str) -> None:
    body = (
        '<p class="foot-page">หน้า <span class="page-number"></span> จาก <span class="page-total"></span></p>'
        '<p class="doc-title">แผนพัฒนาจังหวัดน้ำใส</p><section class="chapter"><h1>บทที่ ๑ กำลังคน</h1></section>'
    )
    printed = render_pdf(page(body, body_class=body_class))
    text = exact_text(printed.content, [first, second])
    assert printed.pages == 2
    assert text.count("แผนพัฒนาจังหวัดน้ำใส") == 3, "once in place and in the head of both pages"


def test_dots_of_the_contents_are_not_text() -> None:
    body = (
        '<nav class="contents"><ol><li><a href="#a">บทนำ น้ำ</a></li></ol></nav>'
        '<section class="chapter"><h1 id="a">บทนำ</h1><p>ลงชื่อ ..........</p></section>'
    )
    text = exact_text(render_pdf(page(body)).content, ["บทนำ น้ำ", "ลงชื่อ .........."])
    assert ". ." not in text


def test_text_of_a_drawing_is_one_run() -> None:
    body = (
        '<svg viewBox="0 0 200 30" width="200" height="30" role="img"><title>ป้าย</title>'
        '<text x="5" y="20" font-family="Sarabun" font-size="14">น้ำ ที่นี่ ฟื้น</text></svg>'
    )
    printed = render_pdf(page(body))
    assert printed.warnings == ()
    exact_text(printed.content, ["น้ำ ที่นี่ ฟื้น"])


def test_glyph_map_serves_readers_that_ignore_actual_text() -> None:
    pypdf = pytest.importorskip("pypdf")
    import io

    text = (
        pypdf.PdfReader(io.BytesIO(render_pdf(page("<p>การงานกำลังน้ำ</p>")).content))
        .pages[0]
        .extract_text()
    )
    letters = text.replace("\u0e4d\u0e49\u0e32", "\u0e49\u0e33").replace("\u0e4d\u0e32", "\u0e33")
    assert "การงานกำลังน้ำ" in letters


def test_pages_look_the_same_with_and_without_the_mended_layer(tmp_path: Path) -> None:
    """Marks stay where WeasyPrint puts them: the pictures of both are equal, pixel by pixel."""
    source = tmp_path / "page.html"
    source.write_text(
        page(f"<p>{WORDS}</p><p><b>{WORDS}</b></p><p>{UNBROKEN * 3}</p>", css="book.css"),
        encoding="utf-8",
    )
    from reports.pdf.fonts import ensure_fonts, font_dir

    ensure_fonts()
    css = Path("static/css/print/book.css").read_text(encoding="utf-8")
    (tmp_path / "book.css").write_text(
        css.replace("prasanfont:", font_dir().resolve().as_uri() + "/"), encoding="utf-8"
    )
    code = (
        "import sys, weasyprint\n"
        "if sys.argv[3] == 'mended':\n from reports.pdf import speed, text_layer; text_layer.install(); speed.install()\n"
        "weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')\n"
    )
    pictures = []
    for kind in ("plain", "mended"):
        out = tmp_path / f"{kind}.pdf"
        subprocess.run([sys.executable, "-c", code, str(source), str(out), kind], check=True)
        subprocess.run(
            ["pdftoppm", "-r", "100", "-singlefile", str(out), str(tmp_path / kind)], check=True
        )
        pictures.append((tmp_path / f"{kind}.ppm").read_bytes())
    assert pictures[0] == pictures[1]
    assert len(set(pictures[0][-200_000:])) > 1 or len(set(pictures[0])) > 10, (
        "the page is not blank"
    )


def test_another_weasyprint_is_refused_with_what_to_do() -> None:
    with pytest.raises(weasy.WeasyPrintChanged, match=r"draw_first_line.*weasyprint==70\.0"):
        weasy.check_sources({"weasyprint.draw.text.draw_first_line": "0" * 32})
    with pytest.raises(weasy.WeasyPrintChanged, match="no_such"):
        weasy.check_sources({"weasyprint.draw.text.no_such": "0" * 32})


def test_installing_twice_mends_once() -> None:
    import weasyprint.draw.text as module

    text_layer.install()
    mended = module.draw_first_line
    text_layer.install()
    assert module.draw_first_line is mended
