"""The printed book of a real snapshot: exact text, code on every page, one page of summary."""

import json
import re

import pytest

from reports import book
from reports.pdf.renderer import render_pdf
from scorecards.models import Snapshot
from tests.factories import frozen
from tests.pdftext import exact_text, pdf_text

CODE = "7K3M-Q9TD-04XZ"
URL = f"https://prasan.example.go.th/verify/{CODE}"


def printed(content, *, language="th", thai_digits=False, sha256="ab" * 32):
    html = book.html(
        content, language=language, thai_digits=thai_digits, code=CODE, snapshot_sha256=sha256,
        verify_url=URL,
    )  # fmt: skip
    return render_pdf(html, language=language)


def pages_of(pdf: bytes) -> list[str]:
    return pdf_text(pdf, "-layout").split("\f")[:-1]


@pytest.fixture(scope="module")
def thai():
    return printed(frozen.content())


def test_a_real_snapshot_prints(snapshot: Snapshot):
    pdf = printed(json.loads(snapshot.content), sha256=snapshot.sha256)

    exact_text(
        pdf.content,
        [
            "รายงานผลการประเมินจังหวัด",
            "คะแนนรวม จากคะแนนเต็ม 5 คิดเป็นร้อยละ 69.1560",
            "ตัวชี้วัด 3.4 อัตราป่วยโรคไข้เลือดออกต่อประชากรแสนคน",
            "ผลยังไม่ถึงเกณฑ์ขั้นแรก จึงไม่มีช่องใดถูกทำเครื่องหมาย",
            snapshot.sha256,
            snapshot.reference,
        ],
    )
    assert [w for w in pdf.warnings if "glyph" in w.lower()] == []


def test_the_text_layer_is_exact(thai):
    read = exact_text(
        thai.content,
        [
            "จังหวัดนครสวรรค์",
            "สารบัญ",
            "บทสรุปสำหรับผู้บริหาร",
            "เพิ่มขึ้น 0.5565 จากรอบ 6 เดือน ปีงบประมาณ 2570 (2.9013)",
            *(paragraph for paragraph in frozen.STATEMENT.splitlines()),
            frozen.OBSTACLES,
            frozen.SUGGESTIONS,
            "ผลชั่วคราว: ยังไม่มีผู้ตรวจรับ คะแนนอาจเปลี่ยนเมื่อตรวจรับแล้ว",
            "python -m kpis.scoring < card.json",
            "ab" * 32,
        ],
    )
    assert "3.4578" in read


def test_every_page_carries_code_number_and_the_mark_of_sample_data(thai):
    pages = pages_of(thai.content)
    assert len(pages) == thai.pages > 20
    for number, page in enumerate(pages, start=1):
        assert f"รหัสตรวจสอบ {CODE}" in page
        assert f"หน้า {number} จาก {thai.pages}" in page
        assert "ข้อมูลตัวอย่าง" in page


def test_a_card_that_is_no_sample_has_no_mark():
    content = frozen.content()
    content["card"]["sample"] = False
    assert "ข้อมูลตัวอย่าง" not in pdf_text(printed(content).content)


def test_the_summary_is_one_page_and_contents_name_the_right_pages(thai):
    pages = pages_of(thai.content)
    heads = [page.strip().splitlines()[0] for page in pages]
    assert sum("บทสรุปสำหรับผู้บริหาร" in head for head in heads) == 1
    entries = re.findall(r"^ *(\d\.\d) .*?(\d+) *$", pages[1], flags=re.M)
    assert len(entries) == 18
    for code, number in entries:
        assert f"ตัวชี้วัด {code} " in pages[int(number) - 1]


def test_long_names_leave_the_summary_on_one_page():
    def overdue(made):
        for code in ("1.1", "1.2", "2.1", "2.4", "3.1", "4.1"):
            frozen.set_state(made, code, "not_reported")
        for code in ("4.2", "4.3"):
            frozen.set_state(made, code, "not_applicable")

    content = frozen.edit(overdue)
    for line in content["card"]["lines"].values():
        line["name_th"] = "ร้อยละที่เพิ่มขึ้นของรายได้เฉลี่ยต่อครัวเรือนเกษตรกรที่เข้าร่วมโครงการ " * 4
        line["owner"]["agency_th"] = "สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัดนครสวรรค์ " * 2
    for group in content["card"]["groups"]:
        group["title_th"] = "ยกระดับเกษตรมูลค่าสูงและอุตสาหกรรมฐานชีวภาพสู่ความยั่งยืนของทุกพื้นที่"
    pages = pages_of(printed(content).content)
    heads = [page.strip().splitlines()[0] for page in pages]
    assert sum("บทสรุปสำหรับผู้บริหาร" in head for head in heads) == 1


def test_thai_digits():
    pdf = printed(frozen.content(), thai_digits=True)
    read = exact_text(
        pdf.content,
        [
            "ปีงบประมาณ พ.ศ. ๒๕๗๐",
            "๓.๔๕๗๘",
            "พ.ศ. ๒๕๖๖–๒๕๗๐",
            CODE,
            "60/2570-3",
            "NS70-01",
            "ab" * 32,
        ],
    )
    assert "หน้า ๑ จาก" in read
    assert "หน้า 1" not in read
    for page in pages_of(pdf.content):
        assert f"รหัสตรวจสอบ {CODE}" in page


def test_english():
    pdf = printed(frozen.content(), language="en")
    exact_text(
        pdf.content,
        [
            "Nakhon Sawan Province",
            "9-month round",
            "Meets the minimum",
            "Indicator 2.1 of Nakhon Sawan",
            "A hub of high-value farming and rail, a safe society, water for all",
            "The result 1.8 lies between level 3 (1.5) and level 4 (2.0), higher is better",
        ],
    )


@pytest.mark.parametrize("lines", range(14, 22))
def test_the_grand_total_of_the_projects_stays_with_the_last_of_them(lines):
    """Wherever the table ends on its page: each line more moves the end down by one."""
    content = frozen.content()
    content["card"]["projects"][0]["name_th"] = "โครงการ " * 6 * lines
    html = book.html(
        content, language="th", thai_digits=False, code=CODE, snapshot_sha256="ab" * 32,
        verify_url=URL,
    )  # fmt: skip
    chapter = re.search(
        r'<section class="chapter wide">\s*<h1 id="projects".*?</section>', html, re.S
    )
    alone = f"{html[: html.index('<body')]}<body>{chapter[0]}</body></html>"
    pages = pages_of(render_pdf(alone, language="th").content)
    last = next(page for page in pages if "รวมทั้งสิ้น 24 โครงการ" in page)
    assert re.search(r"NS70-\d\d", last), "a page of a total alone"
