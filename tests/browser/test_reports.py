"""Reports in the browser: asked for, followed while they are made, handed out."""

import hashlib

import pytest
from playwright.sync_api import expect

from common import clock
from jobs.models import Job
from jobs.services import worker
from reports.pdf.renderer import RenderedPdf
from reports.services import evaluation_reports
from scorecards.services import snapshots
from tests.browser.conftest import no_sideways_scroll
from tests.factories import cards
from tests.integration.scorecards.conftest import AFTER


@pytest.fixture
def snapshot(nakhonsawan, planner):
    with clock.at(AFTER):
        world = cards.sample(nakhonsawan, 2570)
        return snapshots.freeze(
            area=nakhonsawan, year=2570, round=world.rounds["6"], kind="meeting", by=planner,
            title="เสนอที่ประชุม กบจ. ครั้งที่ 2/2570",
        )  # fmt: skip


@pytest.fixture(autouse=True)
def _printed_at_once(monkeypatch):
    """No broker and a printer that takes no time: here the pages are looked at, not the book."""

    def printed(html, **_options):
        content = b"%PDF-1.7 " + html.encode()[:200]
        return RenderedPdf(content, 40, hashlib.sha256(content).hexdigest())

    monkeypatch.setattr(evaluation_reports, "render_pdf", printed)
    monkeypatch.setattr("jobs.services.queue.send", lambda job: True)


def ask(snapshot, planner, **options):
    return evaluation_reports.request(snapshot=snapshot, by=planner, **options)


def running(report, percent: int) -> None:
    Job.objects.filter(pk=report.job_id).update(
        status="running", stage="จัดหน้า", percent=percent, claim="0" * 32,
        heartbeat_at="2027-04-15T03:00Z", started_at="2027-04-15T03:00Z",
    )  # fmt: skip


def finished(report) -> None:
    Job.objects.filter(pk=report.job_id).update(status="queued")
    assert worker.run(report.job_id)


def checked(page, axe) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    no_sideways_scroll(page)
    axe(page)


def test_it_works(page, live_server, sign_in, planner, snapshot):
    sign_in(page, planner)
    page.goto(live_server.url + "/60/reports/")
    page.get_by_role("button", name="จัดทำรายงาน").click()

    expect(page.get_by_text("รอคิว")).to_be_visible()
    report = snapshot.reports.get()
    running(report, 42)
    expect(page.get_by_role("progressbar", name="ความคืบหน้า")).to_have_attribute("value", "42")
    finished(report)
    download = page.get_by_role("link", name="ดาวน์โหลด PDF")
    expect(download).to_be_visible()
    with page.expect_download() as given:
        download.click()
    assert given.value.suggested_filename.startswith("รายงานผลการประเมิน จังหวัดนครสวรรค์ 2570")


def test_polling_ends_with_the_work(page, live_server, sign_in, planner, snapshot):
    report = ask(snapshot, planner)
    finished(report)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, planner)
    page.goto(f"{live_server.url}/reports/{report.pk}/")
    page.wait_for_timeout(2500)
    assert not [url for url in asked if "progress" in url]


def test_without_javascript(page_without_js, live_server, sign_in, planner, snapshot):
    page = page_without_js
    sign_in(page, planner)
    page.goto(live_server.url + "/60/reports/")
    page.get_by_label("English").check()
    page.get_by_role("button", name="จัดทำรายงาน").click()
    report = snapshot.reports.get()
    assert report.language == "en"
    expect(page.locator('noscript meta[http-equiv="refresh"]')).to_have_count(1)

    finished(report)
    page.get_by_role("link", name="ดูสถานะล่าสุด").click()
    expect(page.get_by_role("link", name="ดาวน์โหลด PDF")).to_be_visible()


def test_list_in_both_languages_and_widths(any_page, live_server, sign_in, planner, snapshot, axe):
    finished(ask(snapshot, planner))
    running(ask(snapshot, planner, digits="thai"), 42)
    sign_in(any_page, planner)
    any_page.goto(live_server.url + "/60/reports/")
    checked(any_page, axe)


def test_every_state_of_a_report(any_page, live_server, sign_in, planner, snapshot, axe):
    report = ask(snapshot, planner)
    here = f"{live_server.url}/reports/{report.pk}/"
    sign_in(any_page, planner)
    running(report, 42)
    any_page.goto(here)
    checked(any_page, axe)
    Job.objects.filter(pk=report.job_id).update(status="failed", error="ไม่พบแบบอักษร")
    any_page.goto(here)
    checked(any_page, axe)
    evaluation_reports.request(snapshot=snapshot, by=planner)
    report.refresh_from_db()
    finished(report)
    any_page.goto(here)
    checked(any_page, axe)


def test_an_empty_form_says_where(any_page, live_server, sign_in, planner, snapshot, axe):
    sign_in(any_page, planner)
    any_page.goto(live_server.url + "/60/reports/")
    any_page.expect_errors = True
    any_page.evaluate("document.querySelector('[name=snapshot] option').value = '999999'")
    any_page.locator("main form button").last.click()
    expect(any_page.get_by_role("alert")).to_be_focused()
    checked(any_page, axe)
