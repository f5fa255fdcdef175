"""The public verification page in the browser: typed, scanned, uploaded, without scripts too."""

import hashlib

import pytest
from playwright.sync_api import expect

from common import clock
from jobs.services import worker
from reports.pdf.renderer import RenderedPdf
from reports.services import evaluation_reports
from scorecards.services import snapshots
from tests.browser.conftest import no_sideways_scroll
from tests.factories import cards
from tests.integration.scorecards.conftest import AFTER


@pytest.fixture
def make(nakhonsawan, planner, monkeypatch, settings):
    """Freeze and produce once more: `make()` gives the report."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    def printed(html, **_options):
        content = b"%PDF-1.7 " + hashlib.sha256(html.encode()).digest()
        return RenderedPdf(content, 40, hashlib.sha256(content).hexdigest())

    monkeypatch.setattr(evaluation_reports, "render_pdf", printed)
    monkeypatch.setattr("jobs.services.queue.send", lambda job: True)
    with clock.at(AFTER):
        world = cards.sample(nakhonsawan, 2570)

    def once():
        with clock.at(AFTER):
            snapshot = snapshots.freeze(
                area=nakhonsawan, year=2570, round=world.rounds["6"], kind="report", by=planner
            )
            report = evaluation_reports.request(snapshot=snapshot, by=planner)
            assert worker.run(report.job_id)
        report.refresh_from_db()
        return report

    return once


@pytest.fixture
def report(make):
    return make()


def pdf(tmp_path, content: bytes) -> str:
    path = tmp_path / "เล่มประเมิน.pdf"
    path.write_bytes(content)
    return str(path)


def bytes_of(report) -> bytes:
    with report.file.open("rb") as file:
        return file.read()


def test_it_works(page, live_server, report):
    page.goto(live_server.url + "/verify/")
    page.get_by_label("รหัสตรวจสอบ").fill(report.code.lower().replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.get_by_text("มีเอกสารรหัสนี้จริง และเป็นฉบับปัจจุบัน")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/verify/{report.code}/")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_compared(page_at, live_server, report, tmp_path, javascript):
    page = page_at(1200, javascript=javascript)
    page.goto(f"{live_server.url}/verify/{report.code}/")
    page.get_by_label("ไฟล์ PDF").set_input_files(pdf(tmp_path, bytes_of(report)))
    page.get_by_role("button", name="ตรวจไฟล์").click()
    expect(page.get_by_text("ไฟล์นี้เป็นเอกสารจริง และเป็นฉบับปัจจุบัน")).to_be_visible()

    page.get_by_label("ไฟล์ PDF").set_input_files(pdf(tmp_path, bytes_of(report) + b" "))
    page.get_by_label("รหัสบนเอกสาร").fill(report.code)
    page.get_by_role("button", name="ตรวจไฟล์").click()
    expect(page.get_by_text("ไฟล์นี้ไม่ตรงกับเอกสารที่ระบบจัดทำ")).to_be_visible()


def test_every_verdict_in_both_languages_and_widths(any_page, live_server, make, axe):
    old, new = make(), make()
    any_page.expect_errors = True
    for rest in ("", f"{new.code}/", f"{old.code}/", "0000-0000-0000/", "?code="):
        any_page.goto(f"{live_server.url}/verify/{rest}")
        expect(any_page.get_by_role("heading", level=1)).to_have_count(1)
        no_sideways_scroll(any_page)
        axe(any_page)


def test_the_language_is_switched_here_and_the_person_may_sign_out(
    page, live_server, report, sign_in, planner
):
    """The form's answer must say where it came from: without that it is taken for a forged one."""
    sign_in(page, planner)
    page.goto(f"{live_server.url}/verify/{report.code}/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verify a document")
    expect(page).to_have_url(f"{live_server.url}/verify/{report.code}/")

    page.locator(".masthead details.menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/")


def test_an_empty_form_says_what_to_do(page, live_server):
    page.expect_errors = True
    page.goto(live_server.url + "/verify/")
    page.get_by_role("button", name="ตรวจรหัส").click()
    expect(page.get_by_text("พิมพ์รหัส 12 ตัวที่อยู่ท้ายหน้าเอกสาร").first).to_be_visible()
    page.get_by_role("button", name="ตรวจไฟล์").click()
    expect(page.get_by_text("เลือกไฟล์ PDF ที่ต้องการตรวจสอบ").first).to_be_visible()
