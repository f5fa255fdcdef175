"""The summary of a consultation: frozen, printed exactly, made once, and verifiable."""

import datetime as dt
import hashlib
import json

import pytest

from accounts.models import Change
from common import clock
from common.errors import NotAllowed, Refused
from jobs.services import worker
from reports import summaries
from reports.models import ConsultationSummary
from reports.pdf.renderer import RenderedPdf, render_pdf
from reports.services import consultation_summaries, verification
from reports.summaries.gather import content
from strategies.services import comments, consultations, nodes
from tests import factories
from tests.factories import plans as plants
from tests.pdftext import exact_text, pdf_text

pytestmark = pytest.mark.django_db

CODE = "7K3M-Q9TD-04XZ"
URL = f"https://prasan.example.go.th/verify/{CODE}"
WATER = "ควรเพิ่มเรื่องน้ำต้นทุนสำหรับการเกษตร เพราะปีที่ผ่านมาน้ำในบึงบอระเพ็ดต่ำกว่าเกณฑ์"
WHY = "เรื่องนี้อยู่ในแผนของกลุ่มจังหวัดแล้ว จึงไม่เพิ่มในแผนจังหวัด"


@pytest.fixture(autouse=True)
def _march():
    with clock.at(dt.date(2027, 3, 1)):
        yield


@pytest.fixture
def consultation(nakhonsawan, planner, officer, development):
    """Two sectors, four comments: accepted, done, declined, and one without an answer."""
    plan = plants.draft(nakhonsawan, planner)
    made = plants.grown(plan, planner, None)
    chamber = factories.agency(nakhonsawan, "หอการค้าจังหวัดนครสวรรค์", sector="private")
    member = factories.user("member", factories.post(chamber, "ประธานหอการค้า", "officer"))
    opened = consultations.open_(
        plan=plan,
        closes=dt.date(2027, 3, 31),
        agencies=[development, chamber],
        introduction="โปรดให้ความเห็นต่อทุกประเด็น",
        by=planner,
    )
    given = [
        (made["1"], WATER, officer, "accepted", "จะเพิ่มเป็นแนวทางใหม่"),
        (made["2.1.1"], "ควรมีเทศกาลตลอดปี", member, "done", ""),
        (None, "อ่านเข้าใจง่ายดี", member, "", ""),
        (made["1"], "ควรสร้างอ่างเก็บน้ำ", member, "declined", WHY),
    ]
    for node, text, by, outcome, answer in given:
        one = comments.give(consultation=opened, node=node, text=text, by=by)
        if outcome:
            comments.answer(comment=one, outcome=outcome, answer=answer, by=planner)
    return opened


def printed(consultation, *, language="th", thai_digits=False, sample=False) -> RenderedPdf:
    given = content(consultation)
    given["plan"]["sample"] = sample
    html = summaries.html(
        given, language=language, thai_digits=thai_digits, code=CODE, sha256="ab" * 32,
        verify_url=URL,
    )  # fmt: skip
    return render_pdf(html, language=language)


def test_what_is_frozen_follows_the_plan(consultation):
    sections = content(consultation)["sections"]
    assert [(one["code"], len(one["comments"])) for one in sections] == [
        ("", 1), ("1", 2), ("2.1.1", 1),
    ]  # fmt: skip
    assert sections[1]["comments"][1]["outcome"] == "declined"


def test_the_text_layer_is_exact(consultation):
    pdf = printed(consultation)
    read = exact_text(
        pdf.content,
        [
            "สรุปผลการรับฟังความคิดเห็นต่อร่างแผน",
            "รับความเห็นตั้งแต่วันที่ 1 มีนาคม 2570 ถึงวันที่ 31 มีนาคม 2570",
            "โปรดให้ความเห็นต่อทุกประเด็น",
            "1 เกษตรมูลค่าสูง",
            WATER,
            WHY,
            "รับไว้ดำเนินการ",
            "ไม่รับ พร้อมเหตุผล",
            "ab" * 32,
        ],
    )
    assert "ข้อมูลตัวอย่าง" not in read
    pages = pdf_text(pdf.content, "-layout").split("\f")[:-1]
    assert len(pages) == pdf.pages == 2
    for number, page in enumerate(pages, start=1):
        assert f"รหัสตรวจสอบ {CODE}" in page
        assert f"หน้า {number} จาก 2" in page
    assert [w for w in pdf.warnings if "glyph" in w.lower()] == []


def test_the_counts_by_sector_and_answer(consultation):
    front = pdf_text(printed(consultation).content, "-layout").split("\f")[0]
    rows = {words[0]: words[1:] for line in front.splitlines() if len(words := line.split()) == 6}
    assert rows["ภาคเอกชน"] == ["3", "0", "1", "1", "1"]
    assert rows["ราชการส่วนภูมิภาค"] == ["1", "1", "0", "0", "0"]
    assert rows["รวม"] == ["4", "1", "1", "1", "1"]


def test_in_english_with_thai_digits_and_as_sample(consultation):
    english = printed(consultation, language="en", sample=True)
    exact_text(
        english.content,
        ["Summary of the consultation on the draft plan", "Declined, with the reason", WHY],
    )
    assert pdf_text(english.content).count("Sample data") >= 3
    thai = pdf_text(printed(consultation, thai_digits=True).content)
    assert "๓๑ มีนาคม ๒๕๗๐" in thai
    assert CODE in thai


def test_nobody_said_anything(nakhonsawan, planner, development):
    plan = plants.draft(nakhonsawan, planner)
    opened = consultations.open_(
        plan=plan, closes=dt.date(2027, 3, 31), agencies=[development], by=planner
    )
    assert "ไม่มีผู้ให้ความเห็น" in pdf_text(printed(opened).content)


@pytest.fixture
def quick(monkeypatch):
    """A printer that takes no time."""

    def draw(html, *, progress=None, **_options) -> RenderedPdf:
        made = b"%PDF-1.7 " + hashlib.sha256(html.encode()).digest()
        return RenderedPdf(made, 2, hashlib.sha256(made).hexdigest())

    monkeypatch.setattr(consultation_summaries, "render_pdf", draw)


def produced(consultation, by) -> ConsultationSummary:
    made = consultation_summaries.request(consultation=consultation, by=by)
    assert worker.run(made.job_id)
    made.refresh_from_db()
    return made


def test_it_is_made_once_until_something_is_said(consultation, planner, officer, quick):
    first = produced(consultation, planner)
    assert consultation_summaries.request(consultation=consultation, by=officer) == first
    comments.give(consultation=consultation, text="อีกเรื่อง", by=officer)
    second = produced(consultation, planner)
    assert second != first
    assert verification.by_code(first.code).replaced_by == second
    assert verification.by_code(second.code).replaced_by is None
    assert len(json.loads(first.content)["sections"][0]["comments"]) == 1


def test_the_trail_tells_of_it_without_its_content(consultation, planner, quick):
    made = produced(consultation, planner)
    told = Change.objects.filter(subject="reports.consultationsummary", subject_id=made.pk)
    first, *rest = told.order_by("pk")
    assert (first.verb, first.part_of, first.part_of_id, first.area) == (
        "insert", "strategies.consultation", consultation.pk, consultation.plan.area,
    )  # fmt: skip
    assert first.after["code"] == made.code
    assert not {"content", "file", "job_id"} & set(first.after)
    assert rest[-1].after["sha256"] == made.sha256


def test_it_is_verified_by_code_and_by_file(client, consultation, planner, quick):
    made = produced(consultation, planner)
    page = client.get(f"/verify/{made.code}/").content.decode()
    assert "มีเอกสารรหัสนี้จริง และเป็นฉบับปัจจุบัน" in page
    assert "สรุปผลการรับฟังความคิดเห็น จังหวัดนครสวรรค์" in page
    assert "แผนพัฒนาจังหวัด" in page
    with made.file.open("rb") as file:
        answer = client.post("/verify/", {"file": file})
    assert "ไฟล์นี้เป็นเอกสารจริง" in answer.content.decode()


def test_it_is_asked_for_and_downloaded_on_the_page(
    signed_in, consultation, planner, sysadmin, stranger, quick
):
    address = f"/60/plans/{consultation.plan_id}/consultation/summary/"
    client = signed_in(planner)
    assert "ยังไม่มีเอกสารสรุป" in client.get(address).content.decode()
    assert client.post(address, {"language": "xx", "digits": "thai"}).status_code == 422
    assert client.post(address, {"language": "th", "digits": "thai"}).status_code == 302
    made = ConsultationSummary.objects.get()
    assert client.get(f"{address}{made.pk}/file/").status_code == 404
    assert worker.run(made.job_id)
    answer = client.get(f"{address}{made.pk}/file/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    part = client.get(f"{address}{made.pk}/file/", headers={"Range": "bytes=0-6"})
    assert (part.status_code, b"".join(part)) == (206, b"%PDF-1.")
    assert made.code in client.get(address).content.decode()
    assert (
        signed_in(sysadmin).post(address, {"language": "th", "digits": "thai"}).status_code == 403
    )
    for away in (address, f"{address}{made.pk}/file/"):
        assert signed_in(stranger).get(away).status_code == 404


def test_what_is_refused(consultation, planner, sysadmin, stranger):
    with pytest.raises(NotAllowed):
        consultation_summaries.request(consultation=consultation, by=sysadmin)
    with pytest.raises(Refused, match="ไม่พบการรับฟังความคิดเห็นนี้"):
        consultation_summaries.request(consultation=consultation, by=stranger)
    with pytest.raises(Refused, match="โปรดเลือกจากรายการ"):
        consultation_summaries.request(consultation=consultation, by=planner, digits="roman")


def test_a_comment_names_its_entry_as_it_read_on_that_day(consultation, planner):
    node = consultation.plan.nodes.get(code="1", level="issue")
    nodes.edit(node=node, title_th="เกษตรปลอดภัย", code="9", weight=node.weight, by=planner)
    given = content(consultation)
    assert {one["about_th"] for one in given["sections"][1]["comments"]} == {"1 เกษตรมูลค่าสูง"}
    pdf = printed(consultation)
    exact_text(pdf.content, ["9 เกษตรปลอดภัย", "เมื่อให้ความเห็น รายการนี้คือ “1 เกษตรมูลค่าสูง”"])
    for section in given["sections"]:
        for one in section["comments"]:
            del one["about_th"], one["about_en"]
    html = summaries.html(
        given, language="th", thai_digits=False, code=CODE, sha256="ab" * 32, verify_url=URL
    )
    assert "เมื่อให้ความเห็น" not in html
