"""The printed agreement: asked for once, exact text, signatures that hold together, verified."""

import json
import re

import pytest
from django.urls import reverse

from common.errors import NotAllowed, Refused
from jobs.services import worker
from reports import agreement as document
from reports.models import EvaluationReport
from reports.pdf.renderer import render_pdf
from reports.services import evaluation_reports, verification
from tests.integration.kpis.agreeing import *  # noqa: F403 - fixtures
from tests.integration.kpis.agreeing import MINISTRY, prepare
from tests.pdftext import exact_text, pdf_text

CODE = "7K3M-Q9TD-04XZ"
URL = f"https://prasan.example.go.th/verify/{CODE}"
SIGN_LINE = "(ลงชื่อ)"


def printed(agreement, *, language="th", thai_digits=False, edit=None):
    content = json.loads(agreement.content)
    if edit:
        edit(content)
    html = document.html(
        content, language=language, thai_digits=thai_digits, code=CODE, sha256=agreement.sha256,
        verify_url=URL,
    )  # fmt: skip
    return render_pdf(html, language=language)


def pages_of(pdf: bytes) -> list[str]:
    return pdf_text(pdf, "-layout").split("\f")[:-1]


def test_it_works(agreement, planner, quick_print):
    report = evaluation_reports.request_agreement(agreement=agreement, by=planner)
    assert worker.run(report.job_id)
    report.refresh_from_db()
    assert (report.kind, report.digits, report.pages) == ("agreement", "thai", 40)
    verdict = verification.by_code(report.code)
    assert (verdict.report, verdict.genuine, verdict.replaced_by) == (report, True, None)


def test_the_same_request_is_the_same_paper(agreement, planner, executive):
    one = evaluation_reports.request_agreement(agreement=agreement, by=planner)
    assert evaluation_reports.request_agreement(agreement=agreement, by=executive) == one
    assert EvaluationReport.objects.count() == 1


def test_a_newer_version_replaces_it(agreement, card, governor_post, planner, quick_print):
    second = prepare(card, governor_post, planner, reason="เกณฑ์เปลี่ยน")
    made = []
    for one in (agreement, second):
        made.append(evaluation_reports.request_agreement(agreement=one, by=planner))
        assert worker.run(made[-1].job_id)
    old, new = made
    new.refresh_from_db()
    assert new.replaces == old
    assert verification.by_code(old.code).replaced_by == new


def test_who_may_not(agreement, stranger, sysadmin):
    with pytest.raises(Refused, match="ไม่พบ"):
        evaluation_reports.request_agreement(agreement=agreement, by=stranger)
    with pytest.raises(NotAllowed):
        evaluation_reports.request_agreement(agreement=agreement, by=sysadmin)


def test_the_text_layer_is_exact(agreement, executive):
    pdf = printed(agreement)
    exact_text(
        pdf.content,
        [
            "คำรับรองการปฏิบัติราชการ",
            "จังหวัดนครสวรรค์",
            "ทำที่ ศาลากลางจังหวัดนครสวรรค์",
            "วันที่ 1 ธันวาคม 2569",
            "คำรับรองนี้เป็นคำรับรองฝ่ายเดียว มิใช่สัญญา และใช้สำหรับระยะเวลา 1 ปี "
            "เริ่มตั้งแต่วันที่ 1 ตุลาคม 2569 ถึงวันที่ 30 กันยายน 2570",
            f"( {executive.name} )",
            MINISTRY,
            "ระดับความสำเร็จของศูนย์ข้อมูล",
            "นิยามของ 1.1",
            "แต่งตั้งคณะทำงาน",
            "ส่วนที่ 1",
            "100.00",
            agreement.sha256,
            agreement.reference,
        ],
    )
    assert [w for w in pdf.warnings if "glyph" in w.lower()] == []


def test_every_page_carries_code_number_and_the_mark_of_sample_data(agreement):
    pdf = printed(agreement)
    pages = pages_of(pdf.content)
    assert len(pages) == pdf.pages >= 3
    for number, page in enumerate(pages, start=1):
        assert f"รหัสตรวจสอบ {CODE}" in page
        assert f"หน้า {number} จาก {pdf.pages}" in page
        assert "ข้อมูลตัวอย่าง" in page


def test_thai_digits(agreement):
    read = exact_text(
        printed(agreement, thai_digits=True).content,
        ["ปีงบประมาณ พ.ศ. ๒๕๗๐", "๓๐ กันยายน ๒๕๗๐", "๖๐.๕๐", "๑๐๐.๐๐", agreement.reference, CODE],
    )
    assert "หน้า ๑ จาก" in read
    assert "60.50" not in read


def test_english(agreement):
    exact_text(
        printed(agreement, language="en").content,
        ["Performance agreement", "Nakhon Sawan Province", "Annex 1", "Annex 2", "Signature"],
    )


@pytest.mark.parametrize("words", [0, 60, 110, 140, 170, 200])
def test_the_signatures_hold_together_wherever_the_page_ends(agreement, words):
    def longer(content):
        content["reason"] = "ขยายรายละเอียดของคำรับรอง " * words

    pages = pages_of(printed(agreement, edit=longer).content)
    with_signatures = [page for page in pages if SIGN_LINE in page]
    assert len(with_signatures) == 1
    assert re.search(r"6\. ผู้รับคำรับรองและผู้ทำคำรับรอง", with_signatures[0])
    assert len(re.findall(r"\(ลงชื่อ\)", with_signatures[0])) == 2
    assert "ผู้รับคำรับรอง" in with_signatures[0].split(SIGN_LINE)[-1]
    assert "............ / ............" in with_signatures[0].split(SIGN_LINE)[-1]


def test_a_long_table_repeats_its_head(agreement):
    def many(content):
        first = content["lines"][0]
        content["lines"] = [{**first, "code": f"1.{n}"} for n in range(1, 60)]
        content["groups"] = content["groups"][:1]

    pages = pages_of(printed(agreement, edit=many).content)
    assert len([page for page in pages if "หน่วยวัด" in page and "ระดับ 5" in page]) >= 3


def test_a_name_left_open_is_a_line_to_write_on(agreement):
    text = pdf_text(printed(agreement).content)
    assert "( .............................." in text.replace("\n", " ")


def test_the_page_offers_and_lists_the_paper(signed_in, planner, agreement):
    client = signed_in(planner)
    url = reverse("agreement_report", args=["60", 2570, agreement.pk])
    detail = reverse("agreement_detail", args=["60", 2570, agreement.pk])
    assert url in client.get(detail).content.decode()
    html = client.get(url).content.decode()
    assert re.search(r'value="thai"[^>]*checked', html)
    assert client.post(url, {"language": "fr"}).status_code == 422
    answer = client.post(url, {"language": "th", "digits": "thai"})
    report = EvaluationReport.objects.get()
    assert answer["Location"] == reverse("report_detail", args=[report.pk])
    assert detail in client.get(answer["Location"]).content.decode()
    assert report.code in client.get(detail).content.decode()
    assert report.code in client.get(reverse("report_list", args=["60"])).content.decode()


def test_a_ready_paper_is_downloaded_and_verified_in_words(
    signed_in, planner, agreement, quick_print
):
    report = evaluation_reports.request_agreement(agreement=agreement, by=planner)
    worker.run(report.job_id)
    client = signed_in(planner)
    answer = client.get(reverse("report_download", args=[report.pk]))
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    html = client.get(reverse("verify_code", args=[report.code])).content.decode()
    assert agreement.reference in html


def test_a_failed_one_is_tried_again(signed_in, planner, agreement):
    report = evaluation_reports.request_agreement(agreement=agreement, by=planner)
    report.job.status = "failed"
    report.job.save()
    signed_in(planner).post(reverse("report_again", args=[report.pk]))
    before = report.job_id
    report.refresh_from_db()
    assert report.job_id != before


def test_a_scorecard_gives_no_agreement(snapshot, planner):
    with pytest.raises(Refused, match="หน้าคำรับรอง"):
        evaluation_reports.request(snapshot=snapshot, by=planner, kind="agreement")
